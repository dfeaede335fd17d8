"""Waits that go on by a steady clock where the other was set back (.github/adr/0043).

Apart from `jumps`, which says that it was; this keeps whoever comes next from being told so much later.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Final

from incident.application.ports import Clock, Outbox, Wait

__all__ = ["Counted"]

_SET: Final = timedelta(seconds=10)
"""A clock that goes back by more between two looks was set; those that are corrected go little by little."""
_SLACK: Final = timedelta(seconds=2)


class Counted:
    """What one program that runs knows of waits that began by a clock since set back."""

    def __init__(self, outbox: Outbox, clock: Clock, steady: Callable[[], float] | None) -> None:
        """`steady` counts seconds, asleep or awake; None where nobody can say, and every clock is believed."""
        self._outbox, self._clock, self._steady = outbox, clock, steady
        self._began = self._base()
        self._ends: dict[tuple[str, datetime], timedelta] = {}
        """When each wait is over, by the steady clock."""

    def over(self) -> Sequence[Wait]:
        """The waits that are over though the clock does not say so; what was put off anew is none of them.

        Raises:
            StorageError: the outbox is away.
        """
        if self._steady is None:
            return ()
        now, base = self._clock.now(), self._base()
        if base < self._began - _SET:
            self._keep(now, now + (self._began - base))
        self._began = base
        elapsed = now - base
        if not any(end <= elapsed for end in self._ends.values()):
            return ()
        waiting = {(each.delivery_id, each.due_at): each for each in self._outbox.waits(now)}
        self._ends = {key: end for key, end in self._ends.items() if key in waiting}
        return [waiting[key] for key, end in self._ends.items() if end <= elapsed]

    def _keep(self, now: datetime, would_be: datetime) -> None:
        """Only a wait that began later than it is now was surely put off by the clock as it was."""
        elapsed = now - self._base()
        for wait in self._outbox.waits(now):
            if now + _SLACK < wait.since <= would_be + _SLACK:
                self._ends.setdefault((wait.delivery_id, wait.due_at), elapsed + (wait.due_at - would_be))

    def _base(self) -> datetime:
        """The clock, less what the steady one counted."""
        return self._clock.now() - timedelta(seconds=self._steady() if self._steady else 0.0)
