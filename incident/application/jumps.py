"""Whether the clock was set ahead while the program ran: what ran out by such a clock ran out for nobody.

Apart from the dispatcher, which asks; a clock that counts seconds whatever the other is set to tells the difference.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from incident.application.errors import ClockJumped
from incident.application.ports import Clock

__all__ = ["Jumps"]

_JUMP: Final = timedelta(minutes=10)
"""A clock that goes forward by more at once was set, rightly or not; those that are corrected go little by little."""


class Jumps:
    """Compares the clock with the steady one since the program began."""

    def __init__(self, clock: Clock, steady: Callable[[], float] | None) -> None:
        """`steady` counts seconds, asleep or awake; None where nobody can say, and every clock is believed."""
        self._steady = steady
        self._began = (clock.now(), steady() if steady else 0.0)

    def refuse(self, now: datetime) -> None:
        """Believe that it is now so late.

        Raises:
            ClockJumped: it cannot be.
        """
        if self._steady is None:
            return
        began, then = self._began
        if now - began - timedelta(seconds=self._steady() - then) > _JUMP:
            raise ClockJumped
