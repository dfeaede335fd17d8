"""Escalations written up front: who is told next, when, and what one answer stops."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incident.application.messages.escalating import attempts_of
from incident.application.ports import PAGE_EXPIRES, AttemptClass, DeliveryState, Escalation, Person, Recipient, Target
from incident.application.service import IncidentService
from incident.domain import commands as c
from incident.domain import events as e
from incident.domain.events import IncidentMode
from incident.domain.exercises.mark import is_marked
from incident.domain.refusals import Refusal, Refused
from incident.domain.runbooks.runbook import Bundle, Verb
from tests.application.worlds import ANA, BO, OUTAGE, World
from tests.contracts.batches import an_attempt
from tests.domain.walks import plan, step
from tests.fakes import START, FakeDirectory, a_team

MINUTE = timedelta(minutes=1)
STEP = 3 * MINUTE

WAYS = ("push", "sms", "voice")
OSEI = Person(id="osei", name="R. Osei", language="en", reach=tuple((way, f"osei-{way}") for way in WAYS))
KIM = Person(id="kim", name="Kim Ode", language="zh-CN", reach=(("push", "kim-push"),))
VALE = Person(id="vale", name="S. Vale", language="en", reach=(("push", "vale-push"), ("voice", "vale-voice")))
DRILLED = (("sandbox", "drill"),)


def by(person: Person, way: str) -> Recipient:
    address = f"{person.id}-{way}"
    return Recipient(name=person.name, target_id=way, address=address, language=person.language, person=person.id)


def on_call(*told: Recipient, then: Sequence[Person] = (VALE,), people: Sequence[Person] = (OSEI, KIM, VALE)) -> World:
    """A world in which these are told of agents' messages, and who is woken when they do not answer."""
    team = a_team()
    targets = [*team.all_targets, *(Target(id=way, exercise=False, kind="apprise", secret="") for way in WAYS)]
    chain = Escalation(after=STEP, then=tuple(tuple(by(each, way) for way, _ in each.reach) for each in then))
    directory: FakeDirectory = replace(
        team,
        everybody=(*team.everybody, *people),
        all_targets=tuple(targets),
        audiences={**team.audiences, "agents": told},
        escalations={"agents": chain},
    )
    return World(directory)


def told(world: World, bundle: Bundle = OUTAGE) -> tuple[IncidentService, str]:
    """The incident whose agents were just told."""
    service = world.terminal()
    incident = world.declared(service, bundle=bundle)
    service.execute(incident, c.CompleteStep(by="ana", step="agents"), ANA)
    return service, incident


def standing(world: World, incident: str) -> list[tuple[str, int, str]]:
    """Address, minutes after the release and state of each delivery, in the order in which they are due."""
    rows = sorted(world.log.deliveries(incident), key=lambda row: (row.due_at, row.address))
    return [(row.address, int((row.due_at - START) / MINUTE), row.state.value) for row in rows]


def acknowledge(service: IncidentService, incident: str, reader: str) -> e.MessageAcknowledged:
    command = c.AcknowledgeMessage(by="bo", message="M1", reader=reader, text="by phone")
    (said,) = (entry.event for entry in service.execute(incident, command, BO).entries)
    assert isinstance(said, e.MessageAcknowledged)
    return said


def test_every_rung_is_written_up_front_with_its_hour_and_stands_in_the_log() -> None:
    world = on_call(by(OSEI, "push"))
    service, incident = told(world)
    assert standing(world, incident) == [
        ("osei-push", 0, "pending"),
        ("osei-sms", 3, "pending"),
        ("osei-voice", 6, "pending"),
        ("vale-push", 9, "pending"),
        ("vale-voice", 12, "pending"),
    ]
    rows = world.log.deliveries(incident)
    assert {(row.kind, row.expires_at - row.due_at) for row in rows} == {("page", PAGE_EXPIRES)}
    rungs = service.load(incident).messages["M1"].rungs
    assert [(rung.who, rung.way, rung.chains) for rung in rungs] == [
        ("osei", "push", ("osei",)),
        ("osei", "sms", ("osei",)),
        ("osei", "voice", ("osei",)),
        ("vale", "push", ("osei",)),
        ("vale", "voice", ("osei",)),
    ]
    assert {rung.delivery for rung in rungs} == {row.id for row in rows}
    assert world.log.verify() == []


@pytest.mark.parametrize("night", ["2026-11-01 05:57", "2027-03-14 06:57", "2027-03-14 09:57"])
def test_the_night_in_which_the_clocks_change_is_no_longer_and_no_shorter(night: str) -> None:
    """Fault 28: rungs go by duration; in New York that hour comes twice or not at all, in Los Angeles too."""
    world = on_call(by(OSEI, "push"))
    world.clock.set(datetime.fromisoformat(night).replace(tzinfo=UTC))
    _service, incident = told(world)
    due = sorted(row.due_at for row in world.log.deliveries(incident))
    assert [late - early for early, late in pairwise(due)] == [STEP] * 4


def test_an_edit_of_the_files_changes_no_escalation_that_runs() -> None:
    world = on_call(by(OSEI, "push"))
    service, incident = told(world)
    before = standing(world, incident)
    world.directory.escalations = {}
    service.execute(incident, c.AddNote(by="ana", text="later"), ANA)
    assert standing(world, incident) == before


def test_whoever_was_told_first_stops_everything_by_one_answer() -> None:
    world = on_call(by(OSEI, "push"))
    service, incident = told(world)
    assert acknowledge(service, incident, "osei").crossed == ()
    assert {state for *_, state in standing(world, incident)} == {"cancelled"}
    assert world.log.verify() == []


def test_whoever_was_woken_for_another_stops_every_later_step_too() -> None:
    world = on_call(by(OSEI, "push"), by(KIM, "push"))
    service, incident = told(world)
    acknowledge(service, incident, "vale")
    assert [address for address, _, state in standing(world, incident) if state == "pending"] == [
        "kim-push",
        "osei-push",
    ], "who was told in their own right is told"


def test_the_answer_of_one_of_two_stops_every_later_step_and_the_other_is_told_once() -> None:
    world = on_call(by(OSEI, "push"), by(KIM, "push"))
    service, incident = told(world)
    acknowledge(service, incident, "osei")
    left = [address for address, _, state in standing(world, incident) if state == "pending"]
    assert left == ["kim-push"]
    acknowledge(service, incident, "kim")
    assert {state for *_, state in standing(world, incident)} == {"cancelled"}


@pytest.mark.parametrize("reader", ["osei", "vale"])
def test_an_answer_leaves_the_first_message_of_another_who_shares_a_later_way(reader: str) -> None:
    """The team's chat is one place, for the silence of both."""
    osei, kim = (each.changed(reach=(*each.reach[:1], ("voice", ""))) for each in (OSEI, KIM.changed(language="en")))
    world = on_call(by(osei, "push"), by(kim, "push"), people=(osei, kim, VALE))
    service, incident = told(world)
    shared = next(rung for rung in service.load(incident).messages["M1"].rungs if len(rung.chains) > 1)
    assert (shared.way, shared.chains) == ("voice", ("osei", "kim"))
    acknowledge(service, incident, reader)
    left = {address for address, _, state in standing(world, incident) if state == "pending"}
    assert left == {"osei-push", "kim-push"} - {f"{reader}-push"}
    acknowledge(service, incident, "kim")
    assert "kim-push" not in {row.address for row in world.log.deliveries(incident) if row.state.value == "pending"}
    assert world.log.verify() == []


@pytest.mark.parametrize("readers", [("osei", "kim"), ("kim", "osei")])
def test_a_first_message_to_a_place_that_two_share_waits_for_both(readers: Sequence[str]) -> None:
    osei, kim = (each.changed(reach=(("push", ""),)) for each in (OSEI, KIM.changed(language="en")))
    places = [by(each, "push").changed(address="") for each in (osei, kim)]
    world = on_call(*places, people=(osei, kim, VALE))
    service, incident = told(world)
    (first,) = (rung for rung in service.load(incident).messages["M1"].rungs if rung.due_at == START)
    assert first.chains == ("osei", "kim")
    acknowledge(service, incident, readers[0])
    assert standing(world, incident)[0] == ("", 0, "pending")
    acknowledge(service, incident, readers[1])
    assert {state for *_, state in standing(world, incident)} == {"cancelled"}


def test_an_answer_during_a_send_stops_the_rest_and_names_what_crossed_it() -> None:
    world = on_call(by(OSEI, "push"))
    service, incident = told(world)
    world.clock.forward(minutes=9)
    claimed = world.log.claim("worker", world.clock.now(), STEP, 9)
    assert {row.address for row in claimed} == {"osei-push", "osei-sms", "osei-voice"}
    said = acknowledge(service, incident, "osei")
    assert set(said.crossed) == {row.id for row in claimed}
    for row in claimed:
        assert not world.log.still_claimed(row.id, row.fence)
        world.log.record(an_attempt(row, AttemptClass.NOT_SENT), DeliveryState.PENDING, world.clock.now())
    assert {state for *_, state in standing(world, incident)} == {"cancelled"}
    assert world.log.verify() == []


def test_what_begins_to_leave_between_the_decision_and_its_entry_is_named_too() -> None:
    """The race: a sender takes Vale's call after the answer was decided and before it is written."""
    world = on_call(by(OSEI, "push"))
    service, incident = told(world)
    world.clock.forward(minutes=12)
    world.log.first = lambda: world.log.claim("worker", world.clock.now(), STEP, 9)
    said = acknowledge(service, incident, "osei")
    under_way = {row.id for row in world.log.deliveries(incident) if row.state is DeliveryState.SENDING}
    assert under_way
    assert set(said.crossed) == under_way


def test_where_nobody_can_be_told_the_next_one_is_told_at_once() -> None:
    world = on_call()
    service, incident = told(world)
    assert standing(world, incident) == [("vale-push", 0, "pending"), ("vale-voice", 3, "pending")]
    assert not service.load(incident).unreached
    acknowledge(service, incident, "vale")
    assert {state for *_, state in standing(world, incident)} == {"cancelled"}


def test_a_channel_beside_a_person_is_waited_for_by_nobody() -> None:
    channel = Recipient(name="agents", target_id="agents-chat", address="", language="en")
    world = on_call(channel, by(OSEI, "push"))
    service, incident = told(world)
    acknowledge(service, incident, "osei")
    assert [(address, state) for address, _, state in standing(world, incident) if state == "pending"] == [
        ("", "pending")
    ]


def test_who_is_left_out_on_purpose_wakes_nobody_by_their_silence() -> None:
    world = on_call(by(OSEI, "push"))
    service, incident = told(world)
    order = c.LeaveOut(by="ana", audience="agents", who="osei", because="on a plane")
    service.execute(incident, order, ANA)
    assert {state for *_, state in standing(world, incident)} == {"cancelled"}
    assert world.log.verify() == []


def test_an_exercise_escalates_to_targets_for_exercises_and_to_no_other() -> None:
    drilled = replace(OSEI, reach=(*OSEI.reach, *DRILLED))
    world = on_call(people=(drilled, VALE), then=(drilled, VALE))
    sandbox = Recipient(name="R. Osei", target_id="sandbox", address="drill", language="en", person="osei")
    world.directory.exercise_audiences = {"agents": (sandbox,)}
    service = world.terminal()
    incident = world.declared(service, IncidentMode.EXERCISE)
    service.execute(incident, c.CompleteStep(by="ana", step="agents"), ANA)
    rows = world.log.deliveries(incident)
    assert {row.target_id for row in rows} == {"sandbox"}
    assert all(is_marked(row.body) and row.exercise for row in rows)


def test_nobody_is_woken_for_an_incident_that_is_closed() -> None:
    world = on_call(by(OSEI, "push"))
    service, incident = told(world, plan([step("agents", Verb.TELL, audience="agents", template="update")]))
    world.clock.forward(minutes=4)
    command = c.CloseIncident(by="ana", because="over")
    service.execute(incident, command, ANA)
    assert [(address, state) for address, _, state in standing(world, incident)] == [
        ("osei-push", "pending"),
        ("osei-sms", "pending"),
        ("osei-voice", "cancelled"),
        ("vale-push", "cancelled"),
        ("vale-voice", "cancelled"),
    ]
    assert world.log.verify() == []


PEOPLE: Mapping[str, Person] = {
    name: Person(id=name, name=name.upper(), language="en", reach=tuple((f"t{n}", name) for n in range(count)))
    for name, count in (("a", 1), ("b", 2), ("c", 3), ("d", 1), ("e", 2))
}


@given(
    heads=st.lists(st.sampled_from("abc"), unique=True),
    then=st.lists(st.sampled_from("abcde"), unique=True),
    out=st.sets(st.sampled_from("abcde")),
)
def test_nobody_waits_in_vain_and_no_place_is_told_twice(heads: list[str], then: list[str], out: set[str]) -> None:
    """Every chain of everyone told goes through all their ways, then through everybody who is next."""

    def ways(person: str) -> tuple[Recipient, ...]:
        own = PEOPLE[person]
        return tuple(
            Recipient(name=own.name, target_id=target, address=address, language="en", person=person)
            for target, address in own.reach
        )

    told = [ways(each)[0] for each in heads if each not in out]
    escalation = Escalation(after=MINUTE, then=tuple(ways(each) for each in then))
    attempts = attempts_of(told, lambda _after: escalation, ways, out.__contains__)
    places = [(each.recipient.target_id, each.recipient.address) for each in attempts]
    assert len(places) == len(set(places))
    assert {each.who for each in attempts} == {*heads, *then} - out
    starts = {each.recipient.person for each in attempts if not each.after}
    assert starts == {each.person for each in told} or (not told and len(starts) <= 1)
    for head in {each.person for each in told}:
        chain = [each for each in attempts if head in each.chains]
        assert {each.who for each in chain} == {head, *then} - out
        assert len([each for each in chain if each.who == head]) == len(PEOPLE[head].reach)
    assert all(each.chains for each in attempts)


def test_nobody_waits_for_a_way_that_was_taken_before() -> None:
    """The next one in line who was told at once, as are all their ways, holds nobody up."""
    own = tuple(by(VALE, way) for way, _ in VALE.reach)
    escalation = Escalation(after=MINUTE, then=(own, (by(KIM, "push"),)))
    attempts = attempts_of(own[:1], lambda _after: escalation, lambda _person: own, {"osei"}.__contains__)
    assert [(each.who, each.after) for each in attempts] == [
        ("vale", 0 * MINUTE),
        ("vale", MINUTE),
        ("kim", 2 * MINUTE),
    ]


def test_whoever_is_next_is_asked_for_at_their_own_hour() -> None:
    """The duty passes on while nobody answers."""
    osei, kim, vale = (tuple(by(each, way) for way, _ in each.reach) for each in (OSEI, KIM, VALE))

    def then(after: timedelta) -> Escalation:
        on_duty = kim if after >= 3 * MINUTE else ()
        return Escalation(after=MINUTE, then=(vale, on_duty))

    attempts = attempts_of(osei[:1], then, lambda _person: osei[:1], {"ana"}.__contains__)
    assert [(each.who, each.after) for each in attempts] == [
        ("osei", 0 * MINUTE),
        ("vale", MINUTE),
        ("vale", 2 * MINUTE),
        ("kim", 3 * MINUTE),
    ]


def put_off(service: IncidentService, incident: str, minutes: int = 10, message: str = "M1") -> None:
    command = c.PauseEscalation(by="bo", message=message, minutes=minutes, because="on the phone with her")
    service.execute(incident, command, BO)


def test_what_is_still_ahead_is_put_off_and_goes_on_by_itself() -> None:
    world = on_call(by(OSEI, "push"))
    service, incident = told(world)
    world.clock.forward(minutes=4)
    put_off(service, incident)
    assert standing(world, incident) == [
        ("osei-push", 0, "pending"),
        ("osei-sms", 3, "pending"),
        ("osei-voice", 16, "pending"),
        ("vale-push", 19, "pending"),
        ("vale-voice", 22, "pending"),
    ], "what is due already is being tried"
    message = service.load(incident).messages["M1"]
    assert [int((rung.due_at - START) / MINUTE) for rung in message.rungs] == [0, 3, 16, 19, 22]
    paused = message.paused(world.clock.now())
    assert paused is not None
    assert (paused.by, paused.until, str(paused.because)) == ("bo", START + 14 * MINUTE, "on the phone with her")
    world.clock.forward(minutes=10)
    assert message.paused(world.clock.now()) is None
    assert world.log.verify() == []


def test_an_answer_during_a_pause_stops_all_of_it() -> None:
    world = on_call(by(OSEI, "push"))
    service, incident = told(world)
    put_off(service, incident)
    acknowledge(service, incident, "osei")
    assert {state for *_, state in standing(world, incident)} == {"cancelled"}
    assert world.log.verify() == []


def test_who_is_left_out_meanwhile_is_not_put_off() -> None:
    world = on_call(by(OSEI, "push"))
    service, incident = told(world)
    left = c.LeaveOut(by="bo", audience="agents", who="vale", because="on holiday")
    service.execute(incident, left, BO)
    put_off(service, incident)
    assert [(address, minutes) for address, minutes, state in standing(world, incident) if state == "cancelled"] == [
        ("vale-push", 9),
        ("vale-voice", 12),
    ]
    assert world.log.verify() == []


@pytest.mark.parametrize("minutes", [0, -5, 16])
def test_nobody_is_put_off_for_longer_than_a_quarter_of_an_hour(minutes: int) -> None:
    world = on_call(by(OSEI, "push"))
    service, incident = told(world)
    with pytest.raises(Refused) as refused:
        put_off(service, incident, minutes)
    assert refused.value.code == Refusal.PAUSE_LENGTH


def test_a_second_pause_is_told_of_the_first_and_may_follow_it() -> None:
    world = on_call(by(OSEI, "push"))
    service, incident = told(world)
    put_off(service, incident, 5)
    with pytest.raises(Refused) as refused:
        put_off(service, incident, 5)
    assert (refused.value.code, refused.value.fields["by"]) == (Refusal.ESCALATION_PAUSED, "bo")
    world.clock.forward(minutes=5)
    put_off(service, incident, 5)
    assert [minutes for _, minutes, _ in standing(world, incident)] == [0, 13, 16, 19, 22]


@pytest.mark.parametrize("minutes", [13, 60])
def test_where_nothing_is_ahead_there_is_nothing_to_put_off(minutes: int) -> None:
    world = on_call(by(OSEI, "push"))
    service, incident = told(world)
    world.clock.forward(minutes=minutes)
    with pytest.raises(Refused) as refused:
        put_off(service, incident)
    assert refused.value.code == Refusal.NOTHING_TO_PAUSE


def test_a_pause_says_why() -> None:
    world = on_call(by(OSEI, "push"))
    service, incident = told(world)
    with pytest.raises(Refused) as refused:
        service.execute(incident, c.PauseEscalation(by="bo", message="M1", minutes=5, because=" "), BO)
    assert refused.value.code == Refusal.TEXT_EMPTY
