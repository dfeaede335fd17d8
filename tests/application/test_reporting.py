"""What became of messages reaches the log, once, whoever sent them and whatever died in between."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial

from incident.application.delivery.dispatch import Dispatcher
from incident.application.delivery.reporting import report_deliveries
from incident.application.ports import AttemptClass, AttemptOutcome, Delivery, DeliveryState, Sender, Target
from incident.application.service import IncidentService
from incident.application.timers import tick
from incident.domain import commands as c
from incident.domain import events as e
from incident.domain.timing.clocks import Clock, running_clocks
from incident.domain.walking.checklist import build_checklist
from tests.application.worlds import ANA, World
from tests.fakes import START, CountingIds

A_MOMENT = timedelta(seconds=5)
SENT = AttemptOutcome(result=AttemptClass.DELIVERED)
DOWN = AttemptOutcome(result=AttemptClass.NOT_SENT)
GONE = AttemptOutcome(result=AttemptClass.PERMANENT)
UNKNOWN = AttemptOutcome(result=AttemptClass.UNKNOWN)


@dataclass
class OneAnswer(Sender):
    """Answers all alike."""

    outcome: AttemptOutcome = field(default_factory=lambda: SENT)

    def send(self, target: Target, delivery: Delivery, limit: timedelta) -> AttemptOutcome:
        del target, delivery, limit
        return self.outcome

    def close(self) -> None:
        """Nothing is held open."""


def a_told_world() -> tuple[World, IncidentService, str]:
    world = World()
    service = world.terminal()
    incident = world.declared(service)
    world.clock.forward(minutes=10)
    service.execute(incident, c.CompleteStep(by="ana", step="tell"), ANA)
    return world, service, incident


def drain(world: World, outcome: AttemptOutcome, service: IncidentService | None) -> None:
    report = partial(report_deliveries, service) if service else lambda _: None
    dispatcher = Dispatcher(
        outbox=world.log,
        sender=OneAnswer(outcome),
        targets=world.directory,
        clock=world.clock,
        ids=CountingIds("worker"),
        report=report,
    )
    assert not dispatcher.drain(A_MOMENT).faults


def told(world: World, incident: str) -> list[e.Event]:
    kinds = (e.MessageDelivered, e.MessageUndelivered)
    return [entry.event for entry in world.log.read(incident) if isinstance(entry.event, kinds)]


def update(service: IncidentService, incident: str) -> Clock:
    state = service.load(incident)
    clocks = running_clocks(state, build_checklist(state, service.now()), service.now())
    return next(clock for clock in clocks if clock.id == "update")


def test_the_sender_tells_the_log_of_the_first_delivery() -> None:
    world, service, incident = a_told_world()
    world.clock.forward(minutes=3)
    drain(world, SENT, service)
    (event,) = told(world, incident)
    assert event == e.MessageDelivered(message="M1", delivery=world.log.deliveries(incident)[0].id)
    assert service.load(incident).last_update_at == START + timedelta(minutes=13)


def test_while_the_network_is_down_the_update_stays_due_and_is_said_not_to_have_left() -> None:
    world, service, incident = a_told_world()
    drain(world, DOWN, service)
    assert told(world, incident) == []
    assert (update(service, incident).due_at, update(service, incident).subject) == (
        START + timedelta(minutes=30),
        "M1",
    )


def test_a_message_that_nobody_took_is_told_once_and_its_clock_runs_on() -> None:
    world, service, incident = a_told_world()
    drain(world, GONE, service)
    drain(world, GONE, service)
    tick(service, incident)
    assert told(world, incident) == [e.MessageUndelivered(message="M1")]
    assert update(service, incident).subject == "M1"


def test_of_a_message_that_may_have_arrived_the_log_says_that_nobody_knows() -> None:
    world, service, incident = a_told_world()
    drain(world, UNKNOWN, service)
    assert told(world, incident) == [e.MessageUndelivered(message="M1", unknown=1)]


def test_a_retry_that_is_accepted_is_told_after_the_failure() -> None:
    world, service, incident = a_told_world()
    drain(world, GONE, service)
    row = world.log.deliveries(incident)[0]
    service.execute(incident, c.RetryDelivery(by="ana", delivery=row.id), ANA)
    drain(world, SENT, service)
    assert [type(event) for event in told(world, incident)] == [e.MessageUndelivered, e.MessageDelivered]


def test_a_retry_that_fails_again_is_told_again() -> None:
    world, service, incident = a_told_world()
    drain(world, GONE, service)
    row = world.log.deliveries(incident)[0]
    service.execute(incident, c.RetryDelivery(by="ana", delivery=row.id), ANA)
    tick(service, incident)
    assert len(told(world, incident)) == 1
    drain(world, UNKNOWN, service)
    tick(world.terminal(), incident)
    assert told(world, incident) == [e.MessageUndelivered(message="M1"), e.MessageUndelivered(message="M1", unknown=1)]


def test_what_a_sender_died_before_telling_is_told_by_the_next_tick_with_the_time_of_the_sending() -> None:
    world, service, incident = a_told_world()
    drain(world, SENT, None)
    world.clock.forward(minutes=4)
    tick(service, incident)
    tick(world.terminal(), incident)
    assert len(told(world, incident)) == 1
    assert service.load(incident).last_update_at == START + timedelta(minutes=10)


def test_what_another_terminal_tells_meanwhile_is_not_told_twice() -> None:
    world, service, incident = a_told_world()
    drain(world, SENT, None)
    other = world.terminal()
    world.log.first = lambda: report_deliveries(other, incident)
    report_deliveries(service, incident)
    assert len(told(world, incident)) == 1


def test_an_undone_message_that_never_left_has_nothing_to_tell() -> None:
    world, service, incident = a_told_world()
    service.execute(incident, c.UndoMark(by="ana"), ANA)
    drain(world, SENT, service)
    assert world.log.deliveries(incident)[0].state is DeliveryState.CANCELLED
    assert told(world, incident) == []
