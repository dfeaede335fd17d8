"""`incident message told`: that people were told by hand, which ends what would have woken them.

Apart from what sends: nothing leaves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from incident.application.messages.people import person_called
from incident.application.messages.reach import wayless
from incident.cli.acting import act
from incident.cli.answering import ACT_SHAPE, answers_json
from incident.cli.arguments import command_id, incident_id
from incident.cli.exits import Exit
from incident.cli.output import say
from incident.cli.session import Session, pass_session
from incident.cli.spoken import argument, command, option
from incident.domain.commands import TellOtherwise
from incident.i18n import N_, _
from incident.wording.acknowledging import with_names
from incident.wording.escalating import all_told_words, answer_command, ended_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from incident.domain.incident import Incident

__all__ = ["told"]


@command(
    "told",
    help=N_("Say how people were told whom no delivery reached: by phone, in person."),
    json_shape=ACT_SHAPE,
)
@incident_id
@argument("MESSAGE", "message_id")
@argument("HOW")
@option("--whom", metavar="PERSON", multiple=True, help=N_("Who was told; else those whom no way leads to are named."))
@option("--yes", is_flag=True, help=N_("All of them were told; end what would still wake them unasked."))
@command_id
@answers_json
@pass_session
def told(
    session: Session,
    *,
    incident_id: str,
    message_id: str,
    how: str,
    whom: tuple[str, ...],
    yes: bool,
    command_id: str | None,
) -> None:
    """Keep the words beside the message, with the names of those who are meant."""
    names = _names(session, incident_id, message_id.upper(), whom)
    order = TellOtherwise(by=session.by, message=message_id.upper(), how=with_names(names, how))
    is_known = command_id is not None and session.services.log.command(command_id) is not None
    if not yes and not is_known:
        _agree_to_end(session, session.load(incident_id), order.message, command_id)
    incident = act(session, incident_id, order, command_id).incident
    say(_("Noted how they were told."))
    message = incident.messages[order.message]
    if words := ended_words(incident, message):
        say(words)
        say(f"  {answer_command(incident, message)}")


def _names(session: Session, incident_id: str, message_id: str, whom: tuple[str, ...]) -> Sequence[str]:
    """Those who were named, else those whom the message had no way to."""
    directory = session.services.directory
    if whom:
        return [person_called(directory, each).name for each in whom]
    incident = session.load(incident_id)
    message = incident.messages.get(message_id)
    rows = session.services.outbox.deliveries(incident.id)
    return [each.name for each in wayless(incident, message, rows, directory)] if message is not None else []


def _agree_to_end(session: Session, incident: Incident, message_id: str, command_id: str | None) -> None:
    """Ask whether all of them were told, before the telling of one calls off what would wake the others.

    Raises:
        click.exceptions.Exit: they were not, or nobody is there to answer.
    """
    message = incident.messages.get(message_id)
    now, speech = session.now(command_id), session.speech()
    asked = all_told_words(incident, message, now, speech) if message is not None else ""
    if not asked:
        return
    if not session.at_terminal:
        say(asked)
        say(_("Nothing was noted. Say --yes if they all were."))
    elif click.confirm(asked, err=True):
        return
    else:
        say(_("Nothing was noted, and the escalation goes on."))
    say(_("Keep as a note whom you told: incident note {incident} …").format(incident=incident.id))
    raise click.exceptions.Exit(Exit.REFUSED if session.at_terminal else Exit.USAGE)
