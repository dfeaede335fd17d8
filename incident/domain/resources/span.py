"""Who reports to the commander, and when that is more than one person leads (3 to 7, by the rules of ICS).

Apart from the states of resources: whoever is in a team reports to its lead.
"""

from __future__ import annotations

from typing import Final

from incident.domain.resources.allocation import WORKING, Allocation, Resources
from incident.domain.resources.resource import STAFF

__all__ = ["MOST", "led", "members", "overfull", "reporting_to_commander", "unled", "wants_split"]

MOST: Final = 7
"""As many as one person leads; at one more a team is proposed."""


def members(resources: Resources, team: str) -> tuple[Allocation, ...]:
    """Whoever works in the team."""
    return tuple(each for each in resources.live if each.state in WORKING and each.whom == team)


def reporting_to_commander(resources: Resources) -> tuple[str, ...]:
    """The teams that stand, by name, and whoever works in none of them, by allocation; who leads one is that one."""
    leads = {team.lead for team in resources.teams.values()}
    alone = (
        each.id
        for each in resources.live
        if each.kind == STAFF
        and each.state in WORKING
        and each.whom not in resources.teams
        and (not each.person or each.person not in leads)
    )
    return (*resources.teams, *alone)


def unled(resources: Resources) -> tuple[Allocation, ...]:
    """Groups of more than one person leads that are in no team: each counts once, and nobody leads it."""
    alone = (resources.allocations.get(each) for each in reporting_to_commander(resources))
    return tuple(each for each in alone if each is not None and each.quantity > MOST)


def wants_split(resources: Resources) -> bool:
    """Whether more report to the commander than one person leads."""
    return len(reporting_to_commander(resources)) > MOST


def led(resources: Resources, team: str) -> int:
    """How many report to the lead of the team: what is staff in it, and not the lead."""
    lead = resources.teams[team].lead
    return sum(each.kind == STAFF and each.person != lead for each in members(resources, team))


def overfull(resources: Resources) -> tuple[str, ...]:
    """The teams of which more report to the lead than one person leads."""
    return tuple(team for team in resources.teams if led(resources, team) > MOST)
