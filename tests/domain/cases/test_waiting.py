"""A case that waits for its customer, and one that waits for somebody to accept it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from incident.domain import commands as c
from incident.domain.refusals import Refusal, RefusalCode
from tests.domain.cases.walks import case_of, given, received, register, with_bo
from tests.domain.walks import at

HOUR = timedelta(hours=1)
PAUSE = c.PauseCases(by="ann", cases=(1,), proof="asked by mail for the receipt")


def test_while_the_customer_has_to_act_the_time_of_the_end_stands_still() -> None:
    walk = received(given(received_at=at("02:40")))
    walk.do(c.AnswerCases(by="ann", cases=(1,)), "02:50")
    walk.do(PAUSE, "03:00")
    assert case_of(walk).due_at is None
    assert register(walk).overdue(at("02:40") + 90 * HOUR) == 0
    assert register(walk).to_end == []
    walk.do(c.ResumeCases(by="ann", cases=(1,)), "05:00")
    assert case_of(walk).due_at == at("02:40") + 50 * HOUR
    assert register(walk).overdue(at("02:40") + 50 * HOUR) == 1
    assert walk.refusal(c.ResumeCases(by="ann", cases=(1,))).code is Refusal.CASE_NOT_PAUSED


def test_a_pause_needs_a_first_answer_and_proof_and_saves_nothing_that_is_overdue() -> None:
    walk = received(given(), given("b"), given("late", received_at=at("02:40") - 47 * HOUR), given("done"))
    assert walk.refusal(PAUSE.changed(cases=(2,))).code is Refusal.CASE_UNANSWERED
    walk.do(c.AnswerCases(by="ann", cases=(1, 2, 3, 4)), "02:45")
    walk.do(c.FinishCases(by="ann", cases=(4,)), "02:46")
    assert walk.refusal(PAUSE.changed(cases=(2, 4))).code is Refusal.CASE_DONE
    assert walk.refusal(PAUSE.changed(proof=" ")).code is Refusal.TEXT_EMPTY
    assert walk.refusal(PAUSE.changed(cases=(1,)), "04:00").code is Refusal.CASE_LATE
    (event,) = walk.do(PAUSE.changed(cases=(2, 3, 2)), "04:00")
    assert event.cases == (2, 3)  # type: ignore[union-attr]  # it is about cases
    refused = walk.refusal(PAUSE.changed(cases=(2, 3), by="cy"))
    assert (refused.code, refused.fields["by"]) == (Refusal.CASE_PAUSED, "ann")


def test_who_waits_for_its_customer_stands_behind_what_is_due_and_before_what_is_done() -> None:
    walk = received(given("a"), given("b"), given("c"))
    walk.do(c.AnswerCases(by="ann", cases=(1,)))
    walk.do(PAUSE)
    walk.do(c.FinishCases(by="ann", cases=(2,)))
    assert list(register(walk).in_order(at("03:00"))) == [3, 1, 2]


def test_the_end_of_a_case_ends_its_pause_and_a_pause_leaves_room_for_more_time() -> None:
    walk = with_bo(received(given("a"), given("b")))
    walk.do(c.AnswerCases(by="ann", cases=(1, 2)), "02:45")
    walk.do(PAUSE.changed(cases=(1, 2)), "03:00")
    more = c.ExtendCase(
        by="ann", case=2, until=at("02:40") + 90 * HOUR, because="bank", approved_by="bo", text="on Tuesday"
    )
    walk.do(more, "05:00")
    walk.do(c.FinishCases(by="ann", cases=(1,)), "05:00")
    assert (case_of(walk, 1).paused, case_of(walk, 1).due_at) == (None, None)
    walk.do(c.ResumeCases(by="ann", cases=(2,)), "06:00")
    assert case_of(walk, 2).due_at == at("02:40") + 93 * HOUR


def test_a_case_that_is_handed_on_stays_where_it_is_until_it_is_accepted() -> None:
    walk = received(given("a"), given("b"))
    walk.do(c.HandOnCases(by="ann", cases=(1, 2), to="cy", because="speaks Cantonese"))
    assert (case_of(walk).owner, case_of(walk).handed_to) == ("ann", "cy")
    assert register(walk).handed_to("cy") == [1, 2]
    walk.do(c.AcceptCases(by="cy", cases=(1,)))
    assert (case_of(walk).owner, case_of(walk).handed_to) == ("cy", "")
    assert register(walk).handed_to("cy") == [2]


@pytest.mark.parametrize(("to", "code"), [("cy", Refusal.CASE_HANDED_ON), ("bo", Refusal.CASE_HANDED_ON)])
def test_nothing_is_handed_on_to_whoever_has_it_or_is_to_have_it(to: str, code: RefusalCode) -> None:
    walk = received(given("a"), given("b"), by="bo")
    if to == "cy":
        walk.do(c.HandOnCases(by="bo", cases=(1,), to="cy"))
    assert walk.refusal(c.HandOnCases(by="bo", cases=(1,), to=to)).code is code


def test_what_is_done_and_told_is_handed_on_to_nobody_and_back_is_a_way_too() -> None:
    walk = received(given("a"), by="bo")
    walk.do(c.HandOnCases(by="bo", cases=(1,), to="cy"))
    walk.do(c.HandOnCases(by="bo", cases=(1,), to="bo"))
    assert case_of(walk).handed_to == "bo"
    walk.do(c.FinishCases(by="ann", cases=(1,), told=True))
    assert walk.refusal(c.HandOnCases(by="bo", cases=(1,), to="cy")).code is Refusal.CASE_DONE
    assert register(walk).handed_to("bo") == []


def test_a_customer_who_waits_for_word_of_what_is_done_is_handed_on() -> None:
    walk = received(given("a"), by="bo")
    walk.do(c.FinishCases(by="ann", cases=(1,)))
    walk.do(c.HandOnCases(by="bo", cases=(1,), to="cy"))
    assert register(walk).handed_to("cy") == [1]
    walk.do(c.AcceptCases(by="cy", cases=(1,)))
    assert (case_of(walk).owner, register(walk).handed_to("cy")) == ("cy", [])


def test_whoever_takes_over_owns_the_cases_of_whoever_goes_but_for_those_whose_customer_was_told() -> None:
    walk = received(given("a"), given("done"), given("told"), by="bo")
    walk.do(c.FinishCases(by="ann", cases=(2, 3)))
    walk.do(c.TellCases(by="ann", cases=(3,)))
    assert (register(walk).owned_by("bo"), register(walk).owners) == ([1, 2], ("bo",))
    (offered, *_) = walk.do(c.OfferHandover(by="bo", to="cy", worry="the queue"))
    assert offered.carries == ("cases:bo",)  # type: ignore[union-attr]  # it is an offer
    walk.do(c.ReadBackHandover(by="cy", handover="H1", next_action="call", can_hurt="the bank", due_next="C-0001"))
    walk.do(c.AcceptHandover(by="cy", handover="H1"))
    assert [case_of(walk, number).owner for number in (1, 2, 3)] == ["cy", "cy", "bo"]
    assert register(walk).owners == ("cy",)
