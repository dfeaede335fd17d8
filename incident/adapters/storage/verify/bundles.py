"""Deliveries that left in one: held to each other, for one text cannot have arrived and not arrived."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from incident.adapters.storage.verify.rows import Attempt, Delivery
from incident.adapters.storage.verify.sealing import finding
from incident.application.ports import Finding

__all__ = ["check_bundles"]


def check_bundles(rows: Sequence[Delivery], tried: Mapping[str, Mapping[int, Attempt]]) -> Iterator[Finding]:
    """Whether each is news that left with news to the same recipient, and went out exactly when that did."""
    known = {row[4]: row for row in rows}
    for row in rows:
        if row[34] and not _belongs(row, known.get(row[34]), tried):
            yield finding("delivery-told", row[0], row[1], delivery=row[4], columns="bundled_into")


def _belongs(row: Delivery, head: Delivery | None, tried: Mapping[str, Mapping[int, Attempt]]) -> bool:
    if head is None or head[4] == row[4] or _place(head) != _place(row) or not row[22]:
        return False
    own = tried.get(row[4], {}).get(row[22])
    if own is None or own[8] == "not-sent":  # given up, or taken out of the bundle before it left
        return True
    return any(_same(own, each) for each in tried.get(head[4], {}).values())


def _place(row: Delivery) -> tuple[str, str, bool, str, str, str]:
    """Incident, target, exercise, language, kind, and what is done where nobody knows; names may be erased apart."""
    return row[0], row[7], bool(row[8]), row[9], row[10], row[11]


def _same(one: Attempt, other: Attempt) -> bool:
    """Start, end and class."""
    return one[6:9] == other[6:9]
