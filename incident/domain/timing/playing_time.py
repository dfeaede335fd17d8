"""Times of people that an exercise moves: until when something is put off, how much time is left.

Apart from the clocks, because lines, rows and the briefing show both without any clock.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from incident.domain.incident import Incident, Progress

__all__ = ["back_at", "left_until"]


def back_at(incident: Incident, progress: Progress, now: datetime) -> datetime | None:
    """Until when what was put off or asked waits, as an exercise moved it since; None: until no time."""
    until = progress.until_time
    return None if until is None else incident.put_off(progress.at, until, now)


def left_until(incident: Incident, until: datetime, now: datetime) -> timedelta:
    """The time until then, of an exercise its own; negative once it is past."""
    return until - now if incident.along is None else incident.along.left(until, now)
