"""News that waits together leaves in one, on every outbox (reference/DELIVERY.md 5, fault 39)."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import timedelta
from typing import LiteralString

import psycopg
import pytest

from incident.adapters.storage.log import StoredLog
from incident.adapters.storage.memory import MemoryLog
from incident.application.ports import (
    BUNDLE_WINDOW,
    MOST_BUNDLED,
    AttemptClass,
    Delivery,
    DeliveryState,
    NewDelivery,
    OnUnknown,
    Settlement,
)
from incident.domain.events import MessageRetried
from tests.contracts.batches import NOW, a_delivery, an_attempt, batch_of, telling
from tests.contracts.tampering import raw, raw_behind_guards

Log = MemoryLog | StoredLog
MINUTE = timedelta(minutes=1)
ROOMS = {"mail": 2_000, "chat": 2_000}

_LIES: dict[str, LiteralString] = {
    "with nobody": "UPDATE outbox SET bundled_into = 'd9' WHERE id = 'd1'",
    "while it waits": "UPDATE outbox SET bundled_into = 'd1' WHERE id = 'd2'",
    "a page": "UPDATE outbox SET state = 'sending', fence = 1, tries = 1, owner = 'me', lease_until = 9, "
    "bundled_into = 'd1' WHERE id = 'page'",
}


def news(id_: str, **fields: object) -> NewDelivery:
    return a_delivery(id_, kind="status", message=f"M{id_}", **fields)


def queue(log: Log, *rows: NewDelivery) -> None:
    log.append(telling("INC-0001", len(log.read("INC-0001")), *rows))


def claimed(log: Log, **fields: object) -> dict[str, list[str]]:
    """Each delivery that a claim took, and what it carries."""
    rooms = fields.pop("rooms", ROOMS)
    found = log.claim("me", NOW, MINUTE, 5, rooms=rooms)  # type: ignore[arg-type]  # a mapping
    return {row.id: [each.id for each in row.carries] for row in found}


def settled(log: Log, head: Delivery, result: AttemptClass, state: DeliveryState) -> None:
    """Written down for all that left by the head, as a dispatcher does."""
    rows = (head, *head.carries)
    log.record_together([Settlement(attempt=an_attempt(row, result), state=state) for row in rows])


def test_news_to_one_recipient_that_waits_leaves_in_one(log: Log) -> None:
    queue(log, news("d1"), news("d2"), news("d3"))
    assert claimed(log) == {"d1": ["d2", "d3"]}
    rows = log.deliveries("INC-0001")
    assert [row.bundled_into for row in rows] == ["", "d1", "d1"]
    assert {(row.state, row.fence, row.owner, row.lease_until) for row in rows} == {("sending", 1, "me", NOW + MINUTE)}
    assert log.verify() == []


def test_what_wakes_somebody_leaves_alone_and_before_the_news(log: Log) -> None:
    queue(log, news("d1"), a_delivery("page"), a_delivery("page2"), news("d2"))
    assert claimed(log) == {"page": []}


@pytest.mark.parametrize(
    "other",
    [
        {"recipient": "cy"},
        {"address": "bo@example.net"},
        {"language": "zh-CN"},
        {"on_unknown": OnUnknown.REPEAT},
        {"due_at": NOW + MINUTE},
        {"body": "x" * 3_000},
    ],
)
def test_what_is_for_somebody_else_or_has_rules_or_an_hour_of_its_own_is_not_put_to_it(
    log: Log, other: dict[str, object]
) -> None:
    queue(log, news("d1"), news("d2", **other))
    assert claimed(log) == {"d1": []}


def test_another_incident_is_another_text(log: Log) -> None:
    queue(log, news("d1"))
    log.append(telling("INC-0002", 0, news("d2")))
    assert claimed(log) == {"d1": []}


def test_what_was_due_longer_apart_than_the_window_leaves_apart(log: Log) -> None:
    earlier = NOW - BUNDLE_WINDOW
    queue(log, replace(news("d1"), due_at=earlier), replace(news("d2"), due_at=earlier + MINUTE / 60), news("d3"))
    queue(log, replace(news("d4"), due_at=NOW - MINUTE * 5))
    assert claimed(log) == {"d4": []}
    assert log.reap(NOW) == []
    log.record(an_attempt(next(row for row in log.deliveries("INC-0001") if row.id == "d4")), DeliveryState.SENT)
    assert claimed(log) == {"d1": ["d2", "d3"]}


def test_a_target_that_takes_one_message_only_gets_one(log: Log) -> None:
    queue(log, news("d1"), news("d2"))
    assert claimed(log, rooms={"chat": 2_000}) == {"d1": []}


def test_a_bundle_holds_so_many_and_no_more(log: Log) -> None:
    queue(log, *(news(f"d{n}") for n in range(MOST_BUNDLED + 3)))
    (carried,) = claimed(log, rooms={"mail": 100_000}).values()
    assert len(carried) == MOST_BUNDLED - 1


@pytest.mark.parametrize(
    ("result", "state"),
    [
        (AttemptClass.DELIVERED, DeliveryState.SENT),
        (AttemptClass.PERMANENT, DeliveryState.FAILED),
        (AttemptClass.UNKNOWN, DeliveryState.UNKNOWN),
        (AttemptClass.NOT_SENT, DeliveryState.PENDING),
    ],
)
def test_what_left_in_one_ends_as_one(log: Log, result: AttemptClass, state: DeliveryState) -> None:
    queue(log, news("d1"), news("d2"))
    (head,) = log.claim("me", NOW, MINUTE, 1, rooms=ROOMS)
    settled(log, head, result, state)
    assert {(row.state, row.last_class, row.lease_until) for row in log.deliveries("INC-0001")} == {
        (state, result, None)
    }
    assert log.verify() == []


def test_a_bundle_that_nobody_recorded_is_unknown_in_every_part(log: Log) -> None:
    queue(log, news("d1"), news("d2"))
    claimed(log)
    log.reap(NOW + MINUTE)
    assert [row.state for row in log.deliveries("INC-0001")] == [DeliveryState.UNKNOWN] * 2
    assert log.verify() == []


def test_what_somebody_sends_again_goes_alone(log: Log) -> None:
    queue(log, news("d1"), news("d2"))
    (head,) = log.claim("me", NOW, MINUTE, 1, rooms=ROOMS)
    settled(log, head, AttemptClass.UNKNOWN, DeliveryState.UNKNOWN)
    log.append(batch_of("INC-0001", len(log.read("INC-0001")), MessageRetried(delivery="d2"), retry_delivery="d2"))
    queue(log, news("d3"))
    assert claimed(log) == {"d2": []}
    assert next(row for row in log.deliveries("INC-0001") if row.id == "d2").bundled_into == ""
    assert log.verify() == []


@pytest.mark.parametrize("lie", _LIES)
def test_no_delivery_says_that_it_left_with_another_that_did_not_take_it(
    stored: StoredLog, address: str, lie: str
) -> None:
    queue(stored, news("d1"), news("d2", due_at=NOW + MINUTE), a_delivery("page", target_id="chat"))
    stored.claim("me", NOW, MINUTE, 1)
    with pytest.raises((sqlite3.IntegrityError, psycopg.errors.RestrictViolation)):
        raw(address, _LIES[lie])


def test_a_part_that_ended_otherwise_than_its_bundle_shows(stored: StoredLog, address: str) -> None:
    queue(stored, news("d1"), news("d2"))
    (head,) = stored.claim("me", NOW, MINUTE, 1, rooms=ROOMS)
    settled(stored, head, AttemptClass.DELIVERED, DeliveryState.SENT)
    queue(stored, news("d3"))
    other = list(stored.claim("me", NOW, MINUTE, 1, rooms=ROOMS))
    stored.record(an_attempt(other[0], AttemptClass.PERMANENT), DeliveryState.FAILED)
    assert stored.verify() == []
    raw_behind_guards(address, "UPDATE outbox SET bundled_into = 'd1' WHERE id = 'd3'")
    assert [(each.code, each.fields["columns"]) for each in stored.verify() if each.code == "delivery-told"] == [
        ("delivery-told", "bundled_into")
    ]
