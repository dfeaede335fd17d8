"""From a released message to one row of the outbox per recipient."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from incident.application.messages.telling import STATUS_EXPIRES, plan_telling
from incident.application.messages.told import TELLING, Telling
from incident.application.ports import Delivery, DeliveryState, OnUnknown, Person, Recipient, Target
from incident.application.service import IncidentService, Outcome
from incident.domain import commands as c
from incident.domain import events as e
from incident.domain.events import IncidentMode
from incident.domain.exercises.mark import MARK, is_marked
from incident.domain.incident import Incident
from incident.domain.refusals import Refusal, Refused
from tests.application.worlds import ANA, BO, World
from tests.contracts.batches import an_attempt
from tests.contracts.samples import EVENTS
from tests.fakes import START, CountingIds, FakeDirectory, a_team


def told(service: IncidentService, incident: str, step: str) -> Outcome:
    return service.execute(incident, c.CompleteStep(by="ana", step=step), ANA)


def rows(world: World, incident: str) -> list[Delivery]:
    return list(world.log.deliveries(incident))


def agents(*recipients: Recipient, people: tuple[Person, ...] = ()) -> FakeDirectory:
    """A team whose agents are told in these ways."""
    team = a_team()
    return replace(team, audiences={**team.audiences, "agents": recipients}, everybody=(*team.everybody, *people))


EVA = Recipient(name="Eva Roth", target_id="mail", address="eva@example.org", language="en")
CHEN = Recipient(name="陈静", target_id="mail", address="chen@example.org", language="zh-CN")


def test_a_released_message_becomes_a_row_for_each_recipient_with_the_event_that_caused_it() -> None:
    world = World(agents(EVA, CHEN))
    service = world.terminal()
    incident = world.declared(service)
    outcome = told(service, incident, "agents")
    released = next(entry for entry in outcome.entries if isinstance(entry.event, e.MessageReleased))
    found = rows(world, incident)
    assert [(row.recipient, row.address, row.event_seq) for row in found] == [
        ("Eva Roth", "eva@example.org", released.seq),
        ("陈静", "chen@example.org", released.seq),
    ]
    assert {(row.state, row.exercise, row.kind, row.message) for row in found} == {
        (DeliveryState.PENDING, False, "status", "M1")
    }
    assert {(row.due_at, row.expires_at) for row in found} == {(START, START + STATUS_EXPIRES)}


def test_each_recipient_reads_their_own_language_and_the_numbers_to_ask_by() -> None:
    world = World()
    service = world.terminal()
    incident = world.declared(service)
    told(service, incident, "tell")
    (row,) = rows(world, incident)
    assert row.language == "zh-CN"
    assert row.body.startswith("影响")
    assert row.body.endswith("INC-0001 M1")


def test_a_language_that_the_template_lacks_gets_the_words_there_are() -> None:
    world = World(agents(CHEN))
    service = world.terminal()
    incident = world.declared(service)
    told(service, incident, "agents")
    assert rows(world, incident)[0].title == "Update"


def test_an_exercise_goes_to_exercise_targets_only_and_carries_its_marks() -> None:
    world = World()
    service = world.terminal()
    incident = world.declared(service, IncidentMode.EXERCISE)
    told(service, incident, "agents")
    (row,) = rows(world, incident)
    assert (row.target_id, row.exercise) == ("sandbox", True)
    assert is_marked(row.body)
    assert row.title.startswith(MARK)


def test_the_real_thing_carries_no_mark() -> None:
    world = World()
    service = world.terminal()
    incident = world.declared(service)
    told(service, incident, "agents")
    assert MARK not in rows(world, incident)[0].body + rows(world, incident)[0].title


def test_an_audience_that_nobody_reaches_is_said_and_not_passed_over() -> None:
    world = World()
    service = world.terminal()
    incident = world.declared(service)
    outcome = told(service, incident, "nobody")
    assert outcome.unreachable == ("press",)
    assert rows(world, incident) == []
    assert type(outcome.entries[-1].event).__name__ == "AudienceUnreachable"
    assert told(service, incident, "agents").unreachable == ()


def test_what_has_left_is_not_called_back_and_not_sent_again() -> None:
    world = World()
    service = world.terminal()
    incident = world.declared(service)
    told(service, incident, "agents")
    (row,) = world.log.claim("worker", world.clock.now(), timedelta(seconds=30), 1)
    service.execute(incident, c.UndoMark(by="ana", step="agents"), ANA)
    told(service, incident, "agents")
    assert [each.id for each in rows(world, incident)] == [row.id]


def test_what_has_not_left_is_called_back_and_sent_anew() -> None:
    world = World()
    service = world.terminal()
    incident = world.declared(service)
    told(service, incident, "agents")
    service.execute(incident, c.UndoMark(by="ana", step="agents"), ANA)
    told(service, incident, "agents")
    assert [each.state for each in rows(world, incident)] == [DeliveryState.CANCELLED, DeliveryState.PENDING]


def test_a_target_says_what_happens_when_nobody_knows_whether_it_went_out() -> None:
    pager = Target(id="pager", exercise=False, kind="apprise", secret="", on_unknown=OnUnknown.REPEAT)
    team = a_team([pager])
    world = World(
        replace(team, audiences={"agents": (Recipient(name="Bo", target_id="pager", address="", language="en"),)})
    )
    service = world.terminal()
    incident = world.declared(service)
    told(service, incident, "agents")
    assert rows(world, incident)[0].on_unknown is OnUnknown.REPEAT


def test_the_targets_are_brought_up_to_date_before_the_first_row_and_only_then() -> None:
    world = World()
    prepared: list[str] = []
    service = IncidentService(
        log=world.log,
        clock=world.clock,
        ids=CountingIds(),
        directory=world.directory,
        prepare=lambda: prepared.append("targets"),
    )
    incident = world.declared(service)
    told(service, incident, "a")
    assert prepared == []
    told(service, incident, "agents")
    assert prepared == ["targets"]


def test_a_recipient_listed_twice_is_told_once() -> None:
    world = World(agents(EVA, EVA))
    service = world.terminal()
    incident = world.declared(service)
    told(service, incident, "agents")
    assert len(rows(world, incident)) == 1


def test_a_message_told_again_after_an_undo_is_another_message() -> None:
    world = World()
    service = world.terminal()
    incident = world.declared(service)
    told(service, incident, "agents")
    world.clock.forward(minutes=1)
    service.execute(incident, c.UndoMark(by="ana"), ANA)
    told(service, incident, "agents")
    assert [(row.message, row.state) for row in rows(world, incident)] == [
        ("M1", DeliveryState.CANCELLED),
        ("M2", DeliveryState.PENDING),
    ]


def test_undo_calls_back_what_is_pending_and_never_what_is_on_its_way() -> None:
    world = World(agents(EVA, CHEN))
    service = world.terminal()
    incident = world.declared(service)
    told(service, incident, "agents")
    (sending,) = world.log.claim("worker", world.clock.now(), timedelta(minutes=1), 1)
    service.execute(incident, c.UndoMark(by="ana"), ANA)
    states = {row.id: row.state for row in rows(world, incident)}
    assert states.pop(sending.id) is DeliveryState.SENDING
    assert set(states.values()) == {DeliveryState.CANCELLED}


def test_undoing_a_mark_of_another_step_calls_nothing_back() -> None:
    world = World()
    service = world.terminal()
    incident = world.declared(service)
    told(service, incident, "agents")
    told(service, incident, "a")
    service.execute(incident, c.UndoMark(by="ana", step="a"), ANA)
    assert rows(world, incident)[0].state is DeliveryState.PENDING


def acknowledged_by_eva(directory: FakeDirectory) -> list[DeliveryState]:
    world = World(directory)
    service = world.terminal()
    incident = world.declared(service)
    told(service, incident, "agents")
    eva = replace(ANA, person="eva")
    service.execute(incident, c.AcknowledgeMessage(by="eva", message="M1"), eva)
    return [row.state for row in rows(world, incident)]


def test_whoever_acknowledges_is_not_told_any_more_and_the_others_still_are() -> None:
    assert acknowledged_by_eva(agents(EVA, CHEN)) == [DeliveryState.CANCELLED, DeliveryState.PENDING]


def test_a_name_that_two_people_share_stops_nothing_for_it_may_be_the_other() -> None:
    namesake = Person(id="eva2", name="Eva Roth", language="en", reach=(("mail", "eva@example.org"),))
    assert acknowledged_by_eva(agents(EVA, people=(namesake,))) == [DeliveryState.PENDING]


def test_somebody_whom_the_workspace_does_not_know_stops_only_what_is_addressed_to_them() -> None:
    world = World(agents(replace(EVA, name="guest"), EVA))
    service = world.terminal()
    incident = world.declared(service)
    told(service, incident, "agents")
    service.execute(incident, c.AcknowledgeMessage(by="guest", message="M1"), replace(ANA, person="guest"))
    assert [row.state for row in rows(world, incident)] == [DeliveryState.CANCELLED, DeliveryState.PENDING]


def test_a_failed_delivery_goes_again_on_a_persons_order() -> None:
    world = World()
    service = world.terminal()
    incident = world.declared(service)
    told(service, incident, "agents")
    world.clock.forward(hours=2)
    world.log.claim("worker", START, timedelta(minutes=1), 1)
    world.log.reap(world.clock.now())
    (row,) = rows(world, incident)
    assert row.state is DeliveryState.UNKNOWN
    service.execute(incident, c.RetryDelivery(by="bo", delivery=row.id), BO)
    assert rows(world, incident)[0].state is DeliveryState.PENDING


def test_what_did_not_fail_is_not_sent_again_and_the_reason_is_said() -> None:
    world = World()
    service = world.terminal()
    incident = world.declared(service)
    told(service, incident, "agents")
    (row,) = rows(world, incident)
    again = c.RetryDelivery(by="bo", delivery=row.id)
    with pytest.raises(Refused) as refused:
        service.execute(incident, again, BO)
    assert refused.value.code is Refusal.DELIVERY_WAITS
    (claimed,) = world.log.claim("worker", START, timedelta(minutes=1), 1)
    world.log.record(an_attempt(claimed), DeliveryState.SENT)
    with pytest.raises(Refused) as refused:
        service.execute(incident, again, BO)
    assert refused.value.code is Refusal.DELIVERY_SENT


def test_what_was_cancelled_is_not_sent_again() -> None:
    world = World()
    service = world.terminal()
    incident = world.declared(service)
    told(service, incident, "agents")
    service.execute(incident, c.UndoMark(by="ana"), ANA)
    (row,) = rows(world, incident)
    with pytest.raises(Refused) as refused:
        service.execute(incident, c.RetryDelivery(by="bo", delivery=row.id), BO)
    assert refused.value.code is Refusal.DELIVERY_OVER


def test_what_tells_nobody_anything_makes_no_rows() -> None:
    world = World()
    service = world.terminal()
    incident = service.load(world.declared(service))
    telling = plan_telling(
        incident, [e.MessageRetried(delivery="D1")], directory=world.directory, ids=CountingIds(), now=START
    )
    assert (telling.deliveries, telling.cancelled, telling.ended, telling.unreachable) == ((), (), (), ())


def test_a_target_that_is_not_known_leaves_the_question_to_a_person() -> None:
    lost = Recipient(name="Bo", target_id="lost", address="", language="en")
    world = World()
    service = world.terminal()
    incident = world.declared(service)
    told(service, incident, "agents")
    telling = plan_telling(
        service.load(incident),
        [e.MessageReleased(message="M1")],
        directory=agents(lost),
        ids=CountingIds(),
        now=START,
    )
    assert [row.on_unknown for row in telling.deliveries] == [OnUnknown.HOLD]


@pytest.mark.parametrize(
    "event", [each for each in EVENTS.values() if not isinstance(each, TELLING)], ids=lambda e: type(e).__name__
)
def test_an_event_that_is_not_said_to_tell_brings_nothing_to_the_outbox(event: e.Event) -> None:
    """The service plans nothing for it."""
    planned = plan_telling(Incident(id="INC-0001"), [event], directory=a_team(), ids=CountingIds(), now=START)
    assert planned == Telling()
