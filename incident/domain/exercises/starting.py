"""When no exercise may begin or go on, because its people are needed.

Apart from the rules of one exercise, which know of no other incident.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from incident.domain.exercises.state import Exercise, Phase
from incident.domain.grading.tiers import Tier
from incident.domain.refusals import Refusal, Refused

__all__ = ["in_the_way", "require_calm", "require_free", "require_over", "still_open"]


def require_calm(real: Iterable[tuple[str, Tier]], despite: Sequence[str]) -> None:
    """No real incident of tier 1 or 2 is open: an exercise would take its people.

    Args:
        real: those that are open, by id and tier.
        despite: ids of those that need none of the players.

    Raises:
        Refused: EXERCISE_NOT_NOW, naming the first of them.
    """
    for incident, tier in in_the_way(real):
        if incident not in despite:
            raise Refused(Refusal.EXERCISE_NOT_NOW, incident=incident, tier=tier)


def in_the_way(real: Iterable[tuple[str, Tier]]) -> Sequence[tuple[str, Tier]]:
    """Those of them that need their people."""
    return [(incident, tier) for incident, tier in real if tier <= Tier.SERIOUS]


def still_open(exercise: Exercise, real: Iterable[tuple[str, Tier]]) -> Sequence[str]:
    """Of the real incidents that ceased its play those that are open; none while it is not suspended."""
    is_suspended = exercise.phase is Phase.SUSPENDED
    return [incident for incident, _tier in real if is_suspended and incident in exercise.heeded]


def require_over(exercise: Exercise, real: Iterable[tuple[str, Tier]], despite: Sequence[str]) -> None:
    """What ceased its play is over, whatever its tier, or needs none of the players.

    Raises:
        Refused: EXERCISE_NOT_YET, naming the first that is neither.
    """
    for incident in still_open(exercise, real):
        if incident not in despite:
            raise Refused(Refusal.EXERCISE_NOT_YET, incident=incident)


def require_free(incident: str, needed: Iterable[str], exercising: Iterable[str]) -> None:
    """Nobody who plays or leads the exercise holds a role in that real incident, whatever was said of it.

    Raises:
        Refused: EXERCISE_TAKES_PEOPLE, with their names.
    """
    people = tuple(dict.fromkeys(person for person in exercising if person in set(needed)))
    if people:
        raise Refused(Refusal.EXERCISE_TAKES_PEOPLE, incident=incident, people=people)
