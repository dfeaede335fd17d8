"""The stream of those who lead an exercise, held to its seals, to its exercise, and to what the log says of its end.

Its words are held to the entries that name them, as those of the log are.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import groupby

from incident.adapters.storage.verify.rows import Led, RawRows
from incident.adapters.storage.verify.sealing import ZEROS, bytes_of, finding, sealed
from incident.adapters.storage.verify.walk import Walk, content_ids
from incident.application.ports import Finding

__all__ = ["check_leading"]


@dataclass(slots=True)
class _Stream:
    """What the entries of one exercise said on the way through them."""

    exercise: str
    heads: set[str] = field(default_factory=set)
    named: dict[str, int] = field(default_factory=dict)
    """Content ids that bodies name, and the entry that does."""
    erased: set[tuple[object, str]] = field(default_factory=set)
    """Entry and content, as `TextErased` names them."""

    def through(self, entries: Iterable[Led], walk: Walk | None) -> Iterator[Finding]:
        seq, head = 0, ZEROS
        for row in entries:
            self._read(row)
            if walk is None or not walk.is_prepared:
                yield finding("row-unsaid", self.exercise, row[1], table="controller_stream", row=row[2])
                continue
            if row[1] != seq + 1:
                yield finding("lead-gap", self.exercise, 0, until=row[1])
            if sealed(b"incident lead 1\n", head, row[:9]).hex() != row[9]:
                yield finding("lead-digest", self.exercise, 0, number=row[1])
            seq, head = row[1], bytes_of(row[9])
            self.heads.add(row[9])

    def _read(self, row: Led) -> None:
        """What cannot be read names nothing; its digest says that it was altered."""
        seq, kind = row[1], row[3]
        try:
            parsed = json.loads(row[8])
        except (ValueError, RecursionError):
            return
        if kind == "TextErased" and isinstance(parsed, dict):
            self.erased.update((parsed.get("seq"), str(content)) for content in parsed.get("contents", ()))
        elif kind != "ScenarioPinned":
            self.named |= dict.fromkeys(content_ids(kind, parsed), seq)


def check_leading(rows: RawRows, only: str | None, walked: Mapping[str, Walk]) -> Iterator[Finding]:
    """As far as whoever asks may see it: who may not sees no row, and nothing of it is said."""
    streams: dict[str, _Stream] = {}
    for exercise, entries in groupby(rows.led(only), key=lambda row: row[0]):
        streams[exercise] = stream = _Stream(exercise)
        walk = walked.get(exercise)
        yield from stream.through(entries, walk)
        if walk is not None and walk.lead_head and walk.lead_head not in stream.heads:
            yield finding("lead-head", exercise, walk.ended_seq)
    for exercise, walk in walked.items():
        if rows.sees_all_leading() and exercise not in streams and walk.lead_head:
            yield finding("lead-head", exercise, walk.ended_seq)
    yield from _check_words(rows, only, streams)


def _check_words(rows: RawRows, only: str | None, streams: Mapping[str, _Stream]) -> Iterator[Finding]:
    present: set[str] = set()
    for exercise, seq, content_id, salt, data in rows.led_contents(only):
        present.add(content_id)
        stream = streams.get(exercise)
        if sha256(salt + data).hexdigest() != content_id:
            yield finding("lead-words-altered", exercise, 0, number=seq)
        if stream is None or stream.named.get(content_id) != seq:
            yield finding("lead-words-unnamed", exercise, 0, number=seq)
        elif (seq, content_id) in stream.erased:
            yield finding("lead-words-not-erased", exercise, 0, number=seq)
    for stream in streams.values():
        for content_id, seq in stream.named.items():
            if content_id not in present and (seq, content_id) not in stream.erased:
                yield finding("lead-words-missing", stream.exercise, 0, number=seq)
