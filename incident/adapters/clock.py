"""Where the time comes from; the only file that asks the system for it.

A sandbox may shift its clock, to rehearse an evening in a minute. Nothing else
may: an incident with a wrong time in its log is worth little.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

__all__ = ["ShiftedClock", "SystemClock", "parse_offset"]

_OFFSET = r"([+-]?)(\d{1,9})([smhd])"
_FURTHEST = timedelta(days=366)
"""More is a slip: no rehearsal is that far away."""
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}


class SystemClock:
    """The system's clock."""

    def now(self) -> datetime:
        """The present instant, UTC."""
        return datetime.now(UTC)


class ShiftedClock:
    """The system's clock, moved; for sandboxes and the demo."""

    def __init__(self, offset: timedelta = timedelta(0)) -> None:
        self._offset = offset

    def now(self) -> datetime:
        """The present instant of the sandbox, UTC."""
        return datetime.now(UTC) + self._offset

    def advance(self, by: timedelta) -> None:
        """Let time pass at once."""
        self._offset += by


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
