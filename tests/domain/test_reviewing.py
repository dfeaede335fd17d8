"""The report itself: spoken of when all is over, signed when it is reviewed, closed when it is signed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from incident.domain import commands as c
from incident.domain.events.improving import Element, FindingKind, Priority, Rating, Remark, ReviewState
from incident.domain.improving.plan import Improving
from incident.domain.refusals import Refusal
from tests.application.stories import a_night, closed
from tests.domain.walks import Walk

SIGN = c.SignReview(by="bo", capacity="head of operations")


@pytest.fixture
def walk() -> Walk:
    return closed(a_night())


def plan(walk: Walk) -> Improving:
    assert walk.incident.improving is not None
    return walk.incident.improving


def move(to: ReviewState, because: str = "") -> c.MoveReview:
    return c.MoveReview(by="ana", to=to, because=because)


def test_nothing_of_it_is_said_while_it_still_runs() -> None:
    orders = (
        c.MakeRemark(by="bo", kind=Remark.KEEP, text="x"),
        c.RateOneself(by="bo", rating=Rating.SOME),
        move(ReviewState.REVIEWED),
        SIGN,
    )
    for order in orders:
        assert a_night().refusal(order).code is Refusal.REVIEW_EARLY


def test_what_was_said_and_the_last_rating_of_each_person_are_kept(walk: Walk) -> None:
    walk.do(c.MakeRemark(by="bo", kind=Remark.LUCK, text="B had been tested"))
    for rating, step in ((Rating.MAJOR, "notice"), (Rating.SOME, ""), (Rating.SOME, "notice")):
        walk.do(c.RateOneself(by="bo", rating=rating, step=step))
    walk.do(c.RateOneself(by="chen", rating=Rating.UNABLE, step="notice", because="no text"))
    assert [(each.kind, str(each.text), each.by) for each in plan(walk).said] == [
        (Remark.LUCK, "B had been tested", "bo")
    ]
    assert [(each.by, each.step, each.rating.value) for each in plan(walk).rated] == [
        ("bo", "", "S"),
        ("bo", "notice", "S"),
        ("chen", "notice", "U"),
    ]


def test_nobody_rates_a_step_that_is_not_there_or_says_nothing(walk: Walk) -> None:
    assert walk.refusal(c.RateOneself(by="bo", rating=Rating.SOME, step="notise")).code is Refusal.STEP_UNKNOWN
    assert walk.refusal(c.MakeRemark(by="bo", kind=Remark.KEEP, text=" ")).code is Refusal.TEXT_EMPTY


def test_it_is_signed_when_reviewed_and_closed_when_signed(walk: Walk) -> None:
    assert walk.refusal(SIGN).code is Refusal.REVIEW_UNREVIEWED
    walk.do(move(ReviewState.REVIEWED))
    assert walk.refusal(move(ReviewState.CLOSED)).code is Refusal.REVIEW_UNSIGNED
    walk.do(SIGN)
    for number, words in enumerate(("the deputy took over at once", "the text was ready")):
        refused = walk.refusal(move(ReviewState.CLOSED))
        assert (refused.code, refused.fields["number"]) == (Refusal.REVIEW_ONE_SIDED, number)
        walk.do(c.RecordFinding(by="bo", kind=FindingKind.STRENGTH, text=words))
    assert walk.refusal(SIGN).code is Refusal.REVIEW_SIGNED
    walk.do(move(ReviewState.CLOSED))
    assert (plan(walk).review, [each.by for each in plan(walk).signatures]) == (ReviewState.CLOSED, ["bo"])
    before = walk.incident.version
    walk.do(move(ReviewState.CLOSED))
    assert walk.incident.version == before


def test_to_take_it_back_needs_a_reason_and_voids_what_was_signed(walk: Walk) -> None:
    for order in (move(ReviewState.REVIEWED), SIGN):
        walk.do(order)
    assert walk.refusal(move(ReviewState.IN_REVIEW)).code is Refusal.TEXT_EMPTY
    walk.do(move(ReviewState.IN_REVIEW, "a step is missing"))
    assert plan(walk).signatures == ()
    walk.do(move(ReviewState.REVIEWED))
    walk.do(SIGN)
    assert len(plan(walk).signatures) == 1


def test_nothing_that_is_to_be_improved_is_left_to_nobody_when_it_is_closed(walk: Walk) -> None:
    for kind in (FindingKind.STRENGTH, FindingKind.IMPROVE):
        walk.do(c.RecordFinding(by="bo", kind=kind, text="the deputy took over"))
    walk.do(c.MakeRemark(by="bo", kind=Remark.KEEP, text="the read-back"))
    for order in (move(ReviewState.REVIEWED), SIGN):
        walk.do(order)
    refused = walk.refusal(move(ReviewState.CLOSED))
    assert (refused.code, refused.fields["names"]) == (Refusal.REVIEW_UNPLANNED, ("F2",))
    action = c.PlanAction(
        by="bo",
        findings=("F2",),
        text="Write the deputy into step 2",
        proof="step 2 goes in time",
        element=Element.PLAN,
        priority=Priority.HIGH,
        owner="bo",
        due_at=walk.now + timedelta(days=9),
    )
    walk.do(action)
    walk.do(move(ReviewState.CLOSED))
