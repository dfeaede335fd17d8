"""Who rests though no incident holds them: given back at rest, they are nobody's to assign before it is over.

Apart from what incidents hold: a rest outlasts its incident. Every list of what there is, and every command that gives
people out, asks here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING

from incident.application.errors import DocumentError, NotFound, StorageError
from incident.application.ports import EventLog
from incident.domain import commands as c
from incident.domain.events import IncidentMode
from incident.domain.incident import Incident
from incident.domain.resources.resource import STAFF, Resting, Stock
from incident.domain.resources.supply import with_rests

if TYPE_CHECKING:
    from incident.application.service import IncidentService

__all__ = ["gives_people", "rested", "resting_people", "resting_where_held"]


def rested(stock: Stock, mode: IncidentMode, *, log: EventLog, now: datetime) -> Stock:
    """The inventory in which those rest too who were sent to rest, in whatever incident of that mode."""
    exercise = mode is IncidentMode.EXERCISE
    return with_rests(stock, (each for each in log.rests(now) if each.exercise is exercise))


def resting_people(service: IncidentService, mode: IncidentMode, now: datetime) -> Mapping[str, datetime]:
    """Who of the people in the inventory rests, and until when; nobody while its file cannot be read."""
    try:
        if not any(each.person for each in service.held().inventory.resources.values()):
            return {}
        stock = service.stock(mode)
    except DocumentError:
        return {}
    held = resting_where_held(stock, service.load, now, exercise=mode is IncidentMode.EXERCISE)
    ends: dict[str, datetime] = {}
    for each in with_rests(stock, held).inventory.resources.values():
        for until in each.resting_until(now) if each.person else ():
            ends[each.person] = max(until, ends.get(each.person, until))
    return ends


def resting_where_held(
    stock: Stock, load: Callable[[str], Incident], now: datetime, *, exercise: bool = False
) -> Iterator[Resting]:
    """Who rests in the hands of an incident, as far as that can be read: nobody's to assign, and not at work."""
    for claim in stock.claims:
        resource = stock.inventory.resources.get(claim.resource)
        if resource is None or resource.kind != STAFF or claim.exercise is not exercise or not claim.incident:
            continue
        with suppress(NotFound, StorageError):
            own = load(claim.incident).resources.allocations.get(claim.allocation)
            if own is not None and own.rests_at(now) and own.out_until is not None:
                yield Resting(resource=claim.resource, quantity=claim.quantity, until=own.out_until, exercise=exercise)


def gives_people(command: c.Command, incident: Incident, stock: Stock) -> bool:
    """Whether the command gives somebody out: nothing else asks who rests."""
    match command:
        case c.AllocateResource():
            resource = stock.inventory.resources.get(command.resource)
            return resource is not None and resource.kind == STAFF
        case c.ApproveAllocation():
            own = incident.resources.allocations.get(command.allocation.upper())
            return own is not None and own.kind == STAFF
        case _:
            return False
