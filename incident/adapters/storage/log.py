"""The event log on a database: what an append writes, and how an incident is read back (DESIGN.md 4).

One for both dialects: they differ in how a transaction is held, not in what is in it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from incident.adapters.storage.codec import EventDecoder, fresh_salt
from incident.adapters.storage.database import Database, Session
from incident.adapters.storage.digest import START, chain_digest
from incident.adapters.storage.entries import ChainLink, Entry, EntryRow, links_of, opened, scrub_for, seal
from incident.adapters.storage.instants import micros
from incident.adapters.storage.outbox import StoredOutbox
from incident.adapters.storage.rows import (
    command_of,
    command_values,
    content_values,
    delivery_values,
    entry_values,
    summary_of,
    summary_values,
)
from incident.adapters.storage.summaries import free_id
from incident.application.errors import CommandRepeated, LostRace, NotFound
from incident.application.ports import Batch, CommandRecord, EventLog, Finding, Summary, SummaryFold, Verifier
from incident.domain.events import IncidentMode, Recorded

__all__ = ["StoredLog"]


class StoredLog(StoredOutbox, EventLog, Verifier):
    """The log and the outbox of a workspace; may be used by several threads at once."""

    def __init__(self, database: Database, *, new_salt: Callable[[], bytes] = fresh_salt) -> None:
        super().__init__(database)
        self._new_salt = new_salt
        self._decoder = EventDecoder()

    def read(self, incident_id: str, after: int = 0) -> Sequence[Recorded]:
        return self._database.read(lambda session: self._entries(session, incident_id, after))

    def append(self, batch: Batch) -> Sequence[Recorded]:
        runs = 0

        def work(session: Session) -> list[Entry]:
            nonlocal runs
            runs += 1
            session.lock(batch.incident_id)
            return self._append(session, batch)

        try:
            entries = self._database.write(work)
        except CommandRepeated as repeated:
            if runs == 1 or not self._is_own(batch, repeated.record):
                raise
            # The connection was lost after the commit had happened and before it was confirmed.
            return self.read(batch.incident_id, batch.expected_seq)[: len(batch.events)]
        if batch.erase_contents:
            self._database.forget()
        words = {content.content_id: content.data for entry in entries for content in entry.contents}
        return opened([(*entry.row, entry.digest) for entry in entries], words, self._decoder)

    def command(self, command_id: str) -> CommandRecord | None:
        return self._database.read(lambda session: _command(session, command_id))

    def summaries(self, *, open_only: bool = True) -> Sequence[Summary]:
        query = "open-summaries" if open_only else "summaries"
        return [summary_of(row) for row in self._database.read(lambda session: session.all(query))]

    def summary(self, incident_id: str) -> Summary | None:
        row = self._database.read(lambda session: session.one("summary", incident_id=incident_id))
        return None if row is None else summary_of(row)

    def next_incident_id(self, mode: IncidentMode) -> str:
        return free_id(mode, (id_ for (id_,) in self._database.read(lambda session: session.all("opened-ids"))))

    def rebuild_summaries(self, fold: SummaryFold) -> int:
        return self._database.write(lambda session: self._rebuild(session, fold))

    def schema_version(self) -> int:
        """The number of the last migration that the database has had."""
        controls = self._database.read(lambda session: session.one("controls"))
        return int(controls[0]) if controls else 0

    def change_mark(self) -> int:
        return self._database.change_mark()

    def verify(self, incident_id: str | None = None) -> Sequence[Finding]:
        from incident.adapters.storage.raw_rows import StoredRows  # here: no other reading recomputes the record
        from incident.adapters.storage.verify import verify

        def work(session: Session) -> Sequence[Finding]:
            return verify(StoredRows(session, self._database.guards(session)), incident_id)

        return self._database.read_still(work)

    def close(self) -> None:
        self._database.close()

    def _append(self, session: Session, batch: Batch) -> list[Entry]:
        repeated = _command(session, batch.command_id)
        if repeated is not None:
            raise CommandRepeated(repeated)
        last_seq, last_digest = session.one("last-entry", incident_id=batch.incident_id) or (0, START)
        if last_seq != batch.expected_seq:
            raise LostRace(incident_id=batch.incident_id, expected_seq=batch.expected_seq)
        entries = seal(batch, last_digest, self._new_salt)
        _add(session, batch, entries)
        _change_outbox(session, batch)
        self._erase(session, batch)
        return entries

    def _is_own(self, batch: Batch, record: CommandRecord) -> bool:
        if record.incident_id != batch.incident_id:
            return False
        written = self.read(batch.incident_id, record.first_seq - 1)[: record.count]
        return [entry.event_id for entry in written] == [new.event_id for new in batch.events]

    def _entries(self, session: Session, incident_id: str, after: int) -> Sequence[Recorded]:
        rows: Sequence[EntryRow] = session.all("entries", incident_id=incident_id, after=after)
        words: dict[str, bytes] = dict(session.all("words", incident_id=incident_id, after=after))
        return opened(rows, words, self._decoder)

    def _erase(self, session: Session, batch: Batch) -> None:
        if not batch.erase_contents:
            return
        place = {"incident_id": batch.incident_id}
        found = [(id_, session.one("place-of-content", content_id=id_, **place)) for id_ in batch.erase_contents]
        seqs = {row[0] for _, row in found if row}
        rows = [row for seq in seqs if (row := session.one("entry", seq=seq, **place))]
        scrub = scrub_for(batch.erase_contents, opened(rows, {}, self._decoder))
        session.run_each("erase-content", [{"content_id": id_, "seq": row[0], **place} for id_, row in found if row])
        session.run_each("scrub-message", [{"message": message, **place} for message in scrub.messages])
        if scrub.all_messages:
            session.run("scrub-messages", **place)
        if scrub.title:
            session.run("scrub-title", **place)

    def _rebuild(self, session: Session, fold: SummaryFold) -> int:
        standing = {row[0]: summary_of(row) for row in session.all("summaries")}
        differing = 0
        for (incident_id,) in session.all("incidents"):
            entries = self._entries(session, incident_id, 0)
            rebuilt = replace(fold(entries), seq=entries[-1].seq, head=entries[-1].digest)
            if standing.pop(incident_id, None) != rebuilt:
                session.run("put-summary", **summary_values(rebuilt))
                differing += 1
        for incident_id in standing:
            session.run("drop-summary", incident_id=incident_id)
        return differing + len(standing)


def _command(session: Session, command_id: str) -> CommandRecord | None:
    row = session.one("command", command_id=command_id)
    return None if row is None else command_of(row)


def _add(session: Session, batch: Batch, entries: Sequence[Entry]) -> None:
    session.run_each("add-entry", [entry_values(entry) for entry in entries])
    session.run_each("add-content", [values for entry in entries for values in content_values(entry)])
    session.run("add-command", **command_values(batch))
    last = {"seq": entries[-1].row.seq, "head": entries[-1].digest}
    session.run("put-summary", **{**summary_values(batch.summary), **last})
    links = links_of(entries)
    if links:
        _extend_chain(session, batch.incident_id, links)


def _extend_chain(session: Session, incident_id: str, links: Sequence[ChainLink]) -> None:
    session.lock("the workspace's chain")
    position, digest = session.one("last-link") or (0, START)
    for link in links:
        position += 1
        digest = chain_digest(digest, position, link.kind, incident_id, link.head)
        values = {"position": position, "kind": link.kind, "head": link.head, "digest": digest}
        session.run("add-link", incident_id=incident_id, **values)


def _change_outbox(session: Session, batch: Batch) -> None:
    place = {"incident_id": batch.incident_id}
    session.run_each("cancel-message", [{"message": message, **place} for message in batch.cancel_messages])
    recipients = [{"message": message, "recipient": name, **place} for message, name in batch.cancel_recipients]
    session.run_each("cancel-recipient", recipients)
    if batch.retry_delivery is not None:
        again = session.run("retry-delivery", id=batch.retry_delivery, now=micros(batch.recorded_at), **place)
        if not again:
            raise NotFound(kind="delivery", name=batch.retry_delivery)
    session.run_each("add-delivery", [delivery_values(new, batch) for new in batch.deliveries])
