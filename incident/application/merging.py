"""Gives the server the commands that were given while it was away, each decided again on what stands there now.

Apart from the service, because most programs never need it. Merging may be broken off anywhere and begun again: a
command that the server has, or whose refusal it has, is known by its id and struck out.
"""

from __future__ import annotations

from incident.application.actor import Actor
from incident.application.errors import LoginUnknown, NotFound, StorageError, StorageUnreachable
from incident.application.ports import JournalEntry, Link, Lost
from incident.application.repeats import words_of
from incident.application.service import IncidentService
from incident.domain import commands as c
from incident.domain.frozen import Frozen
from incident.domain.incident import Incident
from incident.domain.refusals import Refusal, Refused

__all__ = ["Merged", "merge"]


class Merged(Frozen):
    """What became of the commands."""

    taken: int = 0
    refused: int = 0
    """Each stands in its incident as `OfflineCommandConflicted`, and needs a person."""
    stranded: int = 0
    """For incidents that the server does not show, or given by another version of the program; they wait on."""
    hidden: tuple[JournalEntry, ...] = ()
    """Of these, the ones whose incident the server does not show: it is gone, or who may know was changed meanwhile."""
    lost: tuple[Lost, ...] = ()
    """What the server had confirmed and no longer has."""
    strange: tuple[JournalEntry, ...] = ()
    """Of these, the ones whose giver is not who they say, or whom the server does not know by whoever is connected."""


def merge(service: IncidentService, link: Link) -> Merged:
    """Take up the line again and bring everything together; does nothing where nothing waits.

    Raises:
        StorageUnreachable: the server went away again; what was not merged waits on.
    """
    taken = refused = 0
    hidden, strange = list[JournalEntry](), list[JournalEntry]()
    for entry in link.resume():
        try:
            is_taken = _is_taken(service, link, entry)
        except NotFound:
            hidden.append(entry)
            continue
        except LoginUnknown:
            strange.append(entry)
            continue
        except StorageUnreachable:
            raise
        except StorageError:  # the server takes nothing now, and says so to whoever writes; reading goes on
            break
        link.strike_out(entry)
        taken, refused = taken + is_taken, refused + (not is_taken)
    waits = link.catch_up()
    return Merged(
        taken=taken,
        refused=refused,
        stranded=waits,
        hidden=tuple(hidden),
        lost=tuple(link.lost),
        strange=tuple(strange),
    )


def _is_taken(service: IncidentService, link: Link, entry: JournalEntry) -> bool:
    """Whether the server took the command, now or before; what it refused is reported in the incident, once.

    Raises:
        LoginUnknown: it is not the act of whoever is connected, or not of whom it names.
        NotFound: the server does not show its incident.
    """
    report_id = f"{entry.command_id}:refused"
    if link.is_known(entry.command_id):
        return True
    if link.is_known(report_id):
        return False
    actor = Actor(person=entry.actor, on_behalf_of=entry.on_behalf_of)
    if entry.command.by != actor.acts_as:
        raise LoginUnknown(person=entry.actor)  # somebody wrote in the journal
    incident = service.load(entry.incident_id)
    at = max(incident.declared_at, min(entry.occurred_at, service.now()))  # a clock may have been wrong meanwhile
    try:
        _refuse_unseen(incident, entry, actor)
        service.execute(entry.incident_id, entry.command, actor, entry.command_id, at)
    except Refused as reason:
        report = _report(entry.command, reason, actor)
        service.execute(entry.incident_id, report, actor, report_id, at)
        return False
    return True


def _refuse_unseen(incident: Incident, entry: JournalEntry, actor: Actor) -> None:
    """A mark on a step that somebody else has marked meanwhile would overrule what its giver never saw.

    Raises:
        Refused: STEP_DONE, naming who was first.
    """
    step = None if isinstance(entry.command, c.AddNote) else getattr(entry.command, "step", None)
    progress = incident.steps.get(step) if step else None
    if progress is not None and progress.seq > entry.based_on and progress.by != actor.acts_as:
        raise Refused(Refusal.STEP_DONE, step=step, by=progress.by, at=progress.at)


def _report(command: c.Command, reason: Refused, actor: Actor) -> c.ReportConflict:
    winner = reason.fields.get("by")
    return c.ReportConflict(
        by=actor.acts_as,
        command=type(command).__name__,
        refusal=reason.code,
        step=getattr(command, "step", None),
        winner=str(winner) if winner else None,
        text=" - ".join(filter(None, words_of(command))),
    )
