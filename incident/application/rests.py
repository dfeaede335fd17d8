"""Who rests by what other incidents say: given back there before the rest was over, they are nobody's to assign yet.

Apart from what incidents hold, which the log knows by rows: a rest outlasts its incident, and is looked up.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from incident.application.errors import StorageDamaged, StorageTooNew
from incident.application.ports import EventLog
from incident.domain import commands as c
from incident.domain.incident import Incident
from incident.domain.resources.resource import STAFF, Stock
from incident.domain.resources.supply import with_rests

__all__ = ["LONGEST", "rested"]

LONGEST: Final = timedelta(days=3)
"""Incidents in which nothing was written for so long have nobody who rests still."""


def rested(
    stock: Stock,
    command: c.Command,
    incident: Incident,
    *,
    log: EventLog,
    load: Callable[[str], Incident],
    now: datetime,
) -> Stock:
    """The inventory in which those rest too who were sent to rest elsewhere; only where people are given out."""
    if not _gives_people(command, incident, stock):
        return stock
    for row in log.summaries(open_only=False):
        if row.incident_id == incident.id or row.mode is not incident.mode or row.updated_at + LONGEST < now:
            continue
        try:
            stock = with_rests(stock, load(row.incident_id).resources, now)
        except (StorageDamaged, StorageTooNew):
            continue  # one that cannot be read stops nobody from helping in another
    return stock


def _gives_people(command: c.Command, incident: Incident, stock: Stock) -> bool:
    match command:
        case c.AllocateResource():
            resource = stock.inventory.resources.get(command.resource)
            return resource is not None and resource.kind == STAFF
        case c.ApproveAllocation():
            own = incident.resources.allocations.get(command.allocation.upper())
            return own is not None and own.kind == STAFF
        case _:
            return False
