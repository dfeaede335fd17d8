"""From a batch to its sealed rows, and from rows to entries: the same for every log.

Apart from the databases, so that what an append means is decided once and they
only differ in how they keep it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final, TypeAlias

from incident.adapters.storage.codec import Content, EventDecoder, encode, fresh_salt
from incident.adapters.storage.digest import START, EventRow, event_digest
from incident.adapters.storage.instants import from_micros, micros
from incident.application.errors import StorageDamaged
from incident.application.ports import Batch
from incident.domain.events import Event, IncidentClosed, MessageReleased, Recorded, TierLowered, TierRaised
from incident.domain.frozen import Frozen

__all__ = ["ChainLink", "Entry", "EntryRow", "links_of", "opened", "row_of", "seal", "written"]

EntryRow: TypeAlias = tuple[str, int, str, str, int, str, str | None, int, int, str, str]
"""The columns of an `EventRow` but the command, then the digest: what a database gives back, without a detour."""

_REACHING: Final = frozenset({TierRaised.__name__, TierLowered.__name__, MessageReleased.__name__})
"""Types after which the workspace's chain takes note of an open incident's head."""

_REACHING_EVERY: Final = 25
"""After how many entries it does so in any case."""


class Entry(Frozen):
    """One row of the log with its digest and the contents that it names."""

    row: EventRow
    digest: str
    contents: tuple[Content, ...]
    event: Event
    """What the row was made from."""


class ChainLink(Frozen):
    """What an append adds to the workspace's chain: that an incident began, went on or was closed with it."""

    kind: str
    head: str


def seal(batch: Batch, previous: str = START, new_salt: Callable[[], bytes] = fresh_salt) -> list[Entry]:
    """The batch's events as rows that follow the entry with that digest."""
    entries: list[Entry] = []
    occurred, recorded = micros(batch.occurred_at), micros(batch.recorded_at)
    for seq, new in enumerate(batch.events, batch.expected_seq + 1):
        stored = encode(new.event, new_salt)
        row = EventRow(
            incident_id=batch.incident_id,
            seq=seq,
            event_id=new.event_id,
            type=stored.type,
            schema_version=stored.version,
            actor=batch.actor,
            on_behalf_of=batch.on_behalf_of,
            occurred_at=occurred,
            recorded_at=recorded,
            body=stored.body,
            command_id=batch.command_id,
        )
        previous = event_digest(previous, row)
        entries.append(Entry(row=row, digest=previous, contents=stored.contents, event=new.event))
    return entries


def opened(rows: Iterable[EntryRow], contents: Mapping[str, bytes], decoder: EventDecoder) -> Sequence[Recorded]:
    """The rows, each with its digest, as entries in their places."""
    with decoder.reading(contents) as decode:
        return [_placed(row, decode(row[3], row[4], row[9])) for row in rows]


def written(entries: Sequence[Entry], decoder: EventDecoder) -> Sequence[Recorded]:
    """The entries as reading would give them back; what has no words beside it is what it was made from."""
    words = {each.content_id: each.data for entry in entries for each in entry.contents if not each.is_part}
    if words:
        return opened([row_of(entry) for entry in entries], words, decoder)
    return [_placed(row_of(entry), entry.event) for entry in entries]


_set = {name: getattr(Recorded, name).__set__ for name in Recorded.__names__}
_set_incident_id, _set_seq, _set_event_id = _set["incident_id"], _set["seq"], _set["event_id"]
_set_event, _set_actor, _set_on_behalf_of = _set["event"], _set["actor"], _set["on_behalf_of"]
_set_occurred_at, _set_recorded_at, _set_digest = _set["occurred_at"], _set["recorded_at"], _set["digest"]


def _placed(row: EntryRow, event: Event) -> Recorded:
    """As `Recorded(...)`, whose frozen fields cost 1.5 us an entry by name and 0.6 by slot: a sixth of a long fold."""
    incident_id, seq, event_id, _, _, actor, on_behalf_of, occurred_at, recorded_at, _, digest = row
    entry = Recorded.__new__(Recorded)
    _set_incident_id(entry, incident_id)
    _set_seq(entry, seq)
    _set_event_id(entry, event_id)
    _set_event(entry, event)
    _set_actor(entry, actor)
    _set_on_behalf_of(entry, on_behalf_of)
    try:
        recorded = from_micros(recorded_at)
        _set_occurred_at(entry, recorded if occurred_at == recorded_at else from_micros(occurred_at))
    except StorageDamaged as damaged:
        detail = f"{incident_id}:{seq}: {damaged.fields['detail']}"
        raise StorageDamaged(incident_id=incident_id, seq=seq, detail=detail) from damaged
    _set_recorded_at(entry, recorded)
    _set_digest(entry, digest)
    return entry


def row_of(entry: Entry) -> EntryRow:
    """The entry as a database would give it back."""
    row = entry.row
    return (
        row.incident_id,
        row.seq,
        row.event_id,
        row.type,
        row.schema_version,
        row.actor,
        row.on_behalf_of,
        row.occurred_at,
        row.recorded_at,
        row.body,
        entry.digest,
    )


def links_of(entries: Sequence[Entry]) -> list[ChainLink]:
    """What these entries add to the workspace's chain, so that an incident, or the end of one, is missed."""
    return [ChainLink(kind=kind, head=entry.digest) for entry in entries if (kind := _link(entry.row))]


def _link(row: EventRow) -> str:
    """The kind of the link that the entry adds, '' if it adds none."""
    if row.seq == 1:
        return "opened"
    if row.type == IncidentClosed.__name__:
        return "closed"
    return "reached" if row.type in _REACHING or row.seq % _REACHING_EVERY == 0 else ""
