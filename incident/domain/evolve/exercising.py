"""How an exercise is led: what those entries change of its clock and of what its players have."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from incident.domain import events as e
from incident.domain.events import Recorded
from incident.domain.evolve.changes import Change, Changes
from incident.domain.incident import Incident

if TYPE_CHECKING:
    from incident.domain.exercises.state import Exercise

__all__ = ["CHANGES"]


def _prepared(_: Incident, __: Recorded, event: e.ExercisePrepared) -> Changes:
    from incident.domain.exercises.state import Exercise  # here: few incidents are exercises

    return {
        "exercise": Exercise(
            scenario=event.scenario,
            revision=event.revision,
            controllers=event.controllers,
            length=event.length,
            is_solo=event.is_solo,
            evaluators=event.evaluators,
        )
    }


def _led(incident: Incident, entry: Recorded, event: e.OfExercise) -> Changes:
    """Of an exercise that nobody prepared, nothing."""
    if incident.exercise is None:
        return {}
    return {"exercise": _after(incident.exercise, event, entry.occurred_at)}


def _after(exercise: Exercise, event: e.OfExercise, at: datetime) -> Exercise:
    from incident.domain.exercises.state import Phase  # here, as above

    clock = exercise.clock
    match event:
        case e.ExerciseStarted(rate=rate):
            return exercise.changed(phase=Phase.RUNNING, clock=clock.going(at, rate))
        case e.ExercisePaused(because=because):
            return exercise.changed(phase=Phase.PAUSED, clock=clock.standing(at), because=because)
        case e.ExerciseResumed():
            return exercise.changed(phase=Phase.RUNNING, clock=clock.going(at), suspended_by="", because=None)
        case e.ExerciseSuspended(incident=other):
            after = exercise.changed(suspended_by=other, heeded=(*exercise.heeded, other))
            return after.changed(phase=Phase.SUSPENDED, clock=clock.standing(at))
        case e.ExerciseRateSet(rate=rate):
            return exercise.changed(clock=clock.paced(at, rate))
        case e.InjectReleased(inject=inject):
            return exercise.changed(released={**exercise.released, inject: at}, told=(*exercise.told, event))
        case _:
            return exercise.changed(phase=Phase.ENDED, clock=clock.standing(at), ended_at=at)


CHANGES: Mapping[type, Change] = {
    e.ExercisePrepared: _prepared,
    e.ExerciseStarted: _led,
    e.ExercisePaused: _led,
    e.ExerciseResumed: _led,
    e.ExerciseSuspended: _led,
    e.ExerciseRateSet: _led,
    e.InjectReleased: _led,
    e.ExerciseEnded: _led,
}
