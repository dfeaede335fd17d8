"""Workers on machines whose clocks differ share one database, and the database's clock decides (PostgreSQL)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from incident.adapters.clock import SystemClock
from incident.adapters.storage.log import StoredLog
from incident.adapters.storage.opening import open_log, open_replicated
from incident.application.delivery.dispatch import LEASE
from incident.application.ports import AttemptClass, AttemptOutcome, AttemptRecord, DeliveryState, OnUnknown
from tests.deliveries import a_row, enqueue, the_only_row

SKEW = timedelta(minutes=20)


@pytest.fixture
def log(postgres_url: str) -> Iterator[StoredLog]:
    opened = open_log(postgres_url, create=True)
    opened.goes_by_server = True
    yield opened
    opened.close()


def fill(log: StoredLog, now: datetime, on_unknown: OnUnknown = OnUnknown.HOLD) -> None:
    enqueue(log, log, a_row(due_at=now, expires_at=now + timedelta(hours=1), on_unknown=on_unknown))


@pytest.mark.parametrize("on_unknown", [OnUnknown.HOLD, OnUnknown.REPEAT])
def test_a_worker_whose_clock_is_ahead_takes_no_row_from_one_who_is_sending_it(
    log: StoredLog, on_unknown: OnUnknown
) -> None:
    """Fault 29: by that clock the lease ran out before it began."""
    now = SystemClock().now()
    fill(log, now, on_unknown=on_unknown)
    (row,) = log.claim("one", now, LEASE, 5)
    assert log.reap(now + SKEW) == []
    assert log.claim("another", now + SKEW, LEASE, 5) == []
    done = AttemptRecord(
        delivery_id=row.id,
        fence=row.fence,
        started_at=now,
        ended_at=now,
        outcome=AttemptOutcome(result=AttemptClass.DELIVERED),
    )
    assert log.record(done, DeliveryState.SENT)


def test_a_worker_whose_clock_is_behind_holds_no_row_for_longer_than_others(log: StoredLog) -> None:
    """Fault 29: its lease is as long as everybody's, and it knows when by its own clock."""
    now = SystemClock().now()
    fill(log, now - SKEW)
    (row,) = log.claim("slow", now - SKEW, timedelta(microseconds=1), 5)
    assert row.lease_until == now - SKEW + timedelta(microseconds=1)
    assert [each.state for each in log.reap(now)] == [DeliveryState.UNKNOWN]


def test_a_clock_that_went_a_day_ahead_gives_up_on_nothing(log: StoredLog) -> None:
    """Fault 27, of one machine among several."""
    now = SystemClock().now()
    fill(log, now)
    assert log.reap(now + timedelta(days=1)) == []
    assert the_only_row(log).state is DeliveryState.PENDING


def test_what_was_written_by_a_fast_clock_does_not_wait_for_the_servers(log: StoredLog) -> None:
    now = SystemClock().now()
    fill(log, now + SKEW)
    assert len(log.claim("fast", now + SKEW, LEASE, 5)) == 1


def test_the_program_goes_by_the_server_wherever_nobody_shifts_the_time(
    log: StoredLog, postgres_url: str, tmp_path: Path
) -> None:
    opened, _link = open_replicated(postgres_url, tmp_path / "replica.db", SystemClock())
    now = SystemClock().now()
    fill(log, now)
    assert len(opened.claim("one", now, LEASE, 5)) == 1
    assert opened.reap(now + SKEW) == []
    opened.close()
