"""The fold: what one more entry makes of an incident.

`evolve` is total: it never refuses the past, and an entry that it does not know
leaves everything but the version as it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from incident.domain.events import Event, Recorded
from incident.domain.evolve.changes import Change
from incident.domain.evolve.handover import HANDING_OVER
from incident.domain.evolve.law import LAW
from incident.domain.evolve.noting import NOTING
from incident.domain.evolve.opening import OPENING
from incident.domain.evolve.telling import TELLING
from incident.domain.evolve.working import WORKING
from incident.domain.incident import Incident

__all__ = ["evolve", "fold", "is_quiet"]


_CHANGES: Mapping[type, Change] = {**OPENING, **HANDING_OVER, **WORKING, **TELLING, **NOTING, **LAW}
"""Entries that change the state. Notes and the like only grow the log."""


def fold(incident_id: str, entries: Iterable[Recorded], start: Incident | None = None) -> Incident:
    """The incident after these entries, which follow those that `start` has seen."""
    incident = start or Incident(id=incident_id)
    at, quiet = incident.updated_at, 0
    for entry in entries:
        if type(entry.event) in _CHANGES:
            if quiet and at > entry.occurred_at:
                incident = incident.changed(updated_at=at)
            incident, quiet = evolve(incident, entry), 0
            at = incident.updated_at
        else:
            quiet = entry.seq  # it moves nothing but the version and the clock, and a clock may have been set back
            at = max(at, entry.occurred_at)
    return incident.changed(version=quiet, updated_at=at) if quiet else incident


def evolve(incident: Incident, recorded: Recorded) -> Incident:
    """The incident after one more entry."""
    change = _CHANGES.get(type(recorded.event))
    at = max(incident.updated_at, recorded.occurred_at)  # a back-dated act does not turn the clock back
    if change is None:
        return incident.changed(version=recorded.seq, updated_at=at)
    changes = change(incident, recorded, recorded.event)
    return incident.changed(version=recorded.seq, updated_at=at, moved_at=at, **changes)


def is_quiet(event: Event) -> bool:
    """Whether the event only grows the log: a note, a correction and the like."""
    return type(event) not in _CHANGES
