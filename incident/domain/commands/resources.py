"""What is asked for, given, moved and given back; teams and periods.

`stock` is filled in by the service: the inventory and what all incidents hold of it at that moment.
"""

from __future__ import annotations

from datetime import datetime
from typing import TypeAlias

from incident.domain.events.resources import AllocationState, OutReason
from incident.domain.frozen import Frozen
from incident.domain.resources.resource import Stock

__all__ = [
    "AllocateResource",
    "ApproveAllocation",
    "BeginPeriod",
    "DissolveTeam",
    "EndAllocation",
    "FormTeam",
    "MoveAllocation",
    "OfResources",
    "PutOut",
    "RequestResource",
    "TakeBackRest",
]


class RequestResource(Frozen):
    """Ask for a resource of a type."""

    by: str
    type: str
    quantity: int = 1
    kind: str = ""
    """'' where the inventory or the runbook knows the type."""
    unit: str = ""
    needed_by: datetime | None = None
    whom: str = ""
    site: str = ""
    substitutes: tuple[str, ...] = ()
    because: str = ""
    stock: Stock | None = None


class ApproveAllocation(Frozen):
    """Give what was asked for: this resource, so many of it, at this cost; at once brought to a further state."""

    by: str
    allocation: str
    resource: str = ""
    """'' where only one fits; of what was found elsewhere, who gives it."""
    elsewhere: str = ""
    """Whose it is, `team` or `vendor`, where the inventory does not have it."""
    to: AllocationState = AllocationState.APPROVED
    due_at: datetime | None = None
    """When it should arrive, where it goes further than its approval."""
    quantity: int = 0
    """0: as many as were asked for."""
    unit: str = ""
    """Of money its currency, in whose smallest unit `quantity` is; '' of what is counted."""
    amount: int = 0
    """What it costs, in the smallest unit of `currency`; of money nothing."""
    currency: str = ""
    budget: str = ""
    approved_by: str = ""
    """Who approved by phone; '' where `by` does."""
    because: str = ""
    stock: Stock | None = None


class AllocateResource(Frozen):
    """Take a resource of the inventory, approved and put to work at once; it fills the request that asks for it."""

    by: str
    resource: str
    quantity: int = 1
    unit: str = ""
    """As that of an approval."""
    to: AllocationState = AllocationState.ASSIGNED
    whom: str = ""
    site: str = ""
    back_at: datetime | None = None
    amount: int = 0
    currency: str = ""
    budget: str = ""
    approved_by: str = ""
    because: str = ""
    fills: str = ""
    """Which request; '' where no more than one asks for it, 'none' to take it besides them."""
    stock: Stock | None = None


class MoveAllocation(Frozen):
    """Say that it was ordered, set out, arrived, or works."""

    by: str
    allocation: str
    to: AllocationState
    due_at: datetime | None = None
    back_at: datetime | None = None
    whom: str = ""
    because: str = ""
    stock: Stock | None = None
    """Who approves at the tier; None where that need not be known."""


class PutOut(Frozen):
    """Say that it cannot be used for a while."""

    by: str
    allocation: str
    reason: OutReason
    until: datetime | None = None
    because: str = ""
    stock: Stock | None = None


class TakeBackRest(Frozen):
    """Say that a rest was entered by mistake."""

    by: str
    allocation: str
    because: str


class EndAllocation(Frozen):
    """Give it back, decline it, or take the request back."""

    by: str
    allocation: str
    how: AllocationState
    because: str = ""
    """The thanks, or why."""
    spent: int | None = None
    currency: str = ""
    """That of `spent`; '' for the one in which it was approved."""
    stock: Stock | None = None


class FormTeam(Frozen):
    """Put a lead over several, who alone reports to the commander; again for a team that stands: another lead."""

    by: str
    team: str
    lead: str


class DissolveTeam(Frozen):
    """End a team."""

    by: str
    team: str


class BeginPeriod(Frozen):
    """Begin the next operational period."""

    by: str
    ends_at: datetime


OfResources: TypeAlias = (
    RequestResource
    | ApproveAllocation
    | AllocateResource
    | MoveAllocation
    | PutOut
    | TakeBackRest
    | EndAllocation
    | FormTeam
    | DissolveTeam
    | BeginPeriod
)
"""What is done about resources."""
