"""The times of an exercise in its report: what its clock showed at a moment, and how fast it went from when on.

Apart from the words of its events: a report says both beside the hour of the day, which alone tells nothing at thirty
times the speed.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from incident.i18n import _
from incident.wording.times import elapsed

if TYPE_CHECKING:
    from datetime import datetime

    from incident.domain.exercises.clock import ExerciseClock

__all__ = ["fastest", "is_sped_up", "played_words", "speeds_words"]


def played_words(clock: ExerciseClock, at: datetime | None, until: datetime) -> str:
    """`T+00:27:41`; '-' before play began; what lies after `until` as the clock would go on."""
    if at is None or clock.began_at is None or at < clock.began_at:
        return "-"
    ahead = max(at - until, at - at)
    return elapsed(clock.read(min(at, until)) + ahead * clock.rate)


def is_sped_up(clock: ExerciseClock) -> bool:
    """Whether it ever went faster than the day does."""
    return fastest(clock) > 1


def fastest(clock: ExerciseClock) -> int:
    """The most minutes of the exercise that passed in one of the day."""
    return max((turn.pace for turn in clock.turns), default=1)


def speeds_words(clock: ExerciseClock) -> str:
    """From when on it went how fast, by its own time; pauses, which change none, are left out."""
    if not is_sped_up(clock):
        return _("as the day does")
    going = [turn for turn in clock.turns if turn.pace]
    each = (next(same) for _pace, same in groupby(going, key=lambda turn: turn.pace))
    words = _("{rate} times from {time}")
    return _(", ").join(words.format(rate=turn.pace, time=elapsed(clock.read(turn.at))) for turn in each)
