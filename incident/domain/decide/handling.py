"""Refuses whoever has nothing to do with a resource to say where it is, that it rests, or that it is given back.

Apart from the acts, because the board asks it before anybody has typed a word.
"""

from __future__ import annotations

from incident.domain.incident import PROGRAM, Incident
from incident.domain.refusals import Refusal, Refused
from incident.domain.resources.allocation import Allocation
from incident.domain.resources.handling import handlers
from incident.domain.resources.resource import Stock

__all__ = ["require_handler"]


def require_handler(incident: Incident, allocation: Allocation, person: str, stock: Stock | None) -> None:
    """Refuse whoever holds no role, did not ask for it, does not have it and may approve (REQUIREMENTS B7).

    Raises:
        Refused: ALLOCATION_OF_OTHERS, naming those who were put to work here.
    """
    policy = stock.inventory.approvals.get(incident.tier) if stock else None
    if person == PROGRAM or not handlers(incident, allocation) or person in handlers(incident, allocation, policy):
        return
    people = handlers(incident, allocation)
    raise Refused(Refusal.ALLOCATION_OF_OTHERS, allocation=allocation.id, people=people)
