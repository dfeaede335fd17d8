"""How long until it was noticed, and until somebody answered for it; each with the entries that say so.

Apart from the other measures, which all run from the declaration: these begin before it (reference/DRILLS.md 3.1).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Final

from incident.application.review.model import Measure, MeasureKind, Reading, Sign
from incident.domain import events as e
from incident.domain.events import Milestone, Recorded
from incident.domain.incident import PROGRAM, Incident

__all__ = ["notice_times"]

_ANSWERS: Final = (
    e.MessageAcknowledged,
    e.StepTaken,
    e.StepCompleted,
    e.StepAnswered,
    e.StepNotAsExpected,
    e.StepDeferred,
    e.StepOverridden,
)
"""By which a person shows that they have it in hand; a note or a role alone does not."""


def notice_times(incident: Incident, entries: Sequence[Recorded]) -> tuple[Measure, Measure]:
    """Began until detected, alert until acknowledged.

    In an exercise the first inject is both the beginning and the alert, and its own clock counts. Of what is real the
    beginning is what people stated, and so is the detection; unstated, it was detected when it was declared.
    """
    signs = _played(incident, entries) if incident.exercise is not None else _real(incident, entries)
    began, detected, alert, answered = signs
    return (
        _measure(MeasureKind.DETECT, incident, began, detected),
        _measure(MeasureKind.ACKNOWLEDGE, incident, alert, answered),
    )


_Signs = tuple[Reading | None, Reading | None, Reading | None, Reading | None]


def _played(incident: Incident, entries: Sequence[Recorded]) -> _Signs:
    inject = next((each for each in entries if isinstance(each.event, e.InjectReleased)), None)
    if inject is None:
        return None, None, None, None
    began = _of(inject, Sign.INJECT)
    own = list(_of_players(incident, entries[entries.index(inject) + 1 :]))
    seen = next((_of(each, Sign.ENTRY) for each in own), None)
    return began, seen, began, _answer(own)


def _of_players(incident: Incident, entries: Sequence[Recorded]) -> Iterator[Recorded]:
    exercise = incident.exercise
    leads = () if exercise is None or exercise.is_solo else exercise.controllers
    ended = exercise.ended_at if exercise else None
    for entry in entries:
        is_play = not isinstance(entry.event, e.OfExercise.__args__)
        if is_play and entry.actor not in (PROGRAM, *leads) and (ended is None or entry.occurred_at <= ended):
            yield entry


def _real(incident: Incident, entries: Sequence[Recorded]) -> _Signs:
    stated = incident.milestones
    began = _stated(stated.get(Milestone.BEGAN), Sign.BEGAN)
    seen = _stated(stated.get(Milestone.DISCOVERED), Sign.DISCOVERED)
    declared = _of(entries[0], Sign.DECLARED)
    by_people = [each for each in entries[1:] if each.actor != PROGRAM]
    is_answered_by_declaring = seen is not None and seen.at <= declared.at and entries[0].actor != PROGRAM
    return began, seen or declared, seen or declared, declared if is_answered_by_declaring else _answer(by_people)


def _answer(entries: Sequence[Recorded]) -> Reading | None:
    return next((_of(each, Sign.ANSWER) for each in entries if isinstance(each.event, _ANSWERS)), None)


def _of(entry: Recorded, sign: Sign) -> Reading:
    return Reading(sign=sign, at=entry.occurred_at, seq=entry.seq)


def _stated(at: datetime | None, sign: Sign) -> Reading | None:
    return None if at is None else Reading(sign=sign, at=at, seq=0)


def _measure(kind: MeasureKind, incident: Incident, start: Reading | None, end: Reading | None) -> Measure:
    in_order = start is not None and end is not None and start.at <= end.at  # else one of them was stated wrongly
    actual = _between(incident, start.at, end.at) if start and end and in_order else None
    return Measure(kind=kind, allowed=None, actual=actual, difference=None, since=start, until=end)


def _between(incident: Incident, start: datetime, end: datetime) -> timedelta:
    if incident.exercise is not None:
        return incident.exercise.clock.read(end) - incident.exercise.clock.read(start)
    return end - start
