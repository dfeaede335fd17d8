"""Instants that people state: the future has not happened, but a watch may go fast."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from incident.domain.refusals import Refusal, Refused

__all__ = ["CLOCK_SKEW", "past"]

CLOCK_SKEW: Final = timedelta(minutes=2)
"""How far in the future a stated moment may lie, by a watch that goes fast, before it must be a mistake."""


def past(at: datetime, now: datetime) -> datetime:
    """The instant, if it has come: by a watch that is fast, now.

    Raises:
        Refused: TIME_IN_FUTURE.
    """
    if at > now + CLOCK_SKEW:
        raise Refused(Refusal.TIME_IN_FUTURE, at=at)
    return min(at, now)
