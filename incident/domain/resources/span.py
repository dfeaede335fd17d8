"""Who reports to the commander, and when that is more than one person leads (3 to 7, by the rules of ICS).

Apart from the states of resources: whoever is in a team reports to its lead.
"""

from __future__ import annotations

from typing import Final

from incident.domain.resources.allocation import WORKING, Allocation, Resources
from incident.domain.resources.resource import STAFF

__all__ = ["MOST", "members", "reporting_to_commander", "wants_split"]

MOST: Final = 7
"""As many as one person leads; at one more a team is proposed."""


def members(resources: Resources, team: str) -> tuple[Allocation, ...]:
    """Whoever works in the team."""
    return tuple(each for each in resources.live if each.state in WORKING and each.whom == team)


def reporting_to_commander(resources: Resources) -> tuple[str, ...]:
    """The teams that stand, by name, and whoever works in none of them, by allocation."""
    alone = (
        each.id
        for each in resources.live
        if each.kind == STAFF and each.state in WORKING and each.whom not in resources.teams
    )
    return (*resources.teams, *alone)


def wants_split(resources: Resources) -> bool:
    """Whether more report to the commander than one person leads."""
    return len(reporting_to_commander(resources)) > MOST
