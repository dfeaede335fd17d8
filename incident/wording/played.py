"""The times of an exercise in its report: what its clock showed at a moment, and how fast it went from when on.

Apart from the words of its events: a report says both beside the hour of the day, which alone tells nothing at thirty
times the speed.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from incident.i18n import _
from incident.wording.times import duration, elapsed

if TYPE_CHECKING:
    from datetime import datetime, timedelta

    from incident.domain.exercises.clock import ExerciseClock

__all__ = ["is_sped_up", "lengths_words", "played_words", "speeds_words"]


def played_words(clock: ExerciseClock, at: datetime | None, until: datetime) -> str:
    """`T+00:27:41`; '-' before play began; what lies after `until` as the clock would go on."""
    if at is None or clock.began_at is None or at < clock.began_at:
        return "-"
    ahead = max(at - until, at - at)
    return elapsed(clock.read(min(at, until)) + ahead * clock.rate)


def is_sped_up(clock: ExerciseClock) -> bool:
    """Whether it ever went faster than the day does."""
    return clock.fastest > 1


def lengths_words(played: timedelta, planned: timedelta, fastest: int) -> str:
    """How long it was played of what was planned, and at how many times the day's speed at most."""
    words = _("{played} of {length}").format(played=_length(played), length=_length(planned))
    return _("{played}, at up to {rate} times the speed").format(played=words, rate=fastest) if fastest > 1 else words


def _length(length: timedelta) -> str:
    return duration(length) if length else _("0 min")


def speeds_words(clock: ExerciseClock) -> str:
    """From when on it went how fast, by its own time; pauses, which change none, are left out."""
    if not is_sped_up(clock):
        return _("as the day does")
    going = [turn for turn in clock.turns if turn.pace]
    each = (next(same) for _pace, same in groupby(going, key=lambda turn: turn.pace))
    words = _("{rate} times from {time}")
    return _(", ").join(words.format(rate=turn.pace, time=elapsed(clock.read(turn.at))) for turn in each)
