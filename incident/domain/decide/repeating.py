"""One mark that comes twice from one person: two terminals of one login, a key that bounced, a script beside it.

Apart from the rules of each mark, because it is the same for all: the first counts, and whoever set it is told so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Final

from incident.domain import events as e
from incident.domain.incident import Incident, Progress, StepState
from incident.domain.refusals import Refusal, Refused

__all__ = ["AT_ONCE", "own_mark", "refuse_repeat"]

AT_ONCE: Final = timedelta(seconds=5)
"""The same mark by the same person after so long is meant: what went wrong was looked at again."""

_STATES: Final[Mapping[type, StepState]] = {
    e.StepNotAsExpected: StepState.NOT_AS_EXPECTED,
    e.StepDeferred: StepState.DEFERRED,
    e.StepHeld: StepState.HELD,
    e.StepAsked: StepState.ASKED,
}
"""The marks that a step takes again and again, and how it stands after each; after all others it is done."""


def refuse_repeat(incident: Incident, events: Iterable[e.Event], by: str, now: datetime) -> None:
    """A mark that the person set a moment ago is not set again.

    Raises:
        Refused: STEP_MARKED, saying when.
    """
    for event in events:
        if isinstance(event, (e.StepNotAsExpected, e.StepDeferred, e.StepHeld, e.StepAsked)):
            progress = incident.steps.get(event.step)
            if progress is None or progress.by != by or abs(now - progress.at) > AT_ONCE:
                continue
            if _is_so(progress, event):
                raise Refused(Refusal.STEP_MARKED, step=event.step, at=progress.at)


def own_mark(refused: Refused, step: str | None, by: str) -> Refused:
    """The refusal; where it would name to a person that very person, it says that the mark is theirs."""
    is_own = refused.code is Refusal.STEP_DONE and refused.fields.get("by") == by
    if not is_own or refused.fields.get("step") != step:
        return refused
    return Refused(Refusal.STEP_MARKED, step=step, at=refused.fields.get("at"))


def _is_so(progress: Progress, event: e.StepNotAsExpected | e.StepDeferred | e.StepHeld | e.StepAsked) -> bool:
    """Whether the step stands as the mark would leave it, words and all."""
    if progress.state is not _STATES[type(event)]:
        return False
    match event:
        case e.StepNotAsExpected():
            return progress.words == event.observed
        case e.StepDeferred():
            before = (progress.words, progress.until_step, progress.until_person)
            is_so_far = _is_so_far(progress.until_time, event.until_time)
            return is_so_far and before == (event.because, event.until_step, event.until_person)
        case e.StepHeld():
            return progress.words == event.because
        case e.StepAsked():
            return (progress.words, progress.until_person) == (event.request, event.person)


def _is_so_far(before: datetime | None, until: datetime | None) -> bool:
    """Whether the two are one instant, said as a length of time at two terminals."""
    return before == until if before is None or until is None else abs(before - until) <= AT_ONCE
