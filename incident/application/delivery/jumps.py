"""Whether the clock was set while the program ran: what ran out by a clock set ahead ran out for nobody.

Apart from the dispatcher, which asks; a clock that counts seconds whatever the other is set to tells the difference.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Final

from incident.application.errors import ClockJumped, ClockSetBack
from incident.application.ports import Clock, Span

__all__ = ["Jumps"]

_GRACE_SECONDS: Final = 600.0
"""How long a program that has just begun gives up on nothing that was too late before: its clock may be wrong."""
_A_DAY: Final = timedelta(days=1)
_THE_FIRST_DAY: Final = datetime(1970, 1, 2, tzinfo=UTC)

_JUMP: Final = timedelta(minutes=10)
"""A clock that goes forward by more at once was set, rightly or not; those that are corrected go little by little."""


class Jumps:
    """Compares the clock with the steady one since the program began."""

    def __init__(self, clock: Clock, steady: Callable[[], float] | None) -> None:
        """`steady` counts seconds, asleep or awake; None where nobody can say, and every clock is believed."""
        self._steady = steady
        self._began = (clock.now(), steady() if steady else 0.0)
        self._witnessed: datetime | None = None
        """How late it surely was, well before this program began."""

    def doubted(self, written_before: Callable[[datetime], datetime | None], *, is_brief: bool) -> Span | None:
        """When what ran out may only seem to have run out: before the program began; None once it has run for a while.

        A brief program never runs for a while: it gives up on what ran out a day before, where the log bears its clock
        out. `written_before` says when the last entry was recorded that was recorded by that time.
        """
        began, then = self._began
        if self._steady is None or self._steady() - then >= _GRACE_SECONDS:
            return None
        return (self._borne_out(written_before) if is_brief else _THE_FIRST_DAY), began

    def _borne_out(self, written_before: Callable[[datetime], datetime | None]) -> datetime:
        began, _then = self._began
        if self._witnessed is None:
            self._witnessed = written_before(began - _JUMP) or _THE_FIRST_DAY
        return min(began - _A_DAY, self._witnessed)

    def refuse(self, now: datetime) -> None:
        """Believe that it is now so late.

        Raises:
            ClockJumped: it cannot be.
        """
        if self._ahead(now) > _JUMP:
            raise ClockJumped

    def heed(self, now: datetime) -> None:
        """Say that what waits for its hour waits longer than it should.

        Raises:
            ClockSetBack: the clock was set back since the program began.
        """
        if self._ahead(now) < -_JUMP:
            raise ClockSetBack

    def _ahead(self, now: datetime) -> timedelta:
        """By how much the clock went forward more than time did, less than nothing where it went back."""
        if self._steady is None:
            return timedelta(0)
        began, then = self._began
        return now - began - timedelta(seconds=self._steady() - then)
