"""`incident evidence hold` and `lift`: while a legal hold stands, nothing of the incident is erased."""

from __future__ import annotations

from incident.cli.acting import act
from incident.cli.answering import ACT_SHAPE, answers_json
from incident.cli.arguments import command_id, incident_id
from incident.cli.named import known_person
from incident.cli.output import print_data, say
from incident.cli.session import Session, pass_session
from incident.cli.spoken import argument, command, option
from incident.domain.commands import LiftHold, SetHold
from incident.i18n import N_, _

__all__ = ["hold", "lift"]

_because = option("--because", "--reason", "because", required=True, metavar="WORDS", help=N_("Why, for the record."))
_approved_by = option(
    "--approved-by", "approver", metavar="PERSON", required=True, help=N_("Who agreed; somebody else than you.")
)


@command(
    "hold", help=N_("Set a legal hold: nothing of the incident may be erased; prints its number."), json_shape=ACT_SHAPE
)
@incident_id
@_because
@_approved_by
@command_id
@answers_json
@pass_session
def hold(session: Session, *, incident_id: str, because: str, approver: str, command_id: str | None) -> None:
    """Set it."""
    order = SetHold(by=session.by, because=because, approved_by=known_person(session, approver))
    outcome = act(session, incident_id, order, command_id)
    number = list(outcome.incident.evidence.holds)[-1]
    print_data(number)
    say(_("Legal hold {hold} stands: nothing of {incident} is erased.").format(hold=number, incident=incident_id))


@command("lift", help=N_("Lift a legal hold."), json_shape=ACT_SHAPE)
@incident_id
@argument("HOLD", "number")
@_because
@_approved_by
@command_id
@answers_json
@pass_session
def lift(
    session: Session, *, incident_id: str, number: str, because: str, approver: str, command_id: str | None
) -> None:
    """Lift it; others may still stand."""
    person = known_person(session, approver)
    order = LiftHold(by=session.by, hold=number.upper(), because=because, approved_by=person)
    left = act(session, incident_id, order, command_id).incident.evidence.hold
    say(_("Legal hold {hold} is lifted.").format(hold=number.upper()))
    if left is not None:
        say(_("Legal hold {hold} still stands.").format(hold=left.id))
