"""`incident role`: who does what."""

from __future__ import annotations

from incident.application.errors import NotFound
from incident.cli.acting import act
from incident.cli.arguments import command_id, incident_id
from incident.cli.output import say
from incident.cli.session import Session, pass_session
from incident.cli.spoken import argument, command
from incident.domain.commands import AssignRole
from incident.domain.nearest import nearest
from incident.i18n import _

__all__ = ["known_person", "role"]


@command("role")
@incident_id
@argument("ROLE")
@argument("PERSON")
@command_id
@pass_session
def role(session: Session, *, incident_id: str, role: str, person: str, command_id: str | None) -> None:
    """Give the role."""
    known_person(session, person)
    act(session, incident_id, AssignRole(by=session.by, role=role, person=person), command_id)
    speech = session.speech()
    say(_("{role}: {person}").format(role=speech.role(role), person=speech.person(person)))


def known_person(session: Session, person: str) -> str:
    """The id, if the workspace knows somebody of that id.

    Raises:
        NotFound: it does not; `near` names the one that was perhaps meant.
    """
    directory = session.services.directory
    if directory.person(person) is None:
        near = nearest(person, (each.id for each in directory.people()))
        raise NotFound(kind="person", name=person, near=near)
    return person
