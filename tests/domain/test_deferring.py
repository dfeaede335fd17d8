"""Putting off: until a time, a step or a person; nothing is ever skipped."""

from __future__ import annotations

import pytest

from incident.domain import commands as c
from incident.domain.grading.tiers import Tier
from incident.domain.incident import Status
from incident.domain.refusals import Refusal
from incident.domain.runbooks.runbook import Verb
from tests.domain.walks import Walk, at, fact_is, minutes, plan, step, under


def walk_of(*ids: str) -> Walk:
    return Walk(plan([step(each) for each in ids]))


def deferred(walk: Walk, step_id: str, **until: object) -> None:
    walk.do(c.DeferStep(by="ann", step=step_id, because="no access yet", **until))  # type: ignore[arg-type]  # tests pass its fields


def test_a_deferred_step_stays_on_the_list_and_the_walk_goes_on() -> None:
    walk = walk_of("a", "b")
    deferred(walk, "a", until_time=at("03:00"))
    assert walk.glyphs() == {"a": "[~]", "b": "[>]"}


def test_it_comes_back_at_its_time_next_to_the_current_step_never_instead_of_it() -> None:
    walk = walk_of("a", "b")
    deferred(walk, "a", until_time=at("03:00"))
    walk.now = at("02:59")
    assert not walk.item("a").is_back
    walk.now = at("03:00")
    assert walk.item("a").is_back
    assert walk.item("a").glyph == "[>]"
    assert walk.current() == "b"


def test_nothing_comes_back_when_all_is_over() -> None:
    walk = walk_of("a", "b")
    deferred(walk, "a", until_time=at("03:00"))
    walk.now = at("03:01")
    assert walk.item("a").is_back
    walk.incident = walk.incident.changed(status=Status.CLOSED)
    assert not walk.item("a").is_back


def test_it_is_late_only_once_it_is_back() -> None:
    walk = Walk(plan([step("a", within=minutes(10, 20, 60)), step("b")]))
    deferred(walk, "a", until_time=at("03:10"))
    clock = walk.clock("step:a")
    assert (clock.started_at, clock.due_at) == (at("02:40"), at("03:10"))
    walk.do(c.TakeStep(by="ann", step="a"), "03:11")
    assert walk.clock("step:a").due_at == at("03:10")


def test_back_before_its_limit_it_is_due_by_its_limit() -> None:
    walk = Walk(plan([step("a", within=minutes(10, 20, 60)), step("b")]))
    walk.now = at("02:45")
    deferred(walk, "a", until_time=at("02:50"))
    clock = walk.clock("step:a")
    assert (clock.started_at, clock.due_at) == (at("02:40"), at("03:00"))


def test_put_off_for_another_step_it_keeps_its_limit() -> None:
    walk = Walk(plan([step("a", within=minutes(10, 20, 60)), step("b")]))
    deferred(walk, "a", until_step="b")
    assert walk.clock("step:a").due_at == at("03:00")


def test_it_is_the_current_step_once_nothing_else_is() -> None:
    walk = walk_of("a", "b")
    deferred(walk, "a", until_time=at("03:00"))
    walk.done("b")
    assert walk.current() is None
    walk.now = at("03:00")
    assert walk.current() == "a"
    assert walk.glyphs()["a"] == "[>]"


def test_it_comes_back_when_the_step_it_waits_for_is_complete() -> None:
    walk = walk_of("a", "b", "c")
    deferred(walk, "a", until_step="b")
    assert not walk.item("a").is_back
    walk.done("b")
    assert walk.item("a").is_back


def test_it_comes_back_when_the_step_it_waits_for_went_wrong_and_the_way_out_is_done() -> None:
    walk = Walk(plan([step("a"), step("b"), step("vendor", branch=under("b")), step("c")]))
    deferred(walk, "a", until_step="b")
    walk.do(c.ReportNotAsExpected(by="ann", step="b"))
    assert not walk.item("a").is_back
    walk.done("vendor")
    assert walk.item("a").is_back


def test_it_comes_back_when_the_step_it_waits_for_does_not_apply_any_more() -> None:
    walk = Walk(
        plan(
            [
                step("a"),
                step("ask", Verb.ASK, options=("yes", "no")),
                step("b", branch=under("ask", "yes")),
                step("c"),
            ]
        )
    )
    walk.do(c.AnswerStep(by="ann", step="ask", option="yes"))
    deferred(walk, "a", until_step="b")
    assert not walk.item("a").is_back
    walk.do(c.AnswerStep(by="ann", step="ask", option="no"))
    assert walk.item("a").is_back


def test_it_comes_back_when_a_lowering_takes_the_step_it_waits_for_off_the_list() -> None:
    walk = Walk(plan([step("a"), step("media", tiers=(Tier.MAJOR,)), step("c")]), tier=Tier.MAJOR)
    deferred(walk, "a", until_step="media")
    walk.do(c.LowerTier(by="ann", to=Tier.SERIOUS, because="under one percent"))
    assert walk.item("a").is_back


def test_it_comes_back_when_the_step_it_waits_for_is_ruled_out() -> None:
    walk = walk_of("a", "b", "c")
    deferred(walk, "a", until_step="b")
    walk.do(c.RuleOutStep(by="ann", step="b", because="not here"))
    assert walk.item("a").is_back


def test_what_waits_for_a_person_is_back_when_that_person_takes_it() -> None:
    walk = walk_of("a", "b")
    walk.do(c.TakeStep(by="ann", step="a"))
    deferred(walk, "a", until_person="bo")
    walk.now = at("23:00")
    assert not walk.item("a").is_back
    walk.do(c.TakeStep(by="bo", step="a"))
    assert walk.glyphs()["a"] == "[>]"


def test_nobody_is_on_a_step_that_was_put_off() -> None:
    walk = Walk(plan([step("a", timer=at("00:10") - at("00:00")), step("b")]))
    walk.do(c.TakeStep(by="ann", step="a"))
    assert walk.clock("timer:a").due_at == at("02:50")
    deferred(walk, "a", until_time=at("03:00"))
    with pytest.raises(StopIteration):
        walk.clock("timer:a")


def test_a_deferred_step_can_be_done_at_any_time() -> None:
    walk = walk_of("a", "b")
    deferred(walk, "a", until_time=at("03:00"))
    walk.done("a", by="bo")
    assert walk.glyphs()["a"] == "[x]"


def test_a_phase_with_only_deferred_steps_left_is_complete_except_for_them_and_nothing_closes() -> None:
    walk = walk_of("a", "b")
    deferred(walk, "a", until_time=at("03:00"))
    assert walk.checklist.phases[0].done == 0
    walk.done("b")
    phase = walk.checklist.phases[0]
    assert (phase.done, phase.deferred, phase.total) == (1, 1, 2)
    assert not phase.is_complete
    assert walk.refusal(c.CloseIncident(by="ann")).code is Refusal.CLOSE_STEPS_OPEN
    walk.now = at("03:00")
    assert walk.checklist.phases[0].deferred == 1, "it is back and still deferred until somebody does it"
    walk.done("a")
    assert walk.checklist.phases[0].is_complete


def test_a_deferred_watched_step_is_watched_again_when_it_is_back() -> None:
    walk = Walk(plan([step("quiet", Verb.WATCH, condition=fact_is("data_out"))]))
    deferred(walk, "quiet", until_time=at("03:00"))
    walk.do(c.RecordFact(by="ann", fact="data_out", value=True))
    assert walk.do(c.SenseStep(by="app", step="quiet")) == []
    walk.now = at("03:00")
    assert walk.current() == "quiet"
    assert walk.glyphs()["quiet"] == "( )"
    assert len(walk.do(c.SenseStep(by="app", step="quiet"))) == 1


def test_a_deferred_watched_step_that_is_back_looks_watched_beside_the_current_one() -> None:
    walk = Walk(plan([step("quiet", Verb.WATCH, condition=fact_is("data_out")), step("b")]))
    deferred(walk, "quiet", until_time=at("03:00"))
    walk.now = at("03:00")
    assert walk.item("quiet").glyph == "( )"
    assert walk.item("b").glyph == "[>]"


def test_exactly_one_thing_is_waited_for() -> None:
    walk = walk_of("a", "b")
    for until_step, until_person in ((None, None), (None, ""), ("b", "bo")):
        both = c.DeferStep(by="ann", step="a", because="later", until_step=until_step, until_person=until_person)
        refused = walk.refusal(both)
        assert (refused.code, refused.fields) == (Refusal.UNTIL_MISSING, {"step": "a"})


def test_the_time_waited_for_lies_ahead() -> None:
    walk = walk_of("a")
    refused = walk.refusal(c.DeferStep(by="ann", step="a", because="later", until_time=at("02:40")))
    assert (refused.code, refused.fields) == (Refusal.UNTIL_PAST, {"step": "a", "until": at("02:40")})


def test_the_step_waited_for_is_known_and_open() -> None:
    walk = walk_of("a", "b")
    walk.done("b")
    for until, code in (("b", Refusal.STEP_DONE), ("bb", Refusal.STEP_UNKNOWN)):
        assert walk.refusal(c.DeferStep(by="ann", step="a", because="later", until_step=until)).code is code


def test_no_step_waits_for_itself() -> None:
    walk = walk_of("a", "b")
    refused = walk.refusal(c.DeferStep(by="ann", step="a", because="later", until_step="a"))
    assert (refused.code, refused.fields) == (Refusal.UNTIL_CIRCULAR, {"step": "a", "dependant": "a"})


def test_no_steps_wait_for_each_other() -> None:
    walk = walk_of("a", "b", "c")
    deferred(walk, "a", until_step="b")
    deferred(walk, "b", until_step="c")
    refused = walk.refusal(c.DeferStep(by="ann", step="c", because="later", until_step="a"))
    assert (refused.code, refused.fields) == (Refusal.UNTIL_CIRCULAR, {"step": "c", "dependant": "a"})


def test_a_reason_is_given() -> None:
    walk = walk_of("a")
    assert walk.refusal(c.DeferStep(by="ann", step="a", because="", until_person="bo")).code is Refusal.TEXT_EMPTY
