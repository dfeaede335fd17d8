"""The report of an exercise says its own time beside the hour, how fast that went, and what was real meanwhile."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from incident.adapters.reports.markdown import render_markdown
from incident.adapters.reports.report import Version, after_action_report
from incident.adapters.storage.memory import MemoryLog
from incident.domain import commands as c
from tests.adapters.reports.pages import a_report
from tests.application.stories import a_night, closed
from tests.scenarios.exercise_play import PLAYER, Play, done
from tests.scenarios.long_days import review_of, speech_of

DECISION = c.AnswerStep(by=PLAYER, step="money", option="money-unsure")


@pytest.fixture(scope="module")
def play() -> Play:
    """At thirty times the speed to its minute 20, at 60 from there on; a real incident for one minute of the day."""
    play = Play(MemoryLog(), "exercise.provider-down", rate=30)
    play.play(
        {
            3: [done("confirm")],
            16: [DECISION],
            18: [c.AnswerStep(by=PLAYER, step="locked-out", option="no-locked")],
            20: [c.SetExerciseRate(by="fay", rate=60), c.SuspendExercise(by=PLAYER, incident="INC-0009")],
            50: [c.ResumeExercise(by="fay")],
        },
        60,
    )
    return play


def _told(play: Play, version: Version = Version.WHOLE) -> str:
    return render_markdown(after_action_report(review_of(play), speech_of(play), scenario=play.bundle, version=version))


def test_each_moment_of_timeline_steps_and_decisions_has_the_time_of_the_exercise(play: Play) -> None:
    out = _told(play)
    assert "| Time | Exercise | Who | Kind | What |" in out
    timeline, decisions = (out.partition(f"{name}\n")[2].partition("\n## ")[0] for name in ("Timeline", "Decisions"))
    assert "| T+00:03:00 |" in timeline
    assert "| T+00:40:00 |" in timeline  # ten minutes at 30 times are 20 s of the day, and 20 minutes at 60
    assert "<br>T+00:16:00 |" in decisions
    conformity = out.partition("Runbook conformity\n")[2].partition("\n## ")[0]
    row = next(each for each in conformity.splitlines() if "T+00:03:00" in each)
    assert "<br>T+00:03:00 |" in row
    assert "<br>T+00:10:00 |" in row  # when it was due


def test_when_a_step_was_due_is_what_the_clock_went_towards_when_the_step_was_done(play: Play) -> None:
    """Due at minute 25, done at 18; from 20 on the clock went twice as fast, and stood for a while."""
    conformity = _told(play).partition("Runbook conformity\n")[2].partition("\n## ")[0]
    [row] = [each for each in conformity.splitlines() if "<br>T+00:18:00 |" in each]
    assert "<br>T+00:25:00 |" in row


def test_after_the_end_the_clock_of_the_exercise_shows_nothing(play: Play) -> None:
    """What is said of it afterwards has the hour alone; a step that nobody did stays due when it was."""
    review = review_of(play)
    end = review.log[-1]
    later = replace(end, seq=end.seq + 1, occurred_at=end.occurred_at + timedelta(minutes=3))
    after = replace(review, log=(*review.log, later))
    out = render_markdown(after_action_report(after, speech_of(play), scenario=play.bundle))
    timeline, conformity = (
        out.partition(f"{name}\n")[2].partition("\n## ")[0] for name in ("Timeline", "Runbook conformity")
    )
    rows = [each.split(" | ") for each in timeline.splitlines() if each.startswith("| 2026-")]
    assert [row[1] for row in rows[-3:]] == ["T+00:40:00", "T+00:40:00", "-"]
    assert "<br>T+00:50:00 | - |" in conformity


def test_the_speed_and_its_changes_are_told(play: Play) -> None:
    out = _told(play)
    assert "| Speed of its clock | 30 times from T+00:00:00, 60 times from T+00:20:00 |" in out
    assert "| Its clock stood for | 1 min, by the day |" in out
    assert "at up to 60 times the speed" in out.partition("Preparation\n")[0]
    assert "whoever must stop it says so; its clock goes at 30 times the speed" in out
    assert "The clock of the exercise did not go as the day does: 30 times from T+00:00:00, 60 times" in out


def test_the_real_incident_that_ceased_play_is_named(play: Play) -> None:
    out = _told(play, Version.EVALUATION)
    assert "| Suspended by a real incident | INC-0009, at T+00:20:00: from " in out


def test_what_is_real_has_only_the_hour() -> None:
    assert "| Time | Who | Kind | What |" in render_markdown(a_report(closed(a_night())))
