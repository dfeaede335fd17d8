"""What is due when, and for how long."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from incident.domain import commands as c
from incident.domain.events import Milestone, Threshold
from incident.domain.exercises.clock import ExerciseClock
from incident.domain.exercises.state import Exercise
from incident.domain.grading.tiers import Tier
from incident.domain.incident import Incident
from incident.domain.refusals import Refusal
from incident.domain.runbooks.runbook import Phase, Verb
from incident.domain.timing.clock_kinds import ClockKind
from incident.domain.timing.clocks import due_by, passed_thresholds, running_clocks
from tests.domain.walks import Walk, at, minutes, plan, step

TWO = timedelta(minutes=2)


def walk() -> Walk:
    """Tier 2 from 02:40: a phase limited 15/30/60 min, a step limited 10/20/60 min with a timer of 5 min."""
    steps = (
        step("a", by="liaison", within=minutes(10, 20, 60), timer=timedelta(minutes=5)),
        step("tell", Verb.TELL, audience="customers", template="first"),
    )
    return Walk(plan(Phase(id="p", steps=steps, limit=minutes(15, 30, 60)), [step("z")]))


def ids(here: Walk) -> list[str]:
    return [clock.id for clock in running_clocks(here.incident, here.checklist, here.now)]


def test_the_earliest_due_clock_comes_first() -> None:
    assert ids(walk()) == ["step:a", "phase:p", "update", "restore"]


def test_steps_that_are_due_together_keep_the_order_of_their_list() -> None:
    here = Walk(plan([step("z", within=minutes(5, 5, 5)), step("a", within=minutes(5, 5, 5))]))
    assert ids(here)[:2] == ["step:z", "step:a"]


def test_limits_run_from_declaration_and_name_who_must_act() -> None:
    clock = walk().clock("step:a")
    assert (clock.kind, clock.started_at, clock.due_at, clock.role, clock.subject) == (
        ClockKind.STEP,
        at("02:40"),
        at("03:00"),
        "liaison",
        "a",
    )


def test_limits_stand_while_the_exercise_stands_and_warn_of_one_run_alone() -> None:
    here = walk()
    before = here.clock("step:a")
    going = ExerciseClock().going(at("02:40")).standing(at("02:55"))
    exercise = Exercise(scenario="s", revision=1, controllers=(), length=TWO, clock=going)
    stands = replace(here.incident, exercise=exercise)
    for now in ("03:10", "04:35"):
        clock = next(each for each in running_clocks(stands, here.checklist, at(now)) if each.id == "step:a")
        assert (clock.remaining(at(now)), clock.key) == (timedelta(minutes=5), before.key)
    assert stands.elapsed(at("04:35")) == timedelta(minutes=15)


def test_shares_of_a_limit_are_of_what_the_exercise_did_not_stand() -> None:
    """20 minutes from 02:40, and it stood from 02:45 until 04:45: half is at 04:50, 80 % at 04:56."""
    here = walk()
    standing = ExerciseClock().going(at("02:40")).standing(at("02:45"))

    def passed(clock: ExerciseClock, now: str) -> tuple[Threshold, ...]:
        exercise = Exercise(scenario="s", revision=1, controllers=(), length=TWO, clock=clock)
        stands = replace(here.incident, exercise=exercise)
        return next(
            passed_thresholds(each, at(now))
            for each in running_clocks(stands, here.checklist, at(now))
            if each.id == "step:a"
        )

    assert [passed(standing, now) for now in ("02:56", "03:41", "04:45")] == [(), (), ()]
    gone_on = standing.going(at("04:45"))
    assert [passed(gone_on, now) for now in ("04:49", "04:50", "04:56", "05:00")] == [
        (),
        (Threshold.HALF,),
        (Threshold.HALF, Threshold.MOST),
        (Threshold.HALF, Threshold.MOST, Threshold.DUE),
    ]


def test_a_limit_a_timer_and_what_was_put_off_come_as_fast_as_the_exercise_goes() -> None:
    """20 minutes from 02:40 at ten times the speed are over at 02:42, and half of them at 02:41."""
    here = walk()
    here.do(c.TakeStep(by="ann", step="a"), "02:40")
    clock = ExerciseClock().going(at("02:40"), rate=10)
    fast = replace(here.incident, exercise=Exercise(scenario="s", revision=1, controllers=(), length=TWO, clock=clock))
    step, timer = (
        next(each for each in running_clocks(fast, here.checklist, at("02:41")) if each.id == name)
        for name in ("step:a", "timer:a")
    )
    assert (step.due_at, step.remaining(at("02:41"))) == (at("02:42"), timedelta(minutes=10))
    assert passed_thresholds(step, at("02:41")) == (Threshold.HALF,)
    assert step.key == here.clock("step:a").key
    assert timer.due_at - timer.started_at == (here.clock("timer:a").due_at - at("02:40")) / 10
    assert fast.elapsed(at("02:41")) == timedelta(minutes=10)


def test_a_timer_stands_while_the_exercise_stands() -> None:
    here = walk()
    here.do(c.TakeStep(by="ann", step="a"), "02:44")
    clock = ExerciseClock().going(at("02:40")).standing(at("02:46"))
    exercise = Exercise(scenario="s", revision=1, controllers=(), length=TWO, clock=clock)
    stands = replace(here.incident, exercise=exercise)
    timer = next(each for each in running_clocks(stands, here.checklist, at("04:26")) if each.id == "timer:a")
    assert timer.remaining(at("04:26")) == timedelta(minutes=3)


def test_a_timer_runs_from_taking_the_step_and_ends_with_it() -> None:
    here = walk()
    assert "timer:a" not in ids(here)
    here.do(c.TakeStep(by="ann", step="a"), "02:44")
    assert here.clock("timer:a").due_at == at("02:49")
    here.done("a")
    assert "timer:a" not in ids(here)
    assert "step:a" not in ids(here)


def test_a_timer_whose_time_is_up_gets_more_from_now_on() -> None:
    here = walk()
    assert here.refusal(c.ExtendTimer(by="ann", step="a", more=TWO)).code is Refusal.STEP_WITHOUT_TIMER
    here.do(c.TakeStep(by="ann", step="a"), "02:44")
    refused = here.refusal(c.ExtendTimer(by="ann", step="a", more=TWO))
    assert (refused.code, refused.fields["until"]) == (Refusal.TIMER_RUNS, at("02:49"))
    here.do(c.ExtendTimer(by="ann", step="a", more=TWO), "02:51")
    clock = here.clock("timer:a")
    assert (clock.started_at, clock.due_at) == (at("02:51"), at("02:53"))
    here.do(c.ExtendTimer(by="bo", step="a", more=TWO), "02:53")
    assert here.clock("timer:a").due_at == at("02:55")


def test_no_time_is_not_more_time() -> None:
    here = walk()
    here.do(c.TakeStep(by="ann", step="a"), "02:44")
    here.now = at("02:49")
    assert here.refusal(c.ExtendTimer(by="ann", step="a", more=timedelta(0))).code is Refusal.UNTIL_PAST


def test_whoever_takes_a_step_over_has_its_whole_time() -> None:
    here = walk()
    here.do(c.TakeStep(by="ann", step="a"), "02:44")
    here.do(c.ExtendTimer(by="ann", step="a", more=TWO), "02:49")
    here.do(c.TakeStep(by="bo", step="a", over=True), "02:50")
    assert here.clock("timer:a").due_at == at("02:55")


def test_a_clock_is_overdue_from_its_due_time_on() -> None:
    clock = walk().clock("step:a")
    assert not clock.is_overdue(at("02:59:59"))
    assert clock.is_overdue(at("03:00"))
    assert clock.remaining(at("03:02")) == timedelta(minutes=-2)


@pytest.mark.parametrize(
    ("now", "passed"),
    [
        ("02:49:59", ()),
        ("02:50", (Threshold.HALF,)),
        ("02:56", (Threshold.HALF, Threshold.MOST)),
        ("03:00", (Threshold.HALF, Threshold.MOST, Threshold.DUE)),
    ],
)
def test_a_clock_warns_at_half_at_80_percent_and_at_zero(now: str, passed: tuple[Threshold, ...]) -> None:
    assert passed_thresholds(walk().clock("step:a"), at(now)) == passed


def test_a_complete_phase_has_no_clock() -> None:
    here = walk()
    here.done("a")
    here.done("tell")
    assert "phase:p" not in ids(here)


def test_restoring_ends_its_clock_but_customers_are_owed_the_news() -> None:
    here = walk()
    here.done("tell", clock="02:50")
    here.delivered()
    here.do(c.MarkMilestone(by="ann", milestone=Milestone.RESTORED, at=at("03:10")), "03:12")
    assert "restore" not in ids(here)
    assert here.clock("update").due_at == at("03:50")
    here.do(c.SendMessage(by="ann", audience="customers", template="update"), "03:20")
    here.delivered("M2")
    assert "update" not in ids(here)


def test_a_service_that_was_back_before_the_declaration_is_still_news_to_customers() -> None:
    here = walk()
    here.do(c.MarkMilestone(by="ann", milestone=Milestone.RESTORED, at=at("02:30")))
    assert here.clock("update").due_at == at("03:10")


def test_an_update_sent_before_the_moment_of_restoring_is_not_the_news_of_it() -> None:
    here = walk()
    here.done("tell", clock="03:09")
    here.delivered()
    here.do(c.MarkMilestone(by="ann", milestone=Milestone.RESTORED, at=at("03:10")), "03:12")
    assert "update" in ids(here)


def test_a_closed_incident_has_no_clocks() -> None:
    here = Walk(plan([step("a")]))
    here.done("a")
    here.do(c.CloseIncident(by="ann"))
    assert ids(here) == []
    assert running_clocks(Incident(id="X"), here.checklist, here.now) == ()


def test_a_limit_that_only_the_graver_tier_has_starts_at_the_raise() -> None:
    here = walk()
    limits = {Tier.MAJOR: timedelta(minutes=10)}
    assert due_by(limits, here.incident) is None
    here.do(c.RaiseTier(by="ann", to=Tier.MAJOR, because="worse"), "02:50")
    assert due_by(limits, here.incident) == at("03:00")
    here.do(c.LowerTier(by="ann", to=Tier.SERIOUS, because="calmer"), "02:55")
    assert due_by(limits, here.incident) is None


def test_a_raise_to_a_tier_without_a_limit_keeps_the_old_one() -> None:
    here = walk()
    here.do(c.RaiseTier(by="ann", to=Tier.MAJOR, because="worse"), "02:50")
    assert due_by({Tier.SERIOUS: timedelta(minutes=30)}, here.incident) == at("03:10")


def test_up_down_and_up_again_is_due_at_the_earliest_of_what_holds_since_the_lowering() -> None:
    """30 min at tier 2 from 02:40; raised 02:45 (02:55); lowered 02:50 (03:10); raised 02:58 (03:08)."""
    here = walk()
    limits = minutes(10, 30, 60)
    here.do(c.RaiseTier(by="ann", to=Tier.MAJOR, because="worse"), "02:45")
    assert due_by(limits, here.incident) == at("02:55")
    here.do(c.LowerTier(by="ann", to=Tier.SERIOUS, because="calmer"), "02:50")
    assert due_by(limits, here.incident) == at("03:10")
    here.do(c.RaiseTier(by="ann", to=Tier.MAJOR, because="worse"), "02:58")
    assert due_by(limits, here.incident) == at("03:08")
