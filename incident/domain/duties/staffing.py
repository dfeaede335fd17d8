"""Which roles may lie in one hand.

Apart from giving them: what never goes together is refused, what the runbook merely does not combine is said.
"""

from __future__ import annotations

from incident.domain.incident import Incident

__all__ = ["never_beside", "not_combined"]


def never_beside(incident: Incident, role: str, person: str) -> tuple[str, ...]:
    """The roles that the person holds and that must never go with this one."""
    held = _held(incident, role, person)
    return tuple(r for group in incident.runbook.staffing.never_combine if role in group for r in group if r in held)


def not_combined(incident: Incident, role: str, person: str) -> tuple[str, ...]:
    """The roles that the person holds besides, where no group of `may_combine` has them all.

    Empty as well where the runbook names no groups: then it says nothing about it.
    """
    groups = incident.runbook.staffing.may_combine
    held = _held(incident, role, person)
    if not held or not groups or any({role, *held} <= set(group) for group in groups):
        return ()
    return held


def _held(incident: Incident, role: str, person: str) -> tuple[str, ...]:
    """Of whoever rehearses alone none: they play every role, and none of them is somebody else's."""
    if incident.exercise is not None and incident.exercise.plays_alone(person):
        return ()
    return tuple(r for r in incident.runbook.roles if r != role and incident.person_of(r) == person)
