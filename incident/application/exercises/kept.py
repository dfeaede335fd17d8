"""The entries of exercises as they were read before, and those that came since: a screen looks each second.

Apart from leading one: a command looks once, and keeps nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from incident.domain.events import ContentErased
from incident.domain.exercises.lapse import UNLED_AFTER

if TYPE_CHECKING:
    from datetime import datetime, timedelta

    from incident.application.ports import EventLog
    from incident.domain.events import Recorded

__all__ = ["KeptEntries"]


class KeptEntries:
    """For one thread, and for as long as one copy of the log answers."""

    def __init__(self) -> None:
        self._epoch: int | None = None
        self._known: dict[str, Sequence[Recorded]] = {}
        self._missed: dict[str, frozenset[str]] = {}
        self._looked_at: dict[str, datetime] = {}
        self._shown: dict[str, timedelta] = {}

    def missed(self, exercise_id: str, late: Collection[str], now: datetime, shown: timedelta) -> frozenset[str]:
        """The injects that fell due while this program did not look: before its first look, or while it slept.

        With them what has fallen due since, behind one that still waits: a hand lets the last of them go too, or all
        would go at once when the first has. Where the clock went back, because that time counts as a pause, nothing
        is missed any more.
        """
        known, before = self._missed.get(exercise_id, frozenset()), self._looked_at.get(exercise_id)
        known = known if shown >= self._shown.get(exercise_id, shown) else frozenset()
        if before is None or now - before > UNLED_AFTER or known.intersection(late):
            known |= frozenset(late)
        self._missed[exercise_id], self._looked_at[exercise_id], self._shown[exercise_id] = known, now, shown
        return known

    def read(self, log: EventLog, exercise_id: str) -> Sequence[Recorded]:
        """All of its entries; only those after the last one known are asked for, unless words were erased since."""
        if log.epoch != self._epoch:
            self._epoch, self._known = log.epoch, {}
        known = self._known.get(exercise_id, ())
        new = log.read(exercise_id, known[-1].seq if known else 0)
        if log.epoch != self._epoch:
            return self.read(log, exercise_id)  # another copy answered
        if known and any(isinstance(entry.event, ContentErased) for entry in new):
            known, new = (), log.read(exercise_id)
        if new:
            self._known[exercise_id] = (*known, *new)
        return self._known.get(exercise_id, ())
