"""The chain of digests: what is hashed, in which order, byte for byte.

Apart from the databases, because every one of them must come to the same digest,
and frozen: a changed byte here makes every old log look tampered with. The package
`verify` computes the same in code of its own and imports nothing from here.
"""

from __future__ import annotations

from collections.abc import Collection

from incident.domain.frozen import Frozen
from incident.domain.hashing import sha256

__all__ = [
    "START",
    "AttemptRow",
    "DeliveryRow",
    "EventRow",
    "attempt_digest",
    "chain_digest",
    "columns",
    "delivery_digest",
    "event_digest",
    "lead_digest",
    "words_digest",
]

START = "0" * 64
"""What stands before the first entry of any chain."""


class EventRow(Frozen):
    """The columns that a digest covers, in its order; instants in microseconds since 1970, UTC."""

    incident_id: str
    seq: int
    event_id: str
    type: str
    schema_version: int
    actor: str
    on_behalf_of: str | None
    occurred_at: int
    recorded_at: int
    body: str
    command_id: str


class AttemptRow(Frozen):
    """The columns of an attempt that its digest covers, in its order."""

    outbox_id: str
    n: int
    fence: int
    started_at: int
    ended_at: int
    result: str
    assurance: str | None
    status: int | None
    provider_code: str
    provider_id: str
    retry_after: int | None
    detail_digest: str
    """Hex SHA-256 of salt and detail, which may be erased."""


class DeliveryRow(Frozen):
    """The columns of a delivery that its seal covers, in its order; they never change."""

    id: str
    key: str
    incident_id: str
    event_seq: int
    message: str
    target_id: str
    exercise: int
    language: str
    kind: str
    on_unknown: str
    created_at: int
    lifetime: int
    whom_digest: str
    """Salted digest of recipient and address, which may be erased."""
    words_digest: str
    """Salted digest of title and body, which may be erased."""


def columns(row: EventRow | AttemptRow | DeliveryRow) -> dict[str, str | int | None]:
    """The row's columns by name, in the order in which its digest covers them."""
    return {name: getattr(row, name) for name in row.__names__}


def event_digest(previous: str, row: EventRow) -> str:
    """Hex SHA-256 over the digest of the entry before and this row."""
    return _digest(b"incident event 1\n", previous, columns(row).values())


def attempt_digest(previous: str, row: AttemptRow) -> str:
    """Hex SHA-256 over the digest of the delivery's attempt before and this one."""
    return _digest(b"incident attempt 1\n", previous, columns(row).values())


def delivery_digest(row: DeliveryRow) -> str:
    """Hex SHA-256 over this row: the seal by which the entry that released its message names it."""
    return _digest(b"incident delivery 1\n", START, columns(row).values())


def words_digest(salt: bytes, *words: str) -> str:
    """Hex SHA-256 over the salt and these words: nobody can try out words once the salt is gone."""
    return sha256(salt + "".join(map(_measured, words)).encode()).hexdigest()


def chain_digest(previous: str, position: int, kind: str, incident_id: str, head: str) -> str:
    """Hex SHA-256 of one line of the workspace's chain, over the digest of the line before."""
    return _digest(b"incident workspace 1\n", previous, (position, kind, incident_id, head))


def lead_digest(previous: str, fields: Collection[str | int | None]) -> str:
    """Hex SHA-256 of one entry of those who lead an exercise, over the digest of the entry before."""
    return _digest(b"incident lead 1\n", previous, fields)


def _digest(purpose: bytes, previous: str, fields: Collection[str | int | None]) -> str:
    """Each field is its length, a colon and its bytes, so that no two rows read the same.

    Nothing at all is `-`, unlike an empty text.
    """
    said = "".join(["-" if value is None else f"{len(text := str(value))}:{text}" for value in fields])
    if not said.isascii():  # else a length in letters is one in bytes, and asking once takes a third of the time
        said = "".join(["-" if value is None else _measured(str(value)) for value in fields])
    return sha256(purpose + bytes.fromhex(previous) + said.encode()).hexdigest()


def _measured(text: str) -> str:
    return f"{len(text) if text.isascii() else len(text.encode())}:{text}"
