"""The rows of the outbox, which are in no chain, for they change: held to what the log and the attempts say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import groupby

from incident.adapters.storage.verify.bundles import check_bundles
from incident.adapters.storage.verify.endings import check_ending
from incident.adapters.storage.verify.rows import Attempt, Delivery, RawRows
from incident.adapters.storage.verify.sealing import ZEROS, bytes_of, finding, sealed
from incident.adapters.storage.verify.walk import Walk
from incident.application.ports import Finding

__all__ = ["check_attempts", "check_deliveries"]

_PROOFS = {"sent": "delivered", "failed": "permanent"}
"""Ending of a delivery, and the class of an attempt that it needs."""


def check_deliveries(
    rows: RawRows, only: str | None, walked: Mapping[str, Walk], attempts: Sequence[Attempt], now: int | None
) -> Iterator[Finding]:
    """What became of messages, as far as the log and the attempts know."""
    proven = {(attempt[3], attempt[8]) for attempt in attempts}
    tried: dict[str, dict[int, Attempt]] = {}
    for attempt in reversed(attempts):  # one that was written twice counted the first time
        tried.setdefault(attempt[3], {})[attempt[5]] = attempt
    present, made, closed = set[str](), set[tuple[str, int]](), frozenset(rows.closed())
    standing, latest = list(rows.deliveries(only)), _latest(walked, attempts, now)
    yield from check_bundles(standing, tried)
    yield from _out_of_place(standing, has_gaps=only is not None or not rows.is_file())
    for row in standing:
        incident, seq, state, delivery = row[0], row[1], row[2], row[4]
        present.add(delivery)
        made.add((incident, seq))
        if incident not in closed:  # else its log is not for whoever asks
            yield from _against_the_log(row, walked.get(incident))
        if state in _PROOFS and (delivery, _PROOFS[state]) not in proven:
            yield finding("attempt-missing", incident, seq, delivery=delivery)
        elif incident in walked:
            yield from check_ending(row, tried.get(delivery, {}), walked[incident], latest)
    for walk in walked.values():
        accepted = {delivery for delivery in walk.delivered if (delivery, "delivered") not in proven}
        gone = {delivery for delivery in walk.made if delivery not in present}
        for delivery in sorted(accepted | gone):
            seq = walk.delivered.get(delivery) or walk.made[delivery][0]
            yield finding("delivery-missing", walk.incident, seq, delivery=delivery)
        for message, seq in walk.released.items():
            if (walk.incident, seq) not in made:
                yield finding("deliveries-missing", walk.incident, seq, message=message)


def _latest(walked: Mapping[str, Walk], attempts: Sequence[Attempt], now: int | None) -> int | None:
    """How late it was by any clock that wrote: one that ran ahead for a while has left sealed entries and attempts."""
    said = (*(walk.latest for walk in walked.values()), *(attempt[7] for attempt in attempts))
    return None if now is None else max((now, *said))


def _out_of_place(standing: Sequence[Delivery], *, has_gaps: bool) -> Iterator[Finding]:
    """Deliveries that were moved in the queue: they come in the order of their entries, and are counted."""
    last: dict[str, int] = {}
    before = 0
    for row in standing:
        incident, seq, delivery, position = row[0], row[1], row[4], row[33]
        if seq < last.get(incident, 0) or not (has_gaps or position == before + 1):
            yield finding("delivery-told", incident, seq, delivery=delivery, columns="position")
        last[incident], before = max(seq, last.get(incident, 0)), position


def _against_the_log(row: Delivery, walk: Walk | None) -> Iterator[Finding]:
    """Whether the log says that there is this delivery, and that it is this one."""
    incident, seq, delivery, message, target = row[0], row[1], row[4], row[6], row[7]
    said_at, digest = (walk and walk.made.get(delivery)) or (0, "")
    if walk is None or (not said_at and (message, seq) not in walk.unnamed):
        yield finding("delivery-unsaid", incident, seq, delivery=delivery, target=target)
        return
    if said_at and (said_at != seq or not _is_sealed(row, digest, may_be_erased=bool(walk.erased))):
        yield finding("delivery-altered", incident, seq, delivery=delivery)


def _is_sealed(row: Delivery, digest: str, *, may_be_erased: bool) -> bool:
    """Whether what never changes in a delivery has that digest, and its words those that it gives."""
    incident, seq = row[:2]
    delivery, key, message, target, exercise, language, kind, unknown, created, lifetime, whom, words = row[4:16]
    fields = (
        delivery, key, incident, seq, message, target, int(exercise), language, kind, unknown, created, lifetime, whom,
        words,
    )  # fmt: skip
    if sealed(b"incident delivery 1\n", ZEROS, fields).hex() != digest:
        return False
    halves = ((whom, row[16:19]), (words, row[19:22]))
    return all(
        (may_be_erased and not any(half)) or sealed(bytes(half[0]), b"", half[1:]).hex() == digest
        for digest, half in halves
    )


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
