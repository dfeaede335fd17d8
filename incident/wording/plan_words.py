"""What the parts of a runbook and their fields are called when two runbooks are compared.

Apart from the comparison, which knows ids; a field that has no word yet is called by its key, as in the file.
"""

from __future__ import annotations

from typing import Final

from incident.i18n import N_, NAMES, _
from incident.wording.plan_changes import How
from incident.wording.steps import step_label

__all__ = ["field_word", "how_word", "in_language", "part_word"]

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
    "audience": N_("AUDIENCES"),
}
_FIELDS: Final = {
    "title": N_("title"),
    "revision": N_("revision"),
    "family": N_("family"),
    "owner": N_("owner"),
    "reviewed": N_("reviewed"),
    "review_every": N_("review every"),
    "may_combine": N_("may be combined"),
    "never_combine": N_("never combined"),
    "see": N_("see"),
    "where": N_("where"),
    "confidence": N_("confidence"),
    "because": N_("because"),
    "also_run": N_("also run"),
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
    "exit": N_("over when"),
    "limit": N_("limit"),
    "tiers": N_("tiers"),
    "verb": N_("kind"),
    "mode": N_("mode"),
    "critical": N_("critical"),
    "asks_value": N_("asks a value"),
    "options": N_("answers"),
    "option": N_("answer"),
    "facts": N_("facts"),
    "audience": N_("audience"),
    "template": N_("message"),
    "approver": N_("approved by"),
    "condition": N_("condition"),
    "fresh": N_("fresh for"),
    "rounds": N_("rounds"),
    "runbook": N_("runbook"),
    "body": N_("text"),
}


_OF_STEPS: Final = frozenset({
    "hold", "within", "timer", "if_late", "wait", "every", "do", "expect", "if_not", "caution", "why", "undo",
    "still_true", "show", "what", "value",
})  # fmt: skip
"""Fields that are called as on the screens where a step is worked."""


def how_word(how: How) -> tuple[str, str]:
    """A sign and a word for what became of a part."""
    sign, word = _HOWS[how]
    return sign, _(word)


def part_word(part: str) -> str:
    """The heading over all changes of one part."""
    return _(_PARTS[part])


def in_language(words: str, language: str) -> str:
    """The words, with the name of their language behind them."""
    return _("{words} ({language})").format(words=words, language=NAMES.get(language, language))


def field_word(name: str) -> str:
    """What a field is called; `within.1` and `option.vendor` keep what tells them apart."""
    head, _dot, rest = name.partition(".")
    if head in _OF_STEPS:
        word = step_label("approve" if head == "what" else head).lower()
    else:
        word = _(_FIELDS.get(head, head))
    if rest.isdecimal():
        return _("{name} at tier {tier}").format(name=word, tier=rest)
    return f"{word} {rest}".rstrip()
