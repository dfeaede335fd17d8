"""`incident evidence transfer`, `accept`, `decline`: a piece changes hands when the other person says so."""

from __future__ import annotations

from incident.cli.acting import act
from incident.cli.answering import ACT_SHAPE, answers_json
from incident.cli.arguments import because, command_id, incident_id
from incident.cli.named import known_person
from incident.cli.output import say
from incident.cli.session import Session, pass_session
from incident.cli.spoken import argument, command, option
from incident.domain.commands import DeclineCustody, OfferCustody, TakeCustody
from incident.i18n import N_, _

__all__ = ["accept", "decline", "transfer"]

_evidence = argument("EVIDENCE", "evidence")


@command("transfer", help=N_("Hand a piece over; it moves when the other person accepts it."), json_shape=ACT_SHAPE)
@incident_id
@_evidence
@argument("PERSON", "to")
@option("--because", "--reason", "because", required=True, metavar="WORDS", help=N_("Why, for the record."))
@command_id
@answers_json
@pass_session
def transfer(
    session: Session, *, incident_id: str, evidence: str, to: str, because: str, command_id: str | None
) -> None:
    """Offer it."""
    number, person = evidence.upper(), known_person(session, to)
    act(session, incident_id, OfferCustody(by=session.by, evidence=number, to=person, because=because), command_id)
    said = _("{evidence} is offered to {person}, who holds it once they accept it.")
    say(said.format(evidence=number, person=session.speech().person(person)))


@command("accept", help=N_("Say that you have what was handed over to you."), json_shape=ACT_SHAPE)
@incident_id
@_evidence
@command_id
@answers_json
@pass_session
def accept(session: Session, *, incident_id: str, evidence: str, command_id: str | None) -> None:
    """Hold it."""
    act(session, incident_id, TakeCustody(by=session.by, evidence=evidence.upper()), command_id)
    said = _("{evidence} is in your custody from now on.")
    say(said.format(evidence=evidence.upper()))


@command("decline", help=N_("Do not take it, or call off what you offered."), json_shape=ACT_SHAPE)
@incident_id
@_evidence
@because
@command_id
@answers_json
@pass_session
def decline(session: Session, *, incident_id: str, evidence: str, because: str | None, command_id: str | None) -> None:
    """It stays where it is."""
    order = DeclineCustody(by=session.by, evidence=evidence.upper(), because=because or "")
    outcome = act(session, incident_id, order, command_id)
    holder = outcome.incident.evidence.exhibits[evidence.upper()].holder
    said = _("{evidence} stays with {person}.")
    say(said.format(evidence=evidence.upper(), person=session.speech().person(holder)))
