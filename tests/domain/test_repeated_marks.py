"""A mark that comes twice from one person counts once, and whoever set it is told that it is theirs."""

from __future__ import annotations

from datetime import timedelta

import pytest

from incident.domain import commands as c
from incident.domain.decide.repeating import AT_ONCE
from incident.domain.refusals import Refusal
from tests.domain.walks import Walk, at, plan, step

AGAIN: dict[str, c.Command] = {
    "not as expected": c.ReportNotAsExpected(by="ann", step="a", observed="silence"),
    "put off": c.DeferStep(by="ann", step="a", because="busy", until_time=at("03:00")),
    "held": c.HoldStep(by="ann", step="a", because="a call"),
    "asked": c.AskPerson(by="ann", step="a", person="bo", within=timedelta(minutes=3)),
}


@pytest.fixture
def walk() -> Walk:
    return Walk(plan([step("a"), step("b")]), by="ann")


def test_who_completes_a_step_twice_is_told_that_the_mark_is_theirs(walk: Walk) -> None:
    walk.done("a", by="ann", clock="02:42")
    refused = walk.refusal(c.CompleteStep(by="ann", step="a"), "02:42")
    assert refused.code is Refusal.STEP_MARKED
    assert refused.fields == {"step": "a", "at": at("02:42")}
    assert walk.refusal(c.CompleteStep(by="bo", step="a")).code is Refusal.STEP_DONE


@pytest.mark.parametrize("mark", AGAIN.values(), ids=AGAIN)
def test_the_same_mark_in_the_same_instant_is_set_once(walk: Walk, mark: c.Command) -> None:
    walk.do(mark, "02:42")
    refused = walk.refusal(mark, "02:42:01")
    assert refused.code is Refusal.STEP_MARKED
    assert refused.fields == {"step": "a", "at": at("02:42")}


@pytest.mark.parametrize("mark", AGAIN.values(), ids=AGAIN)
def test_the_same_mark_later_is_meant(walk: Walk, mark: c.Command) -> None:
    walk.do(mark, "02:42")
    walk.now += AT_ONCE + timedelta(seconds=1)
    assert walk.do(mark)


@pytest.mark.parametrize("mark", AGAIN.values(), ids=AGAIN)
def test_the_same_mark_of_an_earlier_instant_lands_too(walk: Walk, mark: c.Command) -> None:
    """One that was set while the server was away is decided after those that were set since."""
    walk.do(mark, "02:52")
    assert walk.do(mark, "02:42")
    assert walk.refusal(mark, "02:41:58").code is Refusal.STEP_MARKED


@pytest.mark.parametrize("mark", AGAIN.values(), ids=AGAIN)
def test_the_same_mark_by_another_person_lands_too(walk: Walk, mark: c.Command) -> None:
    walk.do(mark, "02:42")
    assert walk.do(mark.changed(by="bo"), "02:42:01")


def test_other_words_or_another_end_are_another_mark(walk: Walk) -> None:
    walk.do(AGAIN["not as expected"], "02:42")
    assert walk.do(AGAIN["not as expected"].changed(observed="a dial tone"), "02:42:01")
    walk.do(AGAIN["put off"], "02:43")
    assert walk.do(AGAIN["put off"].changed(until_time=at("03:10")), "02:43:01")
    assert walk.do(AGAIN["put off"].changed(until_time=None, until_step="b"), "02:43:02")


def test_twenty_minutes_from_two_terminals_are_one_end(walk: Walk) -> None:
    walk.do(AGAIN["put off"], "02:42")
    assert walk.refusal(AGAIN["put off"].changed(until_time=at("03:00:01")), "02:42:01").code is Refusal.STEP_MARKED
