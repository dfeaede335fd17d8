"""`incident case accept|answer|told|done|priority`: what is done about one case, or about many at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from incident.cli.acting import act
from incident.cli.answering import ACT_SHAPE, answers_json
from incident.cli.arguments import command_id, incident_id
from incident.cli.commands.case.chosen import CASES, GROUP, group_of, numbers_of
from incident.cli.output import say
from incident.cli.session import Session, pass_session
from incident.cli.spoken import argument, command, option
from incident.domain.commands import AcceptCases, AnswerCases, FinishCases, PrioritiseCases, TellCases
from incident.i18n import N_, _
from incident.wording.events import event_words

if TYPE_CHECKING:
    from incident.domain.commands import OfCases

__all__ = ["accept", "answer", "cases", "done", "priority", "say_done", "told"]

cases = argument("CASE...", "typed", type=CASES, nargs=-1, required=True)
"""One or several: `C-0004 C-0010..C-0020`."""
text = option("--text", metavar="WORDS", help=N_("What was said or done. Names in it are seen by all who read it."))


@command("accept", help=N_("Own cases from now on: you are who the customer deals with."), json_shape=ACT_SHAPE)
@incident_id
@cases
@command_id
@answers_json
@pass_session
def accept(session: Session, *, incident_id: str, typed: tuple[range, ...], command_id: str | None) -> None:
    """Until somebody does, whoever was reached first owns a case."""
    say_done(session, incident_id, AcceptCases(by=session.by, cases=numbers_of(typed)), command_id)


@command("answer", help=N_("Say that customers had their first answer."), json_shape=ACT_SHAPE)
@incident_id
@cases
@text
@command_id
@answers_json
@pass_session
def answer(
    session: Session, *, incident_id: str, typed: tuple[range, ...], text: str | None, command_id: str | None
) -> None:
    """Stop the clock of the first answer."""
    say_done(session, incident_id, AnswerCases(by=session.by, cases=numbers_of(typed), text=text or ""), command_id)


@command("told", help=N_("Say that customers were told what came of it."), json_shape=ACT_SHAPE)
@incident_id
@cases
@option("--how", metavar="WORDS", help=N_("How they were told, and what."))
@command_id
@answers_json
@pass_session
def told(
    session: Session, *, incident_id: str, typed: tuple[range, ...], how: str | None, command_id: str | None
) -> None:
    """An incident is not closed before."""
    say_done(session, incident_id, TellCases(by=session.by, cases=numbers_of(typed), text=how or ""), command_id)


@command("done", help=N_("Say that cases are done."), json_shape=ACT_SHAPE)
@incident_id
@cases
@text
@option("--told", is_flag=True, help=N_("The customers were told what came of it as well."))
@command_id
@answers_json
@pass_session
def done(
    session: Session,
    *,
    incident_id: str,
    typed: tuple[range, ...],
    text: str | None,
    told: bool,
    command_id: str | None,
) -> None:
    """Stop the clock of the case."""
    order = FinishCases(by=session.by, cases=numbers_of(typed), text=text or "", told=told)
    say_done(session, incident_id, order, command_id)


@command("priority", help=N_("Say to which group customers belong that is seen to first."), json_shape=ACT_SHAPE)
@incident_id
@cases
@option("--group", type=GROUP, required=True, help=N_("Which group; none takes them out of it."))
@command_id
@answers_json
@pass_session
def priority(
    session: Session, *, incident_id: str, typed: tuple[range, ...], group: str, command_id: str | None
) -> None:
    """They stand before others on every list."""
    order = PrioritiseCases(by=session.by, cases=numbers_of(typed), group=group_of(group))
    say_done(session, incident_id, order, command_id)


def say_done(session: Session, incident_id: str, order: OfCases, command_id: str | None) -> None:
    """Have it done, and say what stands in the timeline now."""
    outcome = act(session, incident_id, order, command_id)
    speech = session.speech(outcome.incident.bundle)
    for entry in outcome.entries:
        say(_("Entry {seq}: {words}").format(seq=entry.seq, words=event_words(entry.event, speech)))
    if not outcome.entries:
        say(_("Nothing had to be changed."))
