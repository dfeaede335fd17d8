"""Taking back one's own marks: the step is as it was, and nobody loses work by it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from incident.domain import commands as c
from incident.domain.content import FreeText
from incident.domain.decide.undoing import OnStep, mark_to_undo
from incident.domain.events import StepDeferred
from incident.domain.incident import StepState
from incident.domain.refusals import Refusal
from incident.domain.runbooks.runbook import Verb
from tests.domain.walks import Walk, at, fact_is, plan, step, under


def walk_of_three() -> Walk:
    return Walk(
        plan(
            [
                step("a"),
                step("vendor", branch=under("a")),
                step("ask", Verb.ASK, options=("yes", "no")),
                step("b", branch=under("ask", "yes")),
                step("quiet", Verb.WATCH, condition=fact_is("data_out"), branch=under("ask", "yes")),
                step("c"),
            ]
        )
    )


MARKS: dict[str, Callable[[], c.Command]] = {
    "done": lambda: c.CompleteStep(by="ann", step="a", value="5 %"),
    "wrong": lambda: c.ReportNotAsExpected(by="ann", step="a", observed="silence"),
    "deferred": lambda: c.DeferStep(by="ann", step="a", because="later", until_person="bo"),
    "ruled out": lambda: c.RuleOutStep(by="ann", step="a", because="not here"),
    "held": lambda: c.HoldStep(by="ann", step="a", because="phone call"),
    "asked": lambda: c.AskPerson(by="ann", step="a", person="bo", within=timedelta(minutes=3)),
    "answered": lambda: c.AnswerStep(by="ann", step="ask", option="yes"),
    "overridden": lambda: c.OverrideStep(by="ann", step="quiet", because="the counter is broken"),
}


@pytest.mark.parametrize("mark", MARKS)
def test_undoing_a_mark_restores_the_checklist_as_it_was(mark: str) -> None:
    walk = walk_of_three()
    walk.do(c.TakeStep(by="ann", step="a"), "02:41")
    if mark == "overridden":
        walk.do(c.AnswerStep(by="ann", step="ask", option="yes"), "02:42")
    before = walk.checklist
    walk.do(MARKS[mark](), "02:43")
    assert walk.checklist != before
    walk.do(c.UndoMark(by="ann"), "02:44")
    assert walk.checklist == before


def test_one_mark_that_two_terminals_take_back_in_one_instant_is_taken_back_once() -> None:
    walk = walk_of_three()
    walk.done("a", clock="02:41")
    walk.do(c.AnswerStep(by="ann", step="ask", option="yes"), "02:42")
    meant = c.UndoMark(by="ann", step="ask", marked_at=at("02:42"))
    walk.do(meant, "02:44")
    refused = walk.refusal(meant, "02:44")
    assert (refused.code, refused.fields) == (Refusal.MARK_GONE, {"step": "ask", "at": at("02:42")})
    assert walk.item("a").is_complete


def test_an_undo_that_meant_an_earlier_mark_leaves_the_one_set_since() -> None:
    walk = walk_of_three()
    walk.do(c.HoldStep(by="ann", step="a", because="a call"), "02:41")
    meant = c.UndoMark(by="ann", step="a", marked_at=at("02:41"))
    walk.done("a", clock="02:43")
    assert walk.refusal(meant, "02:44").code is Refusal.MARK_GONE
    assert walk.refusal(meant.changed(step="vendr"), "02:44").code is Refusal.STEP_UNKNOWN


def test_the_take_that_came_with_a_mark_goes_with_it() -> None:
    walk = walk_of_three()
    walk.done("a", clock="02:43")
    walk.do(c.UndoMark(by="ann"), "02:44")
    assert walk.item("a").progress is None


def test_a_take_that_stood_before_the_mark_stays() -> None:
    walk = walk_of_three()
    walk.do(c.TakeStep(by="bo", step="a"), "02:41")
    walk.done("a", by="bo", clock="02:43")
    walk.do(c.UndoMark(by="bo"), "02:44")
    progress = walk.item("a").progress
    assert progress is not None
    assert (progress.taken_by, progress.taken_at) == ("bo", at("02:41"))


def test_marks_are_undone_one_after_the_other_the_latest_first() -> None:
    walk = walk_of_three()
    walk.done("a", clock="02:41")
    walk.do(c.AnswerStep(by="ann", step="ask", option="yes"), "02:42")
    walk.do(c.AnswerStep(by="ann", step="ask", option="no"), "02:43")
    undone = []
    for clock in ("02:44", "02:45", "02:46"):
        found = mark_to_undo(walk.incident, "ann")
        undone.append(found.step if isinstance(found, OnStep) else "a question")
        walk.do(c.UndoMark(by="ann"), clock)
    assert undone == ["ask", "ask", "a"]
    assert walk.incident.steps == {}
    assert walk.refusal(c.UndoMark(by="ann")).code is Refusal.NOTHING_TO_UNDO


def test_a_mark_made_again_after_an_undo_can_be_undone_again() -> None:
    walk = walk_of_three()
    for clock in ("02:41", "02:42"):
        walk.done("a", clock=clock)
        walk.do(c.UndoMark(by="ann"), clock)
        assert walk.item("a").progress is None


def test_undo_reaches_past_what_others_did_meanwhile() -> None:
    walk = walk_of_three()
    walk.done("a", by="ann", clock="02:41")
    walk.done("c", by="bo", clock="02:42")
    walk.do(c.UndoMark(by="ann"))
    assert walk.glyphs()["a"] == "[>]"
    assert walk.glyphs()["c"] == "[x]"


def test_somebody_elses_mark_is_theirs_to_take_back() -> None:
    walk = walk_of_three()
    walk.done("a", by="bo", clock="02:41")
    refused = walk.refusal(c.UndoMark(by="ann", step="a"))
    assert refused.code is Refusal.UNDO_OF_ANOTHER
    assert refused.fields == {"step": "a", "by": "bo", "at": at("02:41")}


def test_there_is_nothing_to_undo_on_an_unmarked_a_taken_or_a_sensed_step() -> None:
    walk = walk_of_three()
    walk.do(c.AnswerStep(by="ann", step="ask", option="yes"))
    walk.do(c.RecordFact(by="ann", fact="data_out", value=True))
    walk.do(c.SenseStep(by="app", step="quiet"))
    walk.do(c.TakeStep(by="ann", step="c"))
    for each in ("b", "c", "quiet"):
        refused = walk.refusal(c.UndoMark(by="ann", step=each))
        assert (refused.code, refused.fields) == (Refusal.NOTHING_TO_UNDO, {"by": "ann"})


def test_undoing_on_a_step_that_is_not_there_names_the_nearest_one() -> None:
    refused = walk_of_three().refusal(c.UndoMark(by="ann", step="vendr"))
    assert (refused.code, refused.fields) == (Refusal.STEP_UNKNOWN, {"step": "vendr", "near": "vendor"})


def test_a_resumed_hold_is_not_undone_any_more() -> None:
    walk = walk_of_three()
    walk.do(c.HoldStep(by="ann", step="a", because="phone call"))
    walk.do(c.ResumeStep(by="ann", step="a"))
    assert walk.refusal(c.UndoMark(by="ann")).code is Refusal.NOTHING_TO_UNDO


def test_an_answer_is_kept_while_somebody_else_works_below_it() -> None:
    walk = walk_of_three()
    walk.do(c.AnswerStep(by="ann", step="ask", option="yes"), "02:41")
    walk.do(c.TakeStep(by="bo", step="b"), "02:42")
    refused = walk.refusal(c.UndoMark(by="ann", step="ask"))
    assert refused.code is Refusal.UNDO_DEPENDED_ON
    assert refused.fields == {"step": "ask", "dependant": "b", "by": "bo"}


def test_an_answer_can_be_undone_over_ones_own_work_below_it() -> None:
    walk = walk_of_three()
    walk.do(c.AnswerStep(by="ann", step="ask", option="yes"), "02:41")
    walk.done("b", by="ann", clock="02:42")
    walk.do(c.UndoMark(by="ann", step="ask"))
    assert walk.glyphs()["b"] == "[x]", "what is done stays done"


def test_the_programs_own_tick_stands_in_nobodys_way() -> None:
    walk = walk_of_three()
    walk.do(c.AnswerStep(by="ann", step="ask", option="yes"), "02:41")
    walk.do(c.RecordFact(by="ann", fact="data_out", value=True), "02:42")
    walk.do(c.SenseStep(by="app", step="quiet"), "02:43")
    walk.do(c.UndoMark(by="ann", step="ask"))
    assert walk.current() == "a"


def test_a_way_out_that_somebody_else_works_keeps_its_step_as_it_is() -> None:
    walk = walk_of_three()
    walk.do(c.ReportNotAsExpected(by="ann", step="a"), "02:41")
    walk.done("vendor", by="bo", clock="02:42")
    assert walk.refusal(c.UndoMark(by="ann", step="a")).fields["dependant"] == "vendor"


def test_what_somebody_else_put_off_until_a_step_depends_on_it() -> None:
    walk = walk_of_three()
    walk.do(c.TakeStep(by="ann", step="a"))
    walk.do(c.DeferStep(by="bo", step="c", because="later", until_step="a"), "02:41")
    walk.done("a", by="ann", clock="02:42")
    walk.do(c.UndoMark(by="ann", step="a"), "02:43")
    walk.done("a", by="ann", clock="02:44")
    walk.do(c.UndoMark(by="bo", step="c"), "02:45")
    walk.do(c.ReportNotAsExpected(by="bo", step="c"), "02:46")
    walk.do(c.UndoMark(by="ann", step="a"), "02:47")
    assert walk.current() == "a"


def test_later_waiting_of_somebody_else_is_named() -> None:
    walk = walk_of_three()
    walk.do(c.ReportNotAsExpected(by="ann", step="a"), "02:41")
    walk.do(c.DeferStep(by="bo", step="c", because="later", until_step="a"), "02:42")
    assert walk.refusal(c.UndoMark(by="ann", step="a")).fields["dependant"] == "c"


def test_steps_of_an_old_log_that_wait_for_each_other_can_still_be_undone() -> None:
    walk = walk_of_three()
    for waiting, awaited in (("a", "c"), ("ask", "a"), ("c", "ask")):
        walk.record(StepDeferred(step=waiting, because=FreeText("later"), until_step=awaited), "ann")
    refused = walk.refusal(c.DeferStep(by="ann", step="a", because="later", until_step="c"))
    assert refused.code is Refusal.UNTIL_CIRCULAR
    walk.do(c.UndoMark(by="ann", step="a"), "02:43")
    assert walk.current() == "a"


def test_a_step_that_went_wrong_stays_so_for_whoever_takes_it_over_and_its_mark_can_be_undone() -> None:
    walk = walk_of_three()
    walk.do(c.ReportNotAsExpected(by="ann", step="a", observed="silence"), "02:41")
    walk.do(c.TakeStep(by="bo", step="a", over=True), "02:42")
    progress = walk.item("a").progress
    assert progress is not None
    assert (progress.state, progress.by, progress.taken_by) == (StepState.NOT_AS_EXPECTED, "ann", "bo")
    walk.do(c.UndoMark(by="ann"), "02:43")
    assert walk.glyphs()["a"] == "[>]"


def test_two_marks_of_one_instant_are_taken_back_one_by_one() -> None:
    """A clock need not move between two keys; the order of the log decides."""
    walk = Walk(plan([step("a")]))
    walk.do(c.TakeStep(by="ann", step="a"))
    walk.do(c.ReportNotAsExpected(by="ann", step="a", observed="silence"))
    walk.done("a")
    assert walk.glyphs()["a"] == "[x]"
    walk.do(c.UndoMark(by="ann"))
    assert walk.glyphs()["a"] == "[!]"
    walk.do(c.UndoMark(by="ann"))
    assert walk.glyphs()["a"] == "[>]"
