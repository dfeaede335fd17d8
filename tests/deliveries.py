"""Deliveries for tests: as rows of an outbox, and as a sender gets them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from datetime import timedelta
from typing import Any

from incident.adapters.delivery.process_sender import ProcessSender
from incident.application.ports import (
    Delivery,
    DeliveryState,
    EventLog,
    NewDelivery,
    OnUnknown,
    Outbox,
    Target,
)
from incident.domain.exercises.mark import wrapped, wrapped_title
from tests.application.dispatching import until
from tests.contracts.batches import batch_of, released
from tests.fakes import START

__all__ = ["a_delivery", "a_row", "enqueue", "has_a_child", "the_only_row"]

_NEW = NewDelivery(
    id="d1",
    key="k1",
    event_index=0,
    message="M1",
    target_id="pager",
    exercise=False,
    recipient="ana",
    address="ana@example.org",
    language="en",
    kind="page",
    title="Core channel is down",
    body="Join the bridge now.",
    due_at=START,
    expires_at=START + timedelta(hours=4),
    on_unknown=OnUnknown.HOLD,
)


def a_row(id: str = "d1", **changes: Any) -> NewDelivery:  # noqa: A002, ANN401 - the fields' names and values
    """A row about to enter an outbox; an exercise's is marked."""
    row = replace(_NEW, id=id, key=f"key of {id}", **changes)
    return replace(row, title=wrapped_title(row.title), body=wrapped(row.body)) if row.exercise else row


def a_delivery(**changes: Any) -> Delivery:  # noqa: ANN401 - the fields' values
    """A delivery as a sender gets it, claimed for the first time."""
    row = a_row()
    shared = {each.name for each in fields(Delivery)} & {each.name for each in fields(NewDelivery)}
    values: Mapping[str, Any] = {name: getattr(row, name) for name in shared}
    claimed = Delivery(
        **values,
        incident_id="INC-0001",
        event_seq=1,
        state=DeliveryState.SENDING,
        assurance=None,
        created_at=START,
        tries=1,
        fence=1,
        owner="worker",
        lease_until=START + timedelta(seconds=30),
        provider_id="",
        last_class=None,
        last_detail="",
    )
    return replace(claimed, **changes)


def enqueue(log: EventLog, outbox: Outbox, *rows: NewDelivery, seq: int = 0, targets: Sequence[Target] = ()) -> None:
    """Put rows into an outbox the only way there is: with an event of their incident."""
    known = {target.id: target for target in targets}
    wanted = {row.target_id: Target(id=row.target_id, exercise=row.exercise, kind="apprise", secret="") for row in rows}
    outbox.load_targets([*{**wanted, **known}.values()])
    log.append(batch_of("INC-0001", seq, released(), deliveries=rows))


def the_only_row(outbox: Outbox) -> Delivery:
    """The row of an outbox that holds one."""
    (row,) = outbox.deliveries("INC-0001")
    return row


def has_a_child(sender: ProcessSender) -> None:
    """Wait until it has one: on a busy machine its birth takes longer than a send may, and nothing would be sent."""
    sender.get_ready()
    until(lambda: sender._nursery is not None and bool(sender._nursery._idle))
