"""`incident actions start`, `done`, `reopen`, `reject`, `verify`: how far an action has come.

Apart from planning it. *Done* is what somebody says; `verify` writes down what a later record shows.
"""

from __future__ import annotations

from incident.application.improving.verifying import order_to_verify
from incident.cli.acting import act
from incident.cli.answering import ACT_SHAPE, answers_json
from incident.cli.arguments import because, command_id, incident_id
from incident.cli.output import say
from incident.cli.session import Session, pass_session
from incident.cli.spoken import argument, command, option
from incident.domain.commands import MoveAction
from incident.domain.events.improving import ActionState
from incident.i18n import N_, _
from incident.wording.safe import clean_line

__all__ = ["done", "reject", "reopen", "start", "verify"]

_action = argument("ACTION", "name")


@command("start", help=N_("Say that somebody works on it."), json_shape=ACT_SHAPE)
@incident_id
@_action
@because
@command_id
@answers_json
@pass_session
def start(session: Session, *, incident_id: str, name: str, because: str | None, command_id: str | None) -> None:
    """It is under way."""
    _move(session, (incident_id, name), ActionState.STARTED, because, command_id)
    say(_("Action {action} is under way.").format(action=name.upper()))


@command("done", help=N_("Say that it is done, and what was done."), json_shape=ACT_SHAPE)
@incident_id
@_action
@because
@command_id
@answers_json
@pass_session
def done(session: Session, *, incident_id: str, name: str, because: str | None, command_id: str | None) -> None:
    """It is done, and not verified."""
    _move(session, (incident_id, name), ActionState.DONE, because, command_id)
    said = _("Action {action} is done. It is verified once a later exercise or incident shows that it holds.")
    say(said.format(action=name.upper()))


@command("reopen", help=N_("Say that it is not done after all, and why."), json_shape=ACT_SHAPE)
@incident_id
@_action
@because
@command_id
@answers_json
@pass_session
def reopen(session: Session, *, incident_id: str, name: str, because: str | None, command_id: str | None) -> None:
    """It is open again."""
    _move(session, (incident_id, name), ActionState.OPEN, because, command_id)
    say(_("Action {action} is open again.").format(action=name.upper()))


@command("reject", help=N_("Say that it will not be done, and why the risk is accepted."), json_shape=ACT_SHAPE)
@incident_id
@_action
@because
@command_id
@answers_json
@pass_session
def reject(session: Session, *, incident_id: str, name: str, because: str | None, command_id: str | None) -> None:
    """Nothing more is expected of it."""
    _move(session, (incident_id, name), ActionState.REJECTED, because, command_id)
    say(_("Action {action} will not be done; the reason stands in the record.").format(action=name.upper()))


@command("verify", help=N_("Look for a later exercise or incident that shows that it holds."), json_shape=ACT_SHAPE)
@incident_id
@_action
@option("--seen-in", "seen_in", metavar="ID", default="", help=N_("In this one alone."))
@command_id
@answers_json
@pass_session
def verify(session: Session, *, incident_id: str, name: str, seen_in: str, command_id: str | None) -> None:
    """Write down which one shows it."""
    services, incident = session.services, session.load(incident_id)
    other = session.load(seen_in).id if seen_in else ""
    order = order_to_verify(services.service, services.log, incident, name.upper(), session.by, seen_in=other)
    act(session, incident.id, order, command_id)
    said = _("Action {action} is verified: in {incident} each of its steps went as expected.")
    say(said.format(action=name.upper(), incident=clean_line(order.incident)))


def _move(
    session: Session, which: tuple[str, str], to: ActionState, because: str | None, command_id: str | None
) -> None:
    incident_id, name = which
    order = MoveAction(by=session.by, action=name.upper(), to=to, because=because or "")
    act(session, session.load(incident_id).id, order, command_id)
