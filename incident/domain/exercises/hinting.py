"""Which hint of an inject is the next: only of what players have, and each once.

Apart from the injects of the plan, which go by their triggers.
"""

from __future__ import annotations

from typing import Final

from incident.domain.exercises.scenario import Inject
from incident.domain.exercises.state import Exercise
from incident.domain.refusals import Refusal, Refused

__all__ = ["hint_id", "hinted", "next_hint"]

_HINT: Final = ".hint."


def hint_id(inject: Inject, place: int) -> str:
    """What the log calls it, counted from 0; no inject of a plan has a full stop in its id."""
    return f"{inject.id}{_HINT}{place}"


def hinted(inject_id: str) -> str:
    """The id of the inject about which it is a hint; '' where it is none."""
    name, hint, _place = inject_id.partition(_HINT)
    return name if hint else ""


def next_hint(exercise: Exercise, inject: Inject) -> int:
    """The place of the first that players do not have, counted from 0.

    Raises:
        Refused: INJECT_AHEAD, HINTS_GIVEN.
    """
    if inject.id not in exercise.released:
        raise Refused(Refusal.INJECT_AHEAD, number=inject.number)
    for place in range(inject.hints):
        if hint_id(inject, place) not in exercise.released:
            return place
    raise Refused(Refusal.HINTS_GIVEN, number=inject.number)
