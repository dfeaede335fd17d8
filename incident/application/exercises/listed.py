"""How much time a row of the list leaves an exercise: by the exercise's own clock, of which the row knows nothing.

Apart from the list, which most often holds no exercise.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from incident.domain.timing.clocks import BY_THE_DAY

if TYPE_CHECKING:
    from incident.application.ports import Summary
    from incident.domain.exercises.clock import ExerciseClock

__all__ = ["left_by"]


def left_by(clock: ExerciseClock, row: Summary, due_at: datetime, now: datetime) -> timedelta:
    """Until what the row says is due next; negative once it is past."""
    is_by_the_day = row.next_due.partition(":")[0] in BY_THE_DAY
    return due_at - now if is_by_the_day else clock.left(due_at, now)
