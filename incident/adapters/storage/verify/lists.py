"""What entries name, as a file lists it for its guard: held to the entries themselves.

Apart from the deliveries, which are held to the entries too: a list that somebody added to or opened again would let a
delivery in that no entry names, and this tells it before there is one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from incident.adapters.storage.verify.rows import RawRows
from incident.adapters.storage.verify.sealing import finding
from incident.adapters.storage.verify.walk import Walk
from incident.application.ports import Finding

__all__ = ["check_lists"]

_TABLE = "named_deliveries"


def check_lists(rows: RawRows, only: str | None, walked: Mapping[str, Walk]) -> Iterator[Finding]:
    """Every name stands in its entry, and every list is ended."""
    listed = rows.lists(only)
    if listed is None:
        return
    ended: set[tuple[str, int]] = set()
    for incident, seq, delivery, message in listed:
        walk = walked.get(incident)
        if not delivery:
            ended.add((incident, seq))
        if walk is None or not _is_said(walk, seq, delivery, message):
            yield finding("row-unsaid", incident, seq, table=_TABLE, row=delivery or message)
    for walk in walked.values():
        for seq in walk.releases:
            if (walk.incident, seq) not in ended:
                yield finding("guard-missing", walk.incident, seq, guard=_TABLE)


def _is_said(walk: Walk, seq: int, delivery: str, message: str) -> bool:
    if not delivery:
        return walk.releases.get(seq) == message
    return walk.made.get(delivery, (0, ""))[0] == seq and not message
