"""A place that several of an audience share, such as the team's chat: what is entered for one leaves it to others."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incident import i18n
from incident.application.messages.call_sheet import write_call_sheet
from incident.application.messages.reach import out_of_reach
from incident.application.ports import DeliveryState, Person, Recipient
from incident.application.service import IncidentService
from incident.domain import commands as c
from incident.domain.messages.escalating import silences
from incident.wording.escalating import left_after_words
from incident.wording.speech import Speech
from tests.application.test_escalating import KIM, OSEI, VALE, on_call, told
from tests.application.worlds import ANA, OUTAGE, World
from tests.fakes import START

PUSH, CHAT, CALL = "push", "voice", "sms"
NAMES = ("osei", "kim", "lee")
REACHES = st.lists(st.sampled_from((PUSH, CHAT, CALL)), min_size=1, max_size=3, unique=True)
ENTRIES = ("acknowledged", "told", "left out")


def someone(name: str, ways: Sequence[str]) -> Person:
    """Whose push is their own; the chat and the call are places of the whole team."""
    reach = tuple((way, f"{name}-push" if way == PUSH else "") for way in ways)
    return Person(id=name, name=f"Person {name}", language="en", reach=reach)


def first_ways(people: Sequence[Person]) -> tuple[Recipient, ...]:
    """Each place once, with all whom it tells, as a team's file has it."""
    found: dict[tuple[str, str], Recipient] = {}
    for each in people:
        (target, address), name = each.reach[0], each.name
        new = Recipient(name=name, target_id=target, address=address, language="en", person=each.id)
        known = found.get(each.reach[0])
        found[each.reach[0]] = known.changed(others=(*known.others, each.id)) if known else new
    return tuple(found.values())


def released(people: Sequence[Person], then: Sequence[Person], *, escalates: bool) -> tuple[World, str]:
    """An incident whose agents were just told, and nothing has left yet."""
    world = on_call(*first_ways(people), then=then, people=(*people, VALE))
    if not escalates:
        world.directory.escalations = {}
    return world, told(world)[1]


def enter(service: IncidentService, incident: str, what: str, who: str) -> None:
    """As the command and the board do."""
    order: c.Command = c.AcknowledgeMessage(by="ana", message="M1", reader=who, text="by phone")
    if what == "told":
        order = c.TellOtherwise(by="ana", message="M1", how="by phone", whom=(who,))
    elif what == "left out":
        order = c.LeaveOut(by="ana", audience="agents", who=who, because="on a plane")
    service.execute(incident, order, ANA)


def waiting(world: World, incident: str) -> set[tuple[str, str]]:
    """The places that something still goes to."""
    rows = world.log.deliveries(incident)
    return {(row.target_id, row.address) for row in rows if row.state is DeliveryState.PENDING}


@given(
    ways=st.tuples(REACHES, REACHES, REACHES),
    then=st.sampled_from((("vale",), ("osei",), ("vale", "kim"))),
    escalates=st.booleans(),
    entries=st.lists(st.sampled_from(ENTRIES), min_size=3, max_size=3),
    order=st.permutations(NAMES),
)
def test_whatever_is_entered_for_one_nobody_elses_first_way_ends_before_they_know(
    ways: Sequence[Sequence[str]],
    then: Sequence[str],
    escalates: bool,  # noqa: FBT001  (as hypothesis gives it)
    entries: Sequence[str],
    order: Sequence[str],
) -> None:
    people = {name: someone(name, each) for name, each in zip(NAMES, ways, strict=True)}
    next_ones = [each for each in (*people.values(), VALE) if each.id in then]
    world, incident = released(tuple(people.values()), next_ones, escalates=escalates)
    firsts = {each.reach[0] for each in people.values()}
    left, is_answered = set(NAMES), False
    for what, who in zip(entries, order, strict=True):
        enter(world.terminal(), incident, what, who)
        left.remove(who)
        is_answered |= what == "acknowledged"
        assert waiting(world, incident) >= {people[name].reach[0] for name in left}
        assert not is_answered or waiting(world, incident) <= firsts, "one answer stops what waits for silence"
    assert firsts.isdisjoint(waiting(world, incident))
    assert world.log.verify() == []


@pytest.mark.parametrize("reader", ["osei", "kim"])
def test_the_answer_of_either_of_two_at_one_first_place_ends_every_later_step(reader: str) -> None:
    people = (someone("osei", [CHAT, PUSH]), someone("kim", [CHAT]))
    world, incident = released(people, (VALE,), escalates=True)
    enter(world.terminal(), incident, "acknowledged", reader)
    assert waiting(world, incident) == {(CHAT, "")}, "the other has not read it"
    assert not list(silences(world.terminal().load(incident), START + timedelta(hours=1)))


@pytest.mark.parametrize("what", ["told", "left out"])
def test_the_later_way_that_two_share_goes_on_for_the_one_who_was_not_told(what: str) -> None:
    people = (someone("osei", [PUSH, CHAT]), someone("kim", [PUSH, CHAT]))
    world, incident = released(people, (VALE,), escalates=True)
    enter(world.terminal(), incident, what, "osei")
    assert waiting(world, incident) >= {(PUSH, "kim-push"), (CHAT, "")}
    assert (PUSH, "osei-push") not in waiting(world, incident)


@pytest.mark.parametrize("what", ["told", "left out"])
def test_who_is_woken_for_others_is_tried_no_more_by_what_is_theirs_alone(what: str) -> None:
    world = on_call(*first_ways((OSEI, KIM)), then=(VALE, OSEI))
    _service, incident = told(world)
    enter(world.terminal(), incident, what, "vale")
    enter(world.terminal(), incident, what, "osei")
    assert waiting(world, incident) == {("push", "kim-push")}


def test_who_shares_a_first_place_is_tried_by_their_own_other_ways_too() -> None:
    people = (someone("osei", [CHAT]), someone("kim", [CHAT, PUSH]))
    world, incident = released(people, (), escalates=True)
    assert waiting(world, incident) == {(CHAT, ""), (PUSH, "kim-push")}
    assert [rung.chains for rung in world.terminal().load(incident).messages["M1"].rungs] == [("osei", "kim"), ("kim",)]


@pytest.mark.parametrize(
    ("language", "said"), [("en", "02:43 Person kim by voice"), ("zh-CN", "02:43 经 voice 通知 Person kim")]
)
def test_what_goes_on_for_the_other_at_a_shared_place_names_the_other(language: str, said: str) -> None:
    people = (someone("osei", [PUSH, CHAT]), someone("kim", [PUSH, CHAT]))
    world, name = released(people, (VALE,), escalates=True)
    i18n.use(language)
    incident = world.terminal().load(name)
    speech = Speech(bundle=OUTAGE, zone=UTC, names={each.id: each.name for each in people})
    words = left_after_words(incident, incident.messages["M1"], ("osei",), START, speech)
    assert said in words


@pytest.mark.parametrize("escalates", [True, False])
def test_who_shares_the_place_of_one_left_out_is_told_by_the_next_way_of_their_own(*, escalates: bool) -> None:
    people = (someone("osei", [CHAT]), someone("kim", [CHAT, PUSH]))
    assert sent_without_osei(people, (), escalates=escalates)[0] == {(PUSH, "kim-push")}


def test_who_has_no_other_way_than_that_of_one_left_out_stands_without_a_way_until_told() -> None:
    people = (someone("osei", [CHAT]), someone("kim", [CHAT]))
    places, world, name = sent_without_osei(people, (VALE,), escalates=True)
    assert places == {("push", "vale-push"), ("voice", "vale-voice")}
    rows, incident = world.log.deliveries(name), world.terminal().load(name)
    assert [each.id for each in out_of_reach(incident, rows, world.directory)["M1"]] == ["kim"]
    sheet = write_call_sheet(incident, rows, world.directory)
    assert [call.name for call in sheet.errands[0].calls if call.state is None] == ["Person kim"]
    enter(world.terminal(), name, "told", "kim")
    assert not out_of_reach(world.terminal().load(name), rows, world.directory)


def test_a_decision_after_the_message_left_says_of_nobody_that_it_had_no_way_to_them() -> None:
    people = (someone("osei", [CHAT]), someone("kim", [CHAT]))
    world, name = released(people, (VALE,), escalates=True)
    world.clock.set(START + timedelta(minutes=1))
    enter(world.terminal(), name, "left out", "osei")
    assert not out_of_reach(world.terminal().load(name), world.log.deliveries(name), world.directory)


def sent_without_osei(
    people: Sequence[Person], then: Sequence[Person], *, escalates: bool
) -> tuple[set[tuple[str, str]], World, str]:
    """Where it goes when one was left out before."""
    world = on_call(*first_ways(people), then=then, people=(*people, VALE))
    if not escalates:
        world.directory.escalations = {}
    service = world.terminal()
    name = world.declared(service, bundle=OUTAGE)
    enter(service, name, "left out", "osei")
    world.clock.set(START + timedelta(minutes=1))
    service.execute(name, c.CompleteStep(by="ana", step="agents"), ANA)
    return waiting(world, name), world, name
