"""`incident message`: what was told to whom, and what became of it."""

from __future__ import annotations

import click

from incident.cli.acting import act, deliver
from incident.cli.answering import ACT_SHAPE, SENT_SHAPE, answers_json, answers_with, sent
from incident.cli.arguments import command_id, incident_id
from incident.cli.commands.message.acknowledging import acknowledge
from incident.cli.commands.message.approving import approve
from incident.cli.commands.message.call_sheet import call_sheet
from incident.cli.commands.message.choices import chosen_words
from incident.cli.commands.message.correcting import correct
from incident.cli.commands.message.leaving_out import leave_out, let_in
from incident.cli.commands.message.listing import list_messages
from incident.cli.commands.message.pausing import pause
from incident.cli.commands.message.telling import told
from incident.cli.commands.message.unlogged import page, paged
from incident.cli.named import known_delivery, known_person
from incident.cli.output import print_data, say
from incident.cli.preview import agree_to_send
from incident.cli.session import Session, pass_session
from incident.cli.spoken import Group, argument, command, option
from incident.domain.commands import RetryDelivery, SendMessage
from incident.i18n import N_, _
from incident.wording.approving import waits_words

__all__ = ["message"]

message = Group("message")


@command("retry", help=N_("Order another attempt at a delivery that failed or is unknown."), json_shape=ACT_SHAPE)
@incident_id
@argument("DELIVERY")
@command_id
@answers_json
@pass_session
def retry(session: Session, *, incident_id: str, delivery: str, command_id: str | None) -> None:
    """Send it once more."""
    meant = known_delivery(session, incident_id, delivery)
    outcome = act(session, incident_id, RetryDelivery(by=session.by, delivery=meant), command_id)
    deliver(session, outcome)


@command(
    "send",
    help=N_("Write and release a message outside the steps, such as the update that is due."),
    json_shape=SENT_SHAPE,
)
@incident_id
@argument("AUDIENCE", required=False)
@argument("TEMPLATE", required=False)
@option("--approved-by", metavar="PERSON", help=N_("Who agreed by phone, where somebody has to."))
@option("--night", is_flag=True, help=N_("Do not wait for the approver: the night policy lets this text leave."))
@option("--ask", is_flag=True, help=N_("Write it only, and ask its approver: 'message approve' lets it go."))
@option("--yes", is_flag=True, help=N_("Send it without being asked."))
@command_id
@answers_with(sent)
@pass_session
def send(
    session: Session,
    *,
    incident_id: str,
    audience: str | None,
    template: str | None,
    approved_by: str | None,
    night: bool,
    ask: bool,
    yes: bool,
    command_id: str | None,
) -> None:
    """Show it, write, release, send.

    Raises:
        click.UsageError: it is to wait for its approver, and to leave now.
    """
    if ask and (approved_by is not None or night):
        raise click.UsageError(_("--ask leaves the text waiting: say it without --approved-by and --night."))
    audience, template = chosen_words(session, incident_id, audience, template)
    approver = known_person(session, approved_by) if approved_by is not None else None
    order = SendMessage(
        by=session.by, audience=audience, template=template, approved_by=approver, night=night, is_asked=ask
    )
    now = session.now(command_id)
    agree_to_send(session, incident_id, order, command_id, now, yes=yes)
    outcome = act(session, incident_id, order, command_id, now)
    for written in list(outcome.incident.messages.values())[-1:]:
        print_data(written.id)
        for words in waits_words(outcome.incident, written, session.speech(), now):
            say(words)
    deliver(session, outcome)


for _each in (
    list_messages,
    acknowledge,
    told,
    retry,
    send,
    approve,
    correct,
    pause,
    leave_out,
    let_in,
    call_sheet,
    page,
    paged,
):
    message.add_command(_each)
