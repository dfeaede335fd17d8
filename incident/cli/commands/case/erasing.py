"""`incident case erase`: destroys the words of one customer; that there was a case stays."""

from __future__ import annotations

from incident.cli.acting import act
from incident.cli.answering import ACT_SHAPE, answers_json
from incident.cli.arguments import command_id, incident_id
from incident.cli.asking import require_consent
from incident.cli.commands.case.chosen import CASE
from incident.cli.commands.erase.in_two_steps import because_that_stays, say_that_it_stays
from incident.cli.output import say
from incident.cli.session import Session, pass_session
from incident.cli.spoken import argument, command, option
from incident.domain.cases.case import case_id
from incident.domain.cases.register import register_of
from incident.domain.commands import EraseContents
from incident.domain.decide import decide
from incident.domain.refusals import Refusal, Refused
from incident.i18n import N_, _

__all__ = ["erase"]


@command("erase", help=N_("Destroy the words of a customer's case, and keep the record."), json_shape=ACT_SHAPE)
@incident_id
@argument("CASE", "number", type=CASE)
@because_that_stays
@option("--yes", is_flag=True, help=N_("Do not ask."))
@command_id
@answers_json
@pass_session
def erase(
    session: Session, *, incident_id: str, number: int, because: str | None, yes: bool, command_id: str | None
) -> None:
    """Ask, and destroy; the words of every other customer stay."""
    incident = session.load(incident_id)
    register = register_of(incident)
    if number not in register:
        latest = case_id(len(register)) if len(register) else ""
        raise Refused(Refusal.CASE_UNKNOWN, case=case_id(number), latest=latest)
    case = register.case(number)
    order = EraseContents(by=session.by, seq=case.seq, contents=(case.content_id,), because=because or "")
    decide(incident, order, session.now(command_id))  # nobody is asked about what cannot be
    say_that_it_stays(because or "")
    if not yes:
        words = _("Erase the words of case {case} for ever?").format(case=case.id)
        require_consent(session, words, _("Nothing was erased."))
    act(session, incident_id, order, command_id)
    say(_("The words of case {case} are gone; the record still verifies.").format(case=case.id))
