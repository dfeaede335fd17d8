"""Whether the record is as it was written: every digest, every number, every guard, computed anew.

This file shares nothing with the code that writes: a mistake there must not be
repeated here. It reads raw rows and knows the format from its description alone:

    digest = SHA-256(purpose, previous digest as 32 bytes, fields)
    an entry's fields end with the id of the command that wrote it; of an attempt's detail a salted digest is covered
    a field is its length in bytes, ':', and its bytes in UTF-8; numbers in decimal; nothing at all is '-'

A chain does not stop its owner from rewriting all of it: compare the head with the
one in the closing message or in an exported report. The workspace's chain takes note
of an open incident after each change of tier, each message released and each 25th
entry: a shorter end than that can be cut off without a trace but the printed head.

The rows of the outbox are in no chain, for they change. They are held to what the chain says: a released message has
rows, the delivery that the log calls accepted was, and an ending has the attempt that it came from.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from hashlib import sha256
from itertools import groupby
from typing import Any, Protocol, TypeAlias

from incident.application.ports import Finding

__all__ = ["RawRows", "verify"]

_ZEROS = bytes(32)
_CONTENT_ID = re.compile(r"[0-9a-f]{64}")

_REACHING = ("TierRaised", "TierLowered", "MessageReleased")
_REACHING_EVERY = 25

_PROOFS = {"sent": "delivered", "failed": "permanent"}
"""Ending of a delivery, and the class of an attempt that it needs."""

_Event: TypeAlias = tuple[str, int, str, str, int, str, str | None, int, int, str, str, str]
_Attempt: TypeAlias = tuple[
    str | None,
    int | None,
    str | None,
    *tuple[str, int, int, int, int, str, str | None, int | None, str, str, int | None, str, str, bytes, str],
]
_Named: TypeAlias = dict[str, int]
"""Content ids that the bodies of an incident name, and the entry that does."""


class RawRows(Protocol):
    """The tables as they stand, in order, unread by anybody."""

    def events(self, incident_id: str | None) -> Iterable[_Event]:
        """Incident, seq, event id, type, version, actor, on behalf of, occurred, recorded, body, command, digest."""
        ...

    def contents(self, incident_id: str | None) -> Iterable[tuple[str, int, str, bytes, bytes]]:
        """Incident, seq, content id, salt, bytes."""
        ...

    def commands(self, incident_id: str | None) -> Iterable[tuple[str, int, int, str]]:
        """Incident, first seq, count, command; by incident and first seq."""
        ...

    def attempts(self, incident_id: str | None) -> Iterable[_Attempt]:
        """Incident, seq and body of the delivery, None where it is gone; its id, number, fence, start, end, class,
        assurance, status, provider's code, provider's id, retry after, digest of the detail; detail, salt, digest;
        by delivery and number.
        """
        ...

    def deliveries(self, incident_id: str | None) -> Iterable[tuple[str, int, str, str]]:
        """Incident, seq, id and state of every delivery, in the order in which they were made."""
        ...

    def heads(self, incident_id: str | None) -> Iterable[tuple[str, int, str]]:
        """Incident, last seq and head as the list of incidents has them."""
        ...

    def chain(self) -> Iterable[tuple[int, str, str, str, str]]:
        """Position, kind, incident, head, digest; by position."""
        ...

    def closed(self) -> Iterable[str]:
        """Incidents that are there, and not for whoever asks."""
        ...

    def readers(self) -> Iterable[tuple[str, str]] | None:
        """Incident and person of everybody who alone may know; None where the database keeps no such table."""
        ...

    def guards(self) -> Mapping[str, bool]:
        """The guards that must stand, and whether each stands as it was built."""
        ...

    def strangers(self) -> Iterable[str]:
        """What acts on the tables although nobody built it: triggers and rules."""
        ...


def verify(rows: RawRows, incident_id: str | None = None) -> list[Finding]:
    """Everything that is not as it was written; of one incident, or of all and of the workspace."""
    findings = [
        _finding("guard-missing", "", 0, guard=name) for name, stands in sorted(rows.guards().items()) if not stands
    ]
    findings += [_finding("guard-strange", "", 0, guard=name) for name in rows.strangers()]
    walked: dict[str, _Walk] = {}
    for incident, events in groupby(rows.events(incident_id), key=lambda row: row[0]):
        walked[incident] = walk = _Walk(incident)
        findings += walk.through(events)
    findings += _contents(rows, incident_id, walked)
    findings += _commands(rows, incident_id, walked)
    attempts = list(rows.attempts(incident_id))
    findings += _attempts(attempts)
    findings += _deliveries(rows, incident_id, walked, {(attempt[3], attempt[8]) for attempt in attempts})
    findings += _heads(rows, incident_id, walked)
    findings += _readers(rows, walked)
    return findings + list(_chain(rows, incident_id, walked))


class _Walk:
    """What one incident's entries said on the way through them."""

    def __init__(self, incident: str) -> None:
        self.incident = incident
        self.seq = 0
        self.head = _ZEROS
        self.named: _Named = {}
        self.commands: dict[int, str] = {}
        """By entry: the command that wrote it."""
        self.erased: set[tuple[object, str]] = set()
        """Entry and content, as `ContentErased` names them."""
        self.delivered: dict[str, int] = {}
        """Deliveries that the log calls accepted, and the entry that does."""
        self.released: dict[str, int] = {}
        """Messages that have deliveries, and the entry that released each last."""
        self.readers: tuple[int, frozenset[str]] = (0, frozenset())
        """The entry that last said who alone may know of it, and whom it named."""
        self.moments: set[tuple[str, str]] = set()
        """Opening, going on and closing, with the digest of the entry, as the workspace's chain has them."""

    def through(self, events: Iterable[_Event]) -> Iterator[Finding]:
        for event in events:
            seq, kind, body, command, digest = event[1], event[3], event[9], event[10], event[11]
            if seq != self.seq + 1:
                yield _finding("gap", self.incident, self.seq + 1, until=seq)
            if _sealed(b"incident event 1\n", self.head, event[:11]).hex() != digest:
                yield _finding("digest", self.incident, seq, type=kind, event_id=event[2])
            self.seq, self.head, self.commands[seq] = seq, _bytes(digest), command
            yield from self._read(seq, kind, body)
            if seq == 1:
                self.moments.add(("opened", digest))
            elif kind == "IncidentClosed":
                self.moments.add(("closed", digest))
            elif kind in _REACHING or not seq % _REACHING_EVERY:
                self.moments.add(("reached", digest))

    def _read(self, seq: int, kind: str, body: str) -> Iterator[Finding]:
        try:
            parsed = json.loads(body)
        except (ValueError, RecursionError):
            yield _finding("body", self.incident, seq, type=kind)
            return
        if kind == "ContentErased" and isinstance(parsed, dict):
            of = parsed.get("seq")
            self.erased.update((of, str(content)) for content in parsed.get("contents", ()))
        else:
            if isinstance(parsed, dict):
                self._heed(seq, kind, parsed)
            self.named |= dict.fromkeys(_content_ids(kind, parsed), seq)

    def _heed(self, seq: int, kind: str, parsed: Mapping[str, object]) -> None:
        if kind == "MessageReleased":
            self.released[str(parsed.get("message"))] = seq
        elif kind == "AudienceUnreachable":
            self.released.pop(str(parsed.get("message")), None)
        elif kind == "MessageDelivered":
            self.delivered[str(parsed.get("delivery"))] = seq
        elif kind == "ReadersNamed":
            persons = parsed.get("persons")
            self.readers = seq, frozenset(map(str, persons if isinstance(persons, list) else ()))


def _contents(rows: RawRows, only: str | None, walked: Mapping[str, _Walk]) -> Iterator[Finding]:
    present: set[str] = set()
    for incident, seq, content_id, salt, data in rows.contents(only):
        present.add(content_id)
        walk = walked.get(incident)
        if sha256(salt + data).hexdigest() != content_id:
            yield _finding("content-altered", incident, seq, content=content_id)
        if walk is None or walk.named.get(content_id) != seq:
            yield _finding("content-unnamed", incident, seq, content=content_id)
        elif (seq, content_id) in walk.erased:
            yield _finding("content-not-erased", incident, seq, content=content_id)
    for walk in walked.values():
        for content_id, seq in walk.named.items():
            if content_id not in present and (seq, content_id) not in walk.erased:
                yield _finding("content-missing", walk.incident, seq, content=content_id)


def _commands(rows: RawRows, only: str | None, walked: Mapping[str, _Walk]) -> Iterator[Finding]:
    """Commands cover the entries from first to last, each entry once, and the entries say the same."""
    covered = dict.fromkeys(walked, 0)
    for incident, first, count, command in rows.commands(only):
        if first != covered.get(incident, 0) + 1:
            yield _finding("command-gap", incident, first)
        covered[incident] = last = first + count - 1
        written = walked[incident].commands if incident in walked else {}
        if any(written.get(seq, command) != command for seq in range(first, last + 1)):
            yield _finding("command-other", incident, first)
    for incident, last in covered.items():
        seq = walked[incident].seq if incident in walked else 0
        if last != seq:
            yield _finding("command-count", incident, seq, commanded=last)


def _deliveries(
    rows: RawRows, only: str | None, walked: Mapping[str, _Walk], proven: Collection[tuple[str, str]]
) -> Iterator[Finding]:
    """What became of messages, as far as the log and the attempts know; `proven` is delivery and class of these."""
    made = set()
    for incident, seq, delivery, state in rows.deliveries(only):
        made.add((incident, seq))
        if state in _PROOFS and (delivery, _PROOFS[state]) not in proven:
            yield _finding("attempt-missing", incident, seq, delivery=delivery)
    for walk in walked.values():
        for delivery, seq in walk.delivered.items():
            if (delivery, "delivered") not in proven:
                yield _finding("delivery-missing", walk.incident, seq, delivery=delivery)
        for message, seq in walk.released.items():
            if (walk.incident, seq) not in made:
                yield _finding("deliveries-missing", walk.incident, seq, message=message)


def _attempts(every: Iterable[_Attempt]) -> Iterator[Finding]:
    """The attempts of each delivery are a chain of their own; details go with the words of an erased message."""
    for delivery, attempts in groupby(every, key=lambda row: row[3]):
        head, last = _ZEROS, 0
        for attempt in attempts:
            incident, seq, body = attempt[0] or "", attempt[1] or 0, attempt[2]
            fields, (detail, salt, digest) = attempt[3:15], attempt[15:]
            if attempt[0] is None and not last:
                yield _finding("delivery-missing", "", 0, delivery=delivery)
            number = attempt[4]
            if number != last + 1:
                yield _finding("attempt-gap", incident, seq, delivery=delivery, number=last + 1)
            if _sealed(b"incident attempt 1\n", head, fields).hex() != digest:
                yield _finding("attempt-digest", incident, seq, delivery=delivery, number=number)
            is_erased = not (body or detail or salt)
            if not is_erased and sha256(bytes(salt) + detail.encode()).hexdigest() != fields[-1]:
                yield _finding("attempt-altered", incident, seq, delivery=delivery, number=number)
            head, last = _bytes(digest), number


def _heads(rows: RawRows, only: str | None, walked: Mapping[str, _Walk]) -> Iterator[Finding]:
    listed = {incident: (seq, head) for incident, seq, head in rows.heads(only)}
    for incident, walk in walked.items():
        seq, head = listed.pop(incident, (0, ""))
        if not seq:
            yield _finding("summary-missing", incident, walk.seq)
        elif (seq, head) != (walk.seq, walk.head.hex()):
            yield _finding("summary-head", incident, walk.seq, listed_seq=seq, listed_head=head)
    for incident, (seq, _) in listed.items():
        yield _finding("incident-missing", incident, seq)


def _readers(rows: RawRows, walked: Mapping[str, _Walk]) -> Iterator[Finding]:
    """Who may know of an incident is who its log named last."""
    listed = rows.readers()
    if listed is None:
        return
    standing: dict[str, set[str]] = {incident: set() for incident in walked}
    for incident, person in listed:
        standing.setdefault(incident, set()).add(person)
    for incident, persons in standing.items():
        seq, named = walked[incident].readers if incident in walked else (0, frozenset[str]())
        if persons != named:
            yield _finding("readers-other", incident, seq, listed=", ".join(sorted(persons)))


def _chain(rows: RawRows, only: str | None, walked: Mapping[str, _Walk]) -> Iterator[Finding]:
    head, last, seen = _ZEROS, 0, set[tuple[str, str, str]]()
    closed = frozenset(rows.closed())
    for position, kind, incident, entry, digest in rows.chain():
        if position != last + 1:
            yield _finding("chain-gap", "", last + 1, until=position)
        if _sealed(b"incident workspace 1\n", head, (position, kind, incident, entry)).hex() != digest:
            yield _finding("chain-digest", incident, position)
        head, last = _bytes(digest), position
        seen.add((incident, kind, entry))
        if only in (None, incident) and incident not in closed:
            yield from _unlinked(walked.get(incident), incident, kind, entry, position)
    for walk in walked.values():
        for kind, entry in walk.moments:
            if (walk.incident, kind, entry) not in seen:
                yield _finding("unchained", walk.incident, 0, kind=kind)


def _unlinked(walk: _Walk | None, incident: str, kind: str, entry: str, position: int) -> Iterator[Finding]:
    if walk is None:
        yield _finding("incident-missing", incident, position)
    elif (kind, entry) not in walk.moments:
        yield _finding("chain-head", incident, position, kind=kind)


def _sealed(purpose: bytes, previous: bytes, fields: Iterable[str | int | None]) -> bytes:
    total = sha256(purpose)
    total.update(previous)
    for value in fields:
        if value is None:
            total.update(b"-")
        else:
            text = f"{value}".encode(errors="surrogateescape")  # bytes that are no text come as such
            total.update(f"{len(text)}:".encode() + text)
    return total.digest()


def _content_ids(kind: str, value: Any) -> Iterator[str]:  # noqa: ANN401  (whatever JSON holds)
    """The salted digests in a body; a fact's plain value may look like one and is none."""
    if isinstance(value, str):
        if _CONTENT_ID.fullmatch(value):
            yield value
    elif isinstance(value, list):
        for part in value:
            yield from _content_ids(kind, part)
    elif isinstance(value, dict):
        for key, part in value.items():
            if (kind, key) != ("FactRecorded", "value"):
                yield from _content_ids(kind, part)


def _bytes(digest: str) -> bytes:
    """The digest as bytes; one that is none verifies nothing after it."""
    try:
        return bytes.fromhex(digest)
    except ValueError:
        return b""


def _finding(code: str, incident: str, seq: int, **fields: str | int) -> Finding:
    return Finding(code=code, incident_id=incident, seq=seq, fields=fields)
