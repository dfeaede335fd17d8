"""Fault 7 of reference/DELIVERY.md: what a target refuses for good goes by another to the same people, at once."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from incident.adapters.storage import open_log
from incident.adapters.storage.log import StoredLog
from incident.adapters.storage.memory import MemoryLog
from incident.application.actor import Actor
from incident.application.delivery.dispatch import Dispatcher
from incident.application.delivery.reporting import report_deliveries
from incident.application.ports import AttemptClass, AttemptOutcome, Delivery, Escalation, Recipient
from incident.application.service import IncidentService
from incident.application.timers import tick
from incident.domain import commands as c
from incident.domain.events import DeliveryFellBack, IncidentMode, MessageDelivered, MessageUndelivered
from incident.domain.grading.tiers import Tier
from tests.bundles import a_bundle
from tests.cli.world import AnsweringSender
from tests.fakes import CountingIds, FakeClock, FakeDirectory, a_team

GONE = AttemptOutcome(result=AttemptClass.PERMANENT, status=404, detail="status 404")
BUSY = AttemptOutcome(result=AttemptClass.NOT_SENT, status=503)


class Desk:
    """Ana, a sender that answers as it is told, and a message to the agents."""

    def __init__(
        self,
        team: FakeDirectory,
        mode: IncidentMode = IncidentMode.REAL,
        log: StoredLog | MemoryLog | None = None,
        sender: AnsweringSender | None = None,
    ) -> None:
        self.log: StoredLog | MemoryLog = log or MemoryLog()
        self.clock, self.ids, self.sender = FakeClock(), CountingIds(), sender or AnsweringSender()
        self.log.load_targets(team.targets())
        self.service = IncidentService(log=self.log, clock=self.clock, ids=self.ids, directory=team, outbox=self.log)
        self.dispatcher = Dispatcher(
            outbox=self.log,
            sender=self.sender,
            targets=team,
            clock=self.clock,
            ids=self.ids,
            report=partial(report_deliveries, self.service),
        )
        order = c.DeclareIncident(by="ana", title="Chat is down", tier=Tier.SERIOUS, bundle=a_bundle(), mode=mode)
        self.id = self.service.declare(order, Actor(person="ana")).incident.id

    def tell(self) -> list[Delivery]:
        """Send it, and what it becomes; all rows."""
        order = c.SendMessage(by="ana", audience="agents", template="agents-notice")
        self.service.execute(self.id, order, Actor(person="ana"))
        self.dispatcher.drain(timedelta(seconds=5))
        return self.rows()

    def rows(self) -> list[Delivery]:
        return list(self.log.deliveries(self.id))

    def events(self, kind: type) -> list[object]:
        return [entry.event for entry in self.log.read(self.id) if isinstance(entry.event, kind)]


def _channel(fallback: tuple[str, str] | None = ("mail", "agents@example.org")) -> FakeDirectory:
    team = a_team()
    targets = [each.changed(fallback=fallback) if each.id == "agents-chat" else each for each in team.all_targets]
    return replace(team, all_targets=targets)


def _eva(*ways: tuple[str, str]) -> FakeDirectory:
    """Eva is the audience, with these ways."""
    team = a_team()
    people = [each.changed(reach=ways) if each.id == "eva" else each for each in team.everybody]
    name, address = ways[0]
    eva = Recipient(name="Eva Roth", target_id=name, address=address, language="en", person="eva")
    return replace(team, everybody=people, audiences={"agents": (eva,)})


def test_a_channel_that_is_gone_is_replaced_at_once_with_the_same_words() -> None:
    desk = Desk(_channel())
    desk.sender.answers["agents-chat"] = GONE
    refused, instead = desk.tell()
    assert (refused.state.value, refused.tries) == ("failed", 1)
    assert (instead.target_id, instead.address, instead.state.value) == ("mail", "agents@example.org", "sent")
    assert (instead.title, instead.body, instead.recipient) == (refused.title, refused.body, refused.recipient)
    assert desk.events(DeliveryFellBack) == [
        DeliveryFellBack(message="M1", delivery=refused.id, refused_by="agents-chat", target="mail")
    ]
    assert len(desk.events(MessageDelivered)) == 1


def test_a_person_is_told_on_their_next_way_and_on_the_one_after() -> None:
    desk = Desk(_eva(("agents-chat", "eva"), ("mail", "eva@example.org"), ("status-page", "")))
    desk.sender.answers |= {"agents-chat": GONE, "mail": GONE}
    assert [(row.target_id, row.state.value) for row in desk.tell()] == [
        ("agents-chat", "failed"), ("mail", "failed"), ("status-page", "sent"),
    ]  # fmt: skip
    assert desk.events(MessageUndelivered) == []


def test_who_is_escalated_to_waits_for_no_hour_because_of_a_way_that_is_gone() -> None:
    """The next way is tried at once; the attempt that was planned there stays, and an answer stops it."""
    team = _eva(("agents-chat", "eva"), ("mail", "eva@example.org"))
    desk = Desk(replace(team, escalations={"agents": Escalation(after=timedelta(minutes=3), then=())}))
    desk.sender.answers["agents-chat"] = GONE
    desk.tell()
    desk.dispatcher.drain(timedelta(seconds=5))
    assert [(row.target_id, row.address) for row in desk.sender.sent][-1] == ("mail", "eva@example.org")
    assert desk.clock.now() < min(row.due_at for row in desk.rows() if row.state == "pending")
    assert [row.state for row in desk.rows()] == ["failed", "pending", "sent"]
    ack = c.AcknowledgeMessage(by="ana", message="M1", reader="eva", text="by phone")
    desk.service.execute(desk.id, ack, Actor(person="ana"))
    assert [row.state for row in desk.rows()] == ["failed", "cancelled", "sent"]
    assert desk.log.verify() == []


def test_where_nothing_is_left_the_log_says_that_it_reached_nobody() -> None:
    desk = Desk(_eva(("agents-chat", "eva"), ("mail", "eva@example.org")))
    desk.sender.answers |= {"agents-chat": GONE, "mail": GONE}
    assert [row.state.value for row in desk.tell()] == ["failed", "failed"]
    assert len(desk.events(MessageUndelivered)) == 1


@pytest.mark.parametrize("answer", [BUSY, AttemptOutcome(result=AttemptClass.UNKNOWN)], ids=["later", "unknown"])
def test_what_may_still_arrive_or_may_have_arrived_goes_nowhere_else(answer: AttemptOutcome) -> None:
    desk = Desk(_channel())
    desk.sender.answers["agents-chat"] = answer
    (row,) = desk.tell()
    assert (row.target_id, desk.events(DeliveryFellBack)) == ("agents-chat", [])


def test_it_is_replaced_once_however_often_somebody_looks_and_orders_it_again() -> None:
    desk = Desk(_channel())
    desk.sender.answers["agents-chat"] = GONE
    refused, _instead = desk.tell()
    desk.service.execute(desk.id, c.RetryDelivery(by="ana", delivery=refused.id), Actor(person="ana"))
    desk.dispatcher.drain(timedelta(seconds=5))
    for _ in range(3):
        tick(desk.service, desk.id)
    assert len(desk.rows()) == 2
    assert len(desk.events(DeliveryFellBack)) == 1


def test_an_exercise_falls_back_to_no_real_target() -> None:
    team = _channel()
    targets = [each.changed(fallback=("mail", "x@example.org")) if each.exercise else each for each in team.all_targets]
    desk = Desk(replace(team, all_targets=targets), IncidentMode.EXERCISE)
    desk.sender.answers["sandbox"] = GONE
    (row,) = desk.tell()
    assert (row.target_id, row.state.value) == ("sandbox", "failed")


def test_without_a_fallback_it_stays_failed_and_needs_somebody() -> None:
    desk = Desk(_channel(None))
    desk.sender.answers["agents-chat"] = GONE
    (row,) = desk.tell()
    assert row.state.value == "failed"
    assert len(desk.events(MessageUndelivered)) == 1


def test_a_corrected_message_is_not_sent_on() -> None:
    desk = Desk(_channel())
    desk.sender.answers["agents-chat"] = BUSY
    desk.tell()
    order = c.CorrectMessage(by="ana", message="M1", template="agents-notice")
    desk.service.execute(desk.id, order, Actor(person="ana"))
    desk.sender.answers["agents-chat"] = GONE
    desk.clock.forward(minutes=1)
    desk.dispatcher.drain(timedelta(seconds=5))
    assert {row.message for row in desk.rows() if row.target_id == "mail"} == {"M2"}


def test_the_record_of_a_fallback_verifies(tmp_path: Path) -> None:
    with closing(open_log(str(tmp_path / "log.db"), create=True)) as log:
        desk = Desk(_channel(), log=log)
        desk.sender.answers["agents-chat"] = GONE
        assert [row.target_id for row in desk.tell()] == ["agents-chat", "mail"]
        assert log.verify(desk.id) == []
