"""The sign of life stops when a delivery waits for too long, and only then."""

from __future__ import annotations

from datetime import timedelta

from incident.adapters.storage.memory import MemoryLog
from incident.application.delivery.heartbeat import Heartbeat
from incident.application.ports import AttemptClass, DeliveryState
from incident.domain import commands as c
from tests.application.worlds import ANA, World
from tests.contracts.batches import an_attempt

LIMIT = timedelta(minutes=5)


class _Counted:
    """A watchdog that counts."""

    def __init__(self) -> None:
        self.pings = 0

    def ping(self) -> None:
        self.pings += 1


def _waiting(world: World) -> Heartbeat:
    """A heartbeat over a log in which one delivery is due now."""
    service = world.terminal()
    incident = world.declared(service)
    service.execute(incident, c.CompleteStep(by="ana", step="tell"), ANA)
    assert world.log.waiting()[0] > 0
    return Heartbeat(outbox=world.log, beacon=_Counted(), clock=world.clock, limit=LIMIT)


def test_it_beats_while_nothing_waits() -> None:
    beacon = _Counted()
    assert Heartbeat(outbox=MemoryLog(), beacon=beacon, clock=World().clock, limit=LIMIT).beat()
    assert beacon.pings == 1


def test_it_beats_while_the_oldest_delivery_is_young() -> None:
    world = World()
    heartbeat = _waiting(world)
    world.clock.forward(minutes=4, seconds=59)
    assert heartbeat.beat()


def test_it_stops_when_a_delivery_has_waited_for_the_limit() -> None:
    """Fault 40: whoever watches from outside is alarmed."""
    world = World()
    heartbeat = _waiting(world)
    world.clock.forward(minutes=5)
    assert not heartbeat.beat()


def test_a_delivery_that_is_tried_again_later_does_not_stop_it() -> None:
    """What counts is how long a delivery has been due, not how old it is."""
    world = World()
    heartbeat = _waiting(world)
    again = world.clock.forward(minutes=4) + timedelta(minutes=10)
    for row in world.log.claim("me", world.clock.now(), timedelta(seconds=30), 9, ()):
        world.log.record(an_attempt(row, AttemptClass.NOT_SENT), DeliveryState.PENDING, again)
    world.clock.forward(minutes=9)
    assert heartbeat.beat()
    world.clock.forward(minutes=6)
    assert not heartbeat.beat()
