"""What came of a drain, for those who say it.

Apart from the dispatcher, so that interfaces can read a report without knowing who sends.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from incident.application.errors import StorageError
from incident.application.ports import AttemptOutcome, Delivery, DeliveryState
from incident.domain.frozen import Frozen

__all__ = ["DispatchReport", "Settled"]


class Settled(Frozen):
    """One attempt that was recorded, and where it left its row."""

    delivery: Delivery
    state: DeliveryState
    outcome: AttemptOutcome


class DispatchReport(Frozen):
    """What a drain did, and what it left to others."""

    settled: Sequence[Settled]
    reaped: Sequence[Delivery]
    """Rows that an earlier sender left behind, or that became too old."""
    waiting: int | None
    """How many rows are still pending, or being sent by others; None if the outbox could not be asked."""
    next_due_at: datetime | None
    obstacle: StorageError | None
    """What kept the dispatcher from the outbox, if anything did."""
    are_later: bool = False
    """Whether all that waits is for an hour to come, and nothing was tried in vain now."""
    underway: Sequence[Delivery] = ()
    """What neither ended nor could be cut off; no one can say yet what becomes of it."""
    faults: Sequence[Exception] = ()
    """What nobody expected, such as a row that cannot be read; all else was sent."""
    unwritten: int = 0
    """How many were accepted by their providers and could not be written down: their claims will run out in doubt."""
    is_held: bool = False
    """Whether the log is a copy that sends nothing before a person confirms it."""
