"""The event log in memory: sealed rows, contents, commands, summaries, the workspace's chain.

Apart from the outbox, whose rows it only creates, cancels, repeats and scrubs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from incident.adapters.storage.case_words import unpacked
from incident.adapters.storage.claims import (
    RESERVATIONS,
    ClaimRow,
    claim_of,
    claiming,
    followed,
    is_exercise,
    overdrawn,
)
from incident.adapters.storage.codec import Content, EventDecoder, fresh_salt
from incident.adapters.storage.digest import START, chain_digest
from incident.adapters.storage.entries import Entry, links_of, opened, row_of, seal
from incident.adapters.storage.erasing import erased_contents, require_named, scrub_for
from incident.adapters.storage.instants import from_micros, micros, micros_or_none
from incident.adapters.storage.leading import MemoryStream
from incident.adapters.storage.ledger import naming, sealed_deliveries
from incident.adapters.storage.memory.outbox import MemoryOutbox
from incident.adapters.storage.memory.presence import MemoryPresence
from incident.adapters.storage.memory.rows import MemoryRows
from incident.adapters.storage.refolding import differences, refolded
from incident.adapters.storage.resting import resting, rests_said
from incident.adapters.storage.summaries import free_id, in_order
from incident.adapters.storage.verify import verify
from incident.application.errors import CommandRepeated, LostRace, StorageError
from incident.application.ports import Batch, CommandRecord, EventLog, Finding, Head, Summary, SummaryFold, Verifier
from incident.domain.cases.words import CaseWords
from incident.domain.events import IncidentMode, Recorded
from incident.domain.resources.resource import Claim, Resting

__all__ = ["MemoryLog"]


class MemoryLog(MemoryOutbox, EventLog, Verifier):
    """The log and the outbox of one process."""

    def __init__(self, *, new_salt: Callable[[], bytes] = fresh_salt) -> None:
        super().__init__()
        self._new_salt = new_salt
        self._decoder = EventDecoder()
        self._entries: dict[str, list[Entry]] = {}
        self._contents: dict[str, tuple[str, int, Content]] = {}
        """By content id: incident, seq, content."""
        self._words: dict[str, bytes] = {}
        """The bytes of the same, as the decoder wants them."""
        self._event_ids: set[str] = set()
        self._commands: dict[str, CommandRecord] = {}
        self._summaries: dict[str, Summary] = {}
        self._chain: list[tuple[int, str, str, str, str]] = []
        """Position, kind, incident, head, digest."""
        self._claims: dict[str, ClaimRow] = {}
        self._leading = MemoryStream(new_salt)
        self._presence = MemoryPresence()

    def read(self, incident_id: str, after: int = 0) -> Sequence[Recorded]:
        with self._lock:
            return self._opened(self._entries.get(incident_id, [])[after:])

    def case_words(self, incident_id: str, seqs: Sequence[int]) -> Mapping[str, CaseWords]:
        with self._lock:
            own = [(incident_id, seq) for seq in seqs]
            return unpacked((id_, self._words[id_]) for id_, (*at, _) in self._contents.items() if tuple(at) in own)

    def append(self, batch: Batch) -> Sequence[Recorded]:
        with self._lock:
            deliveries = sealed_deliveries(batch, self._new_salt)
            entries = self._sealed(naming(batch, deliveries))
            self._check(batch)
            self._check_erasure(batch)
            claims = self._claimed(batch)
            self._write(batch, entries)
            self._change(batch, deliveries)
            self._erase(batch)
            self._claims |= claims
            self._mark += 1
            return self._opened(entries)

    def command(self, command_id: str) -> CommandRecord | None:
        with self._lock:
            return self._commands.get(command_id)

    def summaries(self, *, open_only: bool = True) -> Sequence[Summary]:
        with self._lock:
            return in_order(row for row in self._summaries.values() if row.is_in_sight or not open_only)

    def holding(self, kind: type) -> Sequence[str]:
        with self._lock:
            return sorted(id_ for id_, entries in self._entries.items() if any(type(e.event) is kind for e in entries))

    def summary(self, incident_id: str) -> Summary | None:
        with self._lock:
            return self._summaries.get(incident_id)

    def next_incident_id(self, mode: IncidentMode) -> str:
        with self._lock:
            return free_id(mode, self._entries)

    def rebuild_summaries(self, fold: SummaryFold) -> int:
        with self._lock:
            rebuilt = {
                incident_id: row
                for incident_id, entries in self._entries.items()
                if (row := refolded(self._opened(entries), fold) or self._summaries.get(incident_id))
            }
            known = rebuilt.keys() | self._summaries.keys()
            differing = sum(rebuilt.get(each) != self._summaries.get(each) for each in known)
            self._summaries = rebuilt
            self._mark += 1
            return differing

    @property
    def epoch(self) -> int:
        return 0

    def check_writable(self) -> None:
        """Nobody keeps a process from its own memory."""

    def change_mark(self) -> int:
        return self._mark

    def verify(self, incident_id: str | None = None, now: datetime | None = None) -> Sequence[Finding]:
        with self._lock:
            rows = MemoryRows(
                self._entries,
                self._contents,
                self._commands,
                self._summaries,
                self._chain,
                self._deliveries,
                self._seals,
                self._ledger,
                self._orders,
                self._recalled,
                self._claims,
                self._paused,
                self._leading.rows,
                self._leading.contents,
            )
            return verify(rows, incident_id, micros_or_none(now))

    def part(self, incident_id: str, seq: int, content_id: str) -> bytes | None:
        with self._lock:
            kept = self._contents.get(content_id)
            return kept[2].data if kept is not None and kept[:2] == (incident_id, seq) and kept[2].is_part else None

    def written_before(self, before: datetime) -> datetime | None:
        with self._lock:
            rows = (entry.row for own in self._entries.values() for entry in own)
            found = [row.recorded_at for row in rows if row.recorded_at <= micros(before)]
            return from_micros(max(found)) if found else None

    def closed_to_me(self) -> Sequence[str]:
        return ()

    def check_summaries(self, fold: SummaryFold, incident_id: str | None = None) -> Sequence[Finding]:
        with self._lock:
            logs = (self._opened(each) for id_, each in self._entries.items() if incident_id in (None, id_))
            return list(differences(logs, self._summaries, fold))

    def heads(self, incident_id: str | None = None) -> Sequence[Head]:
        with self._lock:
            known = sorted(self._entries if incident_id is None else self._entries.keys() & {incident_id})
            rows = [
                Head(incident_id=id_, seq=len(own), digest=own[-1].digest)
                for id_ in known
                if (own := self._entries[id_])
            ]
            return rows + [Head(incident_id="", seq=link[0], digest=link[-1]) for link in self._chain[-1:]]

    def knows_head(self, digest: str) -> bool:
        with self._lock:
            entries = {entry.digest for own in self._entries.values() for entry in own}
            return digest.lower() in entries | {link[-1] for link in self._chain}

    @property
    def obstacle(self) -> StorageError | None:
        return None

    def known_logins(self) -> None:
        return None

    def session_login(self) -> str | None:
        return None

    def close(self) -> None:
        """Nothing is held open."""

    def presence(self) -> MemoryPresence:
        return self._presence

    def leading(self) -> MemoryStream:
        """The stream of those who lead exercises."""
        return self._leading

    def claims(self) -> Sequence[Claim]:
        with self._lock:
            return [claim_of(row) for row in self._claims.values() if row.ended_seq is None]

    def rests(self, now: datetime) -> Sequence[Resting]:
        with self._lock:
            given = [row for row in self._claims.values() if row.held == RESERVATIONS and row.ended_seq is not None]
            said = {row.incident_id: rests_said(each.event for each in self.read(row.incident_id)) for row in given}
        return resting(((row, said[row.incident_id].get(row.allocation)) for row in given), now)

    def _claimed(self, batch: Batch) -> Mapping[str, ClaimRow]:
        """The rows after the batch, if there is as much of everything as it gives out."""
        if not claiming(batch):
            return {}
        numbered = ((seq, new.event) for seq, new in enumerate(batch.events, batch.expected_seq + 1))
        after = followed(self._claims, batch.incident_id, numbered, exercise=is_exercise(batch))
        fresh = [row for key, row in after.items() if key not in self._claims and row.ended_seq is None]
        if any(overdrawn(row, list(after.values())) for row in fresh):
            raise LostRace(incident_id=batch.incident_id, expected_seq=batch.expected_seq)
        return after

    def _sealed(self, batch: Batch) -> list[Entry]:
        repeated = self._commands.get(batch.command_id)
        if repeated is not None:
            raise CommandRepeated(repeated)
        before = self._entries.get(batch.incident_id, [])
        if len(before) != batch.expected_seq:
            raise LostRace(incident_id=batch.incident_id, expected_seq=batch.expected_seq)
        entries = seal(batch, before[-1].digest if before else START, self._new_salt)
        new_ids = {new.event_id for new in batch.events}
        if len(new_ids) < len(entries) or not new_ids.isdisjoint(self._event_ids):
            raise StorageError(detail="event id")
        return entries

    def _write(self, batch: Batch, entries: list[Entry]) -> None:
        for entry in entries:
            for content in entry.contents:
                self._contents[content.content_id] = batch.incident_id, entry.row.seq, content
                if not content.is_part:
                    self._words[content.content_id] = content.data
        for link in links_of(entries):
            position, previous = len(self._chain) + 1, self._chain[-1][-1] if self._chain else START
            digest = chain_digest(previous, position, link.kind, batch.incident_id, link.head)
            self._chain.append((position, link.kind, batch.incident_id, link.head, digest))
        own = self._entries.setdefault(batch.incident_id, [])
        own.extend(entry.changed(contents=()) for entry in entries)
        self._event_ids.update(entry.row.event_id for entry in entries)
        self._commands[batch.command_id] = CommandRecord(
            command_id=batch.command_id,
            incident_id=batch.incident_id,
            first_seq=batch.expected_seq + 1,
            count=len(entries),
            request_digest=batch.request_digest,
        )
        self._summaries[batch.incident_id] = replace(batch.summary, seq=len(own), head=own[-1].digest)

    def _erase(self, batch: Batch) -> None:
        if not batch.erase_contents:
            return
        entries = self._entries[batch.incident_id]
        named = {seq for seq, _ in erased_contents(batch)}
        scrub = scrub_for(batch.erase_contents, self._opened([entries[seq - 1] for seq in named]))
        for content_id in batch.erase_contents:
            self._contents.pop(content_id, None)
            self._words.pop(content_id, None)
        self._scrub(batch.incident_id, scrub)
        if scrub.title:
            self._summaries[batch.incident_id] = replace(self._summaries[batch.incident_id], title="", titles={})

    def _check_erasure(self, batch: Batch) -> None:
        if batch.erase_contents:
            own = self._entries.get(batch.incident_id, [])
            for seq, content_id in erased_contents(batch):
                require_named(content_id, own[seq - 1].row.body if 1 <= seq <= len(own) else None)

    def _opened(self, entries: Sequence[Entry]) -> Sequence[Recorded]:
        return opened(map(row_of, entries), self._words, self._decoder)
