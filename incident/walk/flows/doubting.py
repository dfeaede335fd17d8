"""Values that are asked for once more: out of range, entered twice already, or far from the last (UX.md rule 4).

Apart from what a value may be at all. Only one out of its range is refused; of the others the second reading counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from incident.domain.incident import Incident, Progress, StepState
from incident.domain.numbers import parse_number
from incident.domain.runbooks.round_ids import written
from incident.domain.runbooks.runbook import Range
from incident.i18n import _
from incident.walk.flows.asking import Question, asked_text
from incident.walk.keys import key_of
from incident.wording.facts import number_words

__all__ = ["AGAIN", "FAR", "Seen", "doubt", "number_in", "out_of_range", "reread", "seen_at_step"]

AGAIN: Final = "again:"
"""The answer of whoever has read it once more."""
FAR: Final = 10
"""A number so many times the last one, or so small a part of it, is as often a slip of a digit as it is true."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A value as it was entered before."""

    words: str
    at: datetime
    number: float | None


def seen_at_step(incident: Incident, step: str) -> Sequence[Seen]:
    """What was entered at this step before, in all its rounds, the latest first."""
    name = written(step)
    rounds = (progress for key, progress in incident.steps.items() if written(key) == name)
    values = [seen for progress in rounds for seen in _entered(progress)]
    return sorted(values, key=lambda each: each.at, reverse=True)


def doubt(value: str, number: float | None, seen: Sequence[Seen], when: Callable[[datetime], str]) -> str:
    """Why it is asked for once more; '' where nothing speaks against it."""
    before = list(seen[:2])
    typed = value.strip()
    if len(before) > 1 and all(earlier.words.strip() == typed for earlier in before):
        times = {"before": when(before[1].at), "time": when(before[0].at)}
        words = _("'{value}' was entered at {before} and at {time} too. Read it anew: what do you see?")
        return words.format(value=typed, **times)
    if before and _is_far(number, before[0].number):
        words = _("'{value}' is far from '{last}', entered at {time}. Read it anew: what do you see?")
        return words.format(value=typed, last=before[0].words.strip(), time=when(before[0].at))
    return ""


def reread(words: str, complaint: Callable[[str], str], fact: str = "") -> Question:
    """Asks for the value once more, of that fact where several are asked for; what is answered counts."""
    return asked_text(AGAIN + fact, words, complaint=complaint)


def out_of_range(value: str, number: float, span: Range, *, in_step: bool) -> str:
    """Why a value is not taken, and the way on where it is a step's; '' where it is plausible."""
    if span.low <= number <= span.high:
        return ""
    said = _("'{value}' is not between {low} and {high}. Read it again.")
    if in_step:
        said = _(
            "'{value}' is not between {low} and {high}. Read it again. If it is so, the step is NOT as expected: {key}."
        )
    bounds = {"low": number_words(span.low), "high": number_words(span.high)}
    return said.format(value=value, key=key_of("walk.not_expected", "n"), **bounds)


def number_in(words: str) -> float | None:
    """The number that was typed, whatever unit follows; None of other words."""
    return parse_number(words.strip().rstrip("%％ "))


def _is_far(number: float | None, last: float | None) -> bool:
    """Nought is far from nothing: where there is nothing left to count, that is mostly so."""
    if not number or not last:
        return False
    return number / last >= FAR or last / number >= FAR or number / last < 0


def _entered(progress: Progress | None) -> Iterator[Seen]:
    """The values of the marks on one step; a reason is none."""
    while progress is not None:
        if progress.state is StepState.AS_EXPECTED and progress.words is not None and progress.option is None:
            words = str(progress.words)
            yield Seen(words=words, at=progress.at, number=number_in(words))
        progress = progress.before
