"""Whoever leads an exercise goes, or loses the terminal: it stands, for nobody would let its injects go.

Apart from leading it, because a program that ends does nothing else (reference/UX.md B-9b).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from incident.domain.commands import PauseExercise
from incident.domain.exercises.reserved import UNLED
from incident.domain.exercises.state import Phase

if TYPE_CHECKING:
    from incident.application.actor import Actor
    from incident.application.service import IncidentService

__all__ = ["let_stand"]


def let_stand(service: IncidentService, actor: Actor, exercise_id: str) -> bool:
    """Pause it if they lead it and it is played; whether it was.

    Raises:
        IncidentError, Refused: as every command.
    """
    exercise = service.load(exercise_id).exercise
    if exercise is None or exercise.phase is not Phase.RUNNING or actor.acts_as not in exercise.controllers:
        return False
    service.execute(exercise_id, PauseExercise(by=actor.acts_as, because=UNLED), actor)
    return True
