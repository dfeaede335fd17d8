"""What the ledger of deliveries, the log and the directory say to a command before the rules decide it.

Apart from the service, because most commands want to know no more than the incident's state says; apart from the
rules, which see nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from incident.application.delivery.falling_back import place_instead
from incident.application.evidence.authors import authors_of
from incident.application.evidence.going import going, wholly
from incident.application.messages.by_hand import is_rest
from incident.application.messages.correcting import who_has
from incident.application.messages.echoes import echoes
from incident.application.messages.people import is_addressed_to
from incident.application.messages.reach import ends_with
from incident.application.messages.told import Reached
from incident.application.ports import Delivery, DeliveryState, Directory, EventLog, Outbox
from incident.domain import commands as c
from incident.domain.erasers import free_entries
from incident.domain.events import Recorded
from incident.domain.frozen import Frozen
from incident.domain.incident import Incident
from incident.domain.messages.escalating import rungs_over
from incident.domain.messages.preapproval import Preapproval

__all__ = ["Ledgers", "completed", "template_of"]

_LEFT = frozenset({DeliveryState.SENDING, DeliveryState.SENT, DeliveryState.UNKNOWN})
"""States in which a message may have reached somebody."""


class Ledgers(Frozen):
    """Where it is looked up."""

    log: EventLog
    outbox: Outbox | None
    """None where nothing is sent."""
    directory: Directory


def completed(command: c.Command, incident: Incident, ledgers: Ledgers, now: datetime) -> tuple[c.Command, Reached]:
    """The command with what has left, and where words stand again; and who may have the text that it corrects."""
    match command:
        case c.CorrectMessage():
            reached = Reached() if ledgers.outbox is None else who_has(incident, command.message, ledgers.outbox)
            return _correcting(command, reached), reached
        case c.AlertSubstitute():
            from incident.application.substitutes import substitute_of  # here: few incidents are held to any law

            return command.changed(person=substitute_of(incident, ledgers.directory, now)), Reached()
        case c.FallBack() if ledgers.outbox is not None:
            return _falling_back(command, incident, ledgers.outbox.deliveries(incident.id), ledgers.directory, now)
        case c.CompleteStep() | c.SendMessage() if command.night:
            return command.changed(preapproval=_preapproval(command, incident, ledgers.directory, now)), Reached()
        case c.ReceiveCases():
            return _receiving(command, incident, ledgers), Reached()
        case _ if isinstance(command, c.ShowContacts | c.ProposeErasure | c.DeclineErasure | c.OfTheOwner):
            return _of_the_shown(command, incident, ledgers), Reached()
        case c.EraseContents():
            return _erasing(command, ledgers.log.read(incident.id)), Reached()
        case c.ConfirmErasure():
            return _confirming(command, incident, ledgers), Reached()
        case c.AcknowledgeMessage() if ledgers.outbox is not None:
            return _acknowledging(command, incident, ledgers.outbox.deliveries(incident.id), ledgers.directory)
        case c.TellOtherwise() | c.LeaveOut() if ledgers.outbox is not None:
            return _theirs(command, incident, ledgers.outbox.deliveries(incident.id), ledgers.directory)
        case c.UndoMark() | c.RetryDelivery() | c.PauseEscalation() if ledgers.outbox is not None:
            return _of_rows(command, incident, ledgers.outbox.deliveries(incident.id), ledgers.directory), Reached()
        case _:
            return command, Reached()


def _erasing(command: c.EraseContents, entries: Sequence[Recorded]) -> c.Command:
    author = next((entry.person for entry in entries if entry.seq == command.seq), "")
    return command.changed(also=echoes(entries, command.seq, command.contents), written_by=author)


def _confirming(command: c.ConfirmErasure, incident: Incident, ledgers: Ledgers) -> c.Command:
    roles, erasure = ledgers.directory.case_policy().shown_to, incident.evidence.erasures.get(command.erasure)
    entries = ledgers.log.read(incident.id)
    goes = going(erasure, incident, entries) if erasure is not None else ()
    authors = authors_of(entries, free_entries(incident, erasure.entries)) if erasure is not None else ()
    told = command.changed(shown_to=roles, authors=authors, known=_known(ledgers.directory))
    return told.changed(going=goes, whole=wholly(goes, entries))


def _of_the_shown(
    command: c.ShowContacts | c.ProposeErasure | c.DeclineErasure | c.OfTheOwner, incident: Incident, ledgers: Ledgers
) -> c.Command:
    """With who is shown customers' contacts; and of an erasure, who wrote what shall go."""
    shown_to = ledgers.directory.case_policy().shown_to
    if not isinstance(command, c.ProposeErasure | c.DeclineErasure):
        return command.changed(shown_to=shown_to)
    named = command.entries if isinstance(command, c.ProposeErasure) else ()
    erasure = incident.evidence.erasures.get(command.erasure) if isinstance(command, c.DeclineErasure) else None
    meant = free_entries(incident, erasure.entries if erasure is not None else named)
    authors = authors_of(ledgers.log.read(incident.id), meant)
    if isinstance(command, c.DeclineErasure):
        return command.changed(authors=authors, shown_to=shown_to, known=_known(ledgers.directory))
    return command.changed(authors=authors, shown_to=shown_to)


def _known(directory: Directory) -> tuple[str, ...]:
    return tuple(person.id for person in directory.people())


def _receiving(command: c.ReceiveCases, incident: Incident, ledgers: Ledgers) -> c.Command:
    from incident.application.cases.words import known_cases  # here: few commands are about cases

    limits = ledgers.directory.case_policy().limits
    return command.changed(known=known_cases(incident, ledgers.log), limits=limits)


def _preapproval(
    command: c.CompleteStep | c.SendMessage, incident: Incident, directory: Directory, now: datetime
) -> Preapproval | None:
    """Who approved the text beforehand, if the night policy lets it leave at this hour."""
    template = template_of(command, incident)
    return directory.preapproval(incident.runbook, template, now) if template else None


def template_of(command: c.CompleteStep | c.SendMessage, incident: Incident) -> str | None:
    """Which text of the runbook it lets go; None for none."""
    if isinstance(command, c.SendMessage):
        return command.template
    step = incident.runbook.step(command.step)
    return step.template if step is not None else None


def _correcting(command: c.CorrectMessage, reached: Reached) -> c.Command:
    return command.changed(
        had=tuple(row.id for row in reached.had),
        had_of=tuple(dict.fromkeys(row.message for row in reached.had)),
        stopped=tuple(row.id for row in reached.stopped),
        languages=tuple(dict.fromkeys(row.language for row in reached.had)),
    )


def _falling_back(
    command: c.FallBack, incident: Incident, rows: Sequence[Delivery], directory: Directory, now: datetime
) -> tuple[c.Command, Reached]:
    """With the target that is left, if one is, and what goes there."""
    refused = next((row for row in rows if row.id == command.delivery), None)
    place = place_instead(incident, refused, rows, directory, now) if refused is not None else None
    if refused is None or place is None:
        return command, Reached()
    return command.changed(target=place.target_id), Reached(refused=refused, instead=place)


def _of_rows(
    command: c.UndoMark | c.RetryDelivery | c.PauseEscalation,
    incident: Incident,
    rows: Sequence[Delivery],
    directory: Directory,
) -> c.Command:
    """With what those rows of the outbox say."""
    if isinstance(command, c.RetryDelivery):
        standing = (_standing(row, incident) for row in rows if row.id == command.delivery)
        kept_from = (_kept_from(row, incident, directory) for row in rows if row.id == command.delivery)
        return command.changed(standing=next(standing, ""), kept_from=next(kept_from, None))
    if isinstance(command, c.PauseEscalation):
        own = (row for row in rows if row.message == command.message)
        untried = tuple(row.id for row in own if row.state is DeliveryState.PENDING and not row.tries)
        return command.changed(waiting=untried)
    waiting = {row.message for row in rows if row.state is DeliveryState.PENDING}
    gone = dict.fromkeys(row.message for row in rows if row.state in _LEFT)
    return command.changed(left=tuple(message for message in gone if message not in waiting))


def _acknowledging(
    command: c.AcknowledgeMessage, incident: Incident, rows: Sequence[Delivery], directory: Directory
) -> tuple[c.Command, Reached]:
    """What is the reader's own; and what is being sent at this moment to them, or because of their silence."""
    reader, message = command.reader or command.by, incident.messages.get(command.message)
    own = [row for row in rows if row.message == command.message]
    theirs = _ended(incident, own, (reader,), directory)
    stopped = {*theirs, *(rungs_over(incident, message, reader) if message else ())}
    crossed = tuple(row.id for row in own if row.state is DeliveryState.SENDING and row.id in stopped)
    return command.changed(crossed=crossed), Reached(theirs=theirs)


def _theirs(
    command: c.LeaveOut | c.TellOtherwise, incident: Incident, rows: Sequence[Delivery], directory: Directory
) -> tuple[c.Command, Reached]:
    """With what is addressed to those it names: of one message, or of all to the audience that leaves them out.

    Of those who were told, also whether they are all who were left.
    """
    told: c.Command = command
    if isinstance(command, c.TellOtherwise):
        whom, own, message = command.whom, {command.message}, incident.messages.get(command.message)
        are_all = message is not None and is_rest(incident, message, whom, rows, directory)
        told = command.changed(are_all=are_all)
    else:
        whom = (command.who,) if command.who else ()
        own = {message.id for message in incident.messages.values() if message.audience == command.audience}
    return told, Reached(theirs=_ended(incident, [row for row in rows if row.message in own], whom, directory))


def _ended(incident: Incident, rows: Sequence[Delivery], whom: Sequence[str], directory: Directory) -> tuple[str, ...]:
    """Which of them tell nobody but these, by id; which attempts of an escalation end, its own rules say."""
    messages = incident.messages
    return tuple(
        row.id
        for row in rows
        if row.message in messages
        and all(rung.delivery != row.id for rung in messages[row.message].rungs)
        and ends_with(incident, messages[row.message], row, whom, directory)
    )


def _kept_from(row: Delivery, incident: Incident, directory: Directory) -> tuple[str, str] | None:
    """The decision by which whom it is addressed to is not told."""
    message, people = incident.messages.get(row.message), directory.people()
    audience = message.audience if message is not None else ""
    decisions = (key for key in incident.left_out if key[0] == audience)
    return next((key for key in decisions if not key[1] or is_addressed_to(row, key[1], people)), None)


def _standing(row: Delivery, incident: Incident) -> str:
    """Why a delivery is not sent again, as `RetryDelivery` has it."""
    message = incident.messages.get(row.message)
    if message is not None and message.corrected_by is not None:
        return "corrected"
    if row.state in (DeliveryState.FAILED, DeliveryState.UNKNOWN) and row.body:
        return ""
    if row.state in (DeliveryState.PENDING, DeliveryState.SENDING):
        return "waiting"
    return "sent" if row.state is DeliveryState.SENT else "over"
