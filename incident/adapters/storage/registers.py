"""The pinned rules of law as bytes, with a format number of their own.

Apart from the bundles of runbooks, because the two change on their own; like them, they are read when somebody looks.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from incident.domain.law.obligations import Register

__all__ = ["FORMAT", "pack", "reader", "unpack"]

FORMAT = 1
"""Raised when the shape changes; older ones are then brought up here."""


def pack(register: Register) -> bytes:
    """The register as JSON in UTF-8, its sets in order."""
    return msgspec.json.encode({"format": FORMAT, "register": register}, order="deterministic")


def reader(data: bytes) -> Callable[[], Register | None]:
    """A way to read the register when somebody looks at it; a newer one, and bytes that are none, read as None."""

    def read() -> Register | None:
        try:
            return unpack(data)
        except (LookupError, msgspec.MsgspecError, ValueError, TypeError, RecursionError):
            return None

    return read


def unpack(data: bytes) -> Register:
    """The register of those bytes.

    Raises:
        LookupError: the format is newer than this program.
        msgspec.DecodeError: the bytes are no register.
    """
    written = _formats().decode(data)
    if written.format > FORMAT:
        raise LookupError(written.format)
    return _registers().decode(written.register)


class _Written(msgspec.Struct):
    format: int
    register: msgspec.Raw


@cache
def _formats() -> msgspec.json.Decoder[_Written]:
    return msgspec.json.Decoder(_Written)


@cache
def _registers() -> msgspec.json.Decoder[Register]:
    from incident.domain.law.obligations import Register  # here: a note reads no law

    return msgspec.json.Decoder(Register)
