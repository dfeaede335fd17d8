"""In which shifts people exercise: by day, at night, on a day off.

Apart from rotas, whose hand-overs are each team's own: what is asked here is whether the night was ever tried out.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, tzinfo
from enum import StrEnum
from typing import Final

from incident.domain.law.periods import Calendar

__all__ = ["DAY_BEGINS", "DAY_ENDS", "DayShift", "shifts_at"]

DAY_BEGINS: Final = time(8)
DAY_ENDS: Final = time(20)


class DayShift(StrEnum):
    """When an exercise began, on the team's wall clock."""

    DAY = "day"
    """On a day that is worked."""
    NIGHT = "night"
    DAY_OFF = "day-off"


def shifts_at(at: datetime, zone: tzinfo, calendar: Calendar) -> Iterator[DayShift]:
    """The shifts that an instant belongs to: a night may be one of a day off."""
    local = at.astimezone(zone)
    is_night = not DAY_BEGINS <= local.time() < DAY_ENDS
    is_off = not calendar.is_working_day(local.date())
    if is_night:
        yield DayShift.NIGHT
    if is_off:
        yield DayShift.DAY_OFF
    if not (is_night or is_off):
        yield DayShift.DAY
