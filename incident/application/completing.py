"""What the ledger of deliveries, the log and the directory say to a command before the rules decide it.

Apart from the service, because most commands want to know no more than the incident's state says; apart from the
rules, which see nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from incident.application.correcting import who_has
from incident.application.echoes import echoes
from incident.application.falling_back import place_instead
from incident.application.ports import Delivery, DeliveryState, Directory, EventLog, Outbox
from incident.application.telling import names_of
from incident.application.told import Reached
from incident.domain import commands as c
from incident.domain.escalating import rungs_over
from incident.domain.frozen import Frozen
from incident.domain.incident import Incident
from incident.domain.preapproval import Preapproval

__all__ = ["Ledgers", "completed"]

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
            return _falling_back(command, ledgers.outbox.deliveries(incident.id), ledgers.directory)
        case c.CompleteStep() | c.SendMessage() if command.night:
            return command.changed(preapproval=_preapproval(command, incident, ledgers.directory, now)), Reached()
        case c.EraseContents():
            found = echoes(ledgers.log.read(incident.id), command.seq, command.contents)
            return command.changed(also=found), Reached()
        case c.UndoMark() | c.RetryDelivery() | c.AcknowledgeMessage() if ledgers.outbox is not None:
            rows = ledgers.outbox.deliveries(incident.id)
            return _of_rows(command, incident, rows, ledgers.directory), Reached()
        case _:
            return command, Reached()


def _preapproval(
    command: c.CompleteStep | c.SendMessage, incident: Incident, directory: Directory, now: datetime
) -> Preapproval | None:
    """Who approved the text beforehand, if the night policy lets it leave at this hour."""
    if isinstance(command, c.SendMessage):
        template: str | None = command.template
    else:
        step = incident.runbook.step(command.step)
        template = step.template if step is not None else None
    return directory.preapproval(incident.runbook, template, now) if template else None


def _correcting(command: c.CorrectMessage, reached: Reached) -> c.Command:
    return command.changed(
        had=tuple(row.id for row in reached.had),
        had_of=tuple(dict.fromkeys(row.message for row in reached.had)),
        stopped=tuple(row.id for row in reached.stopped),
        languages=tuple(dict.fromkeys(row.language for row in reached.had)),
    )


def _falling_back(command: c.FallBack, rows: Sequence[Delivery], directory: Directory) -> tuple[c.Command, Reached]:
    """With the target that is left, if one is, and what goes there."""
    refused = next((row for row in rows if row.id == command.delivery), None)
    place = place_instead(refused, rows, directory) if refused is not None else None
    if refused is None or place is None:
        return command, Reached()
    return command.changed(target=place.target_id), Reached(refused=refused, instead=place)


def _of_rows(
    command: c.UndoMark | c.RetryDelivery | c.AcknowledgeMessage,
    incident: Incident,
    rows: Sequence[Delivery],
    directory: Directory,
) -> c.Command:
    """With what those rows of the outbox say."""
    if isinstance(command, c.AcknowledgeMessage):
        return command.changed(crossed=_crossing(incident, command, rows, directory))
    if isinstance(command, c.RetryDelivery):
        standing = (_standing(row, incident) for row in rows if row.id == command.delivery)
        return command.changed(standing=next(standing, ""))
    waiting = {row.message for row in rows if row.state is DeliveryState.PENDING}
    gone = dict.fromkeys(row.message for row in rows if row.state in _LEFT)
    return command.changed(left=tuple(message for message in gone if message not in waiting))


def _crossing(
    incident: Incident, command: c.AcknowledgeMessage, rows: Sequence[Delivery], directory: Directory
) -> tuple[str, ...]:
    """What is being sent at this moment: to the reader, or because of their silence to others."""
    reader, message = command.reader or command.by, incident.messages.get(command.message)
    names, over = names_of(reader, directory), rungs_over(incident, message, reader) if message else ()
    under_way = (row for row in rows if row.message == command.message and row.state is DeliveryState.SENDING)
    return tuple(row.id for row in under_way if row.recipient in names or row.id in over)


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
