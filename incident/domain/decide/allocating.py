"""Giving out of the inventory: what fits, what is free, who may say yes, and what it may cost.

Apart from what happens to a resource afterwards, because only this looks beyond the incident.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final, NoReturn

from incident.domain import commands as c
from incident.domain import events as e
from incident.domain.content import FreeText
from incident.domain.decide.approvers import Cost, require_approver
from incident.domain.decide.resources import allocation_of, require_counted
from incident.domain.decide.words import MAX_TITLE, optional_text, require_text
from incident.domain.events import AllocationState, IncidentMode
from incident.domain.frozen import Frozen
from incident.domain.grading.tiers import Tier
from incident.domain.incident import Incident
from incident.domain.nearest import nearest
from incident.domain.refusals import Refusal, Refused
from incident.domain.resources.allocation import UNDER_WAY, Allocation
from incident.domain.resources.giver import elsewhere_id
from incident.domain.resources.resource import MONEY, REACH, Resource, Stock
from incident.domain.resources.supply import asking_for, fitting, offered, other_currencies

__all__ = ["NO_REQUEST", "allocate", "approve"]

NO_REQUEST: Final = "none"
"""Said in the place of a request: it is taken besides what was asked for."""


class _Store(Frozen):
    """What there is at this moment, as one incident may take of it."""

    incident: Incident
    stock: Stock
    now: datetime

    @classmethod
    def of(cls, incident: Incident, stock: Stock | None, now: datetime) -> _Store:
        """Of a command that knows no inventory: nothing."""
        return cls(incident=incident, stock=stock or Stock(), now=now)

    @property
    def exercise(self) -> bool:
        return self.incident.mode is IncidentMode.EXERCISE

    def free(self, resource: Resource) -> int:
        return self.stock.free(resource, self.incident.tier, self.now, exercise=self.exercise)

    def capacity(self, resource: Resource) -> int:
        return resource.capacity(self.incident.tier, self.now)

    def known(self, name: str) -> Resource:
        """The resource of that id.

        Raises:
            Refused: NO_INVENTORY or RESOURCE_UNKNOWN.
        """
        every = self.stock.inventory.resources
        if not every:
            raise Refused(Refusal.NO_INVENTORY)
        if name not in every:
            raise Refused(Refusal.RESOURCE_UNKNOWN, resource=name, near=nearest(name, every))
        return every[name]


def approve(incident: Incident, command: c.ApproveAllocation, now: datetime) -> Sequence[e.Event]:
    """Say yes to a request: from then on nobody else has it."""
    allocation = _open_request(incident, command.allocation)
    store = _Store.of(incident, command.stock, now)
    if command.quantity or command.unit or command.amount or not allocation.quantity:
        require_counted(allocation.kind, allocation.type, command, store.stock)
    command = command.changed(quantity=command.quantity or allocation.quantity)
    is_elsewhere = command.elsewhere and command.resource not in store.stock.inventory.resources
    resource = _found(allocation, command, store) if is_elsewhere else _chosen(allocation, command.resource, store)
    if command.quantity < 1:
        raise Refused(Refusal.QUANTITY_MISSING, allocation=allocation.id)
    if is_elsewhere:
        command = command.changed(because=_with_giver(command))
    given = _given(allocation.id, resource, command, store)
    rest = _rest(incident, allocation, command.quantity)
    if command.to is AllocationState.APPROVED:
        return [given, *rest]
    if command.to not in UNDER_WAY:
        raise Refused(Refusal.ALLOCATION_NO_MOVE, state=command.to)
    return [given, e.AllocationMoved(allocation=allocation.id, to=command.to, due_at=command.due_at), *rest]


def _rest(incident: Incident, allocation: Allocation, given: int) -> Sequence[e.AllocationRequested]:
    """What was asked for beside what is given stays asked for; of money less is an answer, and nothing stays open."""
    if allocation.kind == MONEY or given >= allocation.quantity:
        return ()
    words = allocation.because.words if allocation.because else None
    rest = e.AllocationRequested(
        allocation=incident.resources.next_id(),
        kind=allocation.kind,
        type=allocation.type,
        quantity=allocation.quantity - given,
        unit=allocation.unit,
        need=allocation.need,
        needed_by=allocation.needed_by,
        whom=allocation.whom,
        site=allocation.site,
        substitutes=allocation.substitutes,
        step=allocation.step,
        because=FreeText(words) if words else None,
    )
    return (rest,)


def allocate(incident: Incident, command: c.AllocateResource, now: datetime) -> Sequence[e.Event]:
    """Take it at once, filling the request that asks for it; whoever does has to be one who may approve."""
    store = _Store.of(incident, command.stock, now)
    resource = store.known(command.resource)
    if command.to not in UNDER_WAY:
        raise Refused(Refusal.ALLOCATION_NO_MOVE, state=command.to)
    require_counted(resource.kind, resource.type, command, store.stock)
    if command.quantity < 1:
        raise Refused(Refusal.QUANTITY_UNREADABLE, value=command.quantity)
    filled = _filled(command, resource, store)
    name = filled.id if filled else incident.resources.next_id()
    given = _given(name, resource, command, store)
    moved = e.AllocationMoved(allocation=name, to=command.to, whom=command.whom, back_at=command.back_at)
    if filled:
        return [given, moved, *_rest(incident, filled, command.quantity)]
    asked = e.AllocationRequested(
        allocation=name,
        kind=resource.kind,
        type=resource.type,
        quantity=command.quantity,
        unit=resource.unit,
        whom=command.whom,
        site=command.site,
        because=optional_text(command.because, "reason"),
    )
    return [asked, given.changed(because=None), moved]


def _open_request(incident: Incident, name: str) -> Allocation:
    allocation = allocation_of(incident, name)
    if allocation.state is not AllocationState.REQUESTED:
        state, at = allocation.state, allocation.since
        raise Refused(Refusal.ALLOCATION_ANSWERED, allocation=allocation.id, state=state, at=at)
    return allocation


def _filled(command: c.AllocateResource, resource: Resource, store: _Store) -> Allocation | None:
    """The request that it fills: the one that is named, else the only open one that asks for no more than this."""
    if command.fills == NO_REQUEST:
        return None
    if command.fills:
        request = _open_request(store.incident, command.fills)
        _chosen(request, resource.id, store)
        return request
    asking = asking_for(store.incident.resources, resource, whom=command.whom, site=command.site)
    fits = [each for each in asking if each.quantity <= command.quantity]
    if len(fits) > 1:
        names = tuple(each.id for each in fits)
        raise Refused(Refusal.REQUEST_CHOICE, resource=resource.id, names=names, allocation=names[0])
    return fits[0] if fits else None


def _found(allocation: Allocation, command: c.ApproveAllocation, store: _Store) -> Resource:
    """What the inventory does not have, and somebody else gives: as much of it as is promised, and no more."""
    return Resource(
        id=elsewhere_id(store.incident.id, allocation.id),
        kind=allocation.kind,
        type=allocation.type,
        quantity=command.quantity,
        unit=allocation.unit or command.unit,
        source=command.elsewhere,
    )


def _with_giver(command: c.ApproveAllocation) -> str:
    """Who gives it, on the line before why."""
    giver = " ".join(str(require_text(command.resource, "giver", MAX_TITLE)).split())
    return f"{giver}\n{command.because}".strip()


def _chosen(allocation: Allocation, name: str, store: _Store) -> Resource:
    """The resource that is named, or the only one that fits."""
    if name:
        resource = store.known(name)
        if resource.kind == allocation.kind == MONEY and allocation.unit not in ("", resource.unit):
            raise Refused(Refusal.BUDGET_OTHER, resource=resource.id, currency=allocation.unit)
        if not fitting(allocation, resource):
            raise Refused(
                Refusal.RESOURCE_OTHER_TYPE, resource=resource.id, type_id=resource.type, wanted=allocation.type
            )
        return resource
    fits = [each for each in store.stock.inventory.resources.values() if offered(allocation, each)]
    fits = [each for each in fits if store.free(each)] or fits
    if not fits:
        raise Refused(
            Refusal.RESOURCE_NONE_FITS,
            allocation=allocation.id,
            type_id=allocation.type,
            incident=store.incident.id,
            currency=", ".join(other_currencies(allocation, store.stock.inventory.resources.values())),
        )
    if len(fits) > 1:
        raise Refused(Refusal.RESOURCE_CHOICE, allocation=allocation.id, names=tuple(each.id for each in fits))
    return fits[0]


def _given(
    name: str, resource: Resource, command: c.ApproveAllocation | c.AllocateResource, store: _Store
) -> e.AllocationApproved:
    """The approval, which whoever gives it may give, of what is there and can be paid."""
    incident = store.incident
    policy = store.stock.inventory.approvals.get(incident.tier)
    if policy is not None and REACH[resource.source] > REACH[policy.reach]:
        raise Refused(
            Refusal.SOURCE_TOO_FAR, resource=command.resource or resource.id, source=resource.source, tier=incident.tier
        )
    cost = _cost(resource, command)
    approver = require_approver(incident, command.approved_by or command.by, cost, policy)
    _require_free(resource, command.quantity, store)
    payer = resource if resource.kind == MONEY else _payer(command.budget, cost, store)
    return e.AllocationApproved(
        allocation=name,
        resource=resource.id,
        quantity=command.quantity,
        capacity=store.capacity(resource),
        by=approver,
        person=resource.person,
        site=resource.site,
        amount=cost.amount,
        currency=cost.currency,
        budget=payer.id if payer else "",
        budget_capacity=store.capacity(payer) if payer else 0,
        because=optional_text(command.because, "reason"),
    )


def _cost(resource: Resource, command: c.ApproveAllocation | c.AllocateResource) -> Cost:
    """What is spent by it: of money, so much of it as is given, in the currency that it is in."""
    if resource.kind == MONEY:
        if command.unit not in ("", resource.unit):
            raise Refused(Refusal.BUDGET_OTHER, resource=command.resource or resource.id, currency=command.unit)
        return Cost(amount=command.quantity, currency=resource.unit)
    if command.amount < 0:
        raise Refused(Refusal.AMOUNT_NEGATIVE, money=(command.amount, command.currency))
    return Cost(amount=command.amount, currency=command.currency)


def _payer(budget: str, cost: Cost, store: _Store) -> Resource | None:
    """The budget that pays, if one is named; it has as much."""
    if not budget or not cost.amount:
        return None
    payer = store.known(budget)
    if payer.kind != MONEY or payer.unit != cost.currency:
        raise Refused(Refusal.BUDGET_OTHER, resource=payer.id, currency=cost.currency)
    _require_free(payer, cost.amount, store)
    return payer


def _require_free(resource: Resource, quantity: int, store: _Store) -> None:
    """So many of it are held by nobody and do not rest.

    Raises:
        Refused: RESOURCE_HELD, RESOURCE_HERE, BUDGET_SPENT, RESOURCE_RESTS, RESOURCE_SHORT, RESOURCE_RESERVED or
            RESOURCE_FEW.
    """
    free, name = store.free(resource), resource.id
    if quantity <= free:
        return
    claims = store.stock.claims_on(name, exercise=store.exercise)
    holders = tuple(dict.fromkeys(each.incident for each in claims))
    resting = resource.resting(store.now)
    if quantity <= free + resting:
        _refuse_resting(resource, free, holders, store)
    reserve = store.stock.free(resource, Tier.MAJOR, store.now, exercise=store.exercise) - free
    if resource.kind != MONEY and reserve and quantity <= free + reserve:
        raise Refused(Refusal.RESOURCE_RESERVED, resource=name, count=free, reserve=reserve)
    if resource.kind == MONEY:
        raise Refused(Refusal.BUDGET_SPENT, resource=name, money=(free, resource.unit), holders=holders)
    if holders == (store.incident.id,):
        raise Refused(Refusal.RESOURCE_HERE, resource=name, count=free)
    if holders:
        raise Refused(Refusal.RESOURCE_HELD, resource=name, count=free, holders=holders)
    raise Refused(Refusal.RESOURCE_FEW, resource=name, count=free)


def _refuse_resting(resource: Resource, free: int, holders: Sequence[str], store: _Store) -> NoReturn:
    """Of a pool some rest, and incidents may hold others: both are said, of the first who will be rested."""
    name, (until, resting) = resource.id, next(iter(resource.resting_until(store.now).items()))
    if holders:
        raise Refused(
            Refusal.RESOURCE_SHORT, resource=name, count=free, resting=resting, until=until, holders=tuple(holders)
        )
    raise Refused(
        Refusal.RESOURCE_RESTS, resource=name, person=resource.person, count=free, resting=resting, until=until
    )
