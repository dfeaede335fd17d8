"""Every time of an exercise in its report is its own: what it stood is left out, and its speed changes none."""

from __future__ import annotations

from datetime import timedelta

import pytest

from incident.adapters.storage.memory import MemoryLog
from incident.application.review import Review, load_review
from incident.application.review.model import MeasureKind, QuestionKind
from incident.application.review.standouts import first_page
from incident.domain import commands as c
from tests.scenarios.exercise_play import PLAYER, Play
from tests.scenarios.test_three_exercises import PROVIDER

MINUTE = timedelta(minutes=1)


def reviewed(stood: int, rate: int = 1) -> Review:
    """A real incident at minute 20, resumed after that long; what was done after it is as much later."""
    play = Play(MemoryLog(), "exercise.provider-down", rate=rate)
    script = {minute if minute < 20 else minute + stood: acts for minute, acts in PROVIDER.items()}
    if stood:
        script |= {20: [c.SuspendExercise(by=PLAYER, incident="INC-9")], 20 + stood: [c.ResumeExercise(by="fay")]}
    play.play(script, 110 + stood)
    assert isinstance(play.log, MemoryLog)
    return load_review(play.log, play.log, play.id).changed(exercise=play.results)


@pytest.fixture(scope="module")
def suspended() -> Review:
    return reviewed(100)


def test_the_report_leaves_the_hundred_minutes_out_of_every_time(suspended: Review) -> None:
    """Play ends at its minute 110; customers are told at 100 of 30, agents at 24 of 20, the scope at 18 of 15."""
    found = {row.kind: row for row in suspended.measures}
    told = found[MeasureKind.FIRST_UPDATE]
    assert found[MeasureKind.CLOSE].actual == 110 * MINUTE
    assert (told.allowed, told.actual, told.difference) == (30 * MINUTE, 100 * MINUTE, 70 * MINUTE)
    assert suspended.updates.longest_gap == 100 * MINUTE
    late = {row.step: row.late_by for row in suspended.steps}
    assert (late["scope"], late["agents-notice"], late["first-update"]) == (3 * MINUTE, 4 * MINUTE, 70 * MINUTE)
    assert suspended.exercise is not None
    assert (suspended.exercise.played, suspended.exercise.stood) == (110 * MINUTE, 100 * MINUTE)


def test_a_suspension_changes_no_question_no_shortcoming_and_no_count(suspended: Review) -> None:
    plain = reviewed(0)
    asked = [(each.kind, each.subject, each.length) for each in plain.questions]
    assert [(each.kind, each.subject, each.length) for each in suspended.questions] == asked
    assert not any(each.kind is QuestionKind.SILENCE for each in suspended.questions)
    assert suspended.counts == plain.counts
    assert (first_page(suspended).improve, first_page(suspended).lapses) == (
        first_page(plain).improve,
        first_page(plain).lapses,
    )


def test_at_ten_times_the_speed_the_same_play_is_as_late() -> None:
    plain, fast = reviewed(0), reviewed(0, rate=10)
    assert [(row.kind, row.allowed, row.actual, row.difference) for row in fast.measures] == [
        (row.kind, row.allowed, row.actual, row.difference) for row in plain.measures
    ]
    assert {row.step: row.late_by for row in fast.steps} == {row.step: row.late_by for row in plain.steps}
    assert fast.updates.longest_gap == plain.updates.longest_gap
    assert fast.counts == plain.counts
