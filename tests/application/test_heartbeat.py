"""The sign of life stops when a delivery waits for too long, and only then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from incident.adapters.storage.memory import MemoryLog
from incident.application.delivery.heartbeat import Heartbeat
from incident.application.ports import AttemptClass, Delivery, DeliveryState
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
    return Heartbeat(log=world.log, outbox=world.log, beacon=_Counted(), clock=world.clock, limit=LIMIT)


def test_it_beats_while_nothing_waits() -> None:
    beacon = _Counted()
    log = MemoryLog()
    assert Heartbeat(log=log, outbox=log, beacon=beacon, clock=World().clock, limit=LIMIT).beat()
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


def _tried_in_vain(world: World) -> None:
    """All that waits is tried now, and again in ten minutes."""
    now = world.clock.now()
    for row in world.log.claim("me", now, timedelta(seconds=30), 9, ()):
        attempt = replace(an_attempt(row, AttemptClass.NOT_SENT), started_at=now, ended_at=now)
        world.log.record(attempt, DeliveryState.PENDING, now + timedelta(minutes=10))


def _leaves(world: World) -> None:
    """Another incident's message gets out now."""
    _waiting(world)
    now = world.clock.now()
    for row in world.log.claim("me", now, timedelta(seconds=30), 9, ()):
        world.log.record(replace(an_attempt(row), started_at=now, ended_at=now), DeliveryState.SENT)


def test_a_delivery_that_is_tried_again_later_does_not_stop_it_while_others_leave() -> None:
    """What counts is how long a delivery has been due, not how old it is."""
    world = World()
    heartbeat = _waiting(world)
    world.clock.forward(minutes=4)
    _tried_in_vain(world)
    world.clock.forward(minutes=1)
    for _each in range(2):
        _leaves(world)
        world.clock.forward(minutes=4)
        assert heartbeat.beat()
    world.clock.forward(minutes=6)
    assert not heartbeat.beat(), "it has been due for five minutes, and nobody tried it"


def test_it_stops_when_every_try_has_been_in_vain_for_the_limit() -> None:
    """Fault 40: each try makes it due later, so that it is never late; nothing gets out all the same."""
    world = World()
    heartbeat = _waiting(world)
    _tried_in_vain(world)
    world.clock.forward(minutes=4, seconds=59)
    assert heartbeat.beat()
    world.clock.forward(seconds=1)
    assert not heartbeat.beat()
    _leaves(world)
    assert heartbeat.beat()


def test_what_left_once_is_no_sign_for_ever_that_something_gets_out() -> None:
    """One mail left just before the first try in vain; since then nothing has."""
    world = World()
    _leaves(world)
    heartbeat = _waiting(world)
    _tried_in_vain(world)
    world.clock.forward(minutes=4)
    assert heartbeat.beat()
    world.clock.forward(minutes=1)
    assert not heartbeat.beat()


def test_what_a_closed_incident_sends_in_vain_stops_it_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    world = World()
    heartbeat = _waiting(world)
    _tried_in_vain(world)
    world.clock.forward(minutes=5)
    monkeypatch.setattr(world.log, "summaries", list)  # it was closed meanwhile
    assert not heartbeat.beat()


def test_it_reads_no_incident_that_has_nothing_under_way_while_all_is_well(monkeypatch: pytest.MonkeyPatch) -> None:
    """It beats each minute, over every incident that is open at once."""
    world = World()
    quiet, heartbeat = world.declared(world.terminal()), _waiting(world)
    read, deliveries = list[str](), world.log.deliveries

    def noted(name: str) -> Sequence[Delivery]:
        read.append(name)
        return deliveries(name)

    monkeypatch.setattr(world.log, "deliveries", noted)
    assert heartbeat.beat()
    assert read
    assert quiet not in read
