"""A repeat: rounds of the same steps until a condition holds, the rounds are used up, or a person ends it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from incident.application.timers import due_commands
from incident.domain import commands as c
from incident.domain import events as e
from incident.domain.grading.tiers import Tier
from incident.domain.incident import StepState
from incident.domain.refusals import Refusal
from incident.domain.runbooks.conditions import Condition, Op
from incident.domain.runbooks.runbook import Mode, Step, Verb
from incident.domain.timing.clock_kinds import ClockKind
from incident.domain.timing.clocks import passed_thresholds, running_clocks
from incident.domain.walking.recording import facts_to_record
from tests.domain.walks import Walk, at, body, fact_is, less, minutes, plan, step, under


def repeat(**fields: Any) -> Step:  # noqa: ANN401  (the fields of Step)
    return step("loop", Verb.REPEAT, **{"condition": less("share", 1), "rounds": 3, **fields})


def walk_of(loop: Step | None = None, steps: Sequence[Step] = (), *, tier: Tier = Tier.SERIOUS) -> Walk:
    inside = steps or [step("look", branch=body("loop")), step("note", branch=body("loop"))]
    return Walk(plan([loop or repeat(), *inside, step("last")]), tier=tier)


def share(walk: Walk, value: float | None, by: str = "bo") -> Sequence[e.Event]:
    return walk.do(c.RecordFact(by=by, fact="share", value=value))


def round_of(walk: Walk, number: int = 1) -> None:
    end = f"~{number}" if number > 1 else ""
    walk.done(f"look{end}")
    walk.done(f"note{end}")


def test_a_round_that_is_over_is_followed_by_the_next_one() -> None:
    walk = walk_of()
    assert list(walk.glyphs()) == ["loop", "look", "note", "last"]
    round_of(walk)
    assert walk.current() == "look~2"
    assert list(walk.glyphs()) == ["loop", "look", "note", "look~2", "note~2", "last"]
    assert [item.number for item in walk.checklist.items] == ["1", "1a", "1b", "1c", "1d", "2"]


def test_the_next_round_does_not_stand_before() -> None:
    walk = walk_of()
    walk.done("look")
    assert walk.current() == "note"
    refused = walk.refusal(c.CompleteStep(by="bo", step="look~2"))
    assert (refused.code, refused.fields["parent"]) == (Refusal.STEP_OTHER_ROUND, "loop")


def test_the_mark_that_ends_the_last_needed_round_ends_the_repeat_with_it() -> None:
    walk = walk_of()
    share(walk, 0.5)
    assert walk.current() == "look", "at least one round is worked"
    walk.done("look")
    events = walk.done("note", by="bo")
    assert events[-2:] == [e.StepCompleted(step="note"), e.StepSensed(step="loop")]
    progress = walk.item("loop").progress
    assert progress is not None
    assert progress.by == "app"
    assert walk.current() == "last"
    assert "look~2" not in walk.glyphs()


def test_the_fact_that_makes_it_true_between_two_rounds_ends_it() -> None:
    walk = walk_of()
    round_of(walk)
    assert share(walk, 40) == [e.FactRecorded(fact="share", value=40)]
    assert share(walk, 0.5)[-1] == e.StepSensed(step="loop")


def test_the_fact_that_makes_it_true_within_a_round_ends_it_with_that_round() -> None:
    walk = walk_of()
    round_of(walk)
    walk.done("look~2")
    assert len(share(walk, 0.5)) == 1
    assert walk.done("note~2")[-1] == e.StepSensed(step="loop")


def test_what_only_time_makes_true_is_left_to_the_timers() -> None:
    an_hour = Condition(op=Op.LITERAL, value=3600)
    since = Condition(op=Op.AT_LEAST, args=(Condition(op=Op.ELAPSED, name="since"), an_hour))
    walk = walk_of(repeat(condition=since))
    walk.do(c.RecordFact(by="bo", fact="since", value="2026-11-21T02:30:00+00:00"))
    round_of(walk)
    assert not [each for each in due_commands(walk.incident, at("03:29")) if "sense" in each[0]]
    [(_, command)] = [each for each in due_commands(walk.incident, at("03:30")) if "sense:loop" in each[0]]
    assert walk.do(command, "03:30") == [e.StepSensed(step="loop")]


def test_it_is_not_opened_again_when_the_condition_turns_false_later() -> None:
    walk = walk_of()
    share(walk, 0.5)
    round_of(walk)
    share(walk, 40)
    assert walk.do(c.SenseStep(by="app", step="loop")) == []
    assert walk.current() == "last"


def test_between_two_rounds_the_next_one_waits_for_its_time() -> None:
    walk = walk_of(repeat(every=timedelta(minutes=20)))
    walk.done("look", clock="02:50")
    walk.done("note", clock="02:55")
    assert walk.current() == "look~2"
    assert walk.item("look~2").is_waiting
    assert walk.item("loop").pace.until == walk.item("look~2").pace.until == at("03:10")
    clock = walk.clock("round:loop")
    assert (clock.kind, clock.started_at, clock.due_at) == (ClockKind.ROUND, at("02:50"), at("03:10"))
    assert passed_thresholds(clock, at("03:09")) == ()
    assert passed_thresholds(clock, at("03:10")) == (e.Threshold.DUE,)
    walk.now = at("03:10")
    assert not walk.item("look~2").is_waiting


def test_a_person_may_begin_it_early() -> None:
    walk = walk_of(repeat(every=timedelta(minutes=20)))
    round_of(walk)
    walk.done("look~2", clock="02:45")
    assert walk.current() == "note~2"
    assert not walk.item("note~2").is_waiting
    assert not [clock for clock in running_clocks(walk.incident, walk.checklist, walk.now) if "round" in clock.id]
    walk.done("note~2")
    assert walk.item("look~3").pace.until == at("03:05"), "the next one counts from there"


def test_taking_its_first_step_begins_it_too() -> None:
    walk = walk_of(repeat(every=timedelta(minutes=20)))
    round_of(walk)
    walk.do(c.TakeStep(by="bo", step="look~2"), "02:45")
    assert walk.item("look~2").pace.until is None
    assert not walk.item("look~2").is_waiting


def test_beside_a_round_that_waits_another_branch_goes_on() -> None:
    both = step("both", Verb.TOGETHER)
    loop = repeat(every=timedelta(minutes=20), branch=body("both", "left"))
    walk = Walk(plan([both, loop, step("look", branch=body("loop")), step("call", branch=body("both", "right"))]))
    walk.done("look")
    assert walk.current() == "call"
    walk.done("call")
    assert walk.current() == "look~2"


def test_after_the_last_round_it_asks_a_person() -> None:
    walk = walk_of(repeat(rounds=2))
    round_of(walk)
    assert not walk.item("loop").is_work
    round_of(walk, 2)
    assert walk.current() == "loop"
    assert walk.item("loop").state is StepState.WATCHED
    assert walk.refusal(c.CompleteStep(by="bo", step="loop")).code is Refusal.STEP_WATCHED
    walk.do(c.OverrideStep(by="bo", step="loop", because="we see it elsewhere"))
    assert walk.current() == "last"


def test_after_the_last_round_it_still_ends_when_the_condition_comes_true() -> None:
    walk = walk_of(repeat(rounds=1))
    round_of(walk)
    assert share(walk, 0.5)[-1] == e.StepSensed(step="loop")


def test_without_success_its_way_out_opens() -> None:
    out = step("stop", branch=under("loop"))
    walk = walk_of(repeat(rounds=1), [step("look", branch=body("loop")), out])
    walk.done("look")
    walk.do(c.ReportNotAsExpected(by="bo", step="loop", observed="still failing"))
    assert walk.current() == "stop"
    walk.done("stop")
    assert walk.item("loop").is_complete
    assert walk.current() == "last"


def test_given_up_without_a_way_out_it_ends_by_the_timers_or_a_person() -> None:
    walk = walk_of()
    round_of(walk)
    walk.do(c.ReportNotAsExpected(by="bo", step="loop"))
    assert walk.current() == "loop"
    assert "look~2" not in walk.glyphs()
    share(walk, 0.5)
    assert walk.do(c.SenseStep(by="app", step="loop")) == [e.StepSensed(step="loop")]


def test_with_rounds_to_go_its_steps_are_what_is_done() -> None:
    walk = walk_of()
    for command in (
        c.CompleteStep(by="bo", step="loop"),
        c.TakeStep(by="bo", step="loop"),
        c.DeferStep(by="bo", step="loop", because="so", until_person="cat"),
    ):
        assert walk.refusal(command).code is Refusal.STEP_HAS_STEPS


def test_overridden_within_a_round_the_rest_of_it_does_not_apply() -> None:
    walk = walk_of()
    round_of(walk)
    walk.done("look~2")
    walk.do(c.OverrideStep(by="bo", step="loop", because="it is fixed"))
    assert walk.glyphs()["note~2"] == "[-]"
    assert walk.current() == "last"


def test_ruled_out_nothing_of_it_applies() -> None:
    walk = walk_of()
    walk.do(c.RuleOutStep(by="bo", step="loop", because="no such thing"))
    assert walk.glyphs() == {"loop": "[-]", "look": "[-]", "note": "[-]", "last": "[>]"}


def test_taking_back_the_last_mark_of_the_last_round_opens_the_repeat_again() -> None:
    walk = walk_of()
    share(walk, 0.5)
    walk.done("look")
    before = walk.checklist
    walk.done("note")
    assert walk.do(c.UndoMark(by="ann"))[-1] == e.StepUnsensed(step="loop")
    assert walk.checklist == before


def test_a_mark_of_a_round_that_was_followed_by_another_stays() -> None:
    walk = walk_of()
    round_of(walk)
    walk.done("look~2", by="bo")
    refused = walk.refusal(c.UndoMark(by="ann", step="note"))
    assert (refused.code, refused.fields["dependant"]) == (Refusal.UNDO_DEPENDED_ON, "look~2")
    assert refused.fields["by"] == "bo"


def test_every_round_asks_its_facts_anew() -> None:
    walk = walk_of(steps=[step("size", Verb.RECORD, facts=("share",), branch=body("loop"))])
    share(walk, 40)
    walk.done("size")
    third = walk.incident.runbook.step("size~3")
    assert third is not None
    assert facts_to_record(walk.incident, third) == ("share",), "also of a round that nobody reached yet"
    assert walk.refusal(c.CompleteStep(by="bo", step="size~2")).code is Refusal.FACTS_MISSING
    share(walk, 30)
    walk.done("size~2")
    assert walk.current() == "size~3"


def test_a_watch_counts_from_when_its_condition_came_true_in_every_round() -> None:
    quiet = step("quiet", Verb.WATCH, condition=fact_is("data_out"), hold=minutes(5, 5, 5), branch=body("loop"))
    walk = walk_of(steps=[quiet])
    walk.do(c.RecordFact(by="bo", fact="data_out", value=True), "02:41")
    assert walk.do(c.SenseStep(by="app", step="quiet"), "02:45") == []
    walk.do(c.SenseStep(by="app", step="quiet"), "02:46")
    assert walk.do(c.SenseStep(by="app", step="quiet~2"), "02:46") == [e.StepSensed(step="quiet~2")]


def test_what_was_sensed_in_a_round_that_is_over_stays_so() -> None:
    quiet = step("quiet", Verb.WATCH, condition=fact_is("data_out"), branch=body("loop"))
    walk = walk_of(steps=[quiet, step("note", branch=body("loop"))])
    walk.do(c.RecordFact(by="bo", fact="data_out", value=True))
    walk.do(c.SenseStep(by="app", step="quiet"))
    walk.done("note")
    walk.do(c.SenseStep(by="app", step="quiet~2"))
    walk.do(c.RecordFact(by="bo", fact="data_out", value=False))
    assert walk.do(c.SenseStep(by="app", step="quiet")) == []
    assert walk.do(c.SenseStep(by="app", step="quiet~2")) == [e.StepUnsensed(step="quiet~2")]


def test_a_raise_adds_to_the_running_round_and_not_to_those_before() -> None:
    test = step("test", branch=body("loop"), tiers=(Tier.MAJOR,))
    walk = walk_of(steps=[test, step("look", branch=body("loop")), step("note", branch=body("loop"))])
    round_of(walk)
    walk.done("look~2")
    walk.do(c.RaiseTier(by="bo", to=Tier.MAJOR, because="worse"))
    assert "test" not in walk.glyphs()
    assert walk.current() == "test~2", "a round waits for all of its steps, so it comes at once"
    assert walk.item("test~2").is_added
    assert not walk.item("test~2").in_band


def test_a_lowering_keeps_the_number_of_what_was_worked() -> None:
    high = (Tier.MAJOR, Tier.SERIOUS)
    steps = [step(name, branch=body("loop"), tiers=high) for name in ("look", "note")]
    walk = walk_of(repeat(tiers=high), steps)
    walk.done("look")
    walk.do(c.LowerTier(by="ann", to=Tier.GENERAL, because="small"))
    assert [item.number for item in walk.checklist.items] == ["1", "1a", "2"]
    assert walk.glyphs() == {"loop": "[-]", "look": "[x]", "last": "[>]"}


def test_repeats_within_repeats_count_both() -> None:
    inner = step("inner", Verb.REPEAT, condition=fact_is("data_out"), rounds=2, branch=body("loop"))
    walk = walk_of(repeat(rounds=2), [inner, step("look", branch=body("inner")), step("note", branch=body("loop"))])
    order = []
    for _ in range(40):
        current = walk.checklist.current
        if current is None:
            break
        order.append(current.step.id)
        if current.step.verb is Verb.REPEAT:
            walk.do(c.OverrideStep(by="bo", step=current.step.id, because="enough"))
        else:
            walk.done(current.step.id)
    second = ["look~2", "look~2~2", "inner~2", "note~2"]
    assert order == ["look", "look~1~2", "inner", "note", *second, "loop", "last"]
    assert walk.item("look~2~2").number == "1c2"


def test_an_inner_repeat_that_ends_may_end_the_outer_one_in_the_same_breath() -> None:
    inner = step("inner", Verb.REPEAT, condition=less("share", 1), rounds=2, branch=body("loop"))
    walk = walk_of(steps=[inner, step("look", branch=body("inner"))])
    share(walk, 0.5)
    assert walk.done("look")[-2:] == [e.StepSensed(step="inner"), e.StepSensed(step="loop")]


def test_without_a_step_at_this_tier_it_asks_at_once() -> None:
    walk = walk_of(steps=[step("look", branch=body("loop"), tiers=(Tier.MAJOR,))], tier=Tier.GENERAL)
    assert walk.current() == "loop"
    assert share(walk, 0.5)[-1] == e.StepSensed(step="loop")


def test_limits_from_the_declaration_are_those_of_the_first_round() -> None:
    look = step("look", branch=body("loop"), within=minutes(5, 5, 5), mode=Mode.READ_DO)
    walk = walk_of(steps=[look])
    assert walk.clock("step:look").due_at == at("02:45")
    walk.done("look")
    assert not [clock for clock in running_clocks(walk.incident, walk.checklist, walk.now) if "look" in clock.id]


def test_a_thousand_rounds_cost_what_the_walked_ones_cost() -> None:
    walk = walk_of(repeat(rounds=1_000_000), [step("look", branch=body("loop"))])
    for number in range(1, 6):
        walk.done("look" if number == 1 else f"look~{number}")
    assert list(walk.glyphs()) == ["loop", "look", *(f"look~{n}" for n in range(2, 7)), "last"]
