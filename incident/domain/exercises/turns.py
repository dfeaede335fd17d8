"""Who has played how often, and whose turn it is: the load of exercises is to be everybody's.

Apart from the plan: it asks people, and nobody's standing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Final

from incident.domain.exercises.holding import Held
from incident.domain.exercises.programme import Notice, Plan
from incident.domain.frozen import Frozen
from incident.domain.timing.quarters import quarter

__all__ = ["Turn", "overloaded", "turns"]

_NEVER: Final = datetime.min.replace(tzinfo=UTC)


class Turn(Frozen):
    """How often somebody has played."""

    person: str
    times: int
    last: Held | None
    """None for who never has."""
    invited: int = 0
    """To how many exercises of the plan that are not held yet."""


def turns(people: Iterable[str], held: Sequence[Held], since: datetime, invited: Mapping[str, int]) -> Sequence[Turn]:
    """Everybody, whose turn it is first: who never played, then who has not for longest.

    Args:
        people: by id.
        held: the exercises of the log.
        since: how often somebody played is counted from here on; when they last did, from ever.
        invited: how often each person stands in what is planned.
    """
    return sorted((_turn(each, held, since, invited) for each in people), key=_rank)


def overloaded(plan: Plan) -> Sequence[tuple[str, int, int]]:
    """Whom the plan asks more often in a quarter than it allows: person, quarter (1 to 4), how often.

    To what comes without notice nobody is invited, and whoever reads the count must not learn of it.
    """
    counted: dict[tuple[str, int], int] = {}
    for entry, occurrence in plan.occurrences():
        for person in () if entry.notice is Notice.NO_NOTICE else entry.players:
            key = person, quarter(occurrence.window.first)
            counted[key] = counted.get(key, 0) + 1
    most = plan.most_per_quarter
    return [(*key, count) for key, count in sorted(counted.items()) if most and count > most]


def _turn(person: str, held: Sequence[Held], since: datetime, invited: Mapping[str, int]) -> Turn:
    played = [each for each in held if person in each.players]
    last = max(played, key=lambda each: each.at, default=None)
    times = sum(each.at >= since for each in played)
    return Turn(person=person, times=times, last=last, invited=invited.get(person, 0))


def _rank(turn: Turn) -> tuple[datetime, int, str]:
    return turn.last.at if turn.last else _NEVER, turn.invited, turn.person
