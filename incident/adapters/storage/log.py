"""The event log on a database: what an append writes, and how an incident is read back (DESIGN.md 4).

One for both dialects: they differ in how a transaction is held, not in what is in it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING

from incident.adapters.storage import custody
from incident.adapters.storage.claims import claiming
from incident.adapters.storage.codec import EventDecoder, fresh_salt
from incident.adapters.storage.database import Database, Session
from incident.adapters.storage.digest import START, chain_digest
from incident.adapters.storage.entries import ChainLink, Entry, EntryRow, links_of, opened, seal, written
from incident.adapters.storage.instants import micros
from incident.adapters.storage.ledger import (
    SealedDelivery,
    naming,
    postponement,
    retry_seq,
    sealed_deliveries,
    unsaid_crossing,
)
from incident.adapters.storage.outbox import StoredOutbox
from incident.adapters.storage.rows import (
    command_of,
    command_values,
    content_values,
    delivery_values,
    entry_values,
    part_values,
    summary_of,
    summary_values,
)
from incident.application.errors import CommandRepeated, LoginUnknown, LostRace, NotFound, StorageError
from incident.application.ports import (
    Batch,
    CommandRecord,
    EventLog,
    Finding,
    Head,
    Summary,
    SummaryFold,
    Unconfirmed,
    Verifier,
)
from incident.domain.events import IncidentMode, MessageAcknowledged, ReadersNamed, Recorded
from incident.domain.events.cases import CasesReceived
from incident.domain.incident import PROGRAM
from incident.domain.resources.resource import Claim, Resting

if TYPE_CHECKING:
    from incident.adapters.storage.copying import Copy
    from incident.application.ports.leading import LeadStream, Presence
    from incident.domain.cases.words import CaseWords

__all__ = ["StoredLog"]

_A_LARGE_COMMAND: Mapping[str, object] = {
    "command_id": "a trial that is taken back",
    "incident_id": "",
    "first_seq": 0,
    "count": 0,
    "request_digest": "0" * 65536,
}
"""Takes pages of its own, so that a file that may not grow says so."""


class _TakenBackError(Exception):
    """Ends a transaction that was only begun to see whether it could be."""


class StoredLog(StoredOutbox, EventLog, Verifier):
    """The log and the outbox of a workspace; may be used by several threads at once."""

    def __init__(
        self,
        database: Database,
        *,
        new_salt: Callable[[], bytes] = fresh_salt,
        obstacle: StorageError | None = None,
    ) -> None:
        super().__init__(database)
        self._new_salt = new_salt
        self._obstacle = obstacle
        self._decoder = EventDecoder()

    def read(self, incident_id: str, after: int = 0) -> Sequence[Recorded]:
        return self._database.read(lambda session: self._entries(session, incident_id, after))

    def case_words(self, incident_id: str, seqs: Sequence[int]) -> Mapping[str, CaseWords]:
        from incident.adapters.storage.case_words import unpacked  # here: few commands read the words of cases

        def work(session: Session) -> Mapping[str, CaseWords]:
            rows = (session.all("words-of", incident_id=incident_id, seq=seq) for seq in seqs)
            return unpacked(row for each in rows for row in each)

        return self._database.read(work)

    def append(self, batch: Batch) -> Sequence[Recorded]:
        runs = 0

        def work(session: Session) -> list[Entry]:
            nonlocal runs
            runs += 1
            session.lock(batch.incident_id)
            return self._append(session, batch)

        try:
            entries = self._database.write(work)
        except LoginUnknown as refused:
            refused.fields["person"] = "" if batch.actor == PROGRAM else batch.actor
            raise
        except CommandRepeated as repeated:
            if runs == 1 or not self._is_own(batch, repeated.record):
                raise
            # The connection was lost after the commit had happened and before it was confirmed.
            return self.read(batch.incident_id, batch.expected_seq)[: len(batch.events)]
        if batch.erase_contents:
            self._database.forget()
        return written(entries, self._decoder)

    def command(self, command_id: str) -> CommandRecord | None:
        return self._database.read(lambda session: _command(session, command_id))

    def summaries(self, *, open_only: bool = True) -> Sequence[Summary]:
        query = "open-summaries" if open_only else "summaries"
        return self._database.read(lambda session: [summary_of(row) for row in session.all(query)])

    def summary(self, incident_id: str) -> Summary | None:
        def work(session: Session) -> Summary | None:
            row = session.one("summary", incident_id=incident_id)
            return None if row is None else summary_of(row)

        return self._database.read(work)

    def holding(self, kind: type) -> Sequence[str]:
        rows = self._database.read(lambda session: session.all("holding", type=kind.__name__))
        return [id_ for (id_,) in rows]

    def next_incident_id(self, mode: IncidentMode) -> str:
        from incident.adapters.storage.summaries import free_id  # here: only a declaration asks

        return free_id(mode, (id_ for (id_,) in self._database.read(lambda session: session.all("opened-ids"))))

    def rebuild_summaries(self, fold: SummaryFold) -> int:
        from incident.adapters.storage.rebuilding import rebuilt  # here: few commands fold every incident

        return self._database.write(lambda session: rebuilt(session, self._reader(session), fold))

    def claims(self) -> Sequence[Claim]:
        from incident.adapters.storage.claiming import standing_claims  # here: few commands are about resources

        return self._database.read(standing_claims)

    def rests(self, now: datetime) -> Sequence[Resting]:
        from incident.adapters.storage.resting import standing_rests  # here, as above

        return self._database.read(lambda session: standing_rests(session, now))

    @property
    def obstacle(self) -> StorageError | None:
        return self._obstacle

    @property
    def warning(self) -> StorageError | None:
        return self._database.warning

    def check_writable(self) -> None:
        """Begin to write as an append does, and take it back.

        Raises:
            StorageReadOnly, StorageTooNew, StorageBusy, StorageFull: nothing could be written now.
        """

        def work(session: Session) -> None:
            session.run("add-command", **_A_LARGE_COMMAND)
            raise _TakenBackError

        with suppress(_TakenBackError):
            self._database.try_to_write(work)

    def session_login(self) -> str | None:
        return self._database.read(self._database.login)

    def known_logins(self) -> Mapping[str, str] | None:
        return self._database.read(self._database.known_logins)

    def load_persons(self, logins: Mapping[str, str]) -> None:
        self._database.load_persons(logins)

    def schema_version(self) -> int:
        """The number of the last migration that the database has had."""
        controls = self._database.read(lambda session: session.one("controls"))
        return int(controls[0]) if controls else 0

    @property
    def epoch(self) -> int:
        return 0

    def instance_id(self) -> str:
        """Names this database; a restored copy gets another name."""
        return self._database.read(self._database.instance_id)

    def restored_from(self, backup: str, now: datetime, person: str) -> Unconfirmed:
        """Give the database a name of its own, and let it send nothing before a person confirms it."""

        def work(session: Session) -> Unconfirmed:
            custody.note(session, custody.RESTORED, now, person, backup)
            return custody.unconfirmed(session) or Unconfirmed(restored_at=now)

        return self._database.write(work)

    def has_content(self, incident_id: str, seq: int, content_id: str) -> bool:
        """Whether the words that the entry names by that id are there."""
        place = {"incident_id": incident_id, "seq": seq, "content_id": content_id}

        def work(session: Session) -> bool:
            if session.one("has-content", **place) is not None:
                return True
            has_parts = ("evidence_parts",) in session.all("tables")  # a file put back may be older than they are
            return has_parts and session.one("part", **place) is not None

        return self._database.read(work)

    def part(self, incident_id: str, seq: int, content_id: str) -> bytes | None:
        place = {"incident_id": incident_id, "seq": seq, "content_id": content_id}
        row = self._database.read(lambda session: session.one("part", **place))
        return None if row is None else bytes(row[0])

    def copy(self, incident_id: str, after: int) -> Copy:
        """All that the incident has after that entry, as it stands."""
        from incident.adapters.storage.copying import copied  # here: only a replica copies

        return self._database.read_still(lambda session: copied(session, incident_id, after))

    def change_mark(self) -> int:
        if self._obstacle is not None:
            self._look_again(self._obstacle)
        return self._database.change_mark()

    def _look_again(self, obstacle: StorageError) -> None:
        """Another process may have migrated it since: a log that was opened halfway through is written to as any."""
        from incident.adapters.storage.migrations import obstacle_of  # here: few logs have an obstacle

        controls = self._database.read(lambda session: session.one("controls"))
        self._obstacle = obstacle_of(controls, str(obstacle.fields.get("path", "")))

    def verify(self, incident_id: str | None = None, now: datetime | None = None) -> Sequence[Finding]:
        from incident.adapters.storage.raw_rows import StoredRows  # here: no other reading recomputes the record
        from incident.adapters.storage.verify import verify

        def work(session: Session) -> Sequence[Finding]:
            guards = self._database.guards(session)
            readers = self._database.readers(session, incident_id)
            closed = self._database.closed(session)
            rows = StoredRows(session, guards, closed, readers, self._database.dialect)
            return verify(rows, incident_id, None if now is None else micros(self._shared(session, now)))

        return self._database.read_still(work)

    def closed_to_me(self) -> Sequence[str]:
        return self._database.read(self._database.closed)

    def check_summaries(self, fold: SummaryFold, incident_id: str | None = None) -> Sequence[Finding]:
        from incident.adapters.storage.rebuilding import compared  # here, as above

        return self._database.read_still(lambda session: compared(session, self._reader(session), fold, incident_id))

    def heads(self, incident_id: str | None = None) -> Sequence[Head]:
        def work(session: Session) -> Sequence[Head]:
            link = session.one("last-link")
            workspace = [Head(incident_id="", seq=link[0], digest=link[1])] if link else []
            rows = session.all("heads", only=incident_id)
            return [Head(incident_id=id_, seq=seq, digest=digest) for id_, seq, digest in rows] + workspace

        return self._database.read_still(work)

    def knows_head(self, digest: str) -> bool:
        return self._database.read(lambda session: session.one("head", digest=digest.lower())) is not None

    def leading(self) -> LeadStream:
        """The stream of those who lead exercises."""
        from incident.adapters.storage.leading import StoredStream  # here: no player asks

        return StoredStream(self._database, self._new_salt)

    def presence(self) -> Presence:
        return self._database.presence()

    def close(self) -> None:
        self._database.close()

    def _append(self, session: Session, batch: Batch) -> list[Entry]:
        deliveries = sealed_deliveries(batch, self._new_salt)
        entries = seal(naming(batch, deliveries), _standing(session, batch), self._new_salt)
        _add(session, batch, entries)
        for readers in (new.event for new in batch.events if isinstance(new.event, ReadersNamed)):
            self._database.name_readers(session, batch.incident_id, readers.persons)
        _change_outbox(session, batch, deliveries)
        if claiming(batch):
            from incident.adapters.storage.claiming import claim  # here: few commands are about resources

            claim(session, batch)
        if batch.erase_contents:
            from incident.adapters.storage.destroying import destroy  # here: words are seldom destroyed

            destroy(session, batch, self._decoder)
        return entries

    def _is_own(self, batch: Batch, record: CommandRecord) -> bool:
        if record.incident_id != batch.incident_id:
            return False
        written = self.read(batch.incident_id, record.first_seq - 1)[: record.count]
        return [entry.event_id for entry in written] == [new.event_id for new in batch.events]

    def _reader(self, session: Session) -> Callable[[str], Sequence[Recorded]]:
        return lambda incident_id: self._entries(session, incident_id, 0)

    def _entries(self, session: Session, incident_id: str, after: int) -> Sequence[Recorded]:
        rows: Sequence[EntryRow] = session.all("entries", incident_id=incident_id, after=after)
        return opened(rows, _words(session, incident_id, after, rows), self._decoder)


def _words(session: Session, incident_id: str, after: int, rows: Sequence[EntryRow]) -> dict[str, bytes]:
    """The contents of those entries; the words of cases stay where they are (ADR 35)."""
    found: dict[str, bytes] = {}
    for with_cases in (row[1] for row in rows if row[3] == CasesReceived.__name__):
        found |= session.all("words-between", incident_id=incident_id, after=after, before=with_cases)
        after = with_cases
    found |= session.all("words", incident_id=incident_id, after=after)
    return found


def _standing(session: Session, batch: Batch) -> str:
    """The digest that the batch follows.

    Raises:
        CommandRepeated: its command was executed before.
        LostRace: the incident has gone on.
    """
    found = session.one("standing", incident_id=batch.incident_id, command_id=batch.command_id)
    last_seq, last_digest, is_repeated = found or (None, None, False)
    repeated = _command(session, batch.command_id) if is_repeated else None
    if repeated is not None:
        raise CommandRepeated(repeated)
    if (last_seq or 0) != batch.expected_seq:
        raise LostRace(incident_id=batch.incident_id, expected_seq=batch.expected_seq)
    return last_digest or START


def _command(session: Session, command_id: str) -> CommandRecord | None:
    row = session.one("command", command_id=command_id)
    return None if row is None else command_of(row)


def _add(session: Session, batch: Batch, entries: Sequence[Entry]) -> None:
    session.run_each("add-entry", [entry_values(entry) for entry in entries])
    session.run_each("add-content", [values for entry in entries for values in content_values(entry)])
    session.run_each("add-part", [values for entry in entries for values in part_values(entry)])
    session.run_each("add-command", [command_values(batch)])
    values = summary_values(batch.summary)
    values["seq"], values["head"] = entries[-1].row.seq, entries[-1].digest
    session.run_each("put-summary", [values])
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


def _require_crossings(session: Session, batch: Batch) -> None:
    """Hold an acknowledgement to what it says crossed it, once nothing that it stops can begin to leave any more.

    Raises:
        LostRace: a sender took one of its deliveries since the decision.
    """
    for said in (new.event for new in batch.events if isinstance(new.event, MessageAcknowledged)):
        for (delivery,) in session.all("under-way", incident_id=batch.incident_id, message=said.message):
            if unsaid_crossing(batch, said, delivery):
                raise LostRace(incident_id=batch.incident_id, expected_seq=batch.expected_seq)


def _change_outbox(session: Session, batch: Batch, deliveries: Sequence[SealedDelivery]) -> None:
    place = {"incident_id": batch.incident_id}
    recalled = {"yes": True, **place}
    for delivery in batch.stop_deliveries:
        if not session.run("stop-delivery", id=delivery, **recalled):
            raise LostRace(incident_id=batch.incident_id, expected_seq=batch.expected_seq)  # a sender was first
    session.run_each("cancel-message", [{"message": message, **recalled} for message in batch.cancel_messages])
    session.run_each("cancel-delivery", [{"id": each, **recalled} for each in batch.cancel_deliveries])
    _require_crossings(session, batch)
    if batch.retry_delivery is not None:
        order = {"seq": retry_seq(batch), "now": micros(batch.recorded_at), "no": False}
        again = session.run("retry-delivery", id=batch.retry_delivery, **order, **place)
        if not again:
            raise NotFound(kind="delivery", name=batch.retry_delivery)
    if batch.pause_deliveries:
        put_off = postponement(batch)
        order = {"seq": put_off.seq, "later": put_off.later}
        for delivery in batch.pause_deliveries:
            if not session.run("pause-delivery", id=delivery, **order, **place):
                raise LostRace(incident_id=batch.incident_id, expected_seq=batch.expected_seq)  # it was tried since
    session.run_together("add-delivery", [delivery_values(each) for each in deliveries])
