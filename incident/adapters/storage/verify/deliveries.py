"""The rows of the outbox, which are in no chain, for they change: held to what the log and the attempts say."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from hashlib import sha256
from itertools import groupby

from incident.adapters.storage.verify.rows import Attempt, RawRows
from incident.adapters.storage.verify.sealing import ZEROS, bytes_of, finding, sealed
from incident.adapters.storage.verify.walk import Walk
from incident.application.ports import Finding

__all__ = ["check_attempts", "check_deliveries"]

_PROOFS = {"sent": "delivered", "failed": "permanent"}
"""Ending of a delivery, and the class of an attempt that it needs."""


def check_deliveries(
    rows: RawRows, only: str | None, walked: Mapping[str, Walk], proven: Collection[tuple[str, str]]
) -> Iterator[Finding]:
    """What became of messages, as far as the log and the attempts know; `proven` is delivery and class of these."""
    made = set()
    for incident, seq, delivery, state in rows.deliveries(only):
        made.add((incident, seq))
        if state in _PROOFS and (delivery, _PROOFS[state]) not in proven:
            yield finding("attempt-missing", incident, seq, delivery=delivery)
    for walk in walked.values():
        for delivery, seq in walk.delivered.items():
            if (delivery, "delivered") not in proven:
                yield finding("delivery-missing", walk.incident, seq, delivery=delivery)
        for message, seq in walk.released.items():
            if (walk.incident, seq) not in made:
                yield finding("deliveries-missing", walk.incident, seq, message=message)


def check_attempts(every: Iterable[Attempt]) -> Iterator[Finding]:
    """The attempts of each delivery are a chain of their own; details go with the words of an erased message."""
    for delivery, attempts in groupby(every, key=lambda row: row[3]):
        head, last = ZEROS, 0
        for attempt in attempts:
            incident, seq, body = attempt[0] or "", attempt[1] or 0, attempt[2]
            fields, (detail, salt, digest) = attempt[3:15], attempt[15:]
            if attempt[0] is None and not last:
                yield finding("delivery-missing", "", 0, delivery=delivery)
            number = attempt[4]
            if number != last + 1:
                yield finding("attempt-gap", incident, seq, delivery=delivery, number=last + 1)
            if sealed(b"incident attempt 1\n", head, fields).hex() != digest:
                yield finding("attempt-digest", incident, seq, delivery=delivery, number=number)
            is_erased = not (body or detail or salt)
            if not is_erased and sha256(bytes(salt) + detail.encode()).hexdigest() != fields[-1]:
                yield finding("attempt-altered", incident, seq, delivery=delivery, number=number)
            head, last = bytes_of(digest), number
