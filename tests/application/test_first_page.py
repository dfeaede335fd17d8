"""The first page: three to keep, three to change, what failed that must not, and what is planned."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from incident.adapters.storage.memory import MemoryLog
from incident.application.review import Review, assemble_review, load_review
from incident.application.review.standouts import LapseKind, Source, first_page
from incident.domain import commands as c
from incident.domain.events.improving import ActionState, Element, FindingKind, Priority, Rating, Remark
from incident.domain.exercises.results import Given
from tests.application.stories import a_night, closed
from tests.domain.walks import Walk, at
from tests.scenarios.test_three_exercises import PROVIDER, played

MINUTE = timedelta(minutes=1)


@pytest.fixture(scope="module")
def provider() -> Review:
    """Two hours, by hand in `test_three_exercises`: who is told after 100 of 60 min is M, the fail-back U."""
    play = played("exercise.provider-down", PROVIDER, 120)
    assert isinstance(play.log, MemoryLog)
    return load_review(play.log, play.log, play.id).changed(exercise=play.results)


def find(walk: Walk, kind: FindingKind, text: str) -> None:
    walk.do(c.RecordFinding(by="bo", kind=kind, text=text))


def plan(walk: Walk, finding: str, priority: Priority) -> None:
    order = c.PlanAction(
        by="bo",
        findings=(finding,),
        text="Write the read-back into step 2",
        proof="Step 2 goes as expected in an exercise",
        element=Element.PLAN,
        priority=priority,
        owner="bo",
        due_at=at("23:00"),
    )
    walk.do(order)


def test_critical_tasks_that_failed_or_all_but_did_are_lapses(provider: Review) -> None:
    """Customers were told 40 min beyond 60; nobody planned the fail-back."""
    lapses = [(each.kind, each.subject, each.rating, each.length) for each in first_page(provider).lapses or ()]
    assert lapses == [
        (LapseKind.TASK, "customers-told", "M", 40 * MINUTE),
        (LapseKind.TASK, "fail-back", "U", None),
    ]


def test_a_lapse_that_only_the_log_proposes_is_told_from_one_that_a_person_rated(provider: Review) -> None:
    assert provider.exercise is not None
    given = Given(rating=Rating.UNABLE, by="ana", because=None)
    tasks = tuple(each.changed(given=given) if each.task == "fail-back" else each for each in provider.exercise.tasks)
    rated = provider.changed(exercise=provider.exercise.changed(tasks=tasks))
    found = {each.subject: each.is_proposed for each in first_page(rated).lapses or ()}
    assert found == {"customers-told": True, "fail-back": False}


def test_what_a_person_rated_comes_before_what_the_log_proposes(provider: Review) -> None:
    """A task rated U though it was early is no strength by its measure, and the first thing to improve."""
    assert provider.exercise is not None
    given = Given(rating=Rating.UNABLE, by="ana", because=None)
    tasks = tuple(
        each.changed(given=given, proposed=Rating.PERFORMED) if each.task == "money-safe" else each
        for each in provider.exercise.tasks
    )
    page = first_page(provider.changed(exercise=provider.exercise.changed(tasks=tasks)))
    assert (page.improve[0].subject, page.improve[0].is_proposed) == ("money-safe", False)
    assert all(each.source is Source.TASK and each.subject != "money-safe" for each in page.strengths)


def test_whoever_did_not_lead_reads_that_lapses_are_not_known_rather_than_that_there_are_none(provider: Review) -> None:
    assert first_page(provider.changed(exercise=None)).lapses is None


def test_where_nobody_found_anything_the_record_proposes_the_widest_margins(provider: Review) -> None:
    """18 and 16 of 30, then 22 of 30 and 24 of 30: the three widest are 14, 12 and 8 min early."""
    page = first_page(provider)
    assert [(each.source, each.subject, each.length) for each in page.strengths] == [
        (Source.TASK, "money-safe", -14 * MINUTE),
        (Source.TASK, "scope-known", -12 * MINUTE),
        (Source.TASK, "cause-found", -8 * MINUTE),
    ]
    assert [each.subject for each in page.improve] == ["fail-back", "customers-told", "failover"]


def test_what_people_found_comes_first_and_what_is_answered_most_urgently_before_the_rest() -> None:
    walk = closed(a_night())
    for number in (1, 2, 3, 4):
        find(walk, FindingKind.IMPROVE, f"weak {number}")
    find(walk, FindingKind.STRENGTH, "one voice")
    plan(walk, "F3", Priority.LOW)
    plan(walk, "F4", Priority.HIGH)
    page = first_page(assemble_review(walk.entries))
    assert [each.subject for each in page.improve] == ["F4", "F3", "F1"]
    assert (page.more_improve, page.more_strengths) == (1, 0)
    assert page.strengths[0].subject == "F1" or page.strengths[0].subject == "F5"
    assert [each.source for each in page.strengths[1:]] == [Source.MEASURE]


def test_actions_are_counted_by_priority_and_what_was_dangerous_is_a_lapse() -> None:
    walk = closed(a_night())
    find(walk, FindingKind.IMPROVE, "a weak line")
    for priority in (Priority.HIGH, Priority.HIGH, Priority.LOW):
        plan(walk, "F1", priority)
    walk.do(c.MoveAction(by="bo", action="A1", to=ActionState.DONE, because="revision 6 has it"))
    walk.do(c.MakeRemark(by="bo", kind=Remark.UNSAFE, text="a cable"))
    page = first_page(replace(assemble_review(walk.entries, now=at("23:30"))))
    counted = [(each.priority.value, each.all, each.done, each.overdue) for each in page.actions]
    assert counted == [("high", 2, 1, 0), ("low", 1, 0, 0)]
    assert [(each.kind, str(each.text)) for each in page.lapses or ()] == [(LapseKind.UNSAFE, "a cable")]
