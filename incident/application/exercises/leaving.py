"""Whoever leads an exercise goes, or loses the terminal: it stands, for nobody would let its injects go.

Where another program leads it too, it goes on; and where they led it for nobody but looked in on what goes unwatched.

Apart from leading it, because a program that ends does nothing else (reference/UX.md B-9b).
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from incident.application.errors import StorageError
from incident.domain.commands import PauseExercise
from incident.domain.events import ExerciseResumed, ExerciseStarted
from incident.domain.exercises.reserved import UNLED
from incident.domain.exercises.state import Phase

if TYPE_CHECKING:
    from collections.abc import Sequence

    from incident.application.actor import Actor
    from incident.application.ports import EventLog
    from incident.application.service import IncidentService
    from incident.domain.events import Recorded

__all__ = ["is_led", "let_go", "let_stand", "whose_lead"]


def let_stand(service: IncidentService, log: EventLog, actor: Actor, exercise_id: str) -> None:
    """This program leads it no more: pause it if it is played, no other leads it, and it was theirs to lead.

    Raises:
        IncidentError, Refused: as every command.
    """
    was_held, exercise = let_go(log, exercise_id), service.load(exercise_id).exercise
    if exercise is None or exercise.phase is not Phase.RUNNING or actor.acts_as not in exercise.leaders:
        return
    if is_led(log, exercise_id):
        return
    if was_held or whose_lead(log.read(exercise_id)) == actor.acts_as:
        service.execute(exercise_id, PauseExercise(by=actor.acts_as, because=UNLED), actor)


def is_led(log: EventLog, exercise_id: str) -> bool:
    """Whether a program leads it, as far as that can be told."""
    with suppress(StorageError):
        return log.presence().is_led(exercise_id)
    return False


def let_go(log: EventLog, exercise_id: str) -> bool:
    """This program leads it no more; whether it did."""
    with suppress(StorageError):
        return log.presence().let_go(exercise_id)
    return False


def whose_lead(entries: Sequence[Recorded]) -> str:
    """Who started it or let it go on last; '' before that."""
    began = (entry.person for entry in reversed(entries) if isinstance(entry.event, ExerciseStarted | ExerciseResumed))
    return next(began, "")
