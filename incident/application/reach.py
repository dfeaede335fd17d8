"""Whom messages can reach: audiences that none can, found before the night, and the languages of those who are told.

Apart from the telling, which asks about one message; this asks about a whole runbook, with every role filled.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from incident.application.errors import IncidentError
from incident.application.ports import Directory
from incident.domain.events import IncidentMode
from incident.domain.incident import Incident
from incident.domain.outline import Outline

__all__ = ["languages_told", "unreached_audiences"]


def unreached_audiences(outline: Outline, directory: Directory, at: datetime) -> tuple[str, ...]:
    """The ids of the audiences of its steps that nobody can be reached in then, even with every role filled."""
    filled = {role: person.id for person in directory.people() for role in person.roles}
    return tuple(name for name in outline.audiences if not directory.audience(name, filled, exercise=False, at=at))


def languages_told(incident: Incident, directory: Directory, at: datetime) -> Mapping[str, Sequence[str]]:
    """In which languages each audience of the runbook is told; one that the workspace cannot name is left out."""
    steps = incident.runbook.steps() if incident.bundle else ()
    is_exercise = incident.mode is IncidentMode.EXERCISE
    told: dict[str, Sequence[str]] = {}
    for audience in {step.audience for step in steps if step.audience}:
        try:
            found = directory.audience(audience, incident.roles, exercise=is_exercise, at=at)
        except IncidentError:
            continue
        told[audience] = sorted({recipient.language for recipient in found})
    return told
