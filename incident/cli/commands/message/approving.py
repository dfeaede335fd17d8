"""`incident message approve`: let go a message outside the steps that waits for its approval, as it was written."""

from __future__ import annotations

from incident.cli.acting import act, deliver
from incident.cli.answering import SENT_SHAPE, answers_with, sent
from incident.cli.arguments import command_id, incident_id
from incident.cli.named import known_person
from incident.cli.output import print_data
from incident.cli.preview import agree_to_send
from incident.cli.session import Session, pass_session
from incident.cli.spoken import argument, command, option
from incident.domain.commands import ReleaseMessage
from incident.i18n import N_

__all__ = ["approve"]


@command(
    "approve",
    help=N_("Let go a message outside the steps that waits for its approval, as it was written."),
    json_shape=SENT_SHAPE,
)
@incident_id
@argument("MESSAGE", "message_id")
@option("--approved-by", metavar="PERSON", help=N_("Who agreed by phone, where somebody has to."))
@option("--yes", is_flag=True, help=N_("Send it without being asked."))
@command_id
@answers_with(sent)
@pass_session
def approve(
    session: Session,
    *,
    incident_id: str,
    message_id: str,
    approved_by: str | None,
    yes: bool,
    command_id: str | None,
) -> None:
    """Show it, release, send."""
    approver = known_person(session, approved_by) if approved_by is not None else None
    order = ReleaseMessage(by=session.by, message=message_id.upper(), approved_by=approver)
    now = session.now(command_id)
    agree_to_send(session, incident_id, order, command_id, now, yes=yes)
    outcome = act(session, incident_id, order, command_id, now)
    print_data(order.message)
    deliver(session, outcome)
