"""Watched steps: they tick and un-tick themselves, after a soak, on fresh values; a person may override them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pytest

from incident.domain import commands as c
from incident.domain.events import Event, StepSensed, StepUnsensed
from incident.domain.grading.tiers import Tier
from incident.domain.refusals import Refusal
from incident.domain.runbooks.conditions import Condition, Op
from incident.domain.runbooks.runbook import Verb
from incident.domain.timing.clock_kinds import ClockKind
from incident.domain.timing.clocks import passed_thresholds
from incident.domain.walking.watching import facts_to_ask, true_since
from tests.domain.walks import Walk, at, fact_is, less, minutes, plan, step, under

HALF_HOUR = minutes(60, 30, 15)


def soak(tier: Tier = Tier.SERIOUS, fresh: float | None = None, **fields: object) -> Walk:
    """A share that must stay under 1 % for 30 min at tier 2, and a step behind it."""
    return Walk(
        plan(
            [
                step(
                    "stable",
                    Verb.WATCH,
                    condition=less("share", 1),
                    hold=HALF_HOUR,
                    fresh=None if fresh is None else timedelta(minutes=fresh),
                    **fields,
                ),
                step("vendor", branch=under("stable")),
                step("b"),
            ]
        ),
        tier=tier,
    )


def share(walk: Walk, value: float | None, clock: str) -> None:
    walk.do(c.RecordFact(by="ann", fact="share", value=value), clock)


def sensed(walk: Walk, clock: str) -> Sequence[Event]:
    return walk.do(c.SenseStep(by="app", step="stable"), clock)


def test_a_watched_step_ticks_itself_when_the_condition_has_held_for_its_time() -> None:
    walk = soak()
    share(walk, 0.5, "02:50")
    assert sensed(walk, "03:19") == []
    assert sensed(walk, "03:20") == [StepSensed(step="stable")]
    assert walk.glyphs()["stable"] == "(x)"
    assert walk.item("stable").is_complete


def test_the_soak_is_a_clock_that_says_when_and_warns_nobody() -> None:
    walk = soak()
    share(walk, 0.5, "02:50")
    clock = walk.clock("soak:stable")
    assert (clock.kind, clock.started_at, clock.due_at) == (ClockKind.SOAK, at("02:50"), at("03:20"))
    assert passed_thresholds(clock, at("04:00")) == ()


@pytest.mark.parametrize("value", [None, 5.0])
def test_a_break_begins_the_soak_anew(value: float | None) -> None:
    walk = soak()
    share(walk, 0.5, "02:50")
    share(walk, value, "03:00")
    share(walk, 0.4, "03:10")
    assert walk.clock("soak:stable").due_at == at("03:40")


def test_a_second_good_value_does_not_begin_it_anew() -> None:
    walk = soak()
    share(walk, 0.5, "02:50")
    share(walk, 0.4, "03:10")
    assert walk.clock("soak:stable").due_at == at("03:20")


def test_a_value_that_is_too_old_is_unknown_and_asked_again() -> None:
    walk = soak(fresh=10)
    share(walk, 0.5, "02:50")
    stable = walk.item("stable").step
    assert facts_to_ask(walk.incident, stable, at("03:00")) == ()
    assert facts_to_ask(walk.incident, stable, at("03:01")) == ("share",)
    assert sensed(walk, "03:20") == []
    with pytest.raises(StopIteration):
        walk.clock("soak:stable")


def test_a_value_stated_again_a_little_late_carries_the_soak_on() -> None:
    walk = soak(fresh=10)
    share(walk, 0.5, "02:50")
    share(walk, 0.5, "03:00")
    share(walk, 0.5, "03:11")
    assert walk.clock("soak:stable").due_at == at("03:20")


def test_a_value_that_was_too_old_when_something_else_was_stated_begins_the_soak_anew() -> None:
    walk = soak(fresh=10)
    share(walk, 0.5, "02:50")
    walk.do(c.RecordFact(by="ann", fact="data_out", value=True), "03:02")
    share(walk, 0.5, "03:05")
    assert true_since(walk.incident, walk.item("stable").step, at("03:06")) == at("03:05")


def test_a_soak_that_nobody_looked_after_for_twice_the_time_begins_anew() -> None:
    walk = soak(fresh=10)
    share(walk, 0.5, "02:50")
    share(walk, 0.5, "03:11")
    assert walk.clock("soak:stable").due_at == at("03:41")


def test_facts_never_stated_and_facts_not_known_are_asked() -> None:
    walk = soak()
    assert facts_to_ask(walk.incident, walk.item("stable").step, walk.now) == ("share",)
    share(walk, None, "02:50")
    assert facts_to_ask(walk.incident, walk.item("stable").step, walk.now) == ("share",)
    assert facts_to_ask(walk.incident, walk.item("b").step, walk.now) == ()


def test_a_tick_that_is_false_again_comes_off_and_the_step_returns_to_the_queue() -> None:
    walk = soak()
    share(walk, 0.5, "02:50")
    sensed(walk, "03:20")
    share(walk, 7.0, "03:25")
    assert sensed(walk, "03:25") == [StepUnsensed(step="stable")]
    assert walk.glyphs()["stable"] == "( )"
    assert sensed(walk, "03:26") == []


def test_a_value_that_grew_old_takes_no_tick_off() -> None:
    walk = soak(fresh=40)
    share(walk, 0.5, "02:50")
    sensed(walk, "03:20")
    assert sensed(walk, "09:00") == []


def test_a_raise_lengthens_the_soak_from_where_it_began() -> None:
    walk = soak()
    share(walk, 0.5, "02:50")
    walk.do(c.RaiseTier(by="ann", to=Tier.MAJOR, because="to be safe"), "03:00")
    assert walk.clock("soak:stable").due_at == at("03:50")


def test_a_person_overrides_with_a_reason_and_it_counts_separately() -> None:
    walk = soak()
    walk.do(c.OverrideStep(by="ann", step="stable", because="the counter is broken"))
    assert walk.glyphs()["stable"] == "(o)"
    assert walk.item("stable").is_complete
    share(walk, 9.0, "02:50")
    assert sensed(walk, "02:50") == [], "an override is a person's word; the program does not take it back"


def test_an_override_needs_a_reason_and_a_watched_step() -> None:
    walk = soak()
    assert walk.refusal(c.OverrideStep(by="ann", step="stable", because=" ")).code is Refusal.TEXT_EMPTY
    assert walk.refusal(c.OverrideStep(by="ann", step="b", because="why not")).code is Refusal.STEP_NOT_WATCHED


def test_a_person_cannot_tick_what_the_program_watches() -> None:
    assert soak().refusal(c.CompleteStep(by="ann", step="stable")).code is Refusal.STEP_WATCHED


@pytest.mark.parametrize(
    "command",
    [
        c.HoldStep(by="ann", step="stable", because="phone call"),
        c.DeferStep(by="ann", step="stable", because="later", until_person="bo"),
        c.RuleOutStep(by="ann", step="stable", because="no counter"),
        c.AskPerson(by="ann", step="stable", person="bo", within=timedelta(minutes=5)),
    ],
)
def test_the_program_does_not_tick_over_a_persons_mark(command: c.Command) -> None:
    walk = soak()
    share(walk, 0.5, "02:50")
    walk.do(command)
    assert sensed(walk, "03:30") == []


def test_a_watched_step_that_went_wrong_still_ticks_itself_before_its_way_out_is_done() -> None:
    walk = soak()
    share(walk, 0.5, "02:50")
    walk.do(c.ReportNotAsExpected(by="ann", step="stable", observed="still high"))
    assert sensed(walk, "03:20") == [StepSensed(step="stable")]


def test_a_watched_step_whose_way_out_is_done_is_settled() -> None:
    walk = soak()
    share(walk, 0.5, "02:50")
    walk.do(c.ReportNotAsExpected(by="ann", step="stable", observed="still high"))
    walk.done("vendor")
    assert walk.item("stable").is_complete
    assert sensed(walk, "03:20") == []


def test_only_a_watched_step_on_the_list_is_sensed() -> None:
    walk = soak(tiers=(Tier.MAJOR,))
    assert sensed(walk, "02:45") == []
    assert walk.do(c.SenseStep(by="app", step="b")) == []


def test_a_condition_that_comes_true_by_time_alone_is_seen() -> None:
    """`elapsed(since) >= 20m and share < 1`, held for 30 min: true from 20 min after the start, by no entry."""
    long_ago = Condition(
        op=Op.AT_LEAST,
        args=(Condition(op=Op.ELAPSED, name="since"), Condition(op=Op.LITERAL, value=1200)),
    )
    both = Condition(op=Op.AND, args=(long_ago, less("share", 1)))
    walk = Walk(plan([step("stable", Verb.WATCH, condition=both, hold=HALF_HOUR)]))
    walk.do(c.RecordFact(by="ann", fact="since", value=at("02:35").isoformat()))
    share(walk, 0.5, "02:41")
    assert sensed(walk, "02:54") == []
    assert sensed(walk, "03:24") == []
    assert walk.clock("soak:stable").due_at == at("03:25")
    assert len(sensed(walk, "03:25")) == 1


def test_a_condition_on_the_tier_alone_is_true_from_the_change_on() -> None:
    at_tier = Condition(op=Op.IN, args=(Condition(op=Op.TIER), Condition(op=Op.LITERAL, value=1)))
    walk = Walk(plan([step("stable", Verb.WATCH, condition=at_tier, hold=minutes(10, 10, 10)), step("b")]))
    walk.do(c.RaiseTier(by="ann", to=Tier.MAJOR, because="worse"), "03:00")
    assert sensed(walk, "03:09") == []
    assert len(sensed(walk, "03:10")) == 1


def test_what_is_true_from_the_declaration_soaks_from_it() -> None:
    walk = Walk(
        plan([step("stable", Verb.WATCH, condition=fact_is("data_out"), hold=HALF_HOUR)]), facts={"data_out": True}
    )
    assert walk.clock("soak:stable").due_at == at("03:10")
    at_tier = Condition(op=Op.EQUAL, args=(Condition(op=Op.TIER), Condition(op=Op.LITERAL, value=2)))
    walk = Walk(plan([step("stable", Verb.WATCH, condition=at_tier, hold=HALF_HOUR)]))
    assert walk.clock("soak:stable").due_at == at("03:10")
