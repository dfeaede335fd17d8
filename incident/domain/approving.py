"""Who may decide an approval: whoever has its role, and once that is late, where the step says so, the next above.

Apart from marking, because the screens name the same people before anybody marks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from incident.domain.clocks import due_by
from incident.domain.incident import COMMANDER
from incident.domain.runbook import IfLate

if TYPE_CHECKING:
    from datetime import datetime

    from incident.domain.incident import Incident
    from incident.domain.runbook import Runbook, Step

__all__ = ["DEPUTY", "is_late", "next_above", "roles_deciding"]

DEPUTY = "deputy"
"""Decides for a commander who does not answer."""


def next_above(runbook: Runbook, role: str) -> str | None:
    """The role that decides where this one does not answer in time: the commander, for the commander the deputy."""
    above = DEPUTY if role == COMMANDER else COMMANDER
    return above if above in runbook.roles else None


def is_late(incident: Incident, step: Step, now: datetime) -> bool:
    """Whether the time for the answer is over."""
    due = due_by(step.within, incident)
    return due is not None and now >= due


def roles_deciding(incident: Incident, step: Step, now: datetime) -> tuple[str, ...]:
    """The roles whose holders may decide now, the one to be asked first at the end."""
    role = step.approver or ""
    above = next_above(incident.runbook, role) if step.if_late is IfLate.ESCALATE else None
    if above is None or incident.person_of(above) is None or not is_late(incident, step, now):
        return (role,)
    return role, above
