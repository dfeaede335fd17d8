"""The workspace's chain: that incidents were opened, went on and were closed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from incident.adapters.storage.verify.rows import RawRows
from incident.adapters.storage.verify.sealing import ZEROS, bytes_of, finding, sealed
from incident.adapters.storage.verify.walk import Walk
from incident.application.ports import Finding

__all__ = ["check_chain"]


def check_chain(rows: RawRows, only: str | None, walked: Mapping[str, Walk]) -> Iterator[Finding]:
    head, last, seen = ZEROS, 0, set[tuple[str, str, str]]()
    closed = frozenset(rows.closed())
    for position, kind, incident, entry, digest in rows.chain():
        if position != last + 1:
            yield finding("chain-gap", "", last + 1, until=position)
        if sealed(b"incident workspace 1\n", head, (position, kind, incident, entry)).hex() != digest:
            yield finding("chain-digest", incident, position)
        head, last = bytes_of(digest), position
        seen.add((incident, kind, entry))
        if only in (None, incident) and incident not in closed:
            yield from _unlinked(walked.get(incident), incident, kind, entry, position)
    for walk in walked.values():
        for kind, entry in walk.moments:
            if (walk.incident, kind, entry) not in seen:
                yield finding("unchained", walk.incident, 0, kind=kind)


def _unlinked(walk: Walk | None, incident: str, kind: str, entry: str, position: int) -> Iterator[Finding]:
    if walk is None:
        yield finding("incident-missing", incident, position)
    elif (kind, entry) not in walk.moments:
        yield finding("chain-head", incident, position, kind=kind)
