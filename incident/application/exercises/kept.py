"""The entries of exercises as they were read before, and those that came since: a screen looks each second.

Apart from leading one: a command looks once, and keeps nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from incident.domain.events import ContentErased

if TYPE_CHECKING:
    from incident.application.ports import EventLog
    from incident.domain.events import Recorded

__all__ = ["KeptEntries"]


class KeptEntries:
    """For one thread, and for as long as one copy of the log answers."""

    def __init__(self) -> None:
        self._epoch: int | None = None
        self._known: dict[str, Sequence[Recorded]] = {}
        self._missed: dict[str, frozenset[str]] = {}

    def missed(self, exercise_id: str, late: Iterable[str]) -> frozenset[str]:
        """The injects that were late when this program first looked, and so fell due while it led nothing."""
        if exercise_id not in self._missed:
            self._missed[exercise_id] = frozenset(late)
        return self._missed[exercise_id]

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
