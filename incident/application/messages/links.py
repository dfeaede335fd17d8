"""Links by which whoever got a message acknowledges it: signed, for one delivery, for a day.

Apart from the pages that show them and from the senders that write them: both have to agree what a link is worth.
Nothing of a link is kept anywhere: whoever reads the database cannot acknowledge for anybody.
"""

from __future__ import annotations

import base64
import hmac
from collections.abc import Callable
from datetime import timedelta
from enum import StrEnum
from hashlib import sha256
from typing import Final, Protocol

from incident.application.actor import Actor
from incident.application.errors import NotFound
from incident.application.messages.people import reader_of
from incident.application.ports import Delivery, Directory, Person
from incident.application.service import IncidentService
from incident.domain import commands as c
from incident.domain.frozen import Frozen
from incident.domain.incident import PROGRAM, Incident
from incident.domain.messages.message import Acknowledgement
from incident.domain.refusals import Refusal, Refused

__all__ = ["LASTS", "SHORTEST_KEY", "Link", "Links", "Standing", "link_path"]

LASTS: Final = timedelta(hours=24)
"""From the release of its message."""
SHORTEST_KEY: Final = 32
"""Characters; a key that can be guessed lets anybody answer for anybody."""
_SIGNED: Final = b"incident acknowledgement 1"
_MAC_BYTES: Final = 16


class Standing(StrEnum):
    """What a link is worth at this moment."""

    OPEN = "open"
    DONE = "done"
    """Its person has acknowledged already, by this link or in another way."""
    EXPIRED = "expired"
    STRANGE = "strange"
    """Nobody signed it, or not as it stands; or what it was for is not there any more."""


class Link(Frozen):
    """A link that somebody opened."""

    standing: Standing
    delivery: Delivery | None = None
    person: Person | None = None
    said: Acknowledgement | None = None


class _Program(Protocol):
    """Whom the links act by."""

    @property
    def service(self) -> IncidentService: ...
    @property
    def directory(self) -> Directory: ...


def link_path(key: str, delivery: Delivery) -> str:
    """What stands behind the public address: which delivery, and the proof that it was told to its recipient alone."""
    return f"ack/{delivery.incident_id}/{delivery.id}/{_proof(key, delivery.incident_id, delivery.id)}"


class Links:
    """Looks at links, and acknowledges by them."""

    def __init__(self, program: _Program, key: Callable[[], str], words: str) -> None:
        """`words` say in the record that it was by link."""
        self._program = program
        self._key = key
        self._words = words

    def look(self, incident_id: str, delivery_id: str, proof: str) -> Link:
        """What the link is worth; nothing happens.

        Raises:
            StorageError: nobody can say now.
        """
        right = _proof(self._key(), incident_id, delivery_id)
        if not hmac.compare_digest(proof.encode("utf-8", "replace"), right.encode()):
            return Link(standing=Standing.STRANGE)
        found = self._found(incident_id, delivery_id)
        if found is None:
            return Link(standing=Standing.STRANGE)
        incident, row, person = found
        message = incident.messages[row.message]
        said = next((each for each in message.acknowledgements if each.by == person.id), None)
        is_over = self._program.service.now() > row.created_at + LASTS
        standing = Standing.DONE if said else Standing.EXPIRED if is_over else Standing.OPEN
        return Link(standing=standing, delivery=row, person=person, said=said)

    def acknowledge(self, incident_id: str, delivery_id: str, proof: str) -> Link:
        """Acknowledge for its person, if it is open; how it stands then. A second press changes nothing.

        Raises:
            StorageError: it could not be recorded.
        """
        link = self.look(incident_id, delivery_id, proof)
        if link.standing is not Standing.OPEN or link.person is None or link.delivery is None:
            return link
        order = c.AcknowledgeMessage(by=link.person.id, message=link.delivery.message, text=self._words)
        try:
            actor = Actor(person=PROGRAM, on_behalf_of=link.person.id)
            self._program.service.execute(incident_id, order, actor, f"{incident_id}:link:{delivery_id}")
        except Refused as refused:
            if refused.code is not Refusal.MESSAGE_ACKNOWLEDGED:
                raise
        return self.look(incident_id, delivery_id, proof)

    def _found(self, incident_id: str, delivery_id: str) -> tuple[Incident, Delivery, Person] | None:
        outbox = self._program.service.outbox
        try:
            incident = self._program.service.load(incident_id)
        except NotFound:
            return None
        rows = outbox.deliveries(incident_id) if outbox else ()
        row = next((each for each in rows if each.id == delivery_id), None)
        person = reader_of(row, self._program.directory) if row is not None else None
        if row is None or person is None or row.message not in incident.messages:
            return None
        return incident, row, person


def _proof(key: str, incident_id: str, delivery_id: str) -> str:
    parts = b"\n".join((_SIGNED, incident_id.encode("utf-8", "replace"), delivery_id.encode("utf-8", "replace")))
    mac = hmac.digest(key.encode(), parts, sha256)[:_MAC_BYTES]
    return base64.urlsafe_b64encode(mac).decode().rstrip("=")
