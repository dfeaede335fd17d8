"""Where the time comes from; the only file that asks the system for it.

A sandbox may shift its clock, to rehearse an evening in a minute. Nothing else
may: an incident with a wrong time in its log is worth little.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

__all__ = ["ShiftedClock", "SystemClock", "awake_seconds", "parse_offset"]

_OFFSET = r"([+-]?)(\d{1,9})([smhd])"
_FURTHEST = timedelta(days=366)
"""More is a slip: no rehearsal is that far away."""
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}


_LEAP_SECONDS = 600.0
"""A clock that is off by more at once was set, rightly or not; those that are corrected go little by little."""
_DOUBT_SECONDS = 600.0
"""How long a clock that was set is doubted: a slip is put right by then."""


class SystemClock:
    """The system's clock."""

    def __init__(self, steady: Callable[[], float] | None = None) -> None:
        """`steady` counts seconds, whatever the clock is set to."""
        self._steady = steady or awake_seconds
        self._offset = self._now_offset()
        self._doubted_at: float | None = None

    def now(self) -> datetime:
        """The present instant, UTC."""
        return datetime.now(UTC)

    def was_set(self) -> bool:
        """Whether it was set by much, forward or back, within the last ten minutes of this program."""
        offset = self._now_offset()
        if abs(offset - self._offset) <= _LEAP_SECONDS:
            self._doubted_at = None
            return False
        if self._doubted_at is None:
            self._doubted_at = self._steady()
        if self._steady() - self._doubted_at < _DOUBT_SECONDS:
            return True
        self._offset, self._doubted_at = offset, None
        return False

    def _now_offset(self) -> float:
        return self.now().timestamp() - self._steady()


class ShiftedClock:
    """The system's clock, moved; for sandboxes and the demo."""

    def __init__(self, offset: timedelta = timedelta(0)) -> None:
        self._offset = offset

    def now(self) -> datetime:
        """The present instant of the sandbox, UTC."""
        return datetime.now(UTC) + self._offset

    def was_set(self) -> bool:
        """Never: it is moved on purpose."""
        return False

    def advance(self, by: timedelta) -> None:
        """Let time pass at once."""
        self._offset += by


def awake_seconds() -> float:
    """A clock that no one sets, and that goes on while a laptop sleeps, where there is such a clock."""
    return time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC))


def parse_offset(words: str) -> timedelta | None:
    """An offset such as `+45m` or `-2h`; None if it cannot be read, or is more than a year."""
    match = re.fullmatch(_OFFSET, words.strip())
    if match is None:
        return None
    sign, number, unit = match.groups()
    offset = timedelta(**{_UNITS[unit]: int(number)})
    if offset > _FURTHEST:
        return None
    return -offset if sign == "-" else offset
