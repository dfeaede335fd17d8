"""An escalation that was put off: its rows come later by what the entry says, on every outbox, and by nothing else."""

from __future__ import annotations

import sqlite3
from datetime import timedelta
from typing import LiteralString

import psycopg
import pytest

from incident.adapters.storage.log import StoredLog
from incident.adapters.storage.memory import MemoryLog
from incident.application.errors import LostRace, StorageError
from incident.application.ports import AttemptClass, DeliveryState
from incident.domain.content import FreeText
from incident.domain.events import EscalationPaused, EscalationPlanned, Rung
from tests.contracts.batches import NOW, a_delivery, an_attempt, batch_of, note, telling
from tests.contracts.tampering import raw, raw_behind_guards

Log = MemoryLog | StoredLog
MINUTE = timedelta(minutes=1)
LATER = NOW + 3 * MINUTE

_LIES: dict[str, LiteralString] = {
    "longer than said": "paused_seq = 3, due_at = due_at + 660000000, expires_at = expires_at + 660000000",
    "without its end": "paused_seq = 3, due_at = due_at + 600000000",
    "by another entry": "paused_seq = 2, due_at = due_at + 600000000, expires_at = expires_at + 600000000",
    "earlier": "paused_seq = 3, due_at = due_at - 600000000, expires_at = expires_at - 600000000",
    "without an entry": "due_at = due_at + 600000000, expires_at = expires_at + 600000000",
}


def paused(*deliveries: str, minutes: int = 10) -> EscalationPaused:
    because = FreeText("on the phone with them")
    until = NOW + minutes * MINUTE
    return EscalationPaused(message="M1", minutes=minutes, until=until, because=because, deliveries=deliveries)


def planned(log: Log, *ids: str) -> None:
    """Attempts that are due in three minutes, and the plan that says so."""
    rows = [a_delivery(each, due_at=LATER, expires_at=LATER + 60 * MINUTE) for each in ids]
    log.append(telling("INC-0001", 0, *rows))
    rungs = tuple(Rung(delivery=each, who="bo", way="mail", chains=("bo",), due_at=LATER) for each in ids)
    log.append(batch_of("INC-0001", 1, EscalationPlanned(message="M1", rungs=rungs)))


def put_off(log: Log, *ids: str, minutes: int = 10) -> None:
    log.append(batch_of("INC-0001", len(log.read("INC-0001")), paused(*ids, minutes=minutes), pause_deliveries=ids))


def test_what_was_put_off_is_due_and_too_late_so_much_later(log: Log) -> None:
    planned(log, "d1", "d2")
    put_off(log, "d1")
    rows = {row.id: (row.due_at, row.expires_at) for row in log.deliveries("INC-0001")}
    assert rows["d1"] == (LATER + 10 * MINUTE, LATER + 70 * MINUTE)
    assert rows["d2"] == (LATER, LATER + 60 * MINUTE)
    assert [row.id for row in log.claim("me", LATER, MINUTE, 5)] == ["d2"]
    assert log.verify() == []


def test_it_may_be_put_off_again_and_then_goes_out_as_any_other(log: Log) -> None:
    planned(log, "d1")
    put_off(log, "d1")
    put_off(log, "d1", minutes=5)
    due = LATER + 15 * MINUTE
    assert log.claim("me", due - MINUTE, MINUTE, 5) == []
    (row,) = log.claim("me", due, MINUTE, 5)
    log.record(an_attempt(row, AttemptClass.NOT_SENT), DeliveryState.PENDING, due + MINUTE)
    assert log.verify() == []


def test_what_somebody_tried_since_the_decision_is_not_put_off_and_nothing_is_written(log: Log) -> None:
    planned(log, "d1", "d2")
    log.claim("me", LATER, MINUTE, 1)
    before = log.read("INC-0001")
    with pytest.raises(LostRace):
        put_off(log, "d2", "d1")
    assert log.read("INC-0001") == before
    assert {row.due_at for row in log.deliveries("INC-0001")} == {LATER}


@pytest.mark.parametrize("lie", _LIES)
def test_no_delivery_comes_later_than_an_entry_says(stored: StoredLog, address: str, lie: str) -> None:
    planned(stored, "d1")
    stored.append(batch_of("INC-0001", 2, paused("d1")))
    with pytest.raises((sqlite3.IntegrityError, psycopg.errors.RestrictViolation)):
        raw(address, "UPDATE outbox SET " + _LIES[lie])  # noqa: S608  (a text from the list above)


def test_an_entry_that_names_another_delivery_puts_this_one_off_by_nothing(stored: StoredLog, address: str) -> None:
    planned(stored, "d1")
    stored.append(batch_of("INC-0001", 2, paused("d2")))
    with pytest.raises((sqlite3.IntegrityError, psycopg.errors.RestrictViolation)):
        raw(
            address,
            "UPDATE outbox SET paused_seq = 3, due_at = due_at + 600000000, expires_at = expires_at + 600000000",
        )


@pytest.mark.parametrize(
    ("lie", "told"),
    [
        ("UPDATE outbox SET due_at = due_at - 60000000, expires_at = expires_at - 60000000", "expires_at"),
        ("UPDATE outbox SET paused_seq = 0", "paused_seq"),
    ],
)
def test_a_delivery_that_was_put_off_otherwise_shows(
    stored: StoredLog, address: str, lie: LiteralString, told: str
) -> None:
    planned(stored, "d1")
    put_off(stored, "d1")
    raw_behind_guards(address, lie)
    assert [(each.code, each.fields["columns"]) for each in stored.verify()] == [("delivery-told", told)]


def test_a_pause_that_moved_nothing_shows(stored: StoredLog) -> None:
    planned(stored, "d1")
    stored.append(batch_of("INC-0001", 2, paused("d1")))
    assert [(each.code, each.fields["columns"]) for each in stored.verify()] == [
        ("delivery-told", "expires_at, paused_seq")
    ]


def test_nothing_is_put_off_without_an_entry_that_says_so(log: Log) -> None:
    planned(log, "d1")
    with pytest.raises(StorageError):
        log.append(batch_of("INC-0001", 2, note(), pause_deliveries=["d1"]))
    assert {row.due_at for row in log.deliveries("INC-0001")} == {LATER}
    assert log.verify() == []
