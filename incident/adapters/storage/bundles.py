"""The compiled runbook as bytes, with a format number of its own.

Apart from the codec of events, because a bundle outlives them in another way: it
is a content, read whole, and the cache of compiled runbooks keeps the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

import msgspec

from incident.adapters.storage.upcasts import BUNDLE_UPCASTS, Upcast, brought_up
from incident.domain.runbooks.runbook import FORMAT, Bundle

__all__ = ["NewerFormatError", "pack", "reader", "unpack"]


class NewerFormatError(Exception):
    """The bundle was compiled by a newer program."""


class _RunbookFormat(msgspec.Struct):
    format: int


class _BundleFormat(msgspec.Struct):
    runbook: _RunbookFormat


def pack(bundle: Bundle) -> bytes:
    """The bundle as JSON in UTF-8."""
    return msgspec.json.encode(bundle)


def reader(data: bytes) -> Callable[[], Bundle | None]:
    """A way to read the bundle when somebody looks at it.

    A newer one, and bytes that are none, read as None: the declaration stands, with its title and its tier.
    """

    def read() -> Bundle | None:
        try:
            return unpack(data)
        except (NewerFormatError, msgspec.MsgspecError, ValueError, TypeError, KeyError, RecursionError):
            return None

    return read


def unpack(data: bytes, *, upcasts: Mapping[int, Upcast] = BUNDLE_UPCASTS, today: int = FORMAT) -> Bundle:
    """The bundle of those bytes, in today's shape whatever the format they have.

    Raises:
        NewerFormatError: the format is newer than this program.
        msgspec.DecodeError: the bytes are no bundle.
    """
    written = _formats().decode(data).runbook.format
    if written > today:
        raise NewerFormatError
    if written < today:
        data = msgspec.json.encode(brought_up(msgspec.json.decode(data), upcasts, written, today))
    return _bundles().decode(data)


@cache
def _formats() -> msgspec.json.Decoder[_BundleFormat]:
    return msgspec.json.Decoder(_BundleFormat)


@cache
def _bundles() -> msgspec.json.Decoder[Bundle]:
    return msgspec.json.Decoder(Bundle)
