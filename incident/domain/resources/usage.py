"""How much of what was given out was at work, and for how long: what a team plans its next inventory by.

Apart from the states, which say what is so now: this adds up what was, from the changes that the log keeps.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta, tzinfo

from incident.domain.events import AllocationState
from incident.domain.frozen import Frozen
from incident.domain.incident import Incident
from incident.domain.resources.allocation import ENDED, HOLDING, WORKING, Allocation, Resources
from incident.domain.resources.resource import MONEY, STAFF
from incident.domain.timing.quarters import quarter

__all__ = ["Use", "person_hours", "quarter_of", "uses"]


class Use(Frozen):
    """What one incident had of one kind in one quarter; money is no matter of hours and is left out."""

    kind: str
    incident: str
    quarter: str
    """Such as `2026-Q4`."""
    at_work: timedelta
    """Units times the time that they were on hand or assigned."""
    held: timedelta
    """Units times the time that nobody else could have them."""


def uses(incidents: Iterable[Incident], now: datetime, zone: tzinfo = UTC) -> tuple[Use, ...]:
    """Every kind, incident and quarter in which something was held, in that order."""
    held: dict[tuple[str, str, str], list[timedelta]] = {}
    for incident in incidents:
        for each in incident.resources.allocations.values():
            for state, start, end in () if each.kind == MONEY else _spans(each, now):
                for within, length in _by_quarter(start, end, zone):
                    sums = held.setdefault((each.kind, incident.id, within), [timedelta(), timedelta()])
                    sums[0] += each.quantity * length * (state in WORKING)
                    sums[1] += each.quantity * length * (state in HOLDING)
    found = sorted((key, sums) for key, sums in held.items() if sums[1])
    return tuple(
        Use(kind=kind, incident=incident, quarter=within, at_work=work, held=whole)
        for (kind, incident, within), (work, whole) in found
    )


def person_hours(resources: Resources, since: datetime, now: datetime) -> timedelta:
    """How long people were at work since then, all of them together."""
    return sum(
        (
            each.quantity * (end - max(start, since))
            for each in resources.allocations.values()
            if each.kind == STAFF
            for state, start, end in _spans(each, now)
            if state in WORKING and end > since
        ),
        timedelta(),
    )


def _spans(allocation: Allocation, now: datetime) -> Iterator[tuple[AllocationState, datetime, datetime]]:
    """Each state with its beginning and its end."""
    ends = [change.at for change in allocation.course[1:]]
    for change, end in zip(allocation.course, [*ends, now], strict=True):
        if change.state not in ENDED and end > change.at:
            yield change.state, change.at, end


def quarter_of(at: datetime, zone: tzinfo) -> str:
    """Such as `2026-Q4`, by the calendar of the zone."""
    local = at.astimezone(zone)
    return f"{local.year}-Q{quarter(local)}"


def _by_quarter(start: datetime, end: datetime, zone: tzinfo) -> Iterator[tuple[str, timedelta]]:
    while start < end:
        local = start.astimezone(zone)
        years, months = divmod(3 * quarter(local), 12)
        year, month = local.year + years, months + 1
        until = min(end, datetime(year, month, 1, tzinfo=zone).astimezone(UTC))
        yield quarter_of(start, zone), until - start
        start = until
