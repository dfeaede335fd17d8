"""`incident case pause|resume|hand-on`: cases that wait for their customer, or for somebody to accept them."""

from __future__ import annotations

from typing import Final

from incident.cli.answering import ACT_SHAPE, answers_json
from incident.cli.arguments import because, command_id, incident_id
from incident.cli.commands.case.acting import cases, say_done
from incident.cli.commands.case.chosen import numbers_of
from incident.cli.named import known_person
from incident.cli.resting import agree_to_wake
from incident.cli.session import Session, pass_session
from incident.cli.spoken import command, option
from incident.domain.commands import HandOnCases, PauseCases, ResumeCases
from incident.i18n import N_

__all__ = ["hand_on", "pause", "resume"]

_ASKED: Final = N_("What the customer was asked for, when and how.")


@command("hand-on", help=N_("Hand cases on to somebody, who owns them once they accept."), json_shape=ACT_SHAPE)
@incident_id
@cases
@option("--to", required=True, metavar="PERSON", help=N_("Who is to accept them."))
@because
@option("--yes", is_flag=True, help=N_("Give them also to a person who rests."))
@command_id
@answers_json
@pass_session
def hand_on(
    session: Session,
    *,
    incident_id: str,
    typed: tuple[range, ...],
    to: str,
    because: str | None,
    yes: bool,
    command_id: str | None,
) -> None:
    """Whoever has them keeps them until then."""
    person = known_person(session, to)
    order = HandOnCases(by=session.by, cases=numbers_of(typed), to=person, because=because or "")
    agree_to_wake(session, incident_id, order, command_id, yes=yes)
    say_done(session, incident_id, order, command_id)


@command(
    "pause", help=N_("Let the time stand still while the customer has to do something first."), json_shape=ACT_SHAPE
)
@incident_id
@cases
@option("--asked", "proof", required=True, metavar="WORDS", help=_ASKED)
@command_id
@answers_json
@pass_session
def pause(session: Session, *, incident_id: str, typed: tuple[range, ...], proof: str, command_id: str | None) -> None:
    """Only after the first answer, and before the time is up."""
    say_done(session, incident_id, PauseCases(by=session.by, cases=numbers_of(typed), proof=proof), command_id)


@command("resume", help=N_("Let the time run again: the customer did what they were asked for."), json_shape=ACT_SHAPE)
@incident_id
@cases
@command_id
@answers_json
@pass_session
def resume(session: Session, *, incident_id: str, typed: tuple[range, ...], command_id: str | None) -> None:
    """What is due moves by as long as it stood still."""
    say_done(session, incident_id, ResumeCases(by=session.by, cases=numbers_of(typed)), command_id)
