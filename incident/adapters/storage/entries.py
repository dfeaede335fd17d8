"""From a batch to its sealed rows, and from rows to entries: the same for every log.

Apart from the databases, so that what an append means is decided once and they
only differ in how they keep it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from incident.adapters.storage.codec import Content, EventDecoder, encode, fresh_salt
from incident.adapters.storage.digest import START, EventRow, event_digest
from incident.adapters.storage.instants import from_micros, micros
from incident.application.ports import Batch
from incident.domain.events import FactRecorded, IncidentClosed, IncidentDeclared, MessageDrafted, Recorded

__all__ = ["ChainLink", "Entry", "EntryRow", "Scrub", "links_of", "opened", "scrub_for", "seal"]

EntryRow: TypeAlias = tuple[str, int, str, str, int, str, str | None, int, int, str, str]
"""The columns of an `EventRow`, then the digest: what a database gives back, unpacked without a detour."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One row of the log with its digest and the contents that it names."""

    row: EventRow
    digest: str
    contents: tuple[Content, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainLink:
    """What an append adds to the workspace's chain: that an incident was opened, or closed, with that head."""

    kind: str
    head: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Scrub:
    """What an erasure takes out beside the contents, because it repeats their words."""

    title: bool = False
    """The title in the list of incidents."""
    messages: frozenset[str] = frozenset()
    """The messages whose outbox rows lose their text."""
    all_messages: bool = False
    """Every message of the incident."""


def seal(batch: Batch, previous: str = START, new_salt: Callable[[], bytes] = fresh_salt) -> list[Entry]:
    """The batch's events as rows that follow the entry with that digest."""
    entries: list[Entry] = []
    occurred, recorded = micros(batch.occurred_at), micros(batch.recorded_at)
    for seq, new in enumerate(batch.events, batch.expected_seq + 1):
        stored = encode(new.event, new_salt)
        row = EventRow(
            batch.incident_id,
            seq,
            new.event_id,
            stored.type,
            stored.version,
            batch.actor,
            batch.on_behalf_of,
            occurred,
            recorded,
            stored.body,
        )
        previous = event_digest(previous, row)
        entries.append(Entry(row=row, digest=previous, contents=stored.contents))
    return entries


def opened(rows: Iterable[EntryRow], contents: Mapping[str, bytes], decoder: EventDecoder) -> Sequence[Recorded]:
    """The rows, each with its digest, as entries in their places."""
    decode = decoder.decode
    return [
        Recorded(
            incident_id=incident_id,
            seq=seq,
            event_id=event_id,
            event=decode(name, version, body, contents),
            actor=actor,
            on_behalf_of=on_behalf_of,
            occurred_at=from_micros(occurred_at),
            recorded_at=from_micros(recorded_at),
            digest=digest,
        )
        for (
            incident_id,
            seq,
            event_id,
            name,
            version,
            actor,
            on_behalf_of,
            occurred_at,
            recorded_at,
            body,
            digest,
        ) in rows
    ]


def links_of(entries: Sequence[Entry]) -> list[ChainLink]:
    """What these entries add to the workspace's chain."""
    links = [ChainLink(kind="opened", head=entry.digest) for entry in entries if entry.row.seq == 1]
    closed = IncidentClosed.__name__
    return links + [ChainLink(kind="closed", head=entry.digest) for entry in entries if entry.row.type == closed]


def scrub_for(erased: Sequence[str], entries: Sequence[Recorded]) -> Scrub:
    """What erasing those contents takes out beside them; `entries` are the ones that named them.

    The words of a title or a fact stand in messages, and nobody knows in which: then all lose their text.
    """
    events = [entry.event for entry in entries]
    drafted = frozenset(event.message for event in events if isinstance(event, MessageDrafted))
    title = any(isinstance(event, IncidentDeclared) and event.title.content_id in erased for event in events)
    fact = any(isinstance(event, FactRecorded) for event in events)
    return Scrub(title=title, messages=drafted, all_messages=title or fact)
