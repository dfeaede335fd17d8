"""The values of facts as a person reads them."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING, Final

from incident.domain.runbooks.conditions import Value
from incident.domain.runbooks.round_ids import written
from incident.domain.runbooks.runbook import FactType
from incident.i18n import N_, _, pgettext
from incident.wording.safe import clean_line
from incident.wording.speech import Speech

if TYPE_CHECKING:
    from incident.domain.incident import FactEntry

__all__ = [
    "answered",
    "entry_words",
    "fact_line",
    "fact_type_words",
    "fact_words",
    "is_question",
    "named_fact",
    "number_words",
    "unknown_word",
    "value_words",
    "with_unit",
]

_TYPES: Final = {
    FactType.PERCENT: N_("a percent such as 12%"),
    FactType.NUMBER: N_("a number such as 1200"),
    FactType.YES_NO: N_("yes or no"),
    FactType.TIME: N_("a time such as 02:40"),
    FactType.TEXT: N_("words"),
}
_NUMBER: Final = re.compile(r"[-+]?\d[\d.,]*")
_LARGEST: Final = 1e12
"""From here on digits after the point mean nothing."""


def fact_words(fact_id: str, value: Value, speech: Speech) -> str:
    """The value alone: `12%`, `48,000 customers`, `yes`, `2026-11-21 02:40`, `unknown`."""
    if value is None:
        return unknown_word()
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    kind = speech.fact_type(fact_id)
    if isinstance(value, str):
        return _moment(value, speech) if kind is FactType.TIME else clean_line(value)
    if kind is FactType.PERCENT:
        return f"{number_words(value)}%"
    return with_unit(number_words(value), speech.text(f"fact.{fact_id}.unit"))


def entry_words(fact_id: str, entry: FactEntry, speech: Speech) -> str:
    """What was stated last, or that its words are destroyed: 'unknown' would say that nobody knew."""
    return _("(erased)") if entry.is_erased else fact_words(fact_id, entry.value, speech)


def with_unit(number: str, unit: str) -> str:
    """The number and what it counts; a percent sign stands at the number wherever it comes from."""
    return f"{number}{unit}" if unit.startswith("%") else f"{number} {unit}".rstrip()


def value_words(step: str, value: str, speech: Speech) -> str:
    """What was entered at a step; a bare number with what it counts: `40%`, `9 of 10`."""
    unit = speech.text(f"step.{written(step)}.unit")
    return with_unit(value, unit) if unit and _NUMBER.fullmatch(value.strip()) else value


def number_words(value: float) -> str:
    """A number in full with its thousands apart: `100,000,000`, `0.5`; never `1e+08`."""
    return f"{value:,.12g}" if abs(value) < _LARGEST else f"{value:,.0f}"


def fact_line(fact_id: str, value: Value, speech: Speech) -> str:
    """The question and its answer, in one line."""
    return answered(fact_id, fact_words(fact_id, value, speech), speech)


def answered(fact_id: str, answer: str, speech: Speech) -> str:
    """The question of a fact before an answer that is in words already."""
    sentence = _("{question} {answer}") if is_question(fact_id, speech) else _("{question}: {answer}")
    return sentence.format(question=speech.fact(fact_id), answer=answer)


def named_fact(fact_id: str, speech: Speech) -> str:
    """The id, which is typed, and the question, which is understood: `'affected_share' (What share is affected)`."""
    word, question = clean_line(fact_id), speech.fact(fact_id).rstrip("?？ ")
    if question == word:
        return _("'{word}'").format(word=word)
    return _("'{id}' ({title})").format(id=word, title=question)


def is_question(fact_id: str, speech: Speech) -> bool:
    """Whether the fact asks, `What share is affected?`, and does not name, `Share of customers affected`."""
    return speech.fact(fact_id).endswith(("?", "？"))


def unknown_word() -> str:
    """What is shown, and may be typed, where somebody was asked and did not know."""
    return pgettext("fact", "unknown")


def fact_type_words(kind: FactType) -> str:
    """What can be typed for a fact of this type."""
    return _(_TYPES[kind])


def _moment(value: str, speech: Speech) -> str:
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return clean_line(value)
    return speech.moment(moment) if moment.tzinfo else clean_line(value)
