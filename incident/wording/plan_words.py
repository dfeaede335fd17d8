"""What the parts of a runbook and their fields are called when two runbooks are compared.

Apart from the comparison, which knows ids; a field that has no word yet is called by its key, as in the file.
"""

from __future__ import annotations

import re
from typing import Final

from incident.i18n import N_, _
from incident.wording.plan_changes import How

__all__ = ["field_word", "how_word", "part_word"]

_HOWS: Final = {
    How.ADDED: ("+", N_("added")),
    How.REMOVED: ("-", N_("removed")),
    How.MOVED: (">", N_("moved")),
    How.CHANGED: ("~", N_("changed")),
}
_PARTS: Final = {
    "runbook": N_("RUNBOOK"),
    "applies": N_("USE IT WHEN"),
    "scope": N_("OUT OF SCOPE"),
    "now": N_("DO NOW"),
    "reference": N_("REFERENCES"),
    "triage": N_("TRIAGE"),
    "raise": N_("RAISE WHEN"),
    "lower": N_("LOWER WHEN"),
    "fact": N_("FACTS"),
    "tier": N_("LIMITS OF THE TIER"),
    "role": N_("ROLES"),
    "resource": N_("RESOURCES"),
    "phase": N_("PHASES"),
    "step": N_("STEPS"),
    "template": N_("MESSAGES"),
}
_FIELDS: Final = {
    "title": N_("title"),
    "revision": N_("revision"),
    "family": N_("family"),
    "owner": N_("owner"),
    "reviewed": N_("reviewed"),
    "review_every": N_("review every"),
    "languages": N_("languages"),
    "may_combine": N_("may be combined"),
    "never_combine": N_("never combined"),
    "see": N_("see"),
    "where": N_("where"),
    "confidence": N_("confidence"),
    "because": N_("because"),
    "also_run": N_("also run"),
    "hold": N_("holds for"),
    "by": N_("by"),
    "type": N_("type"),
    "range": N_("range"),
    "question": N_("question"),
    "unit": N_("unit"),
    "first_update": N_("first message within"),
    "update_every": N_("update every"),
    "restore": N_("restored within"),
    "fill": N_("roles to fill"),
    "need": N_("need"),
    "within": N_("within"),
    "exit": N_("over when"),
    "limit": N_("limit"),
    "tiers": N_("tiers"),
    "verb": N_("kind"),
    "timer": N_("timer"),
    "mode": N_("mode"),
    "critical": N_("critical"),
    "asks_value": N_("asks a value"),
    "options": N_("answers"),
    "option": N_("answer"),
    "facts": N_("facts"),
    "audience": N_("audience"),
    "template": N_("message"),
    "approver": N_("approved by"),
    "if_late": N_("if late"),
    "condition": N_("condition"),
    "fresh": N_("fresh for"),
    "wait": N_("wait"),
    "every": N_("every"),
    "rounds": N_("rounds"),
    "runbook": N_("runbook"),
    "do": N_("do"),
    "expect": N_("expect"),
    "if_not": N_("if not"),
    "caution": N_("caution"),
    "why": N_("why"),
    "undo": N_("undo"),
    "still_true": N_("still true"),
    "show": N_("shown text"),
    "what": N_("what to approve"),
    "value": N_("value"),
    "body": N_("text"),
}


def how_word(how: How) -> tuple[str, str]:
    """A sign and a word for what became of a part."""
    sign, word = _HOWS[how]
    return sign, _(word)


def part_word(part: str) -> str:
    """The heading over all changes of one part."""
    return _(_PARTS[part])


def field_word(name: str) -> str:
    """What a field is called; `within.1`, `option.vendor` and `title (zh-CN)` keep what tells them apart."""
    head = re.split(r"[. ]", name, maxsplit=1)[0]
    rest = name[len(head) :]
    word = _(_FIELDS.get(head, head))
    if rest[1:].isdecimal():
        return _("{name} at tier {tier}").format(name=word, tier=rest[1:])
    return f"{word}{rest.replace('.', ' ', 1)}"
