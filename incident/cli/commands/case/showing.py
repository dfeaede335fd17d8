"""`incident case show`: one case, with everything that was done about it; its contact only on request, and logged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from incident.application.cases.words import words_by_number
from incident.cli.arguments import incident_id, json_output
from incident.cli.commands.case.chosen import CASE
from incident.cli.commands.case.looking import look
from incident.cli.commands.case.shape import CASE_SHAPE, case_shape
from incident.cli.output import print_data, print_json
from incident.cli.session import Session, pass_session
from incident.cli.spoken import argument, command, option
from incident.domain.cases.case import case_id
from incident.domain.cases.masking import masked
from incident.domain.cases.register import register_of
from incident.domain.refusals import Refusal, Refused
from incident.i18n import N_
from incident.wording.case_sheet import case_sheet

if TYPE_CHECKING:
    from incident.domain.cases.case import Case
    from incident.domain.incident import Incident

__all__ = ["show"]


@command(
    "show", help=N_("Show one case, and what was done about it."), json_shape=f"{{version, incident, {CASE_SHAPE[1:]}"
)
@incident_id
@argument("CASE", "number", type=CASE)
@option(
    "--contact",
    "--contacts",
    "contact",
    is_flag=True,
    help=N_("Show the name and the contact as well; that you looked is logged."),
)
@json_output
@pass_session
def show(session: Session, *, incident_id: str, number: int, contact: bool, as_json: bool) -> None:
    """Masked, or in the clear for whoever may see it."""
    incident = session.load(incident_id)
    case = _case(incident, number)
    if contact:
        incident = look(session, incident.id, [number])
    words = words_by_number(incident, session.log, [number]).get(number)
    shown = words if contact or words is None else masked(words)
    now = session.now()
    if as_json:
        print_json({"incident": incident.id, **case_shape(incident, case, shown, now, masked=not contact)})
        return
    for line in case_sheet(incident, case, shown, session.speech(incident.bundle), now):
        print_data(line)


def _case(incident: Incident, number: int) -> Case:
    register = register_of(incident)
    if number not in register:
        latest = case_id(len(register)) if len(register) else ""
        raise Refused(Refusal.CASE_UNKNOWN, case=case_id(number), latest=latest)
    return register.case(number)
