"""What an exercise told whoever looks on last: nobody plays what they have to search the timeline for.

Apart from the rows of every incident, because few are exercises.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from incident.domain.exercises.scenario import EVERYBODY
from incident.tui.views.lines import Line, line, wrap
from incident.walk.moment import Walk
from incident.wording.exercising import exercise_words

__all__ = ["told_rows"]

MOST: Final = 4
"""Rows of one inject; the timeline has the rest of it."""


def told_rows(walk: Walk, width: int) -> Sequence[Line]:
    """The last inject to everybody or to a role of theirs, marked at its left."""
    exercise, incident = walk.incident.exercise, walk.incident
    if exercise is None or exercise.ended_at is not None:
        return []
    mine = {EVERYBODY, *(role for role, person in incident.roles.items() if person == walk.person)}
    last = next((each for each in reversed(exercise.told) if mine & set(each.to)), None)
    if last is None:
        return []
    return [line((f" > {row}", ".exercise")) for row in wrap(exercise_words(last, walk.speech), width - 4, MOST)]
