"""A target that nobody can reach is left alone for a moment: what waits for it takes nobody else's time."""

from __future__ import annotations

from datetime import timedelta

import pytest

from incident.application.delivery.reasons import Reason
from incident.application.delivery.resting import Resting
from incident.application.ports import AttemptClass, AttemptOutcome, Target
from tests.application.dispatching import A_MOMENT, NOT_SENT, SENT, UNKNOWN, World, until
from tests.application.test_dispatch_running import Running
from tests.deliveries import a_row, enqueue
from tests.fakes import START

REFUSED = AttemptOutcome(result=AttemptClass.NOT_SENT, detail=Reason.CONNECTION_REFUSED)
PAGER = Target(id="pager", exercise=False, kind="apprise", secret="env:KEY")


@pytest.fixture
def world() -> World:
    world = World()
    world.sender.says = {f"d{n}": [REFUSED] for n in range(3)}
    enqueue(
        world.log, world.log, *(a_row(f"d{n}") for n in range(3)), *(a_row(f"c{n}", target_id="chat") for n in "012")
    )
    return world


def test_a_worker_asks_a_target_that_refuses_once_in_half_a_second(world: World) -> None:
    running = Running(world.dispatcher())
    until(lambda: [world.states()[f"c{n}"] for n in "012"] == ["sent"] * 3)
    assert [row.id for row in world.sender.sent if row.target_id == "pager"] == ["d0"]
    world.clock.forward(seconds=0.5)
    running.dispatcher.wake()
    until(lambda: [row.id for row in world.sender.sent if row.target_id == "pager"] == ["d0", "d1"])
    running.end()


def test_who_sends_for_a_moment_tries_each_message_once(world: World) -> None:
    world.dispatcher().drain(A_MOMENT)
    assert {row.id for row in world.sender.sent if row.target_id == "pager"} == {"d0", "d1", "d2"}


@pytest.mark.parametrize("outcome", [SENT, UNKNOWN, NOT_SENT], ids=["sent", "unknown", "a server that answers"])
def test_a_target_that_somebody_reached_is_not_left_alone(outcome: AttemptOutcome) -> None:
    resting = Resting()
    resting.heed(outcome, "pager", [PAGER], START, is_brief=False)
    assert resting.those(START) == ()


def test_a_target_is_left_alone_for_less_time_than_a_page_has() -> None:
    resting = Resting()
    resting.heed(REFUSED, "pager", [PAGER], START, is_brief=False)
    assert resting.those(START + timedelta(milliseconds=499)) == ("pager",)
    assert resting.those(START + timedelta(milliseconds=500)) == ()


def test_a_worker_with_targets_gets_ready_before_the_first_message(world: World) -> None:
    running = Running(world.dispatcher())
    until(world.sender.is_ready.is_set)
    running.end()


def test_who_has_no_target_gets_nothing_ready(world: World) -> None:
    world.targets.all_targets = []
    running = Running(world.dispatcher())
    running.end()
    assert not world.sender.is_ready.is_set()
