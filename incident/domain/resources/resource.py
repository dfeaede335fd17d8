"""What a team has for an emergency, and who may give it: the inventory, in plain values.

Apart from allocations, which are what one incident has of it. Amounts of money are integers in the smallest unit of
their currency; every other quantity is a whole number of its unit.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime, timedelta

from incident.domain.frozen import Frozen
from incident.domain.grading.tiers import Tier

__all__ = ["EQUIPMENT", "INFORMATION", "KINDS", "MATERIALS", "MONEY", "STAFF", "Approval", "Approver", "Claim",
           "Inventory", "Resource", "Rest", "Resting", "Stock"]  # fmt: skip

STAFF, EQUIPMENT, MATERIALS, INFORMATION, MONEY = "staff", "equipment", "materials", "information", "money"
KINDS = (STAFF, EQUIPMENT, MATERIALS, INFORMATION, MONEY)

OWN, TEAM, VENDOR = "own", "team", "vendor"
REACH: Mapping[str, int] = {OWN: 0, TEAM: 1, VENDOR: 2}
"""Whose a resource is, the nearest first."""


class Rest(Frozen):
    """So many of a resource rest until then; nobody assigns them before."""

    quantity: int
    until: datetime


class Resource(Frozen):
    """One line of the inventory."""

    id: str
    kind: str
    """One of `KINDS`."""
    type: str
    """As runbooks call what they want, such as `agent`."""
    quantity: int
    unit: str = ""
    """What is counted; of money the currency, three capital letters."""
    names: Mapping[str, str] = field(default_factory=dict)
    """By language."""
    site: str = ""
    responsible: str = ""
    """The id of the person responsible; '' where nobody is named."""
    person: str = ""
    """The person that it is; '' for a pool, and for what is nobody."""
    rules: Mapping[str, str] = field(default_factory=dict)
    """Rules for use, by language."""
    reserve: int = 0
    """Kept back for incidents of tier 1."""
    shared_with: tuple[str, ...] = ()
    """Departments that may take from it too."""
    source: str = OWN
    """Whose it is: `own`, another `team`, a `vendor`."""
    on_duty: bool = False
    """Whether it is at its ordinary work: what '+50%' is counted from, and nothing that could be added."""
    rests: tuple[Rest, ...] = ()

    def resting(self, now: datetime) -> int:
        """How many rest at that moment."""
        return sum(rest.quantity for rest in self.rests if now < rest.until)

    def resting_until(self, now: datetime) -> Mapping[datetime, int]:
        """How many of those who rest at that moment do so until when, the first to be rested first."""
        times = sorted({rest.until for rest in self.rests if now < rest.until})
        return {until: sum(rest.quantity for rest in self.rests if rest.until == until) for until in times}

    def capacity(self, tier: Tier, now: datetime) -> int:
        """How many can be given out in all at that tier: the reserve is for tier 1, and who rests is left alone."""
        return max(0, self.quantity - self.resting(now) - (0 if tier is Tier.MAJOR else self.reserve))


class Approver(Frozen):
    """Somebody who may approve, by role in the incident or by name, up to a limit."""

    role: str = ""
    person: str = ""
    limit: int | None = None
    """In the smallest unit of `currency`, for all that they approve in one incident; None: no limit."""
    currency: str = ""


class Approval(Frozen):
    """Who approves at one tier, how fast, and from whom resources may come."""

    within: timedelta
    reach: str
    """The farthest source: `own`, `team` or `vendor`."""
    approvers: tuple[Approver, ...]


class Claim(Frozen):
    """What one incident holds of a resource or of a budget, so that no other has it."""

    resource: str
    incident: str
    """'' where whoever asks may not know of the incident."""
    allocation: str
    quantity: int
    exercise: bool = False
    """Exercises play with the same names and never take anything away from real incidents."""


class Resting(Rest):
    """Whom an incident sent to rest and gave back before it was over: in whatever incident, they rest for all."""

    resource: str
    exercise: bool = False
    """As of a claim."""


class Inventory(Frozen):
    """All that the team has, and who may give it."""

    resources: Mapping[str, Resource] = field(default_factory=dict)
    approvals: Mapping[Tier, Approval] = field(default_factory=dict)
    rest_after: timedelta = timedelta(hours=12)
    """How long anybody works before a rest is due."""

    def types(self) -> Mapping[str, str]:
        """Every type with its kind."""
        return {each.type: each.kind for each in self.resources.values()}


class Stock(Frozen):
    """The inventory and what incidents hold of it, as a command finds them."""

    inventory: Inventory = field(default_factory=Inventory)
    claims: tuple[Claim, ...] = ()

    def held(self, resource: str, *, exercise: bool) -> int:
        """How many of it are held, by whatever incident."""
        return sum(each.quantity for each in self.claims_on(resource, exercise=exercise))

    def claims_on(self, resource: str, *, exercise: bool) -> tuple[Claim, ...]:
        """Who holds how many of it."""
        return tuple(each for each in self.claims if each.resource == resource and each.exercise is exercise)

    def free(self, resource: Resource, tier: Tier, now: datetime, *, exercise: bool) -> int:
        """How many can still be given out."""
        return max(0, resource.capacity(tier, now) - self.held(resource.id, exercise=exercise))
