"""How much money was promised and spent, by kind, incident and quarter: what a team plans its next budget by.

Apart from hours at work, because money is no matter of time: what counts is when it was promised.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, tzinfo

from incident.domain.events import AllocationState
from incident.domain.frozen import Frozen
from incident.domain.incident import Incident
from incident.domain.resources.allocation import HOLDING, Allocation
from incident.domain.resources.usage import quarter_of

__all__ = ["Spend", "spends"]


class Spend(Frozen):
    """What one incident promised and spent on one kind in one quarter, in the smallest unit of the currency."""

    kind: str
    """What it was spent on; money where nobody said on what."""
    incident: str
    quarter: str
    """In which it was promised."""
    currency: str
    promised: int
    """Neither spent nor given back yet."""
    spent: int


def spends(incidents: Iterable[Incident], zone: tzinfo = UTC) -> tuple[Spend, ...]:
    """Every kind, incident, quarter and currency in which money was promised, in that order."""
    sums: dict[tuple[str, str, str, str], list[int]] = {}
    for incident in incidents:
        for each in incident.resources.allocations.values():
            if each.amount and each.approved_by:
                key = (each.kind, incident.id, quarter_of(_promised_at(each), zone), each.currency)
                held = sums.setdefault(key, [0, 0])
                held[each.state not in HOLDING] += each.amount
    return tuple(
        Spend(kind=kind, incident=incident, quarter=quarter, currency=currency, promised=promised, spent=spent)
        for (kind, incident, quarter, currency), (promised, spent) in sorted(sums.items())
    )


def _promised_at(allocation: Allocation) -> datetime:
    return next(each.at for each in allocation.changes if each.state is AllocationState.APPROVED)
