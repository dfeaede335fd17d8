"""What was asked for, when it came, and how long it worked: a row for each thing that the incident had or wanted.

Apart from people in roles, who need no inventory; hours are added up as `incident resource use` does.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from incident.application.review.lengths import ResourceRow, Work
from incident.domain.events import AllocationState
from incident.domain.incident import Incident
from incident.domain.resources.allocation import ENDED, WORKING, Allocation

__all__ = ["hours_at_work", "resource_rows"]


def resource_rows(incident: Incident, as_of: datetime) -> tuple[ResourceRow, ...]:
    """In the order in which they were asked for."""
    return tuple(_row(each, as_of) for each in incident.resources.allocations.values())


def hours_at_work(incident: Incident, as_of: datetime) -> tuple[Work, ...]:
    """By kind, units times the time that they were there; money is no matter of hours."""
    if not incident.resources.allocations:
        return ()
    from incident.domain.resources.usage import uses  # here: few incidents have resources

    sums: dict[str, timedelta] = {}
    for use in uses([incident], as_of):
        sums[use.kind] = sums.get(use.kind, timedelta()) + use.at_work
    return tuple(Work(kind=kind, at_work=length) for kind, length in sums.items() if length)


def _row(each: Allocation, as_of: datetime) -> ResourceRow:
    return ResourceRow(
        allocation=each.id,
        kind=each.kind,
        type=each.type,
        quantity=each.quantity,
        unit=each.unit,
        state=each.state_at(as_of),
        requested_at=each.requested_at,
        requested_by=each.requested_by,
        needed_by=each.needed_by,
        approved_by=each.approved_by,
        arrived_at=_first(each, WORKING),
        ended_at=_first(each, ENDED),
        amount=each.amount,
        currency=each.currency,
    )


def _first(each: Allocation, states: frozenset[AllocationState]) -> datetime | None:
    return next((change.at for change in each.changes if change.state in states), None)
