"""An erasure in the tables of a database: the contents go, and so does what repeats their words.

Apart from the log, because words are seldom destroyed; what goes is said by `erasing`, for every log alike.
"""

from __future__ import annotations

from incident.adapters.storage.codec import EventDecoder
from incident.adapters.storage.database import Session
from incident.adapters.storage.entries import opened
from incident.adapters.storage.erasing import erased_contents, require_named, scrub_for
from incident.application.ports import Batch
from incident.domain.events import EvidenceAdded

__all__ = ["destroy"]


def destroy(session: Session, batch: Batch, decoder: EventDecoder) -> None:
    """Take out what the batch erases.

    Raises:
        NotFound: a content that is to go belongs to another entry, or to none.
    """
    place = {"incident_id": batch.incident_id}
    going = erased_contents(batch)
    rows = {seq: session.one("entry", seq=seq, **place) for seq, _ in going}
    for seq, content_id in going:
        row = rows[seq]
        require_named(content_id, row[9] if row else None)
    scrub = scrub_for(batch.erase_contents, opened(filter(None, rows.values()), {}, decoder))
    gone = [{"content_id": content_id, "seq": seq, **place} for seq, content_id in going]
    session.run_each("erase-content", gone)
    if any(row and row[3] == EvidenceAdded.__name__ for row in rows.values()):
        session.run_each("erase-part", gone)
    for message in scrub.messages:
        session.run("scrub-message", message=message, nothing=b"", yes=True, **place)
        session.run("scrub-attempts", message=message, nothing=b"", **place)
    if scrub.all_messages:
        session.run("scrub-messages", nothing=b"", yes=True, **place)
    if scrub.title:
        session.run("scrub-title", **place)
