"""Which keys make a step what it is, and which of them it needs.

Apart from the model, whose step is one class for all verbs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from incident.domain.runbooks.runbook import Verb
from incident.i18n import N_, _

if TYPE_CHECKING:
    from incident.adapters.documents.reading.nodes import Place
    from incident.adapters.documents.runbooks.draft import Draft
    from incident.adapters.documents.runbooks.model_steps import StepFile

__all__ = ["ASKED", "VERBS", "verb_of"]

_ANY: Final = frozenset(
    {
        "id",
        "title",
        "by",
        "tiers",
        "within",
        "timer",
        "mode",
        "critical",
        "caution",
        "still_true",
        "why",
        "undo",
        "show",
    }
)
_OWN: Final = {
    Verb.DO: frozenset({"do", "expect", "if_not", "value"}),
    Verb.ASK: frozenset({"ask", "options"}),
    Verb.RECORD: frozenset({"record"}),
    Verb.TELL: frozenset({"tell", "template", "approve"}),
    Verb.APPROVE: frozenset({"approve", "what", "if_late"}),
    Verb.WATCH: frozenset({"watch", "hold", "fresh"}),
    Verb.REQUEST: frozenset({"request", "expect", "if_not"}),
    Verb.WAIT: frozenset({"wait"}),
    Verb.REPEAT: frozenset({"repeat", "until", "every", "max", "if_not"}),
    Verb.TOGETHER: frozenset({"together"}),
    Verb.RUN: frozenset({"run"}),
}
_IDLE: Final = frozenset({"timer", "mode", "undo"})
"""Keys that ask for work, and that a step without work cannot have."""
VERBS: Final = tuple(verb.value for verb in _OWN)

_NEEDED: Final = {
    Verb.DO: {"expect": "RB027"},
    Verb.ASK: {"options": "RB002"},
    Verb.RECORD: {},
    Verb.TELL: {"template": "RB002"},
    Verb.APPROVE: {"what": "RB002", "within": "RB021", "if_late": "RB021"},
    Verb.WATCH: {"hold": "RB019", "fresh": "RB002"},
    Verb.REQUEST: {"expect": "RB027"},
    Verb.WAIT: {},
    Verb.REPEAT: {"until": "RB005", "max": "RB005"},
    Verb.TOGETHER: {},
    Verb.RUN: {},
}
"""The keys without which a step cannot be worked, and the rule that asks for each."""
ASKED: Final = {
    verb.value: tuple(key for key, rule in needed.items() if rule == "RB002") for verb, needed in _NEEDED.items()
}
"""Of these the ones without which a file has the wrong shape, by the verb's key."""

_WHY: Final = {
    "expect": N_("Say what the person sees when it worked."),
    "within": N_("Say how long the answer may take, such as within: 15m."),
    "if_late": N_("Say what happens without an answer: proceed, stop or escalate."),
    "hold": N_("Say how long it must stay true, such as hold: 30m."),
    "fresh": N_("Say how old a value may be, such as fresh: 10m."),
    "until": N_("Say what ends the rounds, such as until: affected_share < 1%."),
    "max": N_("Say how many rounds there may be, such as max: 8."),
}


def verb_of(draft: Draft, file: StepFile, place: Place) -> Verb | None:
    """The verb of a step, None if it has none or several; wrong and missing keys are noted."""
    verb = _told(file)
    if verb is None:
        said = _("The step '{id}' needs exactly one of: {verbs}.").format(id=file.id, verbs=_(", ").join(VERBS))
        draft.wrong(place, "RB002", said)
        return None
    for key in sorted(file.model_fields_set - _keys(verb)):
        said = _("'{key}' does not belong to a '{verb}' step.").format(key=key, verb=verb)
        draft.wrong(place / key, "RB002", said, at=(place / key).key)
    for key, rule in _NEEDED[verb].items():
        if getattr(file, key) is None:
            said = _("The step '{id}' lacks '{key}'.").format(id=file.id, key=key)
            draft.wrong(place, rule, said, _(_WHY.get(key, "")))
    return verb


def _keys(verb: Verb) -> frozenset[str]:
    return (_ANY | _OWN[verb]) - (_IDLE if verb is Verb.WAIT else frozenset())


def _told(file: StepFile) -> Verb | None:
    told = [verb for verb in VERBS if getattr(file, verb) is not None]
    if set(told) == {"tell", "approve"}:
        return Verb.TELL  # `approve` beside `tell` names who approves the message
    return Verb(told[0]) if len(told) == 1 else None
