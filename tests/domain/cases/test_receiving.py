"""Cases come in once, repeats are tied to the first, and who is seen to first stands first."""

from __future__ import annotations

from datetime import timedelta

import pytest

from incident.domain import commands as c
from incident.domain.cases.limits import CaseLimits, limits_of
from incident.domain.cases.words import CaseWords
from incident.domain.content import CaseSheet
from incident.domain.events.cases import CasesReceived
from incident.domain.grading.tiers import Tier
from incident.domain.refusals import Refusal
from tests.domain.cases.walks import BUNDLE, case_of, given, priority, received, register
from tests.domain.walks import Walk, at


def _again(walk: Walk, *cases: c.NewCase, known: list[tuple[int, CaseWords]]) -> int:
    events = walk.do(c.ReceiveCases(by="bo", cases=cases, known=known))
    return sum(len(event.sheet) for event in events if isinstance(event, CasesReceived))


def test_a_case_belongs_to_whoever_was_reached_first_and_waits_for_a_day_and_for_two() -> None:
    walk = received(given(received_at=at("02:00")))
    case = case_of(walk)
    assert (case.id, case.owner, case.accepted) == ("C-0001", "ann", None)
    assert case.received_at == at("02:00")
    assert case.answer_due_at == at("02:00") + timedelta(hours=24)
    assert case.done_due_at == at("02:00") + timedelta(hours=48)
    assert case.due_at == case.answer_due_at


def test_a_case_without_a_time_came_in_now() -> None:
    assert case_of(received(given())).received_at == at("02:40")


@pytest.mark.parametrize(
    "same",
    [
        given("lin", contact=" LIN@x.cn"),
        given(service="ＰＡＹ"),
        given(problem="paid  twice\n"),
    ],
)
def test_a_case_that_is_there_is_not_taken_in_again(same: c.NewCase) -> None:
    walk = received()
    assert _again(walk, same, known=[(1, given().words)]) == 0
    assert len(register(walk)) == 1


def test_a_list_that_names_a_case_twice_holds_it_once() -> None:
    assert len(register(received(given(), given(), given("Ito")))) == 2


@pytest.mark.parametrize(
    ("first", "again"),
    [
        ("13800138000", "+86 138-0013-8000"),
        ("13800138000", "008613800138000"),
        ("l@x.cn", "L@X.cn"),
        ("wx_lin", "WX_Lin"),
        ("010-6552 1234", "01065521234"),
    ],
)
def test_a_customer_who_comes_back_about_the_same_service_is_tied_to_their_first_case(first: str, again: str) -> None:
    walk = received(given(contact=first))
    known = [(1, given(contact=first).words)]
    assert _again(walk, given("Wei Lin", contact=again, problem="still"), given("Ito"), known=known) == 2
    assert [case_of(walk, n).repeats for n in (1, 2, 3)] == [0, 1, 0]


def test_who_is_heard_a_third_time_is_tied_to_the_first_case_also_by_its_number() -> None:
    """The second has the number of the first elsewhere; the third the contact of the second."""
    first = given("Lin", contact="1", service="chat")
    second = given("Lin", contact="2", service="pay")
    first, second = (each.changed(words=each.words.changed(reference="T-1")) for each in (first, second))
    third = given("Lin", contact="2", service="pay", problem="again")
    walk = received(first)
    walk.do(c.ReceiveCases(by="ann", cases=(second,), known=((1, first.words),)))
    walk.do(c.ReceiveCases(by="ann", cases=(third,), known=((1, first.words), (2, second.words))))
    assert [case_of(walk, n).repeats for n in (1, 2, 3)] == [0, 1, 1]
    assert register(walk).linked((2,)) == [1, 3]
    assert register(walk).linked(iter((2,))) == [1, 3]


def test_repeats_within_one_list_are_tied_to_the_first_of_them() -> None:
    walk = received(given(), given(problem="still"), given(problem="and now"), given(service="chat"))
    assert [case_of(walk, n).repeats for n in (1, 2, 3, 4)] == [0, 1, 1, 0]
    assert [list(register(walk).repeated_by(n)) for n in (1, 2, 3, 4)] == [[2, 3], [], [], []]


def test_customers_who_are_seen_to_first_come_first_then_who_has_waited_longest() -> None:
    late, early = given("late", received_at=at("02:30")), given("early", received_at=at("01:00"))
    walk = Walk(BUNDLE, by="ann")
    (event,) = walk.do(c.ReceiveCases(by="ann", cases=[late, early, priority("old", at("02:39"))]))
    assert isinstance(event, CasesReceived)
    assert [words.name for words in event.sheet.words] == ["old", "early", "late"]


@pytest.mark.parametrize(
    ("wrong", "kind"),
    [
        (given(contact="  "), "element-missing"),
        (given(request=""), "element-missing"),
        (given(problem="x" * 2001), "too-long"),
        (given(received_at=at("02:50")), "in-future"),
        (given(received_at=at("02:40") - timedelta(days=365 * 40)), "long-ago"),
    ],
)
def test_one_wrong_case_keeps_all_of_them_out(wrong: c.NewCase, kind: str) -> None:
    walk = Walk(BUNDLE, by="ann")
    refused = walk.refusal(c.ReceiveCases(by="ann", cases=(given("Ito"), wrong)))
    assert (refused.code, refused.fields["fault"]) == (Refusal.CASE_WRONG, kind)
    assert len(register(walk)) == 0


def test_thousands_come_in_entries_of_a_thousand_numbered_on() -> None:
    walk = Walk(BUNDLE, by="ann")
    events = walk.do(c.ReceiveCases(by="ann", cases=[given(f"n{n}") for n in range(2500)]))
    assert [(e.first, len(e.sheet)) for e in events if isinstance(e, CasesReceived)] == [
        (1, 1000),
        (1001, 1000),
        (2001, 500),
    ]
    assert case_of(walk, 2500).id == "C-2500"
    assert case_of(walk, 2500).owner == "ann"


def test_a_raise_brings_limits_forward_and_moves_none_back() -> None:
    limits = CaseLimits(answer=(60, 240, 1440), done=(720, 1440, 2880))
    walk = received(given(received_at=at("00:00")), limits=limits)
    assert case_of(walk).answer_due_at == at("04:00")
    walk.do(c.RaiseTier(by="ann", to=Tier.MAJOR, because="worse"), "02:50")
    assert case_of(walk).answer_due_at == at("03:50")
    assert case_of(walk).done_due_at == at("14:50")
    walk.do(c.LowerTier(by="ann", to=Tier.GENERAL, because="better"), "03:00")
    assert case_of(walk).answer_due_at == at("00:00") + timedelta(days=1)


def test_what_came_after_a_raise_has_the_limits_of_that_tier() -> None:
    walk = Walk(BUNDLE, by="ann")
    walk.do(c.RaiseTier(by="ann", to=Tier.MAJOR, because="worse"), "02:50")
    walk.do(c.ReceiveCases(by="ann", cases=(given(),), limits=CaseLimits(answer=(60, 240, 1440))), "03:00")
    assert case_of(walk).answer_due_at == at("04:00")


def test_a_graver_tier_never_has_a_laxer_limit() -> None:
    hours = timedelta(hours=1)
    limits = limits_of({Tier.MAJOR: 48 * hours, Tier.GENERAL: 24 * hours}, {Tier.SERIOUS: 12 * hours}, "manual", "cn")
    assert limits.answer == (24 * 60, 24 * 60, 24 * 60)
    assert limits.done == (12 * 60, 12 * 60, 48 * 60)
    assert (limits.source, limits.calendar) == ("manual", "cn")


def test_a_sheet_that_is_written_equals_what_it_was_written_from() -> None:
    words = given().words
    assert CaseSheet([words]) == CaseSheet(content_ids=["a"])
    assert hash(CaseSheet([words])) == hash(CaseSheet(content_ids=["a"]))
    assert CaseSheet(content_ids=["a"]) != CaseSheet(content_ids=["b"])
    assert CaseSheet([words]) != CaseSheet([words, words])
    assert CaseSheet([words]) != words
    assert "Lin" not in repr(CaseSheet([words]))
