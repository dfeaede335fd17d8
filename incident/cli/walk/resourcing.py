"""Resources line by line: asked for, and brought from one state to the next, by the dialogues of the board.

Apart from the walk, which only hands over what stood behind the word.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from incident.domain.resources.resource import Stock
from incident.i18n import _
from incident.walk.flows.resources.advancing import AdvanceFlow
from incident.walk.flows.resources.requesting import RequestFlow
from incident.walk.flows.resources.teams import PeriodFlow, TeamFlow
from incident.wording.safe import clean_line

if TYPE_CHECKING:
    from incident.application.ports import Person
    from incident.walk.flows.asking import Flow
    from incident.walk.moment import Walk

__all__ = ["resource_flow"]


def resource_flow(name: str, walk: Walk, people: tuple[Person, ...], stock: Stock, rest: str) -> Flow | list[str]:
    """What the word begins; what has to be said where it names no resource that is still here."""
    match name:
        case "resource-need":
            return RequestFlow(walk=walk, people=people, stock=stock)
        case "resource-team":
            return TeamFlow(walk=walk, people=people)
        case "resource-period":
            return PeriodFlow(walk=walk)
    own = walk.incident.resources.allocations.get(rest.strip().upper())
    if own is None:
        return [_("Write the number of a resource, such as R1, not '{value}'.").format(value=clean_line(rest))]
    if not own.is_live:
        return [_("{allocation} is over. Request it again.").format(allocation=own.id)]
    return AdvanceFlow(walk=walk, people=people, stock=stock, allocation=own)
