"""Who may send a row, and what a claim means of which nobody knows how it ended."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest

from incident.application.delivery.dispatch import LEASE
from incident.application.delivery.reasons import Reason
from incident.application.errors import StorageBusy
from incident.application.ports import (
    AttemptClass,
    AttemptOutcome,
    Delivery,
    DeliveryState,
    OnUnknown,
    Target,
)
from tests.application.dispatching import A_MOMENT, NOT_SENT, PERMANENT, SENT, UNKNOWN, Forgetful, World
from tests.deliveries import a_row, enqueue, the_only_row
from tests.fakes import START, FakeDirectory


@pytest.fixture
def world() -> World:
    return World()


@pytest.mark.parametrize(
    ("outcome", "state"),
    [(SENT, DeliveryState.SENT), (UNKNOWN, DeliveryState.UNKNOWN), (PERMANENT, DeliveryState.SENT)],
)
def test_what_a_failed_over_database_forgot_is_written_down_again_and_not_sent_again(
    world: World, outcome: AttemptOutcome, state: DeliveryState
) -> None:
    """Fault 21: the copy that took over has the row as it was before the claim; only a refusal is tried once more."""
    world.log = log = Forgetful()
    world.sender.says = {"d1": [outcome]}
    enqueue(world.log, world.log, a_row())
    log.copy()
    dispatcher = world.dispatcher()
    dispatcher.drain(A_MOMENT)
    log.fail_over()
    assert world.states() == {"d1": DeliveryState.PENDING}
    dispatcher.drain(A_MOMENT)
    assert world.states() == {"d1": state}
    assert len(world.sender.sent) == (2 if outcome is PERMANENT else 1)


@pytest.mark.parametrize(
    ("on_unknown", "state", "sends"), [(OnUnknown.HOLD, "unknown", 0), (OnUnknown.REPEAT, "sent", 1)]
)
def test_a_worker_that_died_over_a_row_leaves_it_unknown(
    world: World, on_unknown: OnUnknown, state: str, sends: int
) -> None:
    """Faults 15 and 16, and 14 where no machine can say that it never began: nobody knows whether it went out."""
    enqueue(world.log, world.log, a_row(on_unknown=on_unknown))
    world.log.claim("worker that died", START, LEASE, 1)
    dispatcher = world.dispatcher()
    dispatcher.drain(A_MOMENT)
    assert the_only_row(world.log).state is DeliveryState.SENDING
    world.clock.forward(seconds=31)
    report = dispatcher.drain(A_MOMENT)
    assert [row.id for row in report.reaped] == ["d1"]
    assert the_only_row(world.log).state == state
    assert [row.last_class for row in world.sender.sent] == [AttemptClass.UNKNOWN] * sends


def test_a_claim_that_left_no_attempt_makes_a_repeat(world: World) -> None:
    """Whatever the row says meanwhile: somebody held it and never told."""
    enqueue(world.log, world.log, a_row(on_unknown=OnUnknown.REPEAT))
    world.log.claim("worker that died", START, LEASE, 1)
    world.clock.forward(seconds=31)
    world.sender.says["d1"] = [NOT_SENT, SENT]
    dispatcher = world.dispatcher()
    dispatcher.drain(A_MOMENT)
    world.clock.forward(minutes=5)
    dispatcher.drain(A_MOMENT)
    assert [row.last_class for row in world.sender.sent] == [AttemptClass.UNKNOWN] * 2


def test_two_dispatchers_send_a_row_once(world: World) -> None:
    """Fault 18."""
    enqueue(world.log, world.log, *(a_row(f"d{number}", target_id=f"t{number}") for number in range(8)))
    drains = [threading.Thread(target=world.dispatcher().drain, args=(A_MOMENT,)) for _ in range(4)]
    for each in drains:
        each.start()
    for each in drains:
        each.join()
    assert sorted(row.id for row in world.sender.sent) == [f"d{number}" for number in range(8)]
    assert set(world.states().values()) == {"sent"}


def test_a_worker_that_slept_past_its_lease_sends_nothing(world: World) -> None:
    """Fault 19: it wakes between the claim and the send."""

    class Sleepy(FakeDirectory):
        def target(self, target_id: str) -> Target | None:
            world.clock.forward(minutes=2)
            return super().target(target_id)

    enqueue(world.log, world.log, a_row())
    awake = world.targets
    world.targets = Sleepy(all_targets=awake.all_targets)
    report = world.dispatcher().drain(A_MOMENT)
    assert world.sender.sent == []
    (settled,) = report.settled
    assert (settled.outcome.result, settled.outcome.detail) == (AttemptClass.NOT_SENT, Reason.TOO_LATE)
    assert the_only_row(world.log).state is DeliveryState.PENDING


def test_a_row_that_somebody_else_took_meanwhile_is_left_alone(world: World) -> None:
    """Fault 19: the fence is asked right before the send."""

    class Slow(FakeDirectory):
        def target(self, target_id: str) -> Target | None:
            world.log.reap(START + timedelta(minutes=1))
            return super().target(target_id)

    enqueue(world.log, world.log, a_row())
    world.targets = Slow(all_targets=world.targets.all_targets)
    report = world.dispatcher().drain(A_MOMENT)
    assert (world.sender.sent, report.settled) == ([], ())
    assert the_only_row(world.log).state is DeliveryState.UNKNOWN


def test_a_stale_fence_records_nothing(world: World) -> None:
    """Fault 19: it woke after the send; the attempt stays in the ledger, the row is not touched."""
    enqueue(world.log, world.log, a_row())

    def slept(_: Delivery) -> None:
        world.log.reap(START + timedelta(minutes=1))

    world.sender.before = slept
    report = world.dispatcher().drain(A_MOMENT)
    assert report.settled == ()
    assert the_only_row(world.log).state is DeliveryState.UNKNOWN
    assert [each.outcome for each in world.log.attempts("d1")] == [SENT]


@pytest.mark.parametrize("fault", [StorageBusy(), OverflowError()])
def test_a_claim_that_could_not_be_started_is_given_back(
    world: World, monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    """All of those claimed together: none may be found later as unknown."""
    enqueue(world.log, world.log, a_row(), a_row("d2", target_id="chat"))

    def away(_delivery_id: str, _fence: int) -> bool:
        raise fault

    monkeypatch.setattr(world.log, "still_claimed", away)
    report = world.dispatcher().drain(A_MOMENT)
    assert (world.sender.sent, report.waiting) == ([], 2)
    assert world.states() == {"d1": "pending", "d2": "pending"}


def test_a_row_that_vanished_is_no_obstacle(world: World) -> None:
    """A restored database may not know it."""
    enqueue(world.log, world.log, a_row())

    def restored(_: Delivery) -> None:
        world.log._deliveries.clear()

    world.sender.before = restored
    report = world.dispatcher().drain(A_MOMENT)
    assert (report.settled, report.obstacle) == ((), None)


def test_what_another_worker_is_sending_is_not_said_to_go_later(world: World) -> None:
    enqueue(world.log, world.log, a_row("d1"), a_row("d2", target_id="t1", due_at=START + timedelta(minutes=3)))
    world.log.claim("another worker", START, LEASE, 1)
    report = world.dispatcher().drain(A_MOMENT)
    assert (report.waiting, report.are_later) == (2, False)
    world.clock.forward(seconds=31)
    report = world.dispatcher().drain(A_MOMENT)
    assert (report.waiting, report.are_later) == (1, True)
