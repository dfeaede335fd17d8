"""Inventories for tests of resources, and an incident that wants something of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from incident.domain import commands as c
from incident.domain.events import AllocationApproved, AllocationEnded, AllocationState, Event
from incident.domain.grading.tiers import Tier
from incident.domain.resources.resource import Approval, Approver, Claim, Inventory, Resource, Rest, Resting, Stock
from incident.domain.resources.supply import with_rests
from incident.domain.runbooks.runbook import Verb, Want
from tests.domain.walks import Walk, at, plan, step

__all__ = ["CENTRE", "Store", "a_resource", "agents"]


def a_resource(name: str, **fields: Any) -> Resource:  # noqa: ANN401  (any field of a resource)
    """Equipment of a type of its own name, one of it, unless `fields` say otherwise."""
    return Resource(**{"id": name, "kind": "equipment", "type": name, "quantity": 1, **fields})


def agents(name: str, quantity: int, **fields: Any) -> Resource:  # noqa: ANN401  (as above)
    """So many agents."""
    return a_resource(name, kind="staff", type="agent", quantity=quantity, unit="person", **fields)


CENTRE = (
    agents("agents-on", 420, site="chengdu", on_duty=True),
    agents("agents-off", 210, site="chengdu", rests=(Rest(quantity=70, until=at("10:00")),)),
    agents("agents-lent", 60, site="hefei", source="team"),
    a_resource("overflow-queue"),
    a_resource("travel", kind="money", type="emergency-budget", quantity=1_000_00, unit="CNY"),
)
_LIMITS = (
    Approver(role="liaison", limit=500_00, currency="CNY"),
    Approver(role="commander", limit=800_00, currency="CNY"),
    Approver(person="dee"),
)

_WANTS = (
    Want(kind="staff", type="agent", need="+50%", within=timedelta(minutes=30)),
    Want(kind="equipment", type="overflow-queue", need="1"),
)


class Store(Walk):
    """An incident and what there is; commands are completed as the service does it."""

    def __init__(
        self,
        resources: Sequence[Resource] = CENTRE,
        clock: str = "07:30",
        wants: Sequence[Want] = _WANTS,
        raised: Sequence[Want] = (),
        **fields: Any,  # noqa: ANN401  (any field of an incident)
    ) -> None:
        bundle = plan([step("staff", Verb.REQUEST), step("go")])
        runbook = replace(bundle.runbook, wants={Tier.SERIOUS: tuple(wants), Tier.MAJOR: tuple(raised)})
        self.inventory = Inventory(
            resources={each.id: each for each in resources},
            approvals={Tier.SERIOUS: Approval(within=timedelta(hours=1), reach="team", approvers=_LIMITS)},
        )
        self.elsewhere: tuple[Claim, ...] = ()
        """What other incidents hold."""
        self.own: dict[str, Claim] = {}
        super().__init__(bundle.changed(runbook=runbook), clock=clock, **fields)
        self.do(c.AssignRole(by="ann", role="liaison", person="bo"))

    @property
    def stock(self) -> Stock:
        """As the service would find it."""
        held = Stock(inventory=self.inventory, claims=(*self.elsewhere, *self.own.values()))
        ended = (each for each in self.incident.resources.allocations.values() if not each.is_live)
        rests = (
            Resting(resource=each.resource, quantity=each.quantity, until=each.out_until)
            for each in ended
            if each.out_until and each.rests_at(self.now)
        )
        return with_rests(held, rests)

    def do(self, command: c.Command, clock: str | None = None) -> Sequence[Event]:
        if isinstance(command, c.CompleteStep | c.RequestResource | c.ApproveAllocation | c.AllocateResource):
            command = command.changed(stock=self.stock)
        return super().do(command, clock)

    def record(self, event: Event, by: str) -> None:
        super().record(event, by)
        if isinstance(event, AllocationApproved):
            claim = Claim(
                resource=event.resource, incident="INC-0001", allocation=event.allocation, quantity=event.quantity
            )
            self.own[event.allocation] = claim
        elif isinstance(event, AllocationEnded):
            self.own.pop(event.allocation, None)

    def ask(self, type_: str = "overflow-queue", quantity: int = 1, **fields: Any) -> str:  # noqa: ANN401
        """Request it, and the id of the request."""
        self.do(c.RequestResource(by="bo", type=type_, quantity=quantity, **fields))
        return list(self.incident.resources.allocations)[-1]

    def take(self, resource: str, quantity: int = 1, **fields: Any) -> str:  # noqa: ANN401
        """Take it out of the inventory at once."""
        self.do(c.AllocateResource(**{"by": "ann", "resource": resource, "quantity": quantity, **fields}))
        return list(self.incident.resources.allocations)[-1]

    def state(self, name: str) -> AllocationState:
        """The state of an allocation now."""
        return self.incident.resources.allocations[name].state_at(self.now)
