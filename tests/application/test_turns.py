"""Where the senders were away, whoever is asked first still has their time before the next is woken."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from incident.adapters.storage import open_log
from incident.adapters.storage.memory import MemoryLog
from incident.application.delivery.dispatch import Dispatcher
from incident.application.delivery.dispatch_report import DispatchReport
from incident.application.delivery.stuck import stuck_rows
from incident.application.ports import PAGE_EXPIRES, DeliveryState, EventLog, NewDelivery, Outbox, Target
from tests.application.dispatching import A_MOMENT, PERMANENT, ToldSender
from tests.contracts.batches import telling
from tests.deliveries import a_row
from tests.fakes import START, CountingIds, FakeClock, FakeDirectory

MINUTE = timedelta(minutes=1)


class Desk:
    """A dispatcher over one log, and what it sent at which minute."""

    def __init__(self, log: EventLog, outbox: Outbox) -> None:
        self.log, self.outbox, self.clock, self.sender = log, outbox, FakeClock(), ToldSender()
        self.sent: list[tuple[float, str]] = []
        self.sender.before = lambda row: self.sent.append(((self.clock.now() - START) / MINUTE, row.id))

    def begin(self, *rows: NewDelivery) -> None:
        targets = [
            Target(id=name, exercise=False, kind="apprise", secret="") for name in {row.target_id for row in rows}
        ]
        self.outbox.load_targets(targets)
        self.log.append(telling("INC-0001", 0, *rows))
        self.dispatcher = Dispatcher(
            outbox=self.outbox,
            sender=self.sender,
            targets=FakeDirectory(all_targets=targets),
            clock=self.clock,
            ids=CountingIds(),
            chance=lambda: 0.5,
        )

    def at(self, minute: float) -> DispatchReport:
        self.clock.set(START + minute * MINUTE)
        return self.dispatcher.drain(A_MOMENT)


@pytest.fixture(params=["memory", "sqlite"])
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desk]:
    if request.param == "memory":
        log = MemoryLog()
        yield Desk(log, log)
        return
    with closing(open_log(tmp_path / "incident.db", create=True)) as kept:
        yield Desk(kept, kept)


def way(name: str, minute: float, **changes: object) -> NewDelivery:
    """A way of an escalation, with its hour."""
    due: datetime = START + minute * MINUTE
    return a_row(name, **{"target_id": name, "due_at": due, "expires_at": due + PAGE_EXPIRES, **changes})


def a_chain() -> Sequence[NewDelivery]:
    return [way("sms", 0), way("push", 1), way("call", 3), way("next", 4)]


def test_in_time_every_way_goes_at_its_hour(desk: Desk) -> None:
    desk.begin(*a_chain())
    for minute in range(5):
        desk.at(minute)
    assert desk.sent == [(0, "sms"), (1, "push"), (3, "call"), (4, "next")]


def test_after_an_outage_each_way_waits_from_when_the_one_before_really_left(desk: Desk) -> None:
    """Fault 28."""
    desk.begin(*a_chain())
    report = desk.at(10)
    assert desk.sent == [(10, "sms")]
    assert report.settled[0].state is DeliveryState.SENT
    assert stuck_rows(desk.outbox.deliveries("INC-0001"), desk.clock.now() + MINUTE) == ()
    for half in range(21, 30):
        desk.at(half / 2)
    assert desk.sent == [(10, "sms"), (11, "push"), (13, "call"), (14, "next")]


def test_an_outage_in_the_middle_lets_the_next_way_go_at_once_and_no_other(desk: Desk) -> None:
    desk.begin(*a_chain())
    desk.at(0)
    desk.at(20)
    assert desk.sent == [(0, "sms"), (20, "push")]
    desk.at(22)
    desk.at(23)
    assert desk.sent[2:] == [(22, "call"), (23, "next")]


def test_ways_that_stand_far_apart_wait_until_their_turn_however_long_that_is(desk: Desk) -> None:
    desk.begin(way("sms", 0), way("call", 40))
    desk.at(60)
    (waiting,) = (row for row in desk.outbox.deliveries("INC-0001") if row.id == "call")
    assert waiting.due_at == START + 100 * MINUTE
    desk.at(99)
    desk.at(100)
    assert desk.sent == [(60, "sms"), (100, "call")]


def test_a_second_outage_makes_no_alarm_of_what_was_put_off(desk: Desk) -> None:
    desk.begin(*a_chain())
    desk.at(10)
    desk.at(60)
    assert desk.sent == [(10, "sms"), (60, "push")]


def test_a_way_that_is_refused_for_good_makes_nobody_wait_longer(desk: Desk) -> None:
    desk.begin(*a_chain())
    desk.sender.says = {"sms": [PERMANENT]}
    desk.at(10)
    desk.at(11)
    assert desk.sent == [(10, "sms"), (11, "push")]


def test_one_telephone_does_not_ring_for_every_message_at_once(desk: Desk) -> None:
    """Fault 39."""
    chains = [
        (way(f"first{n}", 0, message=f"M{n}"), way(f"call{n}", 2, message=f"M{n}", target_id="call", address="+44 1"))
        for n in range(3)
    ]
    desk.begin(*(row for chain in chains for row in chain))
    desk.at(10)
    for minute in (12, 14, 16):
        desk.at(minute)
    calls = [(minute, name[:4]) for minute, name in desk.sent if name.startswith("call")]
    assert calls == [(12, "call"), (14, "call"), (16, "call")]
