"""A fault at one row, or of the database, keeps no other message from being sent."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

import pytest

from incident.application.delivery.reasons import Reason
from incident.application.errors import StorageBusy, StorageError
from incident.application.ports import (
    AttemptRecord,
    Delivery,
    DeliveryState,
    Wait,
)
from tests.application.dispatching import A_MOMENT, World, until
from tests.deliveries import a_row, enqueue, the_only_row


@pytest.fixture
def world() -> World:
    return World()


def test_a_sender_that_breaks_over_a_row_breaks_over_that_row_only(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Fault 30; and the break is not kept quiet."""
    broken: list[threading.ExceptHookArgs] = []
    monkeypatch.setattr(threading, "excepthook", broken.append)
    enqueue(world.log, world.log, a_row(), a_row("d2", target_id="chat"), a_row("d3"))

    def poison(delivery: Delivery) -> None:
        if delivery.id == "d1":
            raise ZeroDivisionError

    world.sender.before = poison
    world.dispatcher().drain(A_MOMENT)
    assert world.states() == {"d1": "unknown", "d2": "sent", "d3": "sent"}
    assert world.log.deliveries("INC-0001")[0].last_detail == Reason.CRASHED
    until(lambda: [each.exc_type for each in broken] == [ZeroDivisionError])


def test_a_row_that_nobody_can_write_down_keeps_no_other_from_it(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    enqueue(world.log, world.log, a_row(), a_row("d2", target_id="chat"))
    record = world.log.record

    def poisoned(attempt: AttemptRecord, state: DeliveryState, due_at: datetime | None = None) -> bool:
        if attempt.delivery_id == "d1":
            raise OverflowError
        return record(attempt, state, due_at)

    monkeypatch.setattr(world.log, "record", poisoned)
    report = world.dispatcher().drain(A_MOMENT)
    assert world.states() == {"d1": "sending", "d2": "sent"}
    assert [type(fault) for fault in report.faults] == [OverflowError]


def test_a_row_without_a_text_is_set_aside_for_good_and_the_others_are_sent(world: World) -> None:
    """So a log hands over a row whose text it cannot read; an erased one is never claimed."""
    enqueue(world.log, world.log, a_row(body=""), a_row("d2"), a_row("d3", target_id="chat"))
    world.dispatcher().drain(A_MOMENT)
    assert world.states() == {"d1": "failed", "d2": "sent", "d3": "sent"}


def test_a_row_that_nobody_can_read_holds_up_its_own_target_only(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    enqueue(world.log, world.log, a_row(), a_row("d2", target_id="chat"), a_row("d3", target_id="t1"))
    claim = world.log.claim

    def unreadable(
        owner: str,
        now: datetime,
        lease: timedelta,
        limit: int,
        busy: Sequence[str],
        *,
        known: Sequence[str],
        rooms: Mapping[str, int],
        over: Sequence[Wait],
    ) -> Sequence[Delivery]:
        if "pager" not in busy:
            raise ValueError("row 7")
        return claim(owner, now, lease, limit, busy, known=known, rooms=rooms, over=over)

    monkeypatch.setattr(world.log, "claim", unreadable)
    report = world.dispatcher().drain(A_MOMENT)
    assert world.states() == {"d1": "pending", "d2": "sent", "d3": "sent"}
    assert {str(fault) for fault in report.faults} == {"row 7"}


def test_a_running_dispatcher_tells_a_fault_once_and_goes_on(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def unreadable(*_: object) -> Sequence[Delivery]:
        raise ValueError("row 7")

    monkeypatch.setattr(world.log, "reap", unreadable)
    dispatcher, stop = world.dispatcher(), threading.Event()
    with pytest.raises(ValueError, match="row 7"):
        dispatcher.run(stop)
    enqueue(world.log, world.log, a_row("d2"))
    again = threading.Thread(target=dispatcher.run, args=(stop,))
    again.start()
    until(lambda: world.states() == {"d2": "sent"})
    stop.set()
    dispatcher.wake()
    again.join(10)
    assert not again.is_alive()


def test_a_record_is_written_again_until_the_database_is_back(world: World) -> None:
    """Fault 20."""
    enqueue(world.log, world.log, a_row())
    world.log.fails["record"] = 3
    report = world.dispatcher().drain(A_MOMENT)
    assert the_only_row(world.log).state is DeliveryState.SENT
    assert len(world.log.attempts("d1")) == len(world.sender.sent) == 1
    assert report.obstacle is None


def test_a_busy_outbox_is_asked_again(world: World) -> None:
    """Fault 23."""
    enqueue(world.log, world.log, a_row())
    world.log.fails["claim"] = 2
    assert world.dispatcher().drain(A_MOMENT).settled


def test_an_outbox_that_stays_away_is_reported(world: World) -> None:
    enqueue(world.log, world.log, a_row())
    world.log.fails = {"claim": 10**6, "record": 0, "waiting": 1}
    report = world.dispatcher().drain(timedelta(seconds=1.2))
    assert isinstance(report.obstacle, StorageError)
    assert report.waiting is None


def test_an_outbox_that_cannot_count_is_reported(world: World) -> None:
    world.log.fails["waiting"] = 1
    report = world.dispatcher().drain(A_MOMENT)
    assert (report.waiting, report.next_due_at) == (None, None)
    assert isinstance(report.obstacle, StorageBusy)


def test_what_could_not_be_recorded_is_kept_for_the_next_drain(world: World) -> None:
    enqueue(world.log, world.log, a_row())
    dispatcher = world.dispatcher()
    world.log.fails["record"] = 10**6
    assert isinstance(dispatcher.drain(timedelta(seconds=1.2)).obstacle, StorageBusy)
    world.log.fails["record"] = 0
    (settled,) = dispatcher.drain(A_MOMENT).settled
    assert settled.state is DeliveryState.SENT
    assert len(world.sender.sent) == 1


def test_what_went_out_and_cannot_be_written_down_is_not_said_to_wait(world: World) -> None:
    """A full disk in the middle of a command: whoever reads that it waits would send it again."""
    enqueue(world.log, world.log, a_row())
    world.log.fails["record"] = 10**6
    report = world.dispatcher().drain(timedelta(seconds=1.2))
    assert (report.unwritten, report.waiting) == (1, 0)
