"""Declaring, staffing and closing: the two ends of an incident and who holds it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from incident.domain import commands as c
from incident.domain import events as e
from incident.domain.content import FreeText, PinnedBundle
from incident.domain.decide.noting import fact_recorded
from incident.domain.decide.words import MAX_TITLE, optional_text, require_text
from incident.domain.duties.staffing import never_beside
from incident.domain.incident import COMMANDER, Incident, Status
from incident.domain.nearest import nearest
from incident.domain.refusals import Refusal, Refused
from incident.domain.titles import titles_where
from incident.domain.walking.checklist import build_checklist

__all__ = ["assign_role", "close", "declare", "let_in", "name_readers"]


def declare(incident: Incident, command: c.DeclareIncident, now: datetime) -> Sequence[e.Event]:
    """Open the incident; the declarer is commander until someone takes over."""
    if incident.status is not Status.UNDECLARED:
        raise Refused(Refusal.INCIDENT_EXISTS, incident=incident.id)
    runbook = command.bundle.runbook
    titles = command.titles or titles_where(command.title, command.bundle)
    declared = e.IncidentDeclared(
        title=require_text(command.title, "title", MAX_TITLE),
        tier=command.tier,
        mode=command.mode,
        runbook=runbook.id,
        revision=runbook.revision,
        bundle=PinnedBundle(command.bundle),
        because=optional_text(command.because, "reason"),
        zone=command.zone,
        contact=optional_text(command.contact, "contact"),
        now_lines=command.bundle.now_lines,
        titles={language: FreeText(words) for language, words in titles.items()},
    )
    law = _law(command, now)
    legal = command.held_to.register.facts if command.held_to else ()
    facts = [fact_recorded(runbook, fact, value, now, legal) for fact, value in (command.facts or {}).items()]
    readers = [e.ReadersNamed(persons=(command.by,))] if command.need_to_know else []
    return [declared, e.RoleAssigned(role=COMMANDER, person=command.by), *law, *facts, *readers]


def _law(command: c.DeclareIncident, now: datetime) -> list[e.ObligationsPinned]:
    if command.held_to is None:
        return []
    from incident.domain.decide.law import pinned  # here: a workspace without jurisdictions pays for none of it

    return [pinned(command.held_to, now)]


def assign_role(incident: Incident, command: c.AssignRole) -> Sequence[e.Event]:
    """Give a role to a person, unless they hold one that must never go with it; command is not given but taken."""
    _require_known(incident, command.role)
    if incident.person_of(command.role) == command.person:
        raise Refused(Refusal.ROLE_HELD, role=command.role, person=command.person)
    if command.role == COMMANDER and COMMANDER in incident.roles:
        raise Refused(Refusal.COMMAND_IS_TAKEN, role=COMMANDER, person=incident.roles[COMMANDER])
    held = never_beside(incident, command.role, command.person)
    if held:
        role, person = command.role, command.person
        raise Refused(Refusal.ROLES_NEVER_COMBINE, role=role, other=held[0], roles=held[1:], person=person)
    return [e.RoleAssigned(role=command.role, person=command.person), *let_in(incident, command.person)]


def vacate_role(incident: Incident, command: c.VacateRole) -> Sequence[e.Event]:
    """Let nobody hold a role: whoever takes command may have to lay theirs down first. Command is never laid down."""
    _require_known(incident, command.role)
    person = incident.person_of(command.role)
    if person is None:
        raise Refused(Refusal.ROLE_EMPTY, role=command.role)
    if command.role == COMMANDER:
        raise Refused(Refusal.COMMAND_IS_TAKEN, role=COMMANDER, person=person)
    return [e.RoleVacated(role=command.role, person=person)]


def _require_known(incident: Incident, role: str) -> None:
    roles = incident.runbook.roles
    if role not in roles:
        raise Refused(Refusal.ROLE_UNKNOWN, role=role, near=nearest(role, roles))


def let_in(incident: Incident, person: str) -> Sequence[e.ReadersNamed]:
    """Whoever gets work may know of the incident, where only some may."""
    readers = incident.readers
    return [e.ReadersNamed(persons=(*readers, person))] if readers and person not in readers else []


def name_readers(incident: Incident, command: c.NameReaders) -> Sequence[e.Event]:
    """Say who may know of it: who leads, who says so and who holds a role always do."""
    commander = incident.person_of(COMMANDER)
    if commander is not None and commander != command.by:
        raise Refused(Refusal.READERS_NEED_ROLE, role=COMMANDER, person=commander)
    always = (command.by, *incident.roles.values())
    persons = tuple(dict.fromkeys((*always, *command.persons))) if command.persons else ()
    return [] if persons == incident.readers else [e.ReadersNamed(persons=persons)]


def close(incident: Incident, command: c.CloseIncident, now: datetime) -> Sequence[e.Event]:
    """End the incident: by its commander, nothing open, all customers told, over no legal clock unless they say why."""
    commander = incident.person_of(COMMANDER)
    if commander is not None and commander != command.by:
        raise Refused(Refusal.CLOSE_NEEDS_ROLE, role=COMMANDER, person=commander)
    left = build_checklist(incident, now).open_work
    if left:
        names = tuple(item.step.id for item in left)
        raise Refused(Refusal.CLOSE_STEPS_OPEN, steps=names, count=len(names))
    if incident.cases is not None:
        from incident.domain.decide.cases.closing import require_all_told  # here: few incidents have cases

        require_all_told(incident)
    if incident.law.pinned is not None and not (command.with_deadlines and command.because.strip()):
        from incident.domain.decide.law import require_no_deadline  # here: as above

        require_no_deadline(incident, now)
    closed = e.IncidentClosed(because=optional_text(command.because, "reason"))
    if not incident.resources.live:
        return [closed]
    from incident.domain.decide.resources import ended_by_closing  # here: few incidents still hold something

    return [*ended_by_closing(incident.resources.live), closed]
