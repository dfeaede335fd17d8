"""The stream of those who lead an exercise: append-only, sealed, and for nobody else.

Apart from the log, because a player's process must never receive it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from incident.domain.exercises.leading import LeadEntry, LeadEvent
from incident.domain.frozen import Frozen

__all__ = ["LeadBatch", "LeadStream", "Presence"]


class LeadBatch(Frozen):
    """What is written in one transaction, or not at all."""

    exercise_id: str
    expected_seq: int
    """The last entry that the decision was based on; 0 for a new stream."""
    actor: str
    occurred_at: datetime
    recorded_at: datetime
    events: Sequence[tuple[str, LeadEvent]]
    """Each with its event id."""


class LeadStream(Protocol):
    """Every log offers one; who may not read it finds it empty, or is refused."""

    def read(self, exercise_id: str, after: int = 0) -> Sequence[LeadEntry]:
        """The entries after that one, in their order.

        Raises:
            StorageError: it cannot be read, or not by whoever is connected.
        """
        ...

    def require_open(self, persons: Collection[str]) -> Sequence[str]:
        """Whoever is connected may read and write it, and these persons too; those whose login the log does not know.

        Raises:
            LedSideShut: it is shut to the login of one of them.
            StorageError: nobody can be asked now.
        """
        ...

    def append(self, batch: LeadBatch) -> Sequence[LeadEntry]:
        """Write them.

        Raises:
            LostRace: somebody appended since.
            StorageError: it could not be written; nothing happened.
        """
        ...


class Presence(Protocol):
    """Which exercises an open program leads; every log offers one, and it ends with the program, however that ends.

    It is in no record: whoever is asked tells what is so now (ADR 50).
    """

    def hold(self, exercise_id: str) -> None:
        """This program leads it from now on; said again and again, for a line may have been cut since.

        Raises:
            StorageError: nobody could be told now.
        """
        ...

    def let_go(self, exercise_id: str) -> bool:
        """This program leads it no more; whether it did."""
        ...

    def is_led(self, exercise_id: str) -> bool:
        """Whether a program leads it now, this one or another.

        Raises:
            StorageError: nobody can be asked now.
        """
        ...

    def close(self) -> None:
        """Lead nothing any more; safe to call twice."""
        ...
