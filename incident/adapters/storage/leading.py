"""The stream of those who lead an exercise: what is written, how it is sealed, and which of its words are destroyed.

Apart from the log, whose queries a player's process asks: nothing here is asked by one.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, cast

from incident.adapters.storage.codec import Content, EventDecoder, encode, fresh_salt
from incident.adapters.storage.digest import START, lead_digest
from incident.adapters.storage.erasing import require_named
from incident.adapters.storage.instants import from_micros, micros
from incident.application.errors import LostRace
from incident.application.ports.leading import LeadBatch, LeadStream
from incident.domain.exercises.leading import LEAD_TYPES, LEAD_VERSIONS, LeadEntry, TextErased
from incident.domain.frozen import Frozen

if TYPE_CHECKING:
    from incident.adapters.storage.database import Database, Row, Session
    from incident.domain.events import UnknownEvent
    from incident.domain.exercises.leading import LeadEvent

__all__ = ["MemoryStream", "StoredStream", "lead_decoder"]

_COLUMNS = (
    "exercise_id", "seq", "event_id", "type", "schema_version", "actor", "occurred_at", "recorded_at", "body", "digest",
)  # fmt: skip


class Sealed(Frozen):
    """A batch as it is written."""

    rows: tuple[Row, ...]
    contents: tuple[tuple[int, Content], ...]
    """Each with the entry that names it."""

    @property
    def words(self) -> Mapping[str, bytes]:
        """By content id."""
        return {content.content_id: content.data for _, content in self.contents}


def sealed(batch: LeadBatch, seq: int, previous: str, new_salt: Callable[[], bytes]) -> Sealed:
    """The batch behind the entry of that number and digest.

    Raises:
        LostRace: the batch was meant to follow another.
    """
    if seq != batch.expected_seq:
        raise LostRace(incident_id=batch.exercise_id, expected_seq=batch.expected_seq)
    rows: list[Row] = []
    contents: list[tuple[int, Content]] = []
    for event_id, event in batch.events:
        seq += 1
        stored = encode(event, new_salt, LEAD_VERSIONS)
        times = micros(batch.occurred_at), micros(batch.recorded_at)
        head = (batch.exercise_id, seq, event_id, stored.type, stored.version, batch.actor)
        fields = (*head, *times, stored.body)
        previous = lead_digest(previous, fields)
        rows.append((*fields, previous))
        contents += ((seq, content) for content in stored.contents)
    return Sealed(rows=tuple(rows), contents=tuple(contents))


def lead_decoder() -> EventDecoder:
    """Reads what they wrote; a text that is not there was erased."""
    return EventDecoder({}, LEAD_VERSIONS, LEAD_TYPES)


def opened(rows: Sequence[Row], words: Mapping[str, bytes], decoder: EventDecoder) -> Sequence[LeadEntry]:
    """The entries that the rows hold."""
    with decoder.reading(words) as decode:
        return [
            LeadEntry(
                exercise_id=exercise_id,
                seq=seq,
                event_id=event_id,
                event=cast("LeadEvent | UnknownEvent", decode(kind, version, body)),
                actor=actor,
                occurred_at=from_micros(occurred_at),
                recorded_at=from_micros(recorded_at),
                digest=digest,
            )
            for exercise_id, seq, event_id, kind, version, actor, occurred_at, recorded_at, body, digest in rows
        ]


def _going(batch: LeadBatch) -> Iterator[tuple[int, str]]:
    """Entry and id of each content that the batch destroys."""
    for _, event in batch.events:
        if isinstance(event, TextErased):
            yield from ((event.seq, content_id) for content_id in event.contents)


class StoredStream(LeadStream):
    """The stream of every exercise that whoever is connected leads."""

    def __init__(self, database: Database, new_salt: Callable[[], bytes] = fresh_salt) -> None:
        self._database = database
        self._new_salt = new_salt
        self._decoder = lead_decoder()

    def read(self, exercise_id: str, after: int = 0) -> Sequence[LeadEntry]:
        def work(session: Session) -> Sequence[LeadEntry]:
            place = {"exercise_id": exercise_id, "after": after}
            rows = session.all("lead-entries", **place)
            return opened(rows, dict(session.all("lead-words", **place)), self._decoder)

        return self._database.read(work)

    def require_open(self, persons: Collection[str]) -> Sequence[str]:
        return self._database.read(lambda session: self._database.require_led_side(session, persons))

    def append(self, batch: LeadBatch) -> Sequence[LeadEntry]:
        going = list(_going(batch))

        def work(session: Session) -> Sealed:
            session.lock(batch.exercise_id)
            seq, previous = session.one("lead-last", exercise_id=batch.exercise_id) or (0, START)
            made = sealed(batch, seq, previous, self._new_salt)
            session.run_each("add-lead", [dict(zip(_COLUMNS, row, strict=True)) for row in made.rows])
            session.run_each("add-lead-content", [_content_values(batch, *each) for each in made.contents])
            _destroy(session, batch.exercise_id, going)
            return made

        made = self._database.write(work)
        if going:
            self._database.forget()
        return opened(made.rows, made.words, self._decoder)


def _content_values(batch: LeadBatch, seq: int, content: Content) -> dict[str, object]:
    own = {"content_id": content.content_id, "salt": content.salt, "bytes": content.data}
    return {"exercise_id": batch.exercise_id, "seq": seq, **own}


def _destroy(session: Session, exercise_id: str, going: Sequence[tuple[int, str]]) -> None:
    for seq, content_id in going:
        place = {"exercise_id": exercise_id, "seq": seq}
        row = session.one("lead-body", **place)
        require_named(content_id, row[0] if row else None)
        session.run("erase-lead-content", content_id=content_id, **place)


class MemoryStream(LeadStream):
    """The same in one process."""

    def __init__(self, new_salt: Callable[[], bytes] = fresh_salt) -> None:
        self.rows: list[Row] = []
        self.contents: dict[str, tuple[str, int, Content]] = {}
        """By content id: exercise, seq, content."""
        self._new_salt = new_salt
        self._decoder = lead_decoder()

    def read(self, exercise_id: str, after: int = 0) -> Sequence[LeadEntry]:
        return self._opened([row for row in self.rows if row[0] == exercise_id and row[1] > after])

    def require_open(self, _persons: Collection[str]) -> Sequence[str]:
        return ()

    def append(self, batch: LeadBatch) -> Sequence[LeadEntry]:
        own = [row for row in self.rows if row[0] == batch.exercise_id]
        seq, previous = (own[-1][1], own[-1][9]) if own else (0, START)
        made = sealed(batch, seq, previous, self._new_salt)
        bodies = {row[1]: row[8] for row in own}
        for of, content_id in _going(batch):
            require_named(content_id, bodies.get(of))
        self.rows += made.rows
        self.contents |= {each.content_id: (batch.exercise_id, at, each) for at, each in made.contents}
        for _, content_id in _going(batch):
            self.contents.pop(content_id, None)
        return self._opened(made.rows)

    def _opened(self, rows: Sequence[Row]) -> Sequence[LeadEntry]:
        words = {name: content.data for name, (_, _, content) in self.contents.items()}
        return opened(rows, words, self._decoder)
