"""The rows of a report that others are compared by: what was asked for and how long it worked, how long it took before.

Apart from the other rows, which say what happened once in this incident.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from incident.domain.events import AllocationState, IncidentMode
from incident.domain.frozen import Frozen

__all__ = ["ResourceRow", "Run", "Took", "Work"]


class ResourceRow(Frozen):
    """One thing that was asked for, from the request to its end."""

    allocation: str
    kind: str
    type: str
    quantity: int
    """0: nobody has said how many."""
    unit: str
    state: AllocationState
    requested_at: datetime
    requested_by: str
    needed_by: datetime | None
    approved_by: str
    """'' where nobody did."""
    arrived_at: datetime | None
    ended_at: datetime | None
    """When it was given back, declined or called off."""
    amount: int
    """Money that it costs, in the smallest unit of `currency`."""
    currency: str


class Work(Frozen):
    """How long all of one kind was there, units times their time."""

    kind: str
    at_work: timedelta


class Took(Frozen):
    """How long one of the measures took."""

    kind: str
    actual: timedelta


class Run(Frozen):
    """How long the same took another time."""

    incident: str
    mode: IncidentMode
    declared_at: datetime
    took: tuple[Took, ...]
    """From declaration; what did not happen is not in it."""
