"""Claim, send, record: what the dispatcher promises of every row, with the clock in hand."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest

from incident.application.delivery.reasons import Reason
from incident.application.ports import (
    HEAD_START,
    AttemptClass,
    DeliveryState,
    OnUnknown,
    Target,
)
from tests.application.dispatching import A_MOMENT, NOT_SENT, PERMANENT, SENT, UNKNOWN, World
from tests.deliveries import a_row, enqueue, the_only_row
from tests.fakes import START, FakeDirectory


@pytest.fixture
def world() -> World:
    return World()


def test_a_due_row_is_sent_and_recorded(world: World) -> None:
    enqueue(world.log, world.log, a_row())
    report = world.dispatcher().drain(A_MOMENT)
    (settled,) = report.settled
    assert (settled.delivery.id, settled.state, settled.outcome) == ("d1", DeliveryState.SENT, SENT)
    assert (report.waiting, report.next_due_at, report.obstacle) == (0, None, None)
    (attempt,) = world.log.attempts("d1")
    assert (attempt.fence, attempt.started_at, attempt.outcome) == (1, START, SENT)
    assert the_only_row(world.log).state is DeliveryState.SENT


def test_nothing_to_send_costs_nothing(world: World) -> None:
    began = time.monotonic()
    report = world.dispatcher().drain(A_MOMENT)
    assert time.monotonic() - began < 1
    assert (report.settled, report.waiting) == ((), 0)


def test_what_is_due_later_is_left_and_announced(world: World) -> None:
    later = START + timedelta(minutes=15)
    enqueue(world.log, world.log, a_row(), a_row("d2", due_at=later))
    report = world.dispatcher().drain(A_MOMENT)
    assert (report.waiting, report.next_due_at) == (1, later)
    assert [row.id for row in world.sender.sent] == ["d1"]


def test_permanent_is_not_tried_again(world: World) -> None:
    """Fault 7."""
    enqueue(world.log, world.log, a_row())
    world.sender.says["d1"] = [PERMANENT]
    dispatcher = world.dispatcher()
    dispatcher.drain(A_MOMENT)
    world.clock.forward(hours=1)
    dispatcher.drain(A_MOMENT)
    assert the_only_row(world.log).state is DeliveryState.FAILED
    assert len(world.sender.sent) == 1


def test_unknown_is_held_for_a_person(world: World) -> None:
    """Fault 13."""
    enqueue(world.log, world.log, a_row())
    world.sender.says["d1"] = [UNKNOWN]
    dispatcher = world.dispatcher()
    dispatcher.drain(A_MOMENT)
    world.clock.forward(hours=1)
    dispatcher.drain(A_MOMENT)
    row = the_only_row(world.log)
    assert (row.state, row.last_detail) == (DeliveryState.UNKNOWN, "read-timeout")
    assert len(world.sender.sent) == 1


def test_a_pager_is_asked_again_and_told_that_it_may_be_a_repeat(world: World) -> None:
    """The mark stays when a later attempt did not get out either."""
    enqueue(world.log, world.log, a_row(on_unknown=OnUnknown.REPEAT))
    world.sender.says["d1"] = [NOT_SENT, UNKNOWN, NOT_SENT, SENT]
    dispatcher = world.dispatcher()
    for _ in range(4):
        dispatcher.drain(A_MOMENT)
        world.clock.forward(minutes=5)
    assert [row.last_class is AttemptClass.UNKNOWN for row in world.sender.sent] == [False, False, True, True]
    assert the_only_row(world.log).state is DeliveryState.SENT


def test_a_row_without_a_target_waits_with_the_reason_and_goes_when_there_is_one(world: World) -> None:
    enqueue(world.log, world.log, a_row(target_id="removed"), a_row("d2"))
    dispatcher = world.dispatcher()
    dispatcher.drain(A_MOMENT)
    world.clock.forward(seconds=HEAD_START.total_seconds())
    dispatcher.drain(A_MOMENT)
    assert world.states() == {"d1": "pending", "d2": "sent"}
    assert world.log.deliveries("INC-0001")[0].last_detail == Reason.TARGET_MISSING
    back = Target(id="removed", exercise=False, kind="apprise", secret="")
    world.targets = FakeDirectory(all_targets=[*world.targets.all_targets, back])
    world.clock.forward(seconds=10)
    world.dispatcher().drain(A_MOMENT)
    assert world.states() == {"d1": "sent", "d2": "sent"}


def test_a_row_whose_target_never_comes_back_expires(world: World) -> None:
    enqueue(world.log, world.log, a_row(target_id="removed"))
    dispatcher = world.dispatcher()
    for _ in range(200):
        dispatcher.drain(A_MOMENT)
        world.clock.forward(minutes=5)
    row = the_only_row(world.log)
    assert (row.state, row.last_detail) == (DeliveryState.EXPIRED, Reason.TARGET_MISSING)
    assert world.sender.sent == []


def test_the_real_goes_before_the_exercise_and_pages_before_status(world: World) -> None:
    """Faults 37 and 39: with one lane, everything else waits."""
    early = START - timedelta(minutes=1)
    enqueue(
        world.log,
        world.log,
        a_row("exercise", target_id="sandbox", exercise=True, due_at=early),
        a_row("status", target_id="chat", kind="status", due_at=early),
        a_row("page"),
    )
    world.dispatcher(lanes=1).drain(A_MOMENT)
    assert [row.id for row in world.sender.sent] == ["page", "status", "exercise"]
