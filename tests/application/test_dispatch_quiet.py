"""When a failing or a busy provider is asked again: on the schedule, and after the quiet that it asks for."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

import pytest

from incident.application.delivery.dispatch import Dispatcher
from incident.application.ports import (
    AttemptClass,
    AttemptOutcome,
    DeliveryState,
    Target,
)
from tests.application.dispatching import A_MOMENT, NOT_SENT, World
from tests.deliveries import a_row, enqueue, the_only_row
from tests.fakes import START


@pytest.fixture
def world() -> World:
    return World()


def test_a_failing_provider_is_asked_on_the_schedule_until_the_end(world: World) -> None:
    """Faults 4 and 8: 5, 15, 45 s, 2, 5, 10, 15 min, … and a page ends after four hours."""
    enqueue(world.log, world.log, a_row())
    world.sender.says["d1"] = [NOT_SENT] * 100
    dispatcher = world.dispatcher()
    instants = []
    while the_only_row(world.log).state is DeliveryState.PENDING:
        world.clock.set(the_only_row(world.log).due_at)
        instants.append(world.clock.now())
        dispatcher.drain(A_MOMENT)
    waits = [round((after - before).total_seconds()) for before, after in pairwise(instants)]
    assert waits[:8] == [5, 15, 45, 120, 300, 600, 900, 900]
    assert the_only_row(world.log).state is DeliveryState.EXPIRED
    assert START + timedelta(hours=3, minutes=45) < instants[-1] < START + timedelta(hours=4)
    assert len(world.log.attempts("d1")) == len(instants)


def test_a_server_that_asks_for_quiet_gets_it_from_every_row(world: World) -> None:
    """Fault 3: per target, not global."""
    enqueue(world.log, world.log, a_row(), a_row("d2", kind="status"), a_row("d3", target_id="chat"))
    world.sender.says["d1"] = [AttemptOutcome(result=AttemptClass.NOT_SENT, retry_after=timedelta(seconds=70))]
    dispatcher = world.dispatcher()
    dispatcher.drain(A_MOMENT)
    assert world.states() == {"d1": "pending", "d2": "pending", "d3": "sent"}
    world.clock.forward(seconds=69)
    dispatcher.drain(A_MOMENT)
    assert world.states()["d2"] == "pending"
    world.clock.forward(seconds=1)
    dispatcher.drain(A_MOMENT)
    assert set(world.states().values()) == {"sent"}


def test_a_clock_set_back_does_not_prolong_the_quiet(world: World) -> None:
    """Fault 26."""
    enqueue(world.log, world.log, a_row(), a_row("d2", due_at=START - timedelta(hours=2)))
    world.sender.says["d2"] = [AttemptOutcome(result=AttemptClass.NOT_SENT, retry_after=timedelta(seconds=70))]
    dispatcher = world.dispatcher()
    dispatcher.drain(A_MOMENT)
    world.clock.forward(hours=-1)
    enqueue(world.log, world.log, a_row("d3", due_at=world.clock.now()), seq=1)
    dispatcher.drain(A_MOMENT)
    assert world.states()["d3"] == "sent"


def test_a_server_that_asks_for_quiet_gets_it_from_every_target_of_the_same_secret(world: World) -> None:
    """Two robots of one key share its limit; a third with a key of its own does not wait for them."""
    keys = {"t1": "env:ONE", "t2": "env:ONE", "t3": "env:OTHER"}
    world.targets.all_targets = [
        Target(id=id_, exercise=False, kind="apprise", secret=key) for id_, key in keys.items()
    ]
    quiet = AttemptOutcome(result=AttemptClass.NOT_SENT, retry_after=timedelta(minutes=3))
    world.sender.says = {"d1": [quiet]}
    enqueue(world.log, world.log, a_row("d1", target_id="t1"))
    dispatcher = world.dispatcher()
    dispatcher.drain(A_MOMENT)
    later = [a_row("d2", target_id="t2"), a_row("d3", target_id="t3")]
    enqueue(world.log, world.log, *later, seq=1)
    dispatcher.drain(A_MOMENT)
    assert [row.id for row in world.sender.sent] == ["d1", "d3"]
    world.clock.forward(minutes=3)
    dispatcher.drain(A_MOMENT)
    assert {row.id for row in world.sender.sent[2:]} == {"d1", "d2"}


def test_chance_is_drawn_where_none_is_given(world: World) -> None:
    enqueue(world.log, world.log, a_row())
    world.sender.says["d1"] = [NOT_SENT]
    Dispatcher(outbox=world.log, sender=world.sender, targets=world.targets, clock=world.clock, ids=world.ids).drain(
        A_MOMENT
    )
    due_at = the_only_row(world.log).due_at
    assert timedelta(seconds=4) <= due_at - START <= timedelta(seconds=6)
