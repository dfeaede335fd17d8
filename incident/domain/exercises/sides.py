"""One person, one side: what those who lead an exercise know and keep is for none of its players.

Of those who lead, evaluators observe and rate and never steer (HSEEP). Apart from the rule that who leads does not
play, which stands with the commands that it holds for.
"""

from __future__ import annotations

from incident.domain.exercises.state import Exercise
from incident.domain.incident import Incident
from incident.domain.refusals import Refusal, Refused

__all__ = ["require_leader", "require_led_by"]


def require_led_by(incident: Incident, person: str) -> None:
    """Whoever asks leads it.

    Raises:
        Refused: EXERCISE_LED_SIDE.
    """
    exercise = incident.exercise
    if exercise is not None and person not in exercise.controllers:
        raise Refused(Refusal.EXERCISE_LED_SIDE, incident=incident.id, people=exercise.controllers)


def require_leader(exercise: Exercise, person: str) -> None:
    """Whoever asks steers it.

    Raises:
        Refused: EXERCISE_EVALUATED, or EXERCISE_NEEDS_LEAD.
    """
    if person in exercise.evaluators:
        raise Refused(Refusal.EXERCISE_EVALUATED, person=exercise.leaders[0])
    if person not in exercise.controllers:
        raise Refused(Refusal.EXERCISE_NEEDS_LEAD, person=exercise.leaders[0])
