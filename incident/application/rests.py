"""Who rests though no incident holds them: given back at rest, they are nobody's to assign before it is over.

Apart from what incidents hold, which the log knows by rows: a rest outlasts its incident, and is looked up. Every list
of what there is, and every command that gives people out, asks here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Final

from incident.application.errors import StorageDamaged, StorageTooNew
from incident.application.ports import EventLog
from incident.domain import commands as c
from incident.domain.events import AllocationOut, IncidentMode
from incident.domain.incident import Incident
from incident.domain.resources.resource import STAFF, Stock
from incident.domain.resources.supply import with_rests

__all__ = ["LONGEST", "gives_people", "rested"]

LONGEST: Final = timedelta(days=31)
"""Incidents in which nothing was written for so long have nobody who rests still: each of the others is read.

Who is away for longer stands in the inventory, under `rests`.
"""


def rested(stock: Stock, mode: IncidentMode, *, log: EventLog, load: Callable[[str], Incident], now: datetime) -> Stock:
    """The inventory in which those rest too who were sent to rest, in whatever incident of that mode."""
    for incident_id in _with_rests(log, mode, now):
        try:
            stock = with_rests(stock, load(incident_id).resources, now)
        except (StorageDamaged, StorageTooNew):
            continue  # one that cannot be read stops nobody from helping in another
    return stock


def _with_rests(log: EventLog, mode: IncidentMode, now: datetime) -> Iterator[str]:
    holding = frozenset(log.holding(AllocationOut))
    for row in log.summaries(open_only=False) if holding else ():
        if row.incident_id in holding and row.mode is mode and row.updated_at + LONGEST >= now:
            yield row.incident_id


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
