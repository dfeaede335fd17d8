"""What became of resources: asked for, approved, moved, out, given back; and who works under whom."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

from incident.domain.content import FreeText
from incident.domain.frozen import Frozen

__all__ = [
    "AllocationApproved",
    "AllocationEnded",
    "AllocationMoved",
    "AllocationOut",
    "AllocationRequested",
    "AllocationState",
    "OfResources",
    "OutReason",
    "PeriodBegun",
    "RestTakenBack",
    "TeamDissolved",
    "TeamFormed",
]


class AllocationState(StrEnum):
    """How far a resource has come; every stage between asking and giving back may be left out."""

    REQUESTED = "requested"
    APPROVED = "approved"
    ORDERED = "ordered"
    EN_ROUTE = "en-route"
    ON_HAND = "on-hand"
    ASSIGNED = "assigned"
    OUT = "out"
    RELEASED = "released"
    DECLINED = "declined"
    CANCELLED = "cancelled"


class OutReason(StrEnum):
    """Why what is here cannot be used."""

    REST = "rest"
    REPAIR = "repair"
    STAFFING = "staffing"


class AllocationRequested(Frozen):
    """Somebody, or a step, asked for a resource."""

    allocation: str
    kind: str
    type: str
    quantity: int
    """0: nobody has said how many."""
    unit: str = ""
    need: str = ""
    needed_by: datetime | None = None
    whom: str = ""
    site: str = ""
    substitutes: tuple[str, ...] = ()
    step: str | None = None
    because: FreeText | None = None


class AllocationApproved(Frozen):
    """Somebody who may said yes; from here on nobody else has it."""

    allocation: str
    resource: str
    quantity: int
    capacity: int
    """How many of it there were to give out, by the inventory of that hour."""
    by: str
    """Who approved. The actor of the event entered it; by phone the two differ."""
    person: str = ""
    site: str = ""
    amount: int = 0
    currency: str = ""
    budget: str = ""
    budget_capacity: int = 0
    """How much there was to spend, by the inventory of that hour."""
    because: FreeText | None = None


class AllocationMoved(Frozen):
    """It was ordered, set out, arrived, or was put to work."""

    allocation: str
    to: AllocationState
    due_at: datetime | None = None
    back_at: datetime | None = None
    whom: str = ""
    because: FreeText | None = None


class AllocationOut(Frozen):
    """It is here and cannot be used: it rests, is repaired, or nobody is there to work it."""

    allocation: str
    reason: OutReason
    until: datetime | None = None
    because: FreeText | None = None


class AllocationEnded(Frozen):
    """It was given back, with thanks; or the request was declined or taken back."""

    allocation: str
    how: AllocationState
    words: FreeText | None = None
    """The thanks, or why."""
    spent: int | None = None
    """What it cost in the end; None: all that was promised."""


class RestTakenBack(Frozen):
    """A rest was entered by mistake: it is as though nobody had said it."""

    allocation: str
    until: datetime | None
    """When that rest would have ended."""
    because: FreeText


class TeamFormed(Frozen):
    """Several work under one lead from here on."""

    team: str
    lead: str


class TeamDissolved(Frozen):
    """A team is no more; who was in it reports to the commander."""

    team: str


class PeriodBegun(Frozen):
    """A new operational period."""

    number: int
    ends_at: datetime


OfResources: TypeAlias = (
    AllocationRequested
    | AllocationApproved
    | AllocationMoved
    | AllocationOut
    | RestTakenBack
    | AllocationEnded
    | TeamFormed
    | TeamDissolved
    | PeriodBegun
)
"""What became of resources, teams and periods."""
