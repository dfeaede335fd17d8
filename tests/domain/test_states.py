"""Every state a step can be in, and what counts as complete (reference/UX.md A-6)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from incident.domain import commands as c
from incident.domain.grading.tiers import Tier
from incident.domain.incident import StepState
from incident.domain.refusals import Refusal
from incident.domain.runbooks.runbook import Verb
from tests.domain.walks import Walk, at, fact_is, plan, step, under

GLYPHS = {
    StepState.TO_DO: "[ ]",
    StepState.WATCHED: "( )",
    StepState.CURRENT: "[>]",
    StepState.AS_EXPECTED: "[x]",
    StepState.SENSED: "(x)",
    StepState.OVERRIDDEN: "(o)",
    StepState.NOT_AS_EXPECTED: "[!]",
    StepState.DEFERRED: "[~]",
    StepState.NOT_APPLICABLE: "[-]",
    StepState.ASKED: "[?]",
    StepState.HELD: "[h]",
}


def two_steps() -> Walk:
    return Walk(plan([step("a"), step("b")], [step("c")]))


def test_every_state_has_its_own_glyph_of_three_cells() -> None:
    assert {state: state.glyph for state in StepState} == GLYPHS


def test_the_first_open_step_is_the_current_one_and_the_only_bright_one() -> None:
    walk = two_steps()
    assert walk.glyphs() == {"a": "[>]", "b": "[ ]", "c": "[ ]"}


def test_a_step_as_expected_keeps_person_time_and_value_and_the_walk_goes_on() -> None:
    walk = two_steps()
    walk.done("a", by="bo", clock="02:43", value="5 %")
    progress = walk.item("a").progress
    assert progress is not None
    assert (progress.by, progress.at, str(progress.words)) == ("bo", at("02:43"), "5 %")
    assert walk.glyphs() == {"a": "[x]", "b": "[>]", "c": "[ ]"}


def test_a_step_is_taken_before_it_has_a_result() -> None:
    walk = two_steps()
    events = walk.done("a", by="bo")
    assert [type(event).__name__ for event in events] == ["StepTaken", "StepCompleted"]


def test_whoever_has_the_step_already_is_told_that_it_is_theirs() -> None:
    walk = two_steps()
    walk.do(c.TakeStep(by="bo", step="a"), "02:42")
    refused = walk.refusal(c.TakeStep(by="bo", step="a"), "02:43")
    assert (refused.code, refused.fields) == (Refusal.STEP_YOURS, {"step": "a", "at": at("02:42")})


def test_the_loser_of_two_takes_is_told_who_has_the_step_and_since_when() -> None:
    walk = two_steps()
    walk.do(c.TakeStep(by="bo", step="a"), "02:42")
    refused = walk.refusal(c.TakeStep(by="ann", step="a"), "02:43")
    assert refused.code is Refusal.STEP_TAKEN
    assert refused.fields == {"step": "a", "by": "bo", "at": at("02:42")}


def test_a_taken_step_changes_hands_only_on_purpose() -> None:
    walk = two_steps()
    walk.do(c.TakeStep(by="bo", step="a"))
    walk.do(c.TakeStep(by="ann", step="a", over=True))
    progress = walk.item("a").progress
    assert progress is not None
    assert progress.taken_by == "ann"


def test_whoever_was_asked_takes_the_step_without_taking_it_over() -> None:
    walk = two_steps()
    walk.do(c.TakeStep(by="ann", step="a"))
    walk.do(c.AskPerson(by="ann", step="a", person="bo", within=timedelta(minutes=3)))
    assert walk.refusal(c.TakeStep(by="zoe", step="a")).code is Refusal.STEP_TAKEN
    walk.do(c.TakeStep(by="bo", step="a"))
    assert walk.glyphs()["a"] == "[>]"


def test_the_loser_of_two_completions_is_told_who_was_first() -> None:
    walk = two_steps()
    walk.done("a", by="bo", clock="02:42")
    for command in (
        c.CompleteStep(by="ann", step="a"),
        c.TakeStep(by="ann", step="a"),
        c.ReportNotAsExpected(by="ann", step="a"),
        c.RuleOutStep(by="ann", step="a", because="no phone line here"),
    ):
        refused = walk.refusal(command)
        assert refused.code is Refusal.STEP_DONE
        assert refused.fields == {"step": "a", "by": "bo", "at": at("02:42")}


def test_the_loser_to_a_step_that_was_ruled_out_is_told_why() -> None:
    walk = two_steps()
    walk.do(c.RuleOutStep(by="bo", step="a", because="no phone line here"), "02:42")
    refused = walk.refusal(c.CompleteStep(by="ann", step="a"))
    assert refused.code is Refusal.STEP_DONE
    assert refused.fields == {"step": "a", "by": "bo", "at": at("02:42"), "why": "no phone line here"}


def test_a_step_taken_by_one_person_may_be_marked_by_another_who_is_named_for_it() -> None:
    walk = two_steps()
    walk.do(c.TakeStep(by="bo", step="a"))
    walk.done("a", by="ann")
    progress = walk.item("a").progress
    assert progress is not None
    assert (progress.taken_by, progress.by) == ("bo", "ann")


def test_what_does_not_apply_is_complete_but_is_not_counted_as_done() -> None:
    walk = two_steps()
    walk.do(c.RuleOutStep(by="ann", step="a", because="no phone line here"))
    walk.done("b")
    first = walk.checklist.phases[0]
    assert walk.glyphs()["a"] == "[-]"
    assert (first.done, first.total, first.not_applicable, first.is_complete) == (1, 1, 1, True)


def test_a_person_who_rules_out_gives_a_reason() -> None:
    walk = two_steps()
    refused = walk.refusal(c.RuleOutStep(by="ann", step="a", because="  "))
    assert (refused.code, refused.fields) == (Refusal.TEXT_EMPTY, {"what": "reason"})


def test_a_held_step_keeps_the_place_until_somebody_resumes_it() -> None:
    walk = two_steps()
    walk.do(c.HoldStep(by="ann", step="a", because="phone call"))
    assert walk.glyphs()["a"] == "[h]"
    assert walk.current() == "a"
    walk.do(c.ResumeStep(by="bo", step="a"))
    assert walk.glyphs()["a"] == "[>]"


def test_one_resume_ends_a_hold_that_was_said_twice() -> None:
    walk = two_steps()
    walk.do(c.TakeStep(by="ann", step="a"))
    walk.do(c.HoldStep(by="ann", step="a", because="phone call"))
    walk.do(c.HoldStep(by="bo", step="a", because="still on the phone"))
    walk.do(c.ResumeStep(by="ann", step="a"))
    progress = walk.item("a").progress
    assert progress is not None
    assert (progress.state, progress.taken_by) == (StepState.TO_DO, "ann")


def test_only_a_held_step_is_resumed() -> None:
    assert two_steps().refusal(c.ResumeStep(by="ann", step="a")).code is Refusal.STEP_NOT_HELD


def test_an_asked_step_waits_for_a_named_person_and_the_walk_goes_on() -> None:
    walk = two_steps()
    walk.do(c.AskPerson(by="ann", step="a", person="ivo", within=timedelta(minutes=3), request="call the vendor"))
    assert walk.glyphs() == {"a": "[?]", "b": "[>]", "c": "[ ]"}
    assert [item.step.id for item in walk.checklist.in_state(StepState.ASKED)] == ["a"]
    assert walk.clock("asked:a").due_at == at("02:43")
    assert not walk.item("a").is_back
    walk.now = at("02:43")
    assert walk.item("a").is_back
    assert walk.current() == "b"


def test_nobody_is_asked_for_no_time_at_all() -> None:
    refused = two_steps().refusal(c.AskPerson(by="ann", step="a", person="ivo", within=timedelta(0)))
    assert (refused.code, refused.fields) == (Refusal.UNTIL_PAST, {"step": "a", "until": at("02:40")})


def test_the_person_asked_completes_the_step() -> None:
    walk = two_steps()
    walk.do(c.AskPerson(by="ann", step="a", person="ivo", within=timedelta(minutes=3)))
    walk.done("a", by="ivo")
    progress = walk.item("a").progress
    assert progress is not None
    assert (progress.by, progress.taken_by) == ("ivo", "ivo")


def test_a_watched_step_is_waited_for_in_its_place_and_others_may_still_be_worked() -> None:
    walk = Walk(plan([step("quiet", Verb.WATCH, condition=fact_is("data_out")), step("b")], [step("c")]))
    assert walk.glyphs() == {"quiet": "( )", "b": "[ ]", "c": "[ ]"}
    assert walk.current() == "quiet"
    walk.done("b")
    assert walk.glyphs() == {"quiet": "( )", "b": "[x]", "c": "[ ]"}


def test_the_whole_list_is_complete_when_nothing_is_left_and_then_nothing_is_current() -> None:
    walk = two_steps()
    for each in ("a", "b", "c"):
        walk.done(each)
    assert walk.current() is None
    assert all(phase.is_complete for phase in walk.checklist.phases)
    assert walk.checklist.open_items == ()


def test_a_step_of_another_tier_is_refused_with_the_tiers_that_have_it() -> None:
    walk = Walk(plan([step("a"), step("media", tiers=(Tier.MAJOR,))]))
    refused = walk.refusal(c.CompleteStep(by="ann", step="media"))
    assert refused.code is Refusal.STEP_OTHER_TIER
    assert refused.fields == {"step": "media", "tiers": ("1",), "tier": Tier.SERIOUS}


@pytest.mark.parametrize(("typed", "near"), [("confrim", "confirm"), ("zzz", "")])
def test_an_unknown_step_is_refused_with_the_nearest_right_word(typed: str, near: str) -> None:
    walk = Walk(plan([step("confirm")]))
    refused = walk.refusal(c.TakeStep(by="ann", step=typed))
    assert (refused.code, refused.fields) == (Refusal.STEP_UNKNOWN, {"step": typed, "near": near})


def test_numbers_are_digits_then_letters_then_digits_again() -> None:
    many = [step(f"m{n}", branch=under("ask", "yes")) for n in range(28)]
    walk = Walk(
        plan(
            [
                step("ask", Verb.ASK, options=("yes", "no")),
                *many,
                step("deep", branch=under("m0")),
                step("last"),
            ]
        )
    )
    walk.do(c.AnswerStep(by="ann", step="ask", option="yes"))
    walk.do(c.ReportNotAsExpected(by="ann", step="m0"))
    numbers = {item.step.id: item.number for item in walk.checklist.items}
    assert (numbers["ask"], numbers["m0"], numbers["m25"], numbers["m26"], numbers["m27"]) == (
        "1",
        "1a",
        "1z",
        "1aa",
        "1ab",
    )
    assert (numbers["deep"], numbers["last"]) == ("1a1", "2")
    assert len(set(numbers.values())) == len(numbers)
