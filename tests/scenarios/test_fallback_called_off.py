"""What was called off, or put off, while a target refused it goes by no other target."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta

import pytest

from incident.application.actor import Actor
from incident.application.ports import AttemptOutcome, Delivery, Escalation, Target
from incident.application.timers import tick
from incident.domain import commands as c
from incident.domain.events import DeliveryFellBack, MessageReleased
from tests.cli.world import AnsweringSender
from tests.fakes import FakeDirectory
from tests.scenarios.test_fallback import GONE, Desk, _eva

TWO_WAYS = (("agents-chat", "eva"), ("mail", "eva@example.org"))


class Interrupting(AnsweringSender):
    """Refuses the first thing for good, once somebody has said something in the middle of it."""

    meanwhile: Callable[[], object] | None = None

    def send(self, target: Target, delivery: Delivery, limit: timedelta) -> AttemptOutcome:
        meanwhile, self.meanwhile = self.meanwhile, None
        if meanwhile is not None:
            meanwhile()
        return super().send(target, delivery, limit)


class Refused(Desk):
    """Eva's first way is gone, which is known only after somebody said something."""

    def __init__(self, team: FakeDirectory) -> None:
        self.outside = Interrupting()
        self.outside.answers["agents-chat"] = GONE
        super().__init__(team, sender=self.outside)

    def tell_while(self, command: c.Command) -> list[Delivery]:
        self.outside.meanwhile = lambda: self.do(command)
        self.do(c.CompleteStep(by="ana", step="agents"))
        self.run()
        return self.rows()

    def do(self, command: c.Command) -> None:
        self.service.execute(self.id, command, Actor(person="ana"))

    def run(self) -> None:
        self.dispatcher.drain(timedelta(seconds=5))
        tick(self.service, self.id)
        self.dispatcher.drain(timedelta(seconds=5))


CALLS_OFF: Mapping[str, c.Command] = {
    "read": c.AcknowledgeMessage(by="ana", message="M1", reader="eva", text="by phone"),
    "left out": c.LeaveOut(by="ana", audience="agents", who="eva", because="a suspect"),
    "all left out": c.LeaveOut(by="ana", audience="agents", because="a suspect among them"),
    "undone": c.UndoMark(by="ana", step="agents"),
}


@pytest.mark.parametrize("command", CALLS_OFF.values(), ids=CALLS_OFF.keys())
def test_what_was_called_off_while_it_was_refused_goes_nowhere_else(command: c.Command) -> None:
    desk = Refused(_eva(*TWO_WAYS))
    assert [(row.target_id, row.state.value) for row in desk.tell_while(command)] == [("agents-chat", "failed")]
    assert (desk.events(DeliveryFellBack), len(desk.events(MessageReleased))) == ([], 1)
    assert desk.log.verify() == []


def test_a_mark_that_is_set_again_lets_its_message_go_by_the_way_that_is_left() -> None:
    desk = Refused(_eva(*TWO_WAYS))
    desk.tell_while(CALLS_OFF["undone"])
    desk.do(c.CompleteStep(by="ana", step="agents"))
    desk.run()
    assert [(row.target_id, row.state.value) for row in desk.rows()] == [("agents-chat", "failed"), ("mail", "sent")]


def test_the_answer_of_who_was_woken_keeps_it_from_nobody_who_was_told_first() -> None:
    """What waits for a silence ends; who was told in their own right hears of it by the way that is left."""
    desk = Refused(_escalating())
    rows = desk.tell_while(c.AcknowledgeMessage(by="ana", message="M1", reader="bo", text="by phone"))
    assert [(row.recipient, row.target_id, row.state.value) for row in rows if row.tries] == [
        ("Eva Roth", "agents-chat", "failed"),
        ("Eva Roth", "mail", "sent"),
    ]
    assert {row.state.value for row in rows if not row.tries} == {"cancelled"}
    assert len(desk.events(DeliveryFellBack)) == 1
    assert desk.log.verify() == []


def test_an_escalation_that_was_put_off_stays_so_although_a_way_is_gone() -> None:
    """Its attempts keep the hours that the pause gave them, and each place hears of it once."""
    desk = Refused(_escalating())
    start = desk.clock.now()
    rows = desk.tell_while(c.PauseEscalation(by="ana", message="M1", minutes=15, because="she is driving"))
    due = [row.due_at - start for row in rows if row.target_id == "mail" and row.recipient == "Eva Roth"]
    assert due == [timedelta(minutes=18)]
    desk.clock.forward(minutes=16)
    desk.run()
    assert [row.target_id for row in desk.sender.sent] == ["agents-chat"]
    desk.clock.forward(minutes=2)
    desk.run()
    assert [row.target_id for row in desk.sender.sent] == ["agents-chat", "mail"]
    assert desk.log.verify() == []


def _escalating() -> FakeDirectory:
    team = _eva(*TWO_WAYS)
    people = [each.changed(reach=(("mail", "bo@example.org"),)) if each.id == "bo" else each for each in team.everybody]
    team = replace(team, everybody=people)
    bo = team.ways("bo", exercise=False)
    return replace(team, escalations={"agents": Escalation(after=timedelta(minutes=3), then=(tuple(bo),))})
