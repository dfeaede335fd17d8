"""Executes a command of the domain for whoever sits here, and sends what it released.

Apart from the commands, because a mark from any of them has the same end: decided, appended, sent, said.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

import click

from incident.application.delivery.retrying import TROUBLED
from incident.application.errors import IncidentError, NotFound
from incident.application.ports import DeliveryState
from incident.cli.exits import Exit
from incident.cli.output import say
from incident.domain.events import MessageReleased, MessageRetried, StepUndone
from incident.domain.refusals import Refused
from incident.i18n import _, ngettext
from incident.wording.keeping_out import kept_out
from incident.wording.safe import clean_line

if TYPE_CHECKING:
    from incident.application.delivery.dispatch_report import DispatchReport, Settled
    from incident.application.service import Outcome
    from incident.cli.session import Session
    from incident.domain.commands import Command

__all__ = [
    "SENDING",
    "act",
    "deliver",
    "ended_words",
    "has_released",
    "hear",
    "report_sending",
    "send_now",
    "sending_words",
    "unreached_words",
    "unwritten_words",
]

SENDING: Final = timedelta(seconds=5)
"""How long a command starts sends; what it started may take its whole time."""


def act(
    session: Session, incident_id: str, command: Command, command_id: str | None = None, at: datetime | None = None
) -> Outcome:
    """Have the command decided and appended, and what it released sent.

    Raises:
        NotFound: there is no such incident.
        Refused: the rules do not allow it.
    """
    try:
        outcome = session.services.service.execute(incident_id, command, session.services.actor, command_id, at)
    except NotFound as error:
        if error.fields.get("kind") != "incident":
            raise
        raise session.unknown_incident(incident_id) from error
    except Refused:
        session.load(incident_id)  # so that the refusal can name the steps of its runbook
        raise
    hear(session, command, outcome)
    return outcome


def hear(session: Session, command: Command, outcome: Outcome) -> None:
    """Say what the command came to that whoever typed it does not expect, and keep it for the answer."""
    session.incident = outcome.incident
    if session.heard is not None:
        session.heard.outcomes.append(outcome)
    if outcome.incident.exercise is not None:
        _say_ceased(session, command, outcome)
    if outcome.was_repeated:
        say(_("This was done before; nothing is done twice."))
    for words in kept_out(outcome):
        say(words)


def _say_ceased(session: Session, command: Command, outcome: Outcome) -> None:
    """That the words of a command stopped play, whichever it was; and of a step that was worked on while play stood."""
    from incident.domain.commands import PauseExercise  # here, as below: few incidents are exercises
    from incident.domain.events import ExercisePaused, StepAnswered, StepCompleted
    from incident.wording.exercising import standstill_words

    told = (ExercisePaused, StepAnswered, StepCompleted)
    is_told = any(isinstance(entry.event, told) for entry in outcome.entries)
    exercise = outcome.incident.exercise
    words = standstill_words(exercise, session.speech(), session.now()) if exercise is not None else ""
    if words and is_told and not isinstance(command, PauseExercise):
        say(words)


def send_now(session: Session, outcome: Outcome) -> bool:
    """Send what the command released, for some seconds; whether everything that ended ended well."""
    for words in unreached_words(session, outcome):
        say(words)
    is_lost = bool(outcome.unreachable or outcome.unreached)
    if not has_released(outcome):
        return not is_lost
    return report_sending(session.services.dispatcher.drain(SENDING)) and not is_lost


def deliver(session: Session, outcome: Outcome) -> None:
    """Send what the command released; what was not delivered is not what a script may pass over.

    Raises:
        click.exceptions.Exit: something ended badly, or nobody could be told. The act itself stands.
    """
    if not send_now(session, outcome):
        raise click.exceptions.Exit(Exit.UNDELIVERED)


def called_back(session: Session, outcome: Outcome) -> list[str]:
    """A sentence for each message that was called back with a mark."""
    if not any(isinstance(entry.event, StepUndone) for entry in outcome.entries):
        return []
    from incident.application.messages.recalling import recalled  # here: few commands take anything back
    from incident.wording.recalling import recalled_words

    services = session.services
    recalls = recalled(outcome.incident, outcome.entries, services.log, services.outbox)
    return recalled_words(recalls, session.speech(outcome.incident.bundle))


def has_released(outcome: Outcome) -> bool:
    """Whether the command put messages on their way."""
    return any(isinstance(entry.event, MessageReleased | MessageRetried) for entry in outcome.entries)


def unreached_words(session: Session, outcome: Outcome) -> Iterator[str]:
    """A sentence for each audience that was to be told and has nobody, and for whoever a correction cannot reach."""
    speech = session.speech(outcome.incident.bundle)
    said = _("Nobody was told: '{audience}' has nobody who can be reached. Tell them by phone.")
    for audience in outcome.unreachable:
        yield said.format(audience=speech.audience(audience))
    if has_released(outcome):
        yield from _mute_words(session, outcome)
    for name in outcome.unreached:
        words = _("{recipient} may have the wrong text, and no way leads there any more. Tell them by phone.")
        yield words.format(recipient=clean_line(name))


def _mute_words(session: Session, outcome: Outcome) -> Iterator[str]:
    """Whom nothing was sent to, as no way leads to them."""
    from incident.application.messages.reach import out_of_reach  # here: most commands tell nobody

    released = [each.event.message for each in outcome.entries if isinstance(each.event, MessageReleased)]
    mute = out_of_reach(outcome.incident, (), session.services.directory)
    for person in (each for message in released for each in mute.get(message, ())):
        words = _("No way is set to reach {person}, who belongs to it. Tell them by phone.")
        yield words.format(person=clean_line(person.name))


def report_sending(report: DispatchReport) -> bool:
    """Say what was sent, what was not, and who will send the rest; whether nothing was lost."""
    for words in sending_words(report):
        say(words)
    ended = [*(row.state for row in report.reaped), *(each.state for each in report.settled)]
    lost = not TROUBLED.isdisjoint(ended)
    stays = report.is_held and report.waiting
    return not (lost or stays or report.obstacle or report.faults or report.underway)


def sending_words(report: DispatchReport) -> Iterator[str]:
    """What was sent, what was not, and who will send the rest, a sentence each."""
    yield from ended_words(report)
    for row in report.underway:
        said = _("The message to {recipient} is still under way; look later with 'incident message list'.")
        yield said.format(recipient=clean_line(row.recipient))
    if report.waiting and report.is_held:
        from incident.wording.custody import held_words  # here: most logs are nobody's copy

        yield held_words(report.waiting)
    elif report.waiting and report.are_later:
        said = ngettext(
            "{count} message goes later, unless an answer stops it; the terminal program or 'incident worker' "
            "sends it.",
            "{count} messages go later, unless an answer stops them; the terminal program or 'incident worker' sends "
            "them.",
            report.waiting,
        )
        yield said.format(count=report.waiting)
    elif report.waiting:
        said = ngettext(
            "{count} message still waits; the terminal program or 'incident worker' sends it.",
            "{count} messages still wait; the terminal program or 'incident worker' sends them.",
            report.waiting,
        )
        yield said.format(count=report.waiting)
    yield from unwritten_words(report.unwritten)
    if report.obstacle is not None:
        yield _obstacle_words(report.unwritten)


def _obstacle_words(unwritten: int) -> str:
    """That the outbox is out of reach; what went out and could not be written down stays nowhere."""
    if unwritten:
        return _("The outbox could not be reached: whatever else waits there stays until somebody sends it.")
    return _("The outbox could not be reached: its messages stay where they are until somebody sends them.")


def unwritten_words(count: int) -> Iterator[str]:
    """That messages went out of which the log says nothing."""
    if count:
        said = ngettext(
            "{count} message has gone out, and that could not be written down: it will stand as unknown. Do not send "
            "it again.",
            "{count} messages have gone out, and that could not be written down: they will stand as unknown. Do not "
            "send them again.",
            count,
        )
        yield said.format(count=count)


def ended_words(report: DispatchReport) -> Iterator[str]:
    """What was sent and what was not, a sentence each."""
    yield from map(_settled, report.settled)
    for row in report.reaped:
        if row.state in TROUBLED:
            said = _("The message to {recipient} did not end well: {state}.")
            yield said.format(recipient=clean_line(row.recipient), state=_state(row.state))
    for fault in report.faults:
        if isinstance(fault, IncidentError):
            from incident.wording.errors import say_error  # here, as below

            yield say_error(fault)
            continue
        from incident.cli.crash import report_crash  # here: it is hoped to be never needed

        yield report_crash(fault)


def _settled(settled: Settled) -> str:
    from incident.wording.delivery import assurance_word, reason_words  # here: most commands send nothing

    recipient = clean_line(settled.delivery.recipient)
    if settled.state is DeliveryState.SENT:
        assurance = settled.outcome.assurance
        sent = (
            _("Sent to {recipient} by {target}: {assurance}.") if assurance else _("Sent to {recipient} by {target}.")
        )
        worth = assurance_word(assurance) if assurance else ""
        return sent.format(recipient=recipient, target=clean_line(settled.delivery.target_id), assurance=worth)
    return _("Not sent to {recipient} by {target}: {state}, {reason}").format(
        recipient=recipient,
        target=clean_line(settled.delivery.target_id),
        state=_state(settled.state),
        reason=reason_words(settled.outcome.detail),
    )


def _state(state: DeliveryState) -> str:
    from incident.wording.delivery import delivery_state_word  # here: most commands send nothing

    return delivery_state_word(state)
