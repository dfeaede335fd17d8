"""What one incident has of the inventory, and has asked for: allocations, teams, operational periods.

Apart from the incident, of which it is one field, and from the inventory, which changes while an incident runs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime

from incident.domain.content import FreeText
from incident.domain.events.resources import AllocationState, OutReason
from incident.domain.frozen import Frozen

__all__ = ["ENDED", "HOLDING", "UNDER_WAY", "WORKING", "Allocation", "Change", "Period", "Resources", "Team"]

ENDED = frozenset({AllocationState.RELEASED, AllocationState.DECLINED, AllocationState.CANCELLED})
"""States that nothing leads out of."""
WORKING = frozenset({AllocationState.ON_HAND, AllocationState.ASSIGNED})
"""States in which it is there."""
UNDER_WAY = frozenset({AllocationState.ORDERED, AllocationState.EN_ROUTE}) | WORKING
"""States that a move leads to."""
HOLDING = frozenset(AllocationState) - ENDED - {AllocationState.REQUESTED}
"""States in which nobody else has it."""


class Change(Frozen):
    """One state that an allocation came to."""

    state: AllocationState
    at: datetime
    by: str
    because: FreeText | None = None
    whom: str = ""
    """For whom it was then."""
    due_at: datetime | None = None
    reason: OutReason | None = None
    until: datetime | None = None
    """Of what is out: why, and when it comes back by itself."""
    undone: bool = False
    """Whether it is a rest that was taken back, or took one back: it is told, and is no state that it was in."""


class Allocation(Frozen):
    """One thing that was asked for, from the request to its end: in one state, for one purpose."""

    id: str
    kind: str
    type: str
    quantity: int
    """0: nobody has said how many."""
    unit: str
    state: AllocationState
    since: datetime
    requested_by: str
    requested_at: datetime
    need: str = ""
    """As the runbook has it, such as '+50%'; '' where a person asked."""
    needed_by: datetime | None = None
    whom: str = ""
    """For whom it is: a role, a team, a person."""
    site: str = ""
    substitutes: tuple[str, ...] = ()
    step: str | None = None
    because: FreeText | None = None
    resource: str = ""
    """The line of the inventory; '' until it is approved."""
    giver: FreeText | None = None
    """Who gives what no inventory has."""
    person: str = ""
    """The person that it is, if it is one."""
    source_site: str = ""
    """Where the resource stands in the inventory."""
    approved_by: str = ""
    amount: int = 0
    """Money that it costs, in the smallest unit of `currency`."""
    currency: str = ""
    budget: str = ""
    """What pays for it."""
    due_at: datetime | None = None
    """When it should arrive."""
    back_at: datetime | None = None
    """When it was promised back."""
    out_reason: OutReason | None = None
    out_until: datetime | None = None
    working_since: datetime | None = None
    """Since when it has been at work here without a rest; None while it is not."""
    changes: tuple[Change, ...] = ()

    def state_at(self, now: datetime) -> AllocationState:
        """Its state; whose time out is over is on hand again without anybody saying so."""
        if self.state is AllocationState.OUT and self.out_until is not None and self.out_until <= now:
            return AllocationState.ON_HAND
        return self.state

    def since_at(self, now: datetime) -> datetime:
        """Since when it has been in that state."""
        is_back = self.state is AllocationState.OUT and self.state_at(now) is not self.state
        return self.out_until if is_back and self.out_until is not None else self.since

    def rests_at(self, now: datetime) -> bool:
        """Whether it rests at that moment, given back or not: a rest is nothing that a release ends."""
        is_over = self.out_until is not None and self.out_until <= now
        return self.out_reason is OutReason.REST and not is_over

    @property
    def asked_for(self) -> str:
        """For whom it was asked; '' where that is nobody, or whom it is with."""
        asked = self.changes[0].whom if self.changes else ""
        return "" if asked == self.whom else asked

    @property
    def course(self) -> tuple[Change, ...]:
        """The states that it was in, without a rest that was entered by mistake."""
        return tuple(each for each in self.changes if not each.undone)

    @property
    def is_live(self) -> bool:
        """Whether it has not ended."""
        return self.state not in ENDED


class Team(Frozen):
    """Resources that work under one lead, who alone reports to the commander."""

    id: str
    lead: str
    """The person who leads it."""
    formed_at: datetime


class Period(Frozen):
    """An operational period: how long the present plan holds."""

    number: int
    began_at: datetime
    ends_at: datetime


class Resources(Frozen):
    """All of an incident's allocations, teams and periods."""

    allocations: Mapping[str, Allocation] = field(default_factory=dict)
    teams: Mapping[str, Team] = field(default_factory=dict)
    """Those that stand."""
    period: Period | None = None

    @property
    def live(self) -> tuple[Allocation, ...]:
        """Those that have not ended, in the order in which they were asked for."""
        return tuple(each for each in self.allocations.values() if each.is_live)

    def next_id(self) -> str:
        """The id of the next allocation: R1, R2 and so on."""
        return f"R{len(self.allocations) + 1}"
