"""A wait: from taking the step some time must pass, and then it ends by itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from incident.application.timers import due_commands
from incident.domain import commands as c
from incident.domain import events as e
from incident.domain.exercises.clock import ExerciseClock
from incident.domain.exercises.state import Exercise
from incident.domain.incident import StepState
from incident.domain.refusals import Refusal
from incident.domain.runbooks.runbook import Verb
from incident.domain.timing.clock_kinds import ClockKind
from incident.domain.timing.clocks import passed_thresholds, running_clocks
from incident.domain.walking.checklist import build_checklist
from tests.domain.walks import Walk, at, plan, step

SETTLE = [step("settle", Verb.WAIT, wait=timedelta(minutes=10)), step("look")]


def begun() -> Walk:
    walk = Walk(plan(SETTLE))
    walk.done("settle", clock="02:45")
    return walk


def test_taking_it_begins_it_and_the_walk_waits_in_its_place() -> None:
    walk = begun()
    assert [type(entry.event) for entry in walk.entries[-1:]] == [e.StepTaken]
    assert walk.current() == "settle"
    assert walk.item("settle").state is StepState.WATCHED
    assert walk.item("settle").is_waiting
    clock = walk.clock("wait:settle")
    assert (clock.kind, clock.started_at, clock.due_at) == (ClockKind.WAIT, at("02:45"), at("02:55"))
    assert passed_thresholds(clock, at("03:30")) == ()


def test_it_waits_on_while_the_exercise_stands() -> None:
    walk = begun()
    clock = ExerciseClock().going(at("02:40")).standing(at("02:50"))
    exercise = Exercise(scenario="s", revision=1, controllers=(), length=timedelta(hours=1), clock=clock)
    item = build_checklist(replace(walk.incident, exercise=exercise), at("04:30")).item("settle")
    assert item is not None
    assert (item.is_waiting, item.pace.until) == (True, at("04:35"))


def test_it_does_not_run_before_somebody_takes_it() -> None:
    walk = Walk(plan(SETTLE))
    assert walk.item("settle").state is StepState.CURRENT
    assert not walk.item("settle").is_waiting
    assert not walk.do(c.SenseStep(by="app", step="settle"), "09:00")


def test_when_it_is_over_the_timers_end_it() -> None:
    walk = begun()
    assert due_commands(walk.incident, at("02:54:59")) == []
    [(command_id, command)] = [each for each in due_commands(walk.incident, at("02:55")) if "sense" in each[0]]
    assert command_id.startswith("INC-0001:sense:settle:")
    assert walk.do(command, "02:55") == [e.StepSensed(step="settle")]
    assert walk.current() == "look"
    assert not [clock for clock in running_clocks(walk.incident, walk.checklist, walk.now) if "wait" in clock.id]


def test_completing_it_before_names_when_it_is_over() -> None:
    refused = begun().refusal(c.CompleteStep(by="bo", step="settle"), "02:50")
    assert (refused.code, refused.fields["at"]) == (Refusal.STEP_WAITS, at("02:55"))


def test_nobody_begins_it_anew() -> None:
    refused = begun().refusal(c.TakeStep(by="bo", step="settle", over=True), "02:50")
    assert refused.code is Refusal.STEP_WAITS


def test_completing_it_after_that_ends_it_where_no_timer_did() -> None:
    assert begun().done("settle", by="bo", clock="02:55") == [e.StepSensed(step="settle")]


def test_a_reason_ends_it_early() -> None:
    walk = begun()
    walk.do(c.OverrideStep(by="bo", step="settle", because="it is stable already"), "02:46")
    assert walk.current() == "look"


def test_put_off_it_stops_and_begins_anew() -> None:
    walk = begun()
    walk.do(c.DeferStep(by="ann", step="settle", because="first the other", until_step="look"), "02:50")
    assert walk.current() == "look"
    walk.done("look", clock="03:00")
    assert walk.item("settle").is_back
    assert walk.item("settle").pace.until is None
    walk.done("settle", clock="03:05")
    assert walk.item("settle").pace.until == at("03:15")


def test_one_that_ended_says_that_it_is_over() -> None:
    walk = begun()
    walk.do(c.SenseStep(by="app", step="settle"), "02:55")
    refused = walk.refusal(c.CompleteStep(by="bo", step="settle"))
    assert (refused.code, refused.fields["at"]) == (Refusal.STEP_OVER, at("02:55"))


def test_ruled_out_it_is_nothing_to_wait_for() -> None:
    walk = begun()
    walk.do(c.RuleOutStep(by="ann", step="settle", because="no cache here"))
    assert walk.current() == "look"
    assert walk.item("settle").pace.until is None
