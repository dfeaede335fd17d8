"""Who says where a resource is, whether it rests and when it is given back: those whom the incident has put to work.

Apart from approving, for which the team names people: whoever was given a role deals with what the incident has.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from incident.domain.incident import COMMANDER, PROGRAM

if TYPE_CHECKING:
    from incident.domain.incident import Incident
    from incident.domain.resources.allocation import Allocation
    from incident.domain.resources.resource import Approval

__all__ = ["handlers"]


def handlers(incident: Incident, allocation: Allocation, policy: Approval | None = None) -> tuple[str, ...]:
    """The commander, who holds a role, who asked for it or gave it, whom it is with, and who approves at this tier.

    () where nobody holds a role: then nobody is there to be asked, and whoever comes may.
    """
    holders = dict.fromkeys(filter(None, (incident.person_of(COMMANDER), *incident.roles.values())))
    if not holders:
        return ()
    team = incident.resources.teams.get(allocation.whom)
    named = (each.person for each in policy.approvers) if policy else ()
    others = (
        allocation.requested_by,
        allocation.approved_by,
        team.lead if team else allocation.whom,
        allocation.person,
        *named,
    )
    return tuple(dict.fromkeys((*holders, *(each for each in others if each and each != PROGRAM))))
