"""`incident actions start`, `done`, `reopen`, `reject`, `verify`: how far an action has come.

Apart from planning it. *Done* is what somebody says; `verify` writes down what a later record shows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from incident.application.improving.verifying import order_to_verify
from incident.cli.acting import act
from incident.cli.answering import ACT_SHAPE, answers_json
from incident.cli.arguments import because, command_id, incident_id
from incident.cli.output import say
from incident.cli.session import Session, pass_session
from incident.cli.spoken import argument, command, option
from incident.domain.commands import MoveAction
from incident.domain.events.improving import ActionState
from incident.domain.improving.plan import Improving
from incident.i18n import N_, _
from incident.wording.safe import clean_line

if TYPE_CHECKING:
    from incident.domain.improving.plan import Action
    from incident.domain.incident import Incident

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
    incident = _move(session, (incident_id, name), ActionState.DONE, because, command_id)
    action = (incident.improving or Improving()).actions[name.upper()]
    verified = _("Action {action} is done. It is verified once a later exercise or incident shows that it holds.")
    unnamed = _("Action {action} is done. It names no step, so no exercise can verify it.")
    say((verified if action.steps else unnamed).format(action=action.id))
    if action.approver not in ("", session.by):
        _say_who_approves(session, incident, action)


def _say_who_approves(session: Session, incident: Incident, action: Action) -> None:
    """Nothing is sent to the approver by this, and no mark of theirs is kept unless they reopen it."""
    said = _(
        "{person} is its approver: show them. If it falls short: "
        "incident actions reopen {incident} {action} --because WORDS"
    )
    say(said.format(person=session.speech().person(action.approver), incident=incident.id, action=action.id))


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
) -> Incident:
    """The incident as it stood before."""
    incident_id, name = which
    order = MoveAction(by=session.by, action=name.upper(), to=to, because=because or "")
    incident = session.load(incident_id)
    act(session, incident.id, order, command_id)
    return incident
