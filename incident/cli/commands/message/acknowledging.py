"""`incident message ack`: that somebody has read a message, or that they said so, or how many of a team have."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from incident.application.errors import NotFound
from incident.application.messages.people import person_called
from incident.cli.acting import act
from incident.cli.answering import ACT_SHAPE, answers_json
from incident.cli.arguments import command_id, incident_id
from incident.cli.commands.message.strangers import agree_to_stranger
from incident.cli.output import say
from incident.cli.session import Session, pass_session
from incident.cli.spoken import argument, command, option
from incident.cli.times import moment
from incident.domain.commands import AcknowledgeMessage
from incident.i18n import N_, _
from incident.wording.acknowledging import acknowledged_words, read_count
from incident.wording.escalating import not_asked_words

if TYPE_CHECKING:
    from incident.application.ports import Delivery
    from incident.domain.incident import Incident

__all__ = ["acknowledge"]


@command(
    "ack",
    help=N_("Say that a message was read; every later attempt to tell you stops. --for: that others told you so."),
    json_shape=ACT_SHAPE,
)
@incident_id
@argument("MESSAGE", "message_id")
@option("--for", "reader", metavar="WHO", help=N_("Who read it, where it is not you: a person, or a team it went to."))
@option("--how", "text", metavar="WORDS", default="", help=N_("How they told you, or what they said."))
@option("--count", metavar="N/M", help=N_("How many of a team have read it, such as 12/14; may be said again."))
@option("--at", metavar="TIME", help=N_("When they said so, if not now: 02:40, '2026-11-21 02:40'."))
@option("--yes", is_flag=True, help=N_("Record it of somebody too to whom nothing of it went."))
@command_id
@answers_json
@pass_session
def acknowledge(
    session: Session,
    *,
    incident_id: str,
    message_id: str,
    reader: str | None,
    text: str,
    count: str | None,
    at: str | None,
    yes: bool,
    command_id: str | None,
) -> None:
    """Acknowledge it in one's own name, or keep both names."""
    message = message_id.upper()
    session.load(incident_id)
    rows = [row for row in session.services.outbox.deliveries(incident_id.upper()) if row.message == message]
    who = _reader(session, rows, reader, counted=count is not None)
    counted, of = read_count(count) if count is not None else (None, None)
    zone = ZoneInfo(session.services.workspace.zone)
    said_at = moment(at, session.now(command_id), zone, "--at") if at else None
    order = AcknowledgeMessage(by=session.by, message=message, reader=who, text=text, count=counted, of=of, at=said_at)
    is_known = command_id is not None and session.services.log.command(command_id) is not None
    if who and not yes and not is_known:
        asked = _("Note all the same that they have read it?")
        agree_to_stranger(session, order, who, rows, session.now(command_id), asked=asked)
    outcome = act(session, incident_id, order, command_id)
    told = next(each for each in outcome.incident.messages[message].acknowledgements if each.by == (who or session.by))
    said = _("Acknowledged: {who}.").format(who=acknowledged_words(told, session.speech()))
    say(said if who or count is not None else _("Acknowledged."))
    if count is None:
        _say_who_is_told_next(session, outcome.incident, message, who or session.by)


def _say_who_is_told_next(session: Session, incident: Incident, message: str, who: str) -> None:
    if words := not_asked_words(incident, incident.messages[message], who, session.now(), session.speech()):
        say(words)


def _reader(session: Session, rows: Sequence[Delivery], typed: str | None, *, counted: bool) -> str:
    """A person's id, or the name of a team that it went to; '' for whoever sits here.

    Raises:
        NotFound: nobody is called so; `known` lists who it went to.
        click.UsageError: it is counted, and nobody can say of which team.
    """
    people = {person.name for person in session.services.directory.people()}
    teams = dict.fromkeys(row.recipient for row in rows if row.recipient not in people)
    if typed is None:
        if counted and len(teams) != 1:
            raise click.UsageError(_("Say of which team: --for WHO."))
        return next(iter(teams)) if counted else ""
    team = next((name for name in teams if name.casefold() == typed.casefold()), None)
    if team is not None:
        return team
    try:
        person = person_called(session.services.directory, typed).id
    except NotFound as error:
        known = tuple(dict.fromkeys(row.recipient for row in rows))
        raise NotFound(kind="person", name=typed, near=error.fields.get("near", ""), known=known) from error
    return "" if person == session.by else person
