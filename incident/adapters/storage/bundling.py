"""What a claimed row takes along, on a database (`application/delivery/bundling.py` says what may)."""

from __future__ import annotations

from collections.abc import Mapping

from incident.adapters.storage.database import Session
from incident.adapters.storage.instants import micros
from incident.adapters.storage.rows import delivery_of
from incident.application.delivery.bundling import fitting, may_lead, size_of
from incident.application.ports import BUNDLE_WINDOW, MOST_BUNDLED, Delivery

__all__ = ["with_companions"]


def with_companions(session: Session, head: Delivery, now: int, claim: Mapping[str, object], room: int) -> Delivery:
    """The row, claimed a moment ago, with the news to its recipient that waits and fits; claimed with it."""
    if not room or not may_lead(head):
        return head
    found = session.all(
        "companions",
        head=head.id,
        incident_id=head.incident_id,
        target_id=head.target_id,
        address=head.address,
        recipient=head.recipient,
        language=head.language,
        exercise=head.exercise,
        now=now,
        together=micros(head.due_at + BUNDLE_WINDOW),
        most=MOST_BUNDLED - 1,
    )
    count = fitting(size_of(head.title, head.body), (size_of(title, body) for _id, title, body in found), room)
    ids = [id_ for id_, *_words in found[:count]]
    session.run_each("take-along", [{"id": id_, "head": head.id, **claim} for id_ in ids])
    rows = [row for id_ in ids if (row := session.one("delivery", id=id_))]
    return head.changed(carries=tuple(delivery_of(row).changed(bundled_into=head.id) for row in rows))
