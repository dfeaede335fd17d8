"""The time that sends have, in a drain and in a worker that runs until it is stopped."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from incident.application.delivery.dispatch import SEND_LIMIT, Dispatcher
from incident.application.ports import (
    Delivery,
)
from tests.application.dispatching import World, until
from tests.deliveries import a_row, enqueue


@pytest.fixture
def world() -> World:
    return World()


@dataclass
class Running:
    """A dispatcher at work in a thread."""

    dispatcher: Dispatcher
    stop: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self.thread = threading.Thread(target=self.dispatcher.run, args=(self.stop,))
        self.thread.start()

    def end(self) -> None:
        self.stop.set()
        self.dispatcher.wake()
        self.thread.join(10)
        assert not self.thread.is_alive()


def test_a_slow_target_holds_up_only_its_own_rows(world: World) -> None:
    enqueue(world.log, world.log, a_row("slow-1"), a_row("slow-2"), *(a_row(f"d{n}", target_id=f"t{n}") for n in "012"))
    gate = world.sender.gates["pager"] = threading.Event()
    draining = threading.Thread(target=world.dispatcher().drain, args=(timedelta(seconds=10),))
    draining.start()
    until(lambda: [state for id_, state in world.states().items() if id_[0] == "d"] == ["sent"] * 3)
    assert world.states()["slow-1"] == "sending"
    assert world.states()["slow-2"] == "pending"
    gate.set()
    draining.join(10)
    assert set(world.states().values()) == {"sent"}


def test_a_drain_ends_when_the_time_of_its_sends_is_up(world: World) -> None:
    """What hangs is cut off and recorded as it is, so that nobody waits for a lease."""
    enqueue(world.log, world.log, a_row(), a_row("d2"))
    world.sender.gates["pager"] = threading.Event()
    began = time.monotonic()
    report = world.dispatcher(send_limit=timedelta(seconds=1.5)).drain(timedelta(seconds=1.2))
    assert time.monotonic() - began < SEND_LIMIT.total_seconds()
    assert world.states() == {"d1": "unknown", "d2": "pending"}
    assert (report.waiting, report.underway) == (1, ())


def test_a_send_that_was_started_has_its_whole_time(world: World) -> None:
    """A slow provider that works is not cut off because the drain starts nothing more."""
    enqueue(world.log, world.log, a_row())
    gate = world.sender.gates["pager"] = threading.Event()
    answer = threading.Timer(2.5, gate.set)
    answer.start()
    report = world.dispatcher().drain(timedelta(seconds=1.2))
    assert [each.state for each in report.settled] == ["sent"]
    assert world.sender.limits == [SEND_LIMIT]


def test_what_nobody_can_cut_off_is_said_to_be_underway(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    enqueue(world.log, world.log, a_row(), a_row("d2"))
    gate = threading.Event()

    def stuck(_: Delivery) -> None:
        gate.wait(30)

    world.sender.before = stuck
    monkeypatch.setattr("incident.application.delivery.dispatch._GRACE_SECONDS", 0.2)
    report = world.dispatcher(send_limit=timedelta(seconds=0.2)).drain(timedelta(seconds=1.2))
    gate.set()
    assert world.sender.closed.is_set()
    assert [row.id for row in report.underway] == ["d1"]
    assert (report.settled, report.waiting) == ((), 1)


def test_a_worker_sends_what_comes_while_it_runs(world: World) -> None:
    running = Running(world.dispatcher())
    enqueue(world.log, world.log, a_row())
    running.dispatcher.wake()
    until(lambda: world.states() == {"d1": "sent"})
    enqueue(world.log, world.log, a_row("d2"), seq=1)
    until(lambda: world.states() == {"d1": "sent", "d2": "sent"})
    running.end()


def test_a_worker_outlives_a_database_that_was_away(world: World) -> None:
    world.log.fails["claim"] = 3
    running = Running(world.dispatcher())
    enqueue(world.log, world.log, a_row())
    until(lambda: world.states() == {"d1": "sent"})
    running.end()


def test_stopping_a_worker_lets_a_send_end(world: World) -> None:
    enqueue(world.log, world.log, a_row())
    gate = world.sender.gates["pager"] = threading.Event()
    running = Running(world.dispatcher())
    until(lambda: bool(world.sender.sent))
    running.stop.set()
    gate.set()
    running.end()
    assert world.states() == {"d1": "sent"}
    assert not world.sender.closed.is_set()


def test_stopping_a_worker_cuts_off_what_hangs_and_says_so(world: World) -> None:
    enqueue(world.log, world.log, a_row())
    world.sender.gates["pager"] = threading.Event()
    running = Running(world.dispatcher())
    until(lambda: bool(world.sender.sent))
    began = time.monotonic()
    running.end()
    assert time.monotonic() - began < 6
    assert world.states() == {"d1": "unknown"}
    assert world.sender.closed.is_set()
