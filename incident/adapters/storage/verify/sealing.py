"""The digests, computed anew from the description in this package's first lines.

Apart from what is checked with them; whoever writes the record computes them in code of its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from typing import Final

from incident.application.ports import Finding

__all__ = ["SLACK", "ZEROS", "bytes_of", "finding", "sealed"]

SLACK: Final = 10 * 60 * 1_000_000
"""Microseconds that the clocks of two machines may differ by; longer than the longest claim that a sender makes."""
ZEROS: Final = bytes(32)
"""What stands before the first entry of any chain."""


def sealed(purpose: bytes, previous: bytes, fields: Iterable[str | int | None]) -> bytes:
    total = sha256(purpose)
    total.update(previous)
    for value in fields:
        if value is None:
            total.update(b"-")
        else:
            text = f"{value}".encode(errors="surrogateescape")  # bytes that are no text come as such
            total.update(f"{len(text)}:".encode() + text)
    return total.digest()


def bytes_of(digest: str) -> bytes:
    """The digest as bytes; one that is none verifies nothing after it."""
    try:
        return bytes.fromhex(digest)
    except ValueError:
        return b""


def finding(code: str, incident: str, seq: int, **fields: str | int) -> Finding:
    return Finding(code=code, incident_id=incident, seq=seq, fields=fields)
