"""Asking for resources, saying where they are, giving them back.

Apart from approving, which alone asks what there is, who else has it and who may spend.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Final

from incident.domain import commands as c
from incident.domain import events as e
from incident.domain.decide.handling import require_handler
from incident.domain.decide.words import optional_text, require_text
from incident.domain.events import AllocationState, OutReason
from incident.domain.incident import Incident
from incident.domain.nearest import nearest
from incident.domain.refusals import Refusal, Refused
from incident.domain.resources.allocation import HOLDING, UNDER_WAY, WORKING, Allocation
from incident.domain.resources.resource import KINDS, MONEY, STAFF, Stock
from incident.domain.resources.supply import asked_for, count_of

__all__ = ["allocation_of", "end", "ended_by_closing", "kind_of", "move", "put_out", "request", "requests_of_step",
           "require_counted", "take_back_rest"]  # fmt: skip

_LETTERS: Final = 3
"""Of a currency."""


def allocation_of(incident: Incident, name: str) -> Allocation:
    """The allocation of that id, which has not ended.

    Raises:
        Refused: ALLOCATION_UNKNOWN or ALLOCATION_OVER.
    """
    found = _known(incident, name)
    if not found.is_live:
        raise Refused(Refusal.ALLOCATION_OVER, allocation=found.id, state=found.state, at=found.since)
    return found


def _known(incident: Incident, name: str) -> Allocation:
    known = incident.resources.allocations
    found = known.get(name) or known.get(name.upper())
    if found is None:
        near = nearest(name, (each.id for each in incident.resources.live))
        raise Refused(Refusal.ALLOCATION_UNKNOWN, allocation=name, near=near, incident=incident.id)
    return found


def kind_of(incident: Incident, type_: str, stock: Stock) -> str:
    """The kind of a type, as the inventory or the runbook knows it; '' where neither does."""
    wanted = (want for wants in incident.runbook.wants.values() for want in wants)
    return stock.inventory.types().get(type_) or next((want.kind for want in wanted if want.type == type_), "")


def request(incident: Incident, command: c.RequestResource) -> Sequence[e.Event]:
    """Ask for it; nothing is held yet."""
    stock = command.stock or Stock()
    kind = kind_of(incident, command.type, stock) or command.kind
    if kind not in KINDS:
        types = [want.type for wants in incident.runbook.wants.values() for want in wants]
        near = nearest(command.type, [*stock.inventory.types(), *types])
        raise Refused(Refusal.RESOURCE_TYPE_UNKNOWN, type_id=command.type, near=near)
    require_counted(kind, command.type, command, stock)
    if command.quantity < 1:
        raise Refused(Refusal.QUANTITY_UNREADABLE, value=command.quantity)
    asked = e.AllocationRequested(
        allocation=incident.resources.next_id(),
        kind=kind,
        type=command.type,
        quantity=command.quantity,
        unit=command.unit,
        needed_by=command.needed_by,
        whom=command.whom,
        site=command.site,
        substitutes=command.substitutes,
        because=optional_text(command.because, "reason"),
    )
    return [asked]


def require_counted(
    kind: str, type_: str, command: c.RequestResource | c.ApproveAllocation | c.AllocateResource, stock: Stock
) -> None:
    """Money is a sum above nothing with its currency; of everything else there are so many, without one.

    Raises:
        Refused: AMOUNT_MISSING, with the currency that the inventory has of it, or COUNTED.
    """
    if kind != MONEY:
        if command.unit:
            raise Refused(Refusal.COUNTED, type_id=type_)
        return
    cost = 0 if isinstance(command, c.RequestResource) else command.amount
    if len(command.unit) != _LETTERS or command.quantity < 1 or cost:
        budgets = [each for each in stock.inventory.resources.values() if each.kind == MONEY]
        budgets.sort(key=lambda each: each.type != type_)
        raise Refused(Refusal.AMOUNT_MISSING, type_id=type_, currency=budgets[0].unit if budgets else "")


def requests_of_step(
    incident: Incident, step: str, stock: Stock | None, now: datetime
) -> Iterator[e.AllocationRequested]:
    """What the tier wants and nobody has asked for yet; of a type that was asked for, by whomever, the difference.

    Who rests is missing meanwhile, as the table of what is missing has it.
    How much money is wanted nobody has said: a budget is wanted, and who approves it says how much of it.
    """
    number = len(incident.resources.allocations)
    for want in incident.runbook.wants.get(incident.tier, ()):
        known = [each for each in incident.resources.live if asked_for(each, want.type)]
        count = None if want.kind == MONEY else count_of(want, stock.inventory if stock else None)
        before = sum(each.quantity for each in known if not each.rests_at(now))
        if known and (count is None or count <= before):
            continue
        number += 1
        yield e.AllocationRequested(
            allocation=f"R{number}",
            kind=want.kind,
            type=want.type,
            quantity=0 if count is None else count - before,
            need=want.need,
            needed_by=None if want.within is None else incident.declared_at + want.within,
            step=step,
        )


def move(incident: Incident, command: c.MoveAllocation, now: datetime) -> Sequence[e.Event]:
    """Say where it is; backwards too, as far as its approval, for whoever said it wrongly."""
    allocation = allocation_of(incident, command.allocation)
    require_handler(incident, allocation, command.by, command.stock)
    state = allocation.state_at(now)
    before = allocation.changes[-2].state if allocation.changes[1:] else None
    is_back_to_approved = command.to is AllocationState.APPROVED and before is AllocationState.APPROVED
    if command.to not in UNDER_WAY and not is_back_to_approved:
        raise Refused(Refusal.ALLOCATION_NO_MOVE, state=command.to)
    if state is AllocationState.REQUESTED:
        raise Refused(Refusal.ALLOCATION_NOT_APPROVED, allocation=allocation.id)
    if state is command.to and command.whom in ("", allocation.whom) and command.due_at in (None, allocation.due_at):
        raise Refused(Refusal.ALLOCATION_THERE, allocation=allocation.id, state=state, at=allocation.since_at(now))
    if allocation.rests_at(now):
        raise _rests(allocation)
    moved = e.AllocationMoved(
        allocation=allocation.id,
        to=command.to,
        due_at=command.due_at,
        back_at=command.back_at,
        whom=command.whom,
        because=optional_text(command.because, "reason"),
    )
    return [moved]


def put_out(incident: Incident, command: c.PutOut, now: datetime) -> Sequence[e.Event]:
    """Take it out of use for a while; whoever rests does so until an hour that is known, and not before."""
    allocation = allocation_of(incident, command.allocation)
    require_handler(incident, allocation, command.by, command.stock)
    if allocation.state not in HOLDING:
        raise Refused(Refusal.ALLOCATION_NOT_APPROVED, allocation=allocation.id)
    if command.reason is OutReason.REPAIR and allocation.kind == STAFF:
        raise Refused(Refusal.OUT_NO_REPAIR, allocation=allocation.id)
    if command.reason is OutReason.REST and command.until is None:
        raise Refused(Refusal.REST_WITHOUT_END, allocation=allocation.id)
    if command.until is not None and command.until <= now:
        raise Refused(Refusal.OUT_UNTIL_PAST, until=command.until)
    is_longer = command.reason is OutReason.REST and command.until and command.until >= (allocation.out_until or now)
    if allocation.rests_at(now) and not is_longer:
        raise _rests(allocation)
    because = optional_text(command.because, "reason")
    out = e.AllocationOut(allocation=allocation.id, reason=command.reason, until=command.until, because=because)
    return [out]


def take_back_rest(incident: Incident, command: c.TakeBackRest, now: datetime) -> Sequence[e.Event]:
    """Say that the rest was entered by mistake, given back meanwhile or not; what was said stays in the log."""
    allocation = _known(incident, command.allocation)
    if not allocation.rests_at(now):
        raise Refused(Refusal.ALLOCATION_NOT_RESTING, allocation=allocation.id)
    because = require_text(command.because, "reason")
    return [e.RestTakenBack(allocation=allocation.id, until=allocation.out_until, because=because)]


def _rests(allocation: Allocation) -> Refused:
    until, person = allocation.out_until, allocation.person
    return Refused(Refusal.ALLOCATION_RESTS, allocation=allocation.id, until=until, person=person)


def end(incident: Incident, command: c.EndAllocation) -> Sequence[e.Event]:
    """Give back what was given, decline what was only asked for, take back what is not here yet."""
    allocation = allocation_of(incident, command.allocation)
    require_handler(incident, allocation, command.by, command.stock)
    is_given = allocation.state in HOLDING
    if command.how is AllocationState.DECLINED and is_given:
        raise Refused(Refusal.ALLOCATION_GIVEN, allocation=allocation.id)
    if command.how is AllocationState.RELEASED and not is_given:
        raise Refused(Refusal.ALLOCATION_NOT_APPROVED, allocation=allocation.id)
    if command.how is AllocationState.CANCELLED and allocation.state in (*WORKING, AllocationState.OUT):
        raise Refused(Refusal.ALLOCATION_HERE, allocation=allocation.id)
    _require_promised(allocation, command)
    thanked = command.how is AllocationState.RELEASED
    words = optional_text(command.because, "reason") if thanked else require_text(command.because, "reason")
    spent = 0 if command.how is not AllocationState.RELEASED and allocation.amount else command.spent
    return [e.AllocationEnded(allocation=allocation.id, how=command.how, words=words, spent=spent)]


def _require_promised(allocation: Allocation, command: c.EndAllocation) -> None:
    """What it cost in the end is no more than what was approved, and counted in the same money."""
    if command.spent is None:
        return
    approved = (allocation.amount, allocation.currency or command.currency)
    if command.currency not in ("", approved[1]):
        raise Refused(Refusal.SPENT_OTHERWISE, allocation=allocation.id, money=approved, currency=command.currency)
    if not 0 <= command.spent <= allocation.amount:
        raise Refused(Refusal.SPENT_TOO_MUCH, allocation=allocation.id, money=approved)


def ended_by_closing(allocations: Iterable[Allocation]) -> Iterator[e.AllocationEnded]:
    """Nothing stays held by an incident that is over, and nobody waits for what it asked for."""
    for each in allocations:
        how = AllocationState.RELEASED if each.state in HOLDING else AllocationState.CANCELLED
        yield e.AllocationEnded(allocation=each.id, how=how)
