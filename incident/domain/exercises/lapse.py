"""When nobody led an exercise, and whether that time may still count as a pause.

Apart from what is due, because the log knows of no open programs: it is read from what went late, or did not go.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from incident.domain.events import InjectReleased, Recorded
from incident.domain.exercises.due import Due, fell_due
from incident.domain.exercises.scenario import Inject, Scenario
from incident.domain.exercises.state import Exercise, Phase
from incident.domain.frozen import Frozen
from incident.domain.incident import PROGRAM
from incident.domain.refusals import Refusal, Refused

__all__ = ["UNLED_AFTER", "Lapse", "lapse_of", "require_calm_lapse", "was_missed"]

UNLED_AFTER: Final = timedelta(seconds=30)
"""Of the day, since a program last looked: the log may be held for some seconds; later than that is missed."""


class Lapse(Frozen):
    """Nobody led it for some time, and an inject that was missed then waits still."""

    since: datetime
    """When the first that was missed fell due: from then on at the latest nobody led it."""
    shown: timedelta
    """What its clock showed then."""
    is_calm: bool
    """Whether nobody has done anything since, so that the time may count as a pause."""


def was_missed(each: Due, exercise: Exercise, now: datetime) -> bool:
    """Whether no program of who leads it was there when its time came: by itself it would go late, with others."""
    return _is_late(each.inject, each.since, exercise, now)


def require_calm_lapse(lapse: Lapse | None, exercise_id: str) -> Lapse:
    """It, where it may count as a pause.

    Raises:
        Refused: EXERCISE_NO_LAPSE, EXERCISE_PLAYED_ON.
    """
    if lapse is None:
        raise Refused(Refusal.EXERCISE_NO_LAPSE, incident=exercise_id)
    if not lapse.is_calm:
        raise Refused(Refusal.EXERCISE_PLAYED_ON, incident=exercise_id)
    return lapse


def lapse_of(
    plan: Scenario,
    exercise: Exercise,
    entries: Sequence[Recorded],
    due: Sequence[Due],
    gone: Mapping[str, datetime],
    *,
    now: datetime,
) -> Lapse | None:
    """None while nothing that was missed waits, or who rehearses alone plays it.

    Args:
        plan: the scenario.
        exercise: how play stands.
        entries: the incident's, in the order of the log.
        due: what is due and not out.
        gone: when injects that wait for no hand by intention went to players or were skipped.
        now: the present instant.
    """
    clock = exercise.clock
    missed = [each.since for each in due if not each.inject.is_prompted and was_missed(each, exercise, now)]
    if not missed or exercise.phase is not Phase.RUNNING or exercise.is_solo or clock.began_at is None:
        return None
    shown = min(missed)
    for mark, went in sorted(_late(plan, exercise, entries, gone), reverse=True):
        shown = mark if mark < shown <= went else shown  # both waited at once: no program was there for either
    since = clock.put_off(clock.began_at, clock.began_at + shown, now)
    return Lapse(since=since, shown=shown, is_calm=not any(_is_deed(entry, since) for entry in entries))


def _late(
    plan: Scenario, exercise: Exercise, entries: Sequence[Recorded], gone: Mapping[str, datetime]
) -> Iterator[tuple[timedelta, timedelta]]:
    """When each fell due that had been missed before it went or was skipped, and when that was."""
    for each in plan.injects:
        at, mark = gone.get(each.id), fell_due(each, exercise, entries)
        if at is not None and mark is not None and not each.is_prompted and _is_late(each, mark, exercise, at):
            yield mark, exercise.clock.read(at)


def _is_late(inject: Inject, mark: timedelta, exercise: Exercise, at: datetime) -> bool:
    clock = exercise.clock
    return inject.trigger.happened is None and clock.read(at) - mark > UNLED_AFTER * clock.until(at).rate


def _is_deed(entry: Recorded, since: datetime) -> bool:
    """Whether somebody did something since, by the link of a page too, or an inject went."""
    is_own = entry.person == PROGRAM and not isinstance(entry.event, InjectReleased)
    return entry.recorded_at > since and not is_own
