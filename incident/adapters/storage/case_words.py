"""The words of customers' cases as bytes: a content for each case.

Apart from other texts, because they are read only for whoever looks at cases.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from incident.domain.cases.words import CaseWords

__all__ = ["pack", "unpacked"]


def pack(words: CaseWords) -> bytes:
    """The words as JSON in UTF-8; a lone surrogate becomes '?', as in every text."""
    try:
        return msgspec.json.encode(words)
    except UnicodeEncodeError:
        clean = {name: getattr(words, name).encode(errors="replace").decode() for name in words.__names__}
        return msgspec.json.encode(words.changed(**clean))


def unpacked(rows: Iterable[tuple[str, bytes]]) -> Mapping[str, CaseWords]:
    """The words by content; what cannot be read is left out, as if it were erased, and `verify` tells."""
    decode, found = _decoder().decode, dict[str, "CaseWords"]()
    for content_id, data in rows:
        try:
            found[content_id] = decode(data)
        except (msgspec.MsgspecError, UnicodeDecodeError):
            continue
    return found


@cache
def _decoder() -> msgspec.json.Decoder[CaseWords]:
    from incident.domain.cases.words import CaseWords  # here: a note reads no cases

    return msgspec.json.Decoder(CaseWords)
