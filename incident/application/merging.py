"""Gives the server the commands that were given while it was away, each decided again on what stands there now.

Apart from the service, because most programs never need it. Merging may be broken off anywhere and begun again: a
command that the server has is recognised by its id, and so is the report of a refusal.
"""

from __future__ import annotations

from incident.application.actor import Actor
from incident.application.errors import NotFound
from incident.application.ports import JournalEntry, Link
from incident.application.repeats import words_of
from incident.application.service import IncidentService
from incident.domain import commands as c
from incident.domain.frozen import Frozen
from incident.domain.refusals import Refused

__all__ = ["Merged", "merge"]


class Merged(Frozen):
    """What became of the commands."""

    taken: int = 0
    refused: int = 0
    """Each stands in its incident as `OfflineCommandConflicted`, and needs a person."""
    stranded: int = 0
    """For incidents that the server does not have; they wait on."""


def merge(service: IncidentService, link: Link) -> Merged:
    """Take up the line again and bring everything together; does nothing where nothing waits.

    Raises:
        StorageError: the server went away again; what was not merged waits on.
    """
    decided, refused, stranded = [], 0, 0
    for entry in link.resume():
        try:
            refused += not _is_taken(service, entry)
        except NotFound:
            stranded += 1
        else:
            decided.append(entry)
    link.settle(decided)
    return Merged(taken=len(decided) - refused, refused=refused, stranded=stranded)


def _is_taken(service: IncidentService, entry: JournalEntry) -> bool:
    """Whether the server took the command; what it refused is reported in the incident."""
    actor = Actor(person=entry.actor, on_behalf_of=entry.on_behalf_of)
    try:
        service.execute(entry.incident_id, entry.command, actor, entry.command_id, entry.occurred_at)
    except Refused as reason:
        service.execute(
            entry.incident_id,
            _report(entry.command, reason, actor),
            actor,
            f"{entry.command_id}:refused",
            entry.occurred_at,
        )
        return False
    return True


def _report(command: c.Command, reason: Refused, actor: Actor) -> c.ReportConflict:
    winner = reason.fields.get("by")
    return c.ReportConflict(
        by=actor.acts_as,
        command=type(command).__name__,
        refusal=reason.code.value,
        step=getattr(command, "step", None),
        winner=str(winner) if winner else None,
        text=" - ".join(filter(None, words_of(command))),
    )
