"""Whom messages can reach: audiences that none can, found before the night, and who would be told now.

Apart from the telling, which asks about one message; this asks about a whole runbook, with every role filled.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from incident.application.errors import IncidentError
from incident.application.ports import Directory, Recipient
from incident.domain.events import IncidentMode
from incident.domain.incident import Incident
from incident.domain.runbooks.outline import Outline

__all__ = ["beside", "kept", "recipients", "unreached_audiences"]


def unreached_audiences(outline: Outline, directory: Directory, at: datetime) -> tuple[str, ...]:
    """The ids of the audiences of its steps that nobody can be reached in then, even with every role filled."""
    filled = {role: person.id for person in directory.people() for role in person.roles}
    return tuple(name for name in outline.audiences if not directory.audience(name, filled, exercise=False, at=at))


def recipients(incident: Incident, directory: Directory, audience: str, at: datetime) -> Sequence[Recipient] | None:
    """Who would be told at that instant; empty if nobody can be reached, None if the workspace cannot say it.

    Who is left out on purpose is not among them.
    """
    is_exercise = incident.mode is IncidentMode.EXERCISE
    try:
        told = directory.audience(audience, incident.roles, exercise=is_exercise, at=at)
    except IncidentError:
        return None
    return kept(incident, audience, told)


def kept(incident: Incident, audience: str, told: Sequence[Recipient]) -> Sequence[Recipient]:
    """Those of them whom no decision leaves out; at one place all are told or none, for all of them read there."""
    return [each for each in told if not any(incident.is_left_out(audience, who) for who in _who(each))]


def beside(told: Sequence[Recipient], who: str) -> tuple[str, ...]:
    """The people who are told at the same place as that one, by id: what is kept from one is kept from them."""
    return tuple(other for each in told if who in _who(each) for other in _who(each) if other != who)


def _who(recipient: Recipient) -> tuple[str, ...]:
    return (recipient.person or recipient.name, *recipient.others)
