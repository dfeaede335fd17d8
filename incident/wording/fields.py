"""The values inside a refusal, worded by the name of the field that carries them.

Apart from the sentences, so that a step, a person or an instant is named in the
same way in all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Final

from incident.domain.grading.tiers import Tier
from incident.domain.refusals import Refusal, RefusalValue, Refused
from incident.domain.runbooks.runbook import FactType
from incident.i18n import N_, _, ngettext
from incident.wording.facts import fact_type_words, named_fact, number_words
from incident.wording.handover import carried_words
from incident.wording.safe import clean_line
from incident.wording.speech import Speech
from incident.wording.tiers import tier_phrase
from incident.wording.usual import reread

__all__ = ["say_fields", "say_list"]

_MOST = 3
"""Names in a list before the rest is counted."""
_LONGEST = 80
"""Cells of a value that somebody typed; the beginning says which it was."""

_WHATS: Final = {
    "title": N_("title"),
    "reason": N_("reason"),
    "file": N_("file"),
    "contact": N_("contact"),
    "value": N_("value"),
    "observation": N_("observation"),
    "request": N_("request"),
    "fact": N_("fact"),
    "inject": N_("inject"),
    "giver": N_("name of who gives it"),
    "note": N_("note"),
    "finding": N_("finding"),
    "action": N_("action"),
    "question": N_("question"),
    "answer": N_("answer"),
    "message": N_("text of the message"),
    "correction": N_("correction"),
    "reference": N_("reference"),
    "worry": N_("line about what worries you most"),
    "decision": N_("line about what is half decided"),
    "next-action": N_("next action"),
    "proof": N_("proof"),
    "department": N_("department"),
    "limit": N_("source of the date"),
    "risk": N_("risk"),
    "change": N_("change of the runbook"),
    "team": N_("name of the team"),
    "can-hurt": N_("answer to what can hurt"),
    "due-next": N_("answer to what is due next"),
    "where": N_("place where it was found"),
    "place": N_("place where it is kept"),
}

_DATED: Final = frozenset(
    {
        Refusal.INCIDENT_CLOSED,
        Refusal.TIME_IN_FUTURE,
        Refusal.UNTIL_PAST,
        Refusal.LOWER_DEADLINE_OPEN,
        Refusal.EVIDENCE_ERASED,
        Refusal.EVIDENCE_TWICE,
        Refusal.HOLD_STANDS,
        Refusal.ERASURE_DECLINED,
        Refusal.ALLOCATION_RESTS,
        Refusal.RESOURCE_RESTS,
        Refusal.RESOURCE_SHORT,
        Refusal.OUT_UNTIL_PAST,
    }
)
"""Refusals whose instant may lie on another day."""


def say_fields(refused: Refused, speech: Speech, now: datetime | None = None) -> Mapping[str, str]:
    """Every field of the refusal in words; with `now` a time of another day has its day."""
    said = {name: _say(name, value, speech, now) for name, value in refused.fields.items() if value is not None}
    if refused.code in _DATED:
        instants = {n: v for n, v in refused.fields.items() if isinstance(v, datetime)}
        said |= {name: speech.moment(value) for name, value in instants.items()}
    if refused.code is Refusal.FACT_UNKNOWN and refused.fields.get("near"):
        said["near"] = named_fact(str(refused.fields["near"]), speech)
    return said | _answers(refused, speech)


def say_list(words: Iterable[str]) -> str:
    """The first words in quotes, and how many more there are."""
    every = list(words)
    shown = _(", ").join(_("'{word}'").format(word=word) for word in every[:_MOST])
    more = len(every) - _MOST
    if more <= 0:
        return shown
    return ngettext("{shown} and {count} more", "{shown} and {count} more", more).format(shown=shown, count=more)


def _answers(refused: Refused, speech: Speech) -> dict[str, str]:
    """An answer belongs to its step, so it can only be named together with it; what was typed wrong stays as typed."""
    step, option, options = (refused.fields.get(name) for name in ("step", "option", "options"))
    said = {}
    if refused.code in (Refusal.OPTION_CHOSEN, Refusal.OPTION_STANDS):
        said["option"] = speech.option(str(step), str(option))
    if isinstance(options, tuple):
        said["options"] = _(", ").join(_option(str(step), str(one), speech) for one in options)
    return said


def _option(step: str, option: str, speech: Speech) -> str:
    title = speech.option(step, option)
    if title == option:
        return _("'{word}'").format(word=option)
    return _("'{id}' ({title})").format(id=clean_line(option), title=title)


def _say(name: str, value: RefusalValue, speech: Speech, now: datetime | None) -> str:
    if isinstance(value, Tier):
        return tier_phrase(value)
    if isinstance(value, datetime):
        return speech.when(value, now) if now else speech.time(value)
    if isinstance(value, float):
        return number_words(value)
    if isinstance(value, tuple):
        return _LISTS.get(name, _plain_list)(value, speech)
    return _WORDS.get(name, _plain)(str(value), speech)


def _plain(value: str, _speech: Speech) -> str:
    words = clean_line(value)
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…"


def _what(value: str, _speech: Speech) -> str:
    return _(_WHATS[value]) if value in _WHATS else clean_line(value)


def _type(value: str, _speech: Speech) -> str:
    return fact_type_words(FactType(value)) if value in list(FactType) else clean_line(value)


def _plain_list(values: tuple[object, ...], _speech: Speech) -> str:
    return _(", ").join(_("'{word}'").format(word=clean_line(str(value))) for value in values)


def _step_list(values: tuple[object, ...], speech: Speech) -> str:
    return say_list(speech.step(str(value)) for value in values)


def _faults(values: tuple[object, ...], _speech: Speech) -> str:
    from incident.domain.timing.extending import ExtensionFault  # here: only an extension has them
    from incident.wording.obligations import extension_fault_sentence

    return " ".join(extension_fault_sentence(ExtensionFault(str(value))) for value in values)


def _approver(value: str, speech: Speech) -> str:
    role = value.removeprefix("role:")
    return (
        speech.person(value) if role == value else _("whoever holds the role '{role}'").format(role=speech.role(role))
    )


def _holder(incident: str) -> str:
    return clean_line(incident) or _("an incident that you may not know of")


def _money(values: tuple[object, ...]) -> str:
    from incident.wording.money import money_words  # here, as below: few refusals are about resources

    return money_words(int(str(values[0])), str(values[1])) if values else ""


def _state(value: str) -> str:
    from incident.wording.allocations import state_word

    return state_word(value)


def _source(value: str) -> str:
    from incident.wording.allocations import source_word

    return source_word(value)


def _tier_list(values: tuple[object, ...], _speech: Speech) -> str:
    return _(", ").join(tier_phrase(Tier(int(str(value)))) for value in values)


_WORDS: Final[Mapping[str, Callable[[str, Speech], str]]] = {
    "approver": lambda value, speech: speech.person(value),
    "obligation": lambda value, speech: speech.obligation(value),
    "regime": lambda value, speech: speech.regime(value),
    "by": lambda value, speech: speech.person(value),
    "author": lambda value, speech: speech.person(value),
    "fact": lambda value, speech: named_fact(_plain(value, speech), speech),
    "dependant": lambda value, speech: speech.step(value),
    "other": lambda value, speech: speech.role(value),
    "audience": lambda value, speech: speech.audience(value),
    "because": lambda value, _speech: _plain(reread(value) or _("(erased)"), _speech),
    "parent": lambda value, speech: speech.step(value),
    "item": carried_words,
    "person": lambda value, speech: speech.person(value),
    "role": lambda value, speech: speech.role(value),
    "runbook": lambda value, speech: speech.runbook(value),
    "step": lambda value, speech: speech.step(value),
    "type": _type,
    "state": lambda value, _speech: _state(value),
    "source": lambda value, _speech: _source(value),
    "what": _what,
}
_LISTS: Final[Mapping[str, Callable[[tuple[object, ...], Speech], str]]] = {
    "cases": lambda values, _speech: say_list(map(str, values)),
    "people": lambda values, speech: _(", ").join(speech.person(str(value)) for value in values),
    "roles": lambda values, speech: _(", ").join(speech.role(str(value)) for value in values),
    "facts": lambda values, speech: _(", ").join(named_fact(str(value), speech) for value in values),
    "faults": _faults,
    "obligations": lambda values, speech: say_list(speech.obligation(str(value)) for value in values),
    "steps": _step_list,
    "approvers": lambda values, speech: _(", ").join(_approver(str(value), speech) for value in values),
    "holders": lambda values, _speech: _(", ").join(_holder(str(value)) for value in values),
    "money": lambda values, _speech: _money(values),
    "tiers": _tier_list,
}
