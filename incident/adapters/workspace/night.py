"""When it is night by the team's own clock on the wall.

Apart from the directory, which is asked for this by few messages.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from incident.adapters.workspace.config import Night

__all__ = ["end_of_night"]


def end_of_night(night: Night, zone: str, at: datetime) -> datetime | None:
    """The instant at which the night around `at` ends; None by day. Begins and ends go by local time, also where the
    clocks are changed in between.
    """
    local = at.astimezone(ZoneInfo(zone))
    for days in (-1, 0):
        first = (local + timedelta(days=days)).date()
        last = first + timedelta(days=night.ends <= night.begins)
        begins = datetime.combine(first, night.begins, local.tzinfo).astimezone(UTC)
        ends = datetime.combine(last, night.ends, local.tzinfo).astimezone(UTC)
        if begins <= at < ends:
            return ends
    return None
