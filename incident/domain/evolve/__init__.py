"""The fold: what one more entry makes of an incident.

`evolve` is total: it never refuses the past, and an entry that it does not know
leaves everything but the version as it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from importlib import import_module

from incident.domain.events import ContentErased, Event, FactRecorded, MilestoneMarked, NoteAdded, NoteKind, Recorded
from incident.domain.evolve.changes import Change, Changes
from incident.domain.incident import FactEntry, Incident

__all__ = ["change_of", "evolve", "fold", "is_quiet"]

_ELSEWHERE: Mapping[type, str] = {
    NoteAdded: "asking",
    FactRecorded: "noting",
    MilestoneMarked: "law",
    ContentErased: "evidence",
}
"""Entries that change what another concern looks after; the others stand in the file that is called as theirs."""


@cache
def change_of(kind: type) -> Change | None:
    """What entries of that kind change; None: they only grow the log, as notes do.

    A concern is imported when a log holds an entry of it: few incidents know of them all, and every command folds one.
    """
    concern = _ELSEWHERE.get(kind) or kind.__module__.rpartition(".")[2]
    changes: Mapping[type, Change] = import_module(f"incident.domain.evolve.{concern}").CHANGES
    return changes.get(kind)


def fold(incident_id: str, entries: Iterable[Recorded], start: Incident | None = None) -> Incident:
    """The incident after these entries, which follow those that `start` has seen."""
    incident = start or Incident(id=incident_id)
    at, quiet, noted = incident.updated_at, 0, Changes()
    for entry in entries:
        if not is_quiet(entry.event):
            if noted or (quiet and at > entry.occurred_at):
                incident = incident.changed(updated_at=at, **noted)
            incident, quiet, noted = evolve(incident, entry), 0, Changes()
            at = incident.updated_at
        else:
            quiet = entry.seq  # it moves nothing but the version and the clock, and a clock may have been set back
            at, noted = max(at, entry.occurred_at), fact_note(entry) or noted
    return incident.changed(version=quiet, updated_at=at, **noted) if quiet else incident


def fact_note(entry: Recorded) -> Changes:
    """That the entry is the newest note of a fact, which is shown and changes nothing else."""
    event = entry.event
    if type(event) is not NoteAdded or event.kind is not NoteKind.FACT:
        return {}
    words = event.text.words
    noted = FactEntry(value=words, by=entry.person, at=entry.occurred_at, seq=entry.seq, is_erased=words is None)
    return {"fact_note": noted}


def evolve(incident: Incident, recorded: Recorded) -> Incident:
    """The incident after one more entry."""
    change = None if is_quiet(recorded.event) else change_of(type(recorded.event))
    at = max(incident.updated_at, recorded.occurred_at)  # a back-dated act does not turn the clock back
    if change is None:
        return incident.changed(version=recorded.seq, updated_at=at, **fact_note(recorded))
    changes = change(incident, recorded, recorded.event)
    return incident.changed(version=recorded.seq, updated_at=at, moved_at=at, **changes)


def is_quiet(event: Event) -> bool:
    """Whether the event only grows the log: a note that asks nothing, an erasure and the like."""
    if type(event) is NoteAdded:
        return event.kind not in (NoteKind.QUESTION, NoteKind.AGAIN)
    return change_of(type(event)) is None
