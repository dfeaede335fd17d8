"""What is too late: said by a clock that may have jumped, and by a machine that may have slept."""

from __future__ import annotations

from datetime import timedelta

import pytest

from incident.application.delivery.dispatch import Dispatcher
from incident.application.errors import ClockJumped, ClockSetBack, TooLateBefore
from incident.application.ports import (
    DeliveryState,
)
from tests.application.dispatching import A_MOMENT, NOT_SENT, World
from tests.contracts.batches import batch_of
from tests.contracts.samples import EVENTS
from tests.deliveries import a_row, enqueue


@pytest.fixture
def world() -> World:
    return World()


def test_a_clock_that_jumps_ahead_gives_up_on_no_message(world: World) -> None:
    """Fault 27: nothing expires by it, a person is told once, and once it is right again all goes on."""
    passed = [0.0]
    steady = lambda: passed[0]  # noqa: E731 - a clock that the test moves
    gone_ahead = Dispatcher(
        outbox=world.log,
        sender=world.sender,
        targets=world.targets,
        clock=world.clock,
        ids=world.ids,
        chance=lambda: 0.5,
        steady=steady,
    )
    world.sender.says = {"d1": [NOT_SENT]}
    enqueue(world.log, world.log, a_row())
    gone_ahead.drain(A_MOMENT)
    world.clock.forward(days=1)
    report = gone_ahead.drain(A_MOMENT)
    assert [type(each) for each in report.faults] == [ClockJumped]
    assert world.states() == {"d1": DeliveryState.PENDING}
    world.clock.forward(days=-1, seconds=30)
    assert not gone_ahead.drain(A_MOMENT).faults
    assert world.states() == {"d1": DeliveryState.SENT}


@pytest.mark.parametrize("is_right", [True, False])
def test_a_program_that_begins_hours_late_gives_up_on_nothing_before_its_clock_could_be_set_right(
    world: World, *, is_right: bool
) -> None:
    """Fault 27, at the start: whether the machine was off or its clock is wrong, nobody can say yet."""
    passed = [0.0]
    enqueue(world.log, world.log, a_row())
    world.clock.forward(hours=5)
    dispatcher = Dispatcher(
        outbox=world.log,
        sender=world.sender,
        targets=world.targets,
        clock=world.clock,
        ids=world.ids,
        steady=lambda: passed[0],
    )
    assert [repr(each) for each in dispatcher.drain(A_MOMENT).faults] == [repr(TooLateBefore(count=1))]
    assert world.states() == {"d1": DeliveryState.PENDING}
    world.clock.forward(minutes=10, hours=0 if is_right else -5)
    passed[0] += 600
    told = [] if is_right else [repr(ClockSetBack())]
    assert [repr(each) for each in dispatcher.drain(A_MOMENT).faults] == told
    assert world.states() == {"d1": DeliveryState.EXPIRED if is_right else DeliveryState.SENT}


@pytest.mark.parametrize("is_borne_out", [True, False])
def test_a_command_gives_up_on_what_was_too_late_a_day_ago_once_the_log_bears_its_clock_out(
    world: World, *, is_borne_out: bool
) -> None:
    """Fault 27, of a program that never runs for long: one with a wrong clock gives up on nothing."""
    enqueue(world.log, world.log, a_row())
    world.clock.forward(hours=28)
    if is_borne_out:
        world.log.append(batch_of("INC-0002", 0, EVENTS["IncidentDeclared", 1], recorded_at=world.clock.now()))
        world.clock.forward(minutes=11)
    dispatcher = Dispatcher(
        outbox=world.log,
        sender=world.sender,
        targets=world.targets,
        clock=world.clock,
        ids=world.ids,
        steady=lambda: 0.0,
    )
    told = [] if is_borne_out else [repr(TooLateBefore(count=1))]
    assert [repr(each) for each in dispatcher.drain(A_MOMENT).faults] == told
    assert world.states() == {"d1": DeliveryState.EXPIRED if is_borne_out else DeliveryState.PENDING}


def test_a_machine_that_slept_for_a_day_gives_up_on_what_is_too_old(world: World) -> None:
    """That time really passed: the steady clock says so."""
    passed = [0.0]
    world.sender.says = {"d1": [NOT_SENT]}
    enqueue(world.log, world.log, a_row())
    dispatcher = Dispatcher(
        outbox=world.log,
        sender=world.sender,
        targets=world.targets,
        clock=world.clock,
        ids=world.ids,
        steady=lambda: passed[0],
    )
    dispatcher.drain(A_MOMENT)
    world.clock.forward(days=1)
    passed[0] += 86_400
    assert not dispatcher.drain(A_MOMENT).faults
    assert world.states() == {"d1": DeliveryState.EXPIRED}


def test_no_time_is_no_send(world: World) -> None:
    enqueue(world.log, world.log, a_row())
    report = world.dispatcher().drain(timedelta(0))
    assert (world.sender.sent, report.waiting) == ([], 1)
    assert world.dispatcher().drain(timedelta(seconds=0.5)).waiting == 1
    assert world.sender.sent == []


def test_a_clock_that_is_set_back_is_said_for_what_waits_waits_longer(world: World) -> None:
    """Fault 26: nobody sees that whoever comes next is told an hour too late."""
    world.sender.says = {"d1": [NOT_SENT]}
    enqueue(world.log, world.log, a_row())
    dispatcher = Dispatcher(
        outbox=world.log,
        sender=world.sender,
        targets=world.targets,
        clock=world.clock,
        ids=world.ids,
        steady=lambda: 0.0,
    )
    assert not dispatcher.drain(A_MOMENT).faults
    world.clock.forward(hours=-1)
    assert [repr(each) for each in dispatcher.drain(A_MOMENT).faults] == [repr(ClockSetBack())]


class SetBack:
    """A dispatcher that looked before its clock was set back by an hour, and after."""

    def __init__(self, world: World) -> None:
        self._world, self._passed = world, 0.0
        self._dispatcher = Dispatcher(
            outbox=world.log,
            sender=world.sender,
            targets=world.targets,
            clock=world.clock,
            ids=world.ids,
            chance=lambda: 0.5,
            steady=lambda: self._passed,
        )
        self._dispatcher.drain(A_MOMENT)
        world.clock.forward(hours=-1)
        self._dispatcher.drain(A_MOMENT)

    def after(self, seconds: float) -> list[str]:
        """Which messages left so much later, in all."""
        self._passed += seconds
        self._world.clock.forward(seconds=seconds)
        self._dispatcher.drain(A_MOMENT)
        return [row.id for row in self._world.sender.sent]


def test_whoever_runs_while_the_clock_is_set_back_goes_on_counting_what_waits(world: World) -> None:
    """Fault 26: a second try and an escalation leave when they were to, once, and not an hour later."""
    world.sender.says = {"d1": [NOT_SENT]}
    in_five_minutes = world.clock.now() + timedelta(minutes=5)
    enqueue(world.log, world.log, a_row(), a_row("d2", target_id="chat", due_at=in_five_minutes))
    runs = SetBack(world)
    assert runs.after(1) == ["d1"]
    assert runs.after(298) == ["d1", "d1"]
    assert runs.after(1) == ["d1", "d1", "d2"]
    assert runs.after(7200) == ["d1", "d1", "d2"]


def test_what_was_put_off_before_the_hour_that_it_is_again_waits_by_the_clock(world: World) -> None:
    """Nobody can say by which clock it was put off: it may be late, and never leaves early."""
    due = world.clock.now() + timedelta(hours=2, minutes=1)
    enqueue(world.log, world.log, a_row(due_at=due, expires_at=due + timedelta(hours=4)))
    world.clock.forward(hours=2)
    runs = SetBack(world)
    assert runs.after(60 * 60 + 59) == []
    assert runs.after(1) == ["d1"]


def test_what_is_put_off_after_the_clock_was_set_back_waits_by_the_clock_it_has_now(world: World) -> None:
    world.sender.says = {"d1": [NOT_SENT, NOT_SENT]}
    enqueue(world.log, world.log, a_row())
    runs = SetBack(world)
    assert runs.after(60) == ["d1", "d1"]
    assert runs.after(1) == ["d1", "d1"]
    assert runs.after(300) == ["d1", "d1", "d1"]
