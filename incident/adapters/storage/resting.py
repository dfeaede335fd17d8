"""Who rests though no incident holds them: by the last word of each reservation that was ended.

Apart from the claims, whose rows say who has something now; a rest is said by entries alone. What PostgreSQL and SQLite
find by their query, a log in memory finds by following the entries.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from incident.domain.events import AllocationMoved, AllocationOut, Event, OutReason, RestTakenBack
from incident.domain.resources.resource import Resting

if TYPE_CHECKING:
    from incident.adapters.storage.claims import ClaimRow
    from incident.adapters.storage.database import Session

__all__ = ["resting", "rests_said", "standing_rests"]

_ONE_DAY = timedelta(days=1)
"""More than zones differ by: the database compares what is written, and this program the instants."""


def standing_rests(session: Session, now: datetime) -> Sequence[Resting]:
    """Who rests at that moment after they were given back, in whatever incident."""
    every = (
        Resting(resource=of, quantity=quantity, until=datetime.fromisoformat(until), exercise=bool(exercise))
        for of, quantity, until, exercise in session.all("rests", since=f"{now - _ONE_DAY:%Y-%m-%d}")
    )
    return [each for each in every if now < each.until]


def rests_said(events: Iterable[Event]) -> Mapping[str, datetime]:
    """Until when each allocation rests by the last word of it; a rest that was taken back was never said."""
    course: dict[str, list[datetime | None]] = {}
    for event in events:
        match event:
            case AllocationMoved():
                course.setdefault(event.allocation, []).append(None)
            case AllocationOut():
                until = event.until if event.reason is OutReason.REST else None
                course.setdefault(event.allocation, []).append(until)
            case RestTakenBack():
                _take_back(course.get(event.allocation, []), event.until)
    return {name: last for name, words in course.items() if words and (last := words[-1])}


def _take_back(words: list[datetime | None], until: datetime | None) -> None:
    if until in words:
        del words[len(words) - 1 - words[::-1].index(until)]


def resting(rows: Iterable[tuple[ClaimRow, datetime | None]], now: datetime) -> Sequence[Resting]:
    """Those rows whose rest is not over, in order."""
    every = [
        Resting(resource=row.resource_id, quantity=row.quantity, until=until, exercise=row.exercise)
        for row, until in rows
        if until and now < until
    ]
    return sorted(every, key=lambda each: (each.resource, each.until, each.quantity))
