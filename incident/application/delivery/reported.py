"""That somebody acknowledged a message in a pager's own program: the pager says which delivery, and who.

Apart from links, which a person opens: here a machine speaks, and the record says by which.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from incident.application.actor import Actor
from incident.application.messages.people import reader_of
from incident.application.ports import Delivery, Directory, EventLog
from incident.application.service import IncidentService
from incident.domain import commands as c
from incident.domain.incident import PROGRAM
from incident.domain.refusals import Refusal, Refused

__all__ = ["Reported"]


class _Program(Protocol):
    """Whom the reports act by."""

    @property
    def service(self) -> IncidentService: ...
    @property
    def directory(self) -> Directory: ...
    @property
    def log(self) -> EventLog: ...


class Reported:
    """Takes what a pager reports into the log."""

    def __init__(self, program: _Program) -> None:
        self._program = program

    def acknowledged(self, delivery_id: str, words: str) -> bool:
        """Acknowledge the message of that delivery for its recipient; False where it is none of ours, or is over.

        `words` say by which pager, and who.

        Raises:
            StorageError: it could not be recorded; the pager should say it again.
        """
        row = next(self._found(delivery_id), None)
        if row is None:
            return False
        person = reader_of(row, self._program.directory)
        reader = person.id if person is not None else row.recipient
        order = c.AcknowledgeMessage(by=PROGRAM, message=row.message, reader=reader, text=words)
        try:
            self._program.service.execute(
                row.incident_id, order, Actor(person=PROGRAM), f"{row.incident_id}:reported:{row.id}"
            )
        except Refused as refused:
            return refused.code is Refusal.MESSAGE_ACKNOWLEDGED
        return True

    def _found(self, delivery_id: str) -> Iterator[Delivery]:
        outbox = self._program.service.outbox
        for incident in self._program.log.summaries():
            for row in outbox.deliveries(incident.incident_id) if outbox is not None else ():
                if row.id == delivery_id and row.recipient:
                    yield row
