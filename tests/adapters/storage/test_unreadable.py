"""Bytes that are no text, in a file that somebody or something damaged, hide nothing but themselves."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from incident.adapters.storage import open_log
from incident.adapters.storage.auditing import audit
from incident.adapters.storage.log import StoredLog
from incident.application.delivery.dispatch import Dispatcher
from incident.application.delivery.reasons import Reason
from incident.application.ports import DeliveryState
from incident.domain.events import UnknownEvent
from tests.application.dispatching import ToldSender
from tests.contracts.batches import NOW, TARGETS, a_delivery, batch_of, released
from tests.contracts.tampering import raw_behind_guards
from tests.fakes import CountingIds, FakeClock, FakeDirectory

MINUTE = timedelta(minutes=1)


@pytest.fixture
def log(tmp_path: Path) -> Iterator[StoredLog]:
    """Three deliveries to two targets; the text of the first is no text."""
    path = tmp_path / "log.db"
    with_rows = open_log(path, create=True)
    with_rows.load_targets(TARGETS)
    rows = [a_delivery("d1"), a_delivery("d2"), a_delivery("d3", target_id="chat")]
    with_rows.append(batch_of("INC-0001", 0, released(), deliveries=rows))
    raw_behind_guards(str(path), "UPDATE outbox SET body = CAST(x'ff41' AS TEXT) WHERE id = 'd1'")
    yield with_rows
    with_rows.close()


def test_an_unreadable_row_is_shown_and_its_leases_end_with_those_of_all(log: StoredLog) -> None:
    log.claim("me", NOW, MINUTE, 5)
    assert {row.id for row in log.reap(NOW + 2 * MINUTE)} == {"d1", "d3"}
    first, *_ = log.deliveries("INC-0001")
    assert (first.state, first.body, first.last_detail) == (DeliveryState.UNKNOWN, "", Reason.UNREADABLE)


def test_an_unreadable_row_fails_with_its_reason_and_all_others_are_sent(log: StoredLog) -> None:
    sender = ToldSender()
    targets = FakeDirectory(all_targets=TARGETS)
    clock = FakeClock(NOW)
    dispatcher = Dispatcher(outbox=log, sender=sender, targets=targets, clock=clock, ids=CountingIds())
    assert not dispatcher.drain(timedelta(seconds=5)).faults
    assert sorted(row.id for row in sender.sent) == ["d2", "d3"]
    rows = log.deliveries("INC-0001")
    assert (rows[0].state, rows[0].last_detail) == (DeliveryState.FAILED, Reason.UNREADABLE)
    assert not [each for each in log.verify() if each.code.startswith("attempt")]


def test_an_entry_whose_bytes_are_no_text_is_found_by_verifying(log: StoredLog, tmp_path: Path) -> None:
    raw_behind_guards(str(tmp_path / "log.db"), "UPDATE events SET body = CAST(x'7bff7d' AS TEXT)")
    found, _ = audit(log)
    assert {"digest", "body"} <= {each.code for each in found}
    assert [type(entry.event) for entry in log.read("INC-0001")] == [UnknownEvent]
