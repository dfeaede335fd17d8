"""When an inject may be marked: what its players never had, they cannot have answered.

Apart from ratings, which are of tasks and are proposed by the log.
"""

from __future__ import annotations

from incident.domain.exercises.leading import InjectMarked, Mark
from incident.domain.exercises.scenario import Inject
from incident.domain.exercises.state import Exercise
from incident.domain.refusals import Refusal, Refused

__all__ = ["marked"]


def marked(exercise: Exercise, inject: Inject, mark: Mark) -> InjectMarked:
    """The entry that marks it.

    Raises:
        Refused: INJECT_AHEAD.
    """
    if inject.id not in exercise.released:
        raise Refused(Refusal.INJECT_AHEAD, number=inject.number)
    return InjectMarked(inject=inject.id, mark=mark)
