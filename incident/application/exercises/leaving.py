"""Whoever leads an exercise goes, or loses the terminal: it stands, for nobody would let its injects go.

Who leads beside them, or watches, may go: it goes on.

Apart from leading it, because a program that ends does nothing else (reference/UX.md B-9b).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

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

__all__ = ["let_stand", "whose_lead"]


def let_stand(service: IncidentService, log: EventLog, actor: Actor, exercise_id: str) -> None:
    """Pause it if it is played and theirs to lead now.

    Raises:
        IncidentError, Refused: as every command.
    """
    exercise = service.load(exercise_id).exercise
    if exercise is None or exercise.phase is not Phase.RUNNING or actor.acts_as not in exercise.leaders:
        return
    if whose_lead(log.read(exercise_id)) == actor.acts_as:
        service.execute(exercise_id, PauseExercise(by=actor.acts_as, because=UNLED), actor)


def whose_lead(entries: Sequence[Recorded]) -> str:
    """Who started it or let it go on last; '' before that. The log knows of no open programs, and needs to."""
    began = (entry.person for entry in reversed(entries) if isinstance(entry.event, ExerciseStarted | ExerciseResumed))
    return next(began, "")
