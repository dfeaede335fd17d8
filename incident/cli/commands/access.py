"""`incident access`: who may know of an incident."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from incident.cli.acting import act
from incident.cli.arguments import command_id, incident_id, json_output
from incident.cli.named import known_person
from incident.cli.output import print_data, print_json, say
from incident.cli.session import Session, pass_session
from incident.cli.spoken import argument, command, option
from incident.domain.commands import NameReaders
from incident.i18n import N_, _

if TYPE_CHECKING:
    from incident.domain.incident import Incident

__all__ = ["access", "say_what_holds_it", "say_who_knows", "who_sends_words"]

_SHAPE = "{version, id, readers}"


@command("access", json_shape=_SHAPE)
@incident_id
@argument("[PERSON]...", "persons", nargs=-1)
@option("--everybody", is_flag=True, help=N_("Open it to everybody."))
@command_id
@json_output
@pass_session
def access(
    session: Session,
    *,
    incident_id: str,
    persons: tuple[str, ...],
    everybody: bool,
    command_id: str | None,
    as_json: bool,
) -> None:
    """Name who may know of it, beside whoever leads or holds a role; without a name, say who may."""
    if everybody and persons:
        raise click.UsageError(_("Name persons, or say --everybody; not both."))
    incident = session.load(incident_id)
    if everybody or persons:
        order = NameReaders(by=session.by, persons=tuple(known_person(session, person) for person in persons))
        incident = act(session, incident_id, order, command_id).incident
    if as_json:
        print_json({"id": incident.id, "readers": list(incident.readers)})
    else:
        print_data(_names(session, incident))
    if incident.readers:
        say_what_holds_it(session)


def say_who_knows(session: Session, incident: Incident) -> None:
    """Say who may know of it, and how far that goes."""
    say(_("May know of it: {names}. 'incident access' names more.").format(names=_names(session, incident)))
    say_what_holds_it(session)


def _names(session: Session, incident: Incident) -> str:
    if not incident.readers:
        return _("everybody")
    speech = session.speech()
    return _(", ").join(speech.person(person) for person in incident.readers)


def say_what_holds_it(session: Session) -> None:
    """Say whom nothing keeps from reading it all the same."""
    if session.services.log.session_login() is None:
        say(_("The log is a file: whoever may read the file can read this too. Only a server can keep it from them."))
    else:
        say(who_sends_words())


def who_sends_words() -> str:
    """Who sends, and who minds the clocks, where only some may know: on a server, not everybody's terminal does."""
    return _(
        "What only some may know of is sent by the terminals of those named, and by a worker whose login has the role "
        "'incident_worker'. Its clocks warn only while one of those named has it open."
    )
