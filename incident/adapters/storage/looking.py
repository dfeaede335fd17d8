"""The deliveries of one incident, read again and again while they leave: each look costs what changed since the last.

Apart from the outbox, which changes them. What has ended is ended: only an entry of the incident lets it go again or
takes its words, so that while its head is the same, nothing but what is under way has to be read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from incident.adapters.storage.database import Row, Session
from incident.adapters.storage.instants import moment_or_none
from incident.adapters.storage.rows import delivery_of
from incident.application.ports import Delivery, DeliveryState

__all__ = ["Looks"]

_UNDERWAY = frozenset({DeliveryState.PENDING, DeliveryState.SENDING})


_Seen = dict[str, tuple[Row, Delivery]]
_UNTRIED: Final = (None, None, 0)
_MOST: Final = 8
"""Incidents that are kept: those open at once, which a walk, Home and the sign of life read in turn."""


class Looks:
    """What the last look at each of the last few incidents saw: whoever follows them looks after every commit."""

    def __init__(self) -> None:
        self._seen: dict[str, tuple[object, _Seen]] = {}

    def at(self, session: Session, incident_id: str, *, has_bundles: bool) -> Sequence[Delivery]:
        """All rows of the incident in the order in which they were written."""
        kept = self._seen  # one value, replaced whole: another thread may look meanwhile
        before, seen = kept.get(incident_id, (None, {}))
        head = session.one("head-of", incident_id=incident_id)  # first: what comes later is read again
        if head is not None and head == before:
            seen = {**seen, **dict(_changed(session, incident_id, seen, has_bundles=has_bundles))}
        else:
            seen = dict(_every(session, incident_id, seen, has_bundles=has_bundles))
        others = [(name, each) for name, each in kept.items() if name != incident_id]
        self._seen = dict([*others[1 - _MOST :], (incident_id, (head, seen))])
        return [row for _columns, row in seen.values()]


def _every(
    session: Session, incident_id: str, seen: _Seen, *, has_bundles: bool
) -> Iterator[tuple[str, tuple[Row, Delivery]]]:
    into: dict[str, str] = dict(session.all("bundled", incident_id=incident_id) if has_bundles else ())
    tried = {row[0]: row[1:] for row in session.all("tried", incident_id=incident_id)}
    for row in session.all("deliveries", incident_id=incident_id):
        columns = (*row, into.get(row[0], ""), *tried.get(row[0], _UNTRIED))
        before = seen.get(row[0])
        yield row[0], before if before and before[0] == columns else (columns, _whole(columns))


def _changed(
    session: Session, incident_id: str, seen: _Seen, *, has_bundles: bool
) -> Iterator[tuple[str, tuple[Row, Delivery]]]:
    """What is under way and was not so before, or was and is not any more."""
    underway = {row[0]: row for row in session.all("underway", incident_id=incident_id)}
    ended = (id_ for id_, (_columns, row) in seen.items() if row.state in _UNDERWAY and id_ not in underway)
    over = (row for id_ in ended if (row := session.one("delivery", id=id_)) is not None)
    for row in (*underway.values(), *over):
        if row[0] not in seen or seen[row[0]][0][: len(row)] != tuple(row):
            (into,) = (has_bundles and session.one("bundled-once", id=row[0])) or ("",)
            columns = (*row, into, *(session.one("tried-once", id=row[0]) or _UNTRIED))
            yield row[0], (columns, _whole(columns))


def _whole(columns: Row) -> Delivery:
    """The row, with what stands in others beside it."""
    *row, into, tried, left, put_offs = columns
    times = {"tried_at": moment_or_none(tried), "left_at": moment_or_none(left), "put_offs": put_offs}
    return delivery_of(tuple(row)).changed(bundled_into=into, **times)
