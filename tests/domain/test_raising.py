"""Raising and lowering the tier of a running incident, to the minute."""

from __future__ import annotations

from datetime import timedelta

import pytest

from incident.domain import commands as c
from incident.domain.grading.raising import gain
from incident.domain.grading.tiers import Tier
from incident.domain.refusals import Refusal, Refused
from incident.domain.runbooks.runbook import Verb
from tests.domain.walks import Walk, at, minutes, plan, step, under


def outage() -> Walk:
    """Tier 2 at 02:40: a notice limited 10/20/60 min, steps that only tier 1 has, a message."""
    return Walk(
        plan(
            [
                step("confirm"),
                step("executives", tiers=(Tier.MAJOR,)),
                step("notice", within=minutes(10, 20, 60)),
                step("tell", Verb.TELL, audience="customers", template="first"),
            ],
            [step("fix"), step("media", tiers=(Tier.MAJOR,)), step("check")],
        )
    )


def raise_to_major(walk: Walk, clock: str = "02:52") -> None:
    walk.do(c.RaiseTier(by="bo", to=Tier.MAJOR, because="data may be out"), clock)


def is_complete(walk: Walk, phase: int) -> bool:
    return walk.checklist.phases[phase].is_complete


def test_what_a_raise_would_add_is_what_it_adds() -> None:
    walk = outage()
    before, would = {item.step.id for item in walk.checklist.items}, gain(walk.incident, Tier.MAJOR)
    raise_to_major(walk)
    added = {item.step.id for item in walk.checklist.items} - before
    assert (would.steps, added) == (2, {"executives", "media"})
    assert set(would.roles) == {r for r in walk.incident.roles_to_fill() if walk.incident.person_of(r) is None}
    assert gain(walk.incident, Tier.MAJOR).steps == 0


def test_a_number_that_somebody_was_told_is_the_steps_until_the_end() -> None:
    """Whoever works by phone or by paper is not sent to another step by a raise or a lowering."""
    walk = outage()
    before = {item.step.id: item.number for item in walk.checklist.items}
    raise_to_major(walk)
    raised = {item.step.id: item.number for item in walk.checklist.items}
    assert raised == {**before, "executives": "1.1", "media": "4.1"}
    walk.done("media")
    walk.do(c.LowerTier(by="ann", to=Tier.SERIOUS, because="it was a false alarm"), "02:58")
    assert {item.step.id: item.number for item in walk.checklist.items} == {**before, "media": "4.1"}


def test_an_open_step_is_due_at_the_earlier_of_its_old_time_and_the_raise_plus_the_new_limit() -> None:
    """Tier 2 at 02:40 with 20 min: 03:00. Raised 02:52 to 10 min: 03:02. The earlier one holds."""
    walk = outage()
    raise_to_major(walk)
    assert walk.clock("step:notice").due_at == at("03:00")


def test_a_raise_brings_a_step_forward_when_the_new_limit_ends_first() -> None:
    walk = outage()
    raise_to_major(walk, "02:45")
    assert walk.clock("step:notice").due_at == at("02:55")


def test_the_next_update_runs_from_the_last_one_sent() -> None:
    """First update 02:50, raised 02:52 to every 20 min: the next is due 03:10."""
    walk = outage()
    walk.done("tell", clock="02:50")
    walk.delivered()
    assert walk.clock("update").due_at == at("03:50")
    raise_to_major(walk)
    assert walk.clock("update").due_at == at("03:10")


def test_a_first_update_that_is_still_owed_becomes_due_sooner() -> None:
    walk = outage()
    assert walk.clock("update").due_at == at("03:10")
    raise_to_major(walk)
    assert walk.clock("update").due_at == at("03:07")


def test_done_steps_keep_person_and_time_and_only_added_steps_carry_the_mark() -> None:
    walk = outage()
    walk.done("confirm", by="ann", clock="02:43")
    before = walk.item("confirm").progress
    raise_to_major(walk)
    assert walk.item("confirm").progress == before
    assert [i.step.id for i in walk.checklist.items if i.is_added] == ["executives", "media"]


def test_an_added_step_stands_in_its_place_in_the_order() -> None:
    walk = outage()
    raise_to_major(walk)
    assert list(walk.glyphs()) == ["confirm", "executives", "notice", "tell", "fix", "media", "check"]


def test_an_added_step_behind_the_current_one_waits_in_the_band_and_blocks_the_end_of_the_phase() -> None:
    walk = outage()
    walk.done("confirm", clock="02:43")
    raise_to_major(walk)
    assert walk.current() == "notice"
    assert [i.step.id for i in walk.checklist.band] == ["executives"]
    walk.done("notice")
    walk.done("tell")
    assert not is_complete(walk, 0)
    assert walk.current() == "executives"
    walk.done("executives")
    assert is_complete(walk, 0)
    assert walk.current() == "fix"


def test_an_added_step_ahead_of_the_current_one_simply_comes_in_its_turn() -> None:
    walk = outage()
    raise_to_major(walk)
    assert walk.checklist.band == ()
    walk.done("confirm")
    assert walk.current() == "executives"


def test_lowering_keeps_what_was_done_and_drops_what_is_not_demanded_any_more() -> None:
    walk = outage()
    raise_to_major(walk, "02:45")
    walk.done("executives", clock="02:46")
    walk.do(c.LowerTier(by="ann", to=Tier.SERIOUS, because="under one percent"), "03:20")
    assert walk.glyphs()["executives"] == "[x]"
    assert "media" not in walk.glyphs()


def test_what_went_wrong_at_a_graver_tier_is_not_asked_again_once_its_way_out_has_gone() -> None:
    major = (Tier.MAJOR,)
    walk = Walk(plan([step("media", tiers=major), step("backup", tiers=major, branch=under("media")), step("check")]))
    raise_to_major(walk)
    walk.do(c.ReportNotAsExpected(by="ann", step="media"), "02:53")
    walk.do(c.LowerTier(by="ann", to=Tier.GENERAL, because="small after all"), "02:54")
    assert walk.glyphs() == {"media": "[!]", "check": "[>]"}


def test_lowering_gives_an_open_step_the_lower_tiers_limit_from_declaration() -> None:
    walk = outage()
    raise_to_major(walk, "02:45")
    walk.do(c.LowerTier(by="ann", to=Tier.GENERAL, because="one site only"), "02:50")
    assert walk.clock("step:notice").due_at == at("03:40")


def test_a_step_done_at_the_graver_tier_is_not_asked_again_by_a_second_raise() -> None:
    walk = outage()
    raise_to_major(walk, "02:45")
    walk.done("executives", clock="02:46")
    walk.do(c.LowerTier(by="ann", to=Tier.SERIOUS, because="under one percent"), "02:50")
    raise_to_major(walk, "02:55")
    assert walk.glyphs()["executives"] == "[x]"
    assert not walk.item("executives").is_added


def test_anybody_may_raise_but_only_to_a_graver_tier() -> None:
    walk = outage()
    with pytest.raises(Refused) as refused:
        walk.do(c.RaiseTier(by="zoe", to=Tier.GENERAL, because="calmer"))
    assert refused.value.code is Refusal.TIER_NOT_GRAVER


def test_only_the_commander_lowers_and_the_refusal_names_who_that_is() -> None:
    walk = outage()
    with pytest.raises(Refused) as refused:
        walk.do(c.LowerTier(by="bo", to=Tier.GENERAL, because="calmer"))
    assert refused.value.code is Refusal.LOWER_NEEDS_ROLE
    assert refused.value.fields["person"] == "ann"


def test_only_a_less_grave_tier_is_a_lowering() -> None:
    refused = outage().refusal(c.LowerTier(by="ann", to=Tier.SERIOUS, because="calmer"))
    assert (refused.code, refused.fields) == (Refusal.TIER_NOT_LOWER, {"tier": Tier.SERIOUS, "to": Tier.SERIOUS})


def test_a_raise_while_a_step_of_the_band_is_current_finds_the_walk_where_the_first_raise_did() -> None:
    """From tier 3 the band holds what tier 2 adds; while it is worked, a raise to tier 1 adds behind the same place."""
    walk = Walk(
        plan(
            [
                step("a"),
                step("two", tiers=(Tier.MAJOR, Tier.SERIOUS)),
                step("one", tiers=(Tier.MAJOR,)),
                step("b"),
                step("late", tiers=(Tier.MAJOR,)),
            ],
            [step("c")],
        ),
        tier=Tier.GENERAL,
    )
    walk.done("a")
    walk.do(c.RaiseTier(by="bo", to=Tier.SERIOUS, because="worse"))
    walk.done("b")
    assert walk.current() == "two"
    raise_to_major(walk)
    assert [item.step.id for item in walk.checklist.band] == ["two", "one"]
    assert walk.current() == "late"


def test_what_a_raise_adds_when_all_was_done_simply_comes_next() -> None:
    walk = outage()
    for each in ("confirm", "notice", "tell", "fix", "check"):
        walk.done(each)
    assert walk.current() is None
    raise_to_major(walk)
    assert walk.checklist.band == ()
    assert walk.current() == "executives"


def test_a_band_from_an_earlier_phase_comes_at_the_end_of_the_phase_the_walk_is_in() -> None:
    walk = outage()
    for each in ("confirm", "notice", "tell"):
        walk.done(each)
    raise_to_major(walk)
    assert [item.step.id for item in walk.checklist.band] == ["executives"]
    assert not is_complete(walk, 0), "the phase it belongs to is open again"
    turns = []
    while walk.current() is not None:
        turns.append(walk.current())
        walk.done(turns[-1] or "")
    assert turns == ["fix", "media", "check", "executives"]


def test_a_step_that_a_raise_added_stays_added_when_a_lowering_leaves_it_on_the_list() -> None:
    walk = Walk(plan([step("a"), step("two", tiers=(Tier.MAJOR, Tier.SERIOUS)), step("b")]), tier=Tier.GENERAL)
    walk.done("a")
    walk.done("b")
    raise_to_major(walk)
    walk.do(c.LowerTier(by="ann", to=Tier.SERIOUS, because="calmer"))
    assert walk.item("two").is_added


def test_what_a_lowering_adds_is_not_added_by_a_raise() -> None:
    walk = Walk(plan([step("a"), step("ticket", tiers=(Tier.GENERAL,)), step("b")]))
    walk.do(c.LowerTier(by="ann", to=Tier.GENERAL, because="one customer"))
    assert not walk.item("ticket").is_added


def test_a_decision_made_before_and_changed_after_the_second_raise_was_not_added_by_it() -> None:
    walk = Walk(plan([step("who", Verb.ASK, options=("x", "y"), tiers=(Tier.MAJOR,)), step("b")]))
    raise_to_major(walk, "02:45")
    walk.do(c.AnswerStep(by="ann", step="who", option="x"))
    walk.do(c.LowerTier(by="ann", to=Tier.SERIOUS, because="calmer"), "02:50")
    raise_to_major(walk, "02:55")
    walk.do(c.AnswerStep(by="ann", step="who", option="y"), "02:56")
    assert not walk.item("who").is_added


def test_a_raise_at_the_very_instant_of_a_mark_still_finds_it_done() -> None:
    """Order is the log's, not the clock's."""
    walk = outage()
    raise_to_major(walk, "02:45")
    walk.done("executives", clock="02:45")
    walk.do(c.LowerTier(by="ann", to=Tier.SERIOUS, because="calmer"), "02:45")
    raise_to_major(walk, "02:45")
    assert not walk.item("executives").is_added


def test_nothing_that_applies_is_left_out_of_the_count() -> None:
    walk = outage()
    walk.do(c.RuleOutStep(by="ann", step="confirm", because="known"))
    assert [item.step.id for item in walk.checklist.applicable] == ["notice", "tell", "fix", "check"]


def test_a_raise_and_a_lowering_need_a_reason() -> None:
    walk = outage()
    for command in (
        c.RaiseTier(by="ann", to=Tier.MAJOR, because=" "),
        c.LowerTier(by="ann", to=Tier.GENERAL, because=""),
    ):
        with pytest.raises(Refused) as refused:
            walk.do(command)
        assert refused.value.code is Refusal.TEXT_EMPTY


def test_a_clock_names_its_run_so_that_a_new_due_time_warns_anew() -> None:
    walk = outage()
    first = walk.clock("step:notice").key
    raise_to_major(walk, "02:45")
    assert walk.clock("step:notice").key != first
    assert walk.clock("step:notice").remaining(at("02:50")) == timedelta(minutes=5)


def test_a_question_that_somebody_was_asked_outlives_the_raise() -> None:
    walk = Walk(plan([step("a"), step("executives", tiers=(Tier.SERIOUS,)), step("b")]), Tier.SERIOUS)
    walk.do(c.AskPerson(by="ann", step="executives", person="bo", within=timedelta(minutes=3)))
    walk.do(c.RaiseTier(by="ann", to=Tier.MAJOR, because="worse"), "02:52")
    assert walk.glyphs()["executives"] == "[?]"
    walk.done("executives", by="bo", clock="02:53")
    assert walk.glyphs()["executives"] == "[x]"
