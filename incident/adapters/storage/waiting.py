"""What is put off, and what may leave though the clock does not say so (.github/adr/0043).

Apart from the outbox, because only a program whose clock was set back asks.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from incident.adapters.storage.database import Row, Session
from incident.adapters.storage.instants import from_micros, micros
from incident.application.ports import Wait

__all__ = ["waited_for", "waits"]


def waits(session: Session, now: datetime) -> Sequence[Wait]:
    """What is pending and due later."""
    rows = session.all("waits", now=micros(now))
    return [Wait(delivery_id=id_, due_at=from_micros(due_at), since=from_micros(since)) for id_, due_at, since in rows]


def waited_for(
    session: Session,
    now: datetime,
    busy: Sequence[str],
    known: Sequence[str] | None,
    over: Sequence[Wait],
    *,
    beside: Sequence[Row] | None = None,
) -> Sequence[Row]:
    """Of each target that is free the first row whose wait is over.

    `beside` are the rows that will be taken: their targets are not free, and nobody else takes what is found.
    """
    said = [f"{each.delivery_id} {micros(each.due_at)}" for each in over]
    values = {"now": micros(now), "busy": session.array(busy), "over": session.array(said)}
    rows = session.all("waited-for" if beside is None else "waited-for-to-take", **values)
    taken = [row[4] for (id_,) in beside or () if (row := session.one("delivery", id=id_))]
    first: dict[str, str] = {}
    for id_, target in rows:
        if target not in taken and (known is None or target in known):
            first.setdefault(target, id_)
    return [(id_,) for id_ in first.values()]
