"""`incident message pause`: put off what of an escalation is still ahead, for a while and for a reason."""

from __future__ import annotations

from datetime import timedelta

import click

from incident.cli.acting import act
from incident.cli.answering import ACT_SHAPE, answers_json
from incident.cli.arguments import command_id, incident_id
from incident.cli.output import say
from incident.cli.parameters import LENGTH
from incident.cli.session import Session, pass_session
from incident.cli.spoken import argument, command, option
from incident.domain.commands import PauseEscalation
from incident.i18n import N_, _
from incident.wording.escalating import paused_words

__all__ = ["pause"]


@command(
    "pause",
    help=N_("Put off what of an escalation is still ahead, for 15 minutes at most; it goes on by itself."),
    json_shape=ACT_SHAPE,
)
@incident_id
@argument("MESSAGE", "message_id")
@option("--for", "length", required=True, type=LENGTH, metavar="LENGTH", help=N_("For how long: 10m."))
@option("--because", "--reason", "because", required=True, metavar="WORDS", help=N_("Why, for the record."))
@command_id
@answers_json
@pass_session
def pause(
    session: Session, *, incident_id: str, message_id: str, length: timedelta, because: str, command_id: str | None
) -> None:
    """Keep the next ones from being woken for a while."""
    minutes, rest = divmod(length, timedelta(minutes=1))
    if rest:
        raise click.UsageError(_("Say whole minutes: --for 10m."))
    order = PauseEscalation(by=session.by, message=message_id.upper(), minutes=minutes, because=because)
    outcome = act(session, incident_id, order, command_id)
    words = paused_words(outcome.incident.messages[order.message], session.speech(), session.now())
    say(_("{words}.").format(words=words[:1].upper() + words[1:]))
