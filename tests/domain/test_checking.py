"""What completing a step needs: values, facts, a second person, an approval."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from incident.domain import commands as c
from incident.domain import events as e
from incident.domain.grading.tiers import Tier
from incident.domain.refusals import Refusal
from incident.domain.runbooks.runbook import IfLate, Mode, Range, Verb
from incident.domain.walking.approving import next_above
from tests.domain.walks import Walk, at, minutes, plan, step


def one(verb: Verb = Verb.DO, **fields: object) -> Walk:
    """One step; Ann commands."""
    return Walk(plan([step("a", verb, **fields)]))


def names(events: Sequence[e.Event]) -> list[str]:
    return [type(event).__name__ for event in events]


def test_a_step_that_wants_the_value_is_not_done_without_it() -> None:
    refused = one(asks_value=True).refusal(c.CompleteStep(by="ann", step="a", value=" "))
    assert (refused.code, refused.fields) == (Refusal.VALUE_MISSING, {"step": "a"})


@pytest.mark.parametrize("value", ["0", "100", "12.5", "12,5", "12 %", "１２％"])
def test_a_plausible_value_is_taken_as_it_was_typed(value: str) -> None:
    walk = one(asks_value=True, range=Range(low=0, high=100))
    walk.done("a", value=value)
    progress = walk.item("a").progress
    assert progress is not None
    assert str(progress.words) == value


@pytest.mark.parametrize("value", ["101", "-1", "nan", "inf", "many", "1e1", "12,000"])
def test_an_implausible_value_is_refused_with_the_range(value: str) -> None:
    refused = one(asks_value=True, range=Range(low=0, high=100)).refusal(
        c.CompleteStep(by="ann", step="a", value=value)
    )
    assert (refused.code, refused.fields) == (Refusal.VALUE_IMPLAUSIBLE, {"value": value, "low": 0, "high": 100})


def test_a_value_without_a_range_may_be_words() -> None:
    walk = one(asks_value=True)
    walk.done("a", value="green")
    assert walk.glyphs()["a"] == "[x]"


def test_facts_given_with_the_mark_count_with_it_or_not_at_all() -> None:
    walk = one(Verb.RECORD, facts=("share", "channel"))
    half = c.CompleteStep(by="ann", step="a", facts={"share": 12.0})
    assert walk.refusal(half).fields["facts"] == ("channel",)
    events = walk.do(c.CompleteStep(by="ann", step="a", facts={"share": 12.0, "channel": "voice"}))
    assert names(events) == ["StepTaken", "FactRecorded", "FactRecorded", "StepCompleted"]
    late = c.CompleteStep(by="bo", step="a", facts={"share": 3.0, "channel": "chat"})
    assert walk.refusal(late).code is Refusal.STEP_DONE
    assert walk.incident.facts["share"].value == 12.0


def test_a_recording_step_names_the_facts_it_still_needs_and_takes_not_known_for_an_answer() -> None:
    walk = one(Verb.RECORD, facts=("share", "channel"))
    walk.do(c.RecordFact(by="ann", fact="share", value=None))
    refused = walk.refusal(c.CompleteStep(by="ann", step="a"))
    assert (refused.code, refused.fields) == (Refusal.FACTS_MISSING, {"step": "a", "facts": ("channel",)})
    walk.do(c.RecordFact(by="ann", fact="channel", value="voice"))
    walk.done("a")
    assert walk.glyphs()["a"] == "[x]"


def test_a_requesting_step_asks_for_what_the_tier_wants() -> None:
    events = one(Verb.REQUEST).done("a")
    assert events[1] == e.ResourcesRequested(step="a", tier=Tier.SERIOUS)


def cross_checked() -> Walk:
    return one(mode=Mode.CROSS_CHECK)


def test_the_first_person_at_a_cross_check_only_takes_it() -> None:
    walk = cross_checked()
    assert names(walk.done("a", by="ann")) == ["StepTaken"]
    assert walk.glyphs()["a"] == "[>]"


def test_the_second_person_completes_it() -> None:
    walk = cross_checked()
    walk.done("a", by="ann")
    walk.done("a", by="bo")
    progress = walk.item("a").progress
    assert progress is not None
    assert (progress.taken_by, progress.by) == ("ann", "bo")


def test_the_first_person_again_is_told_that_a_second_one_is_needed() -> None:
    walk = cross_checked()
    walk.done("a", by="ann", clock="02:41")
    refused = walk.refusal(c.CompleteStep(by="ann", step="a"), "02:45")
    assert refused.code is Refusal.CROSS_CHECK_NEEDED
    assert refused.fields == {"step": "a", "by": "ann", "at": at("02:41")}


def test_a_second_person_on_the_phone_is_named_beside_the_one_who_enters_it() -> None:
    walk = cross_checked()
    walk.done("a", by="ann")
    events = walk.done("a", by="ann", approved_by="bo")
    assert events == [e.ApprovalGiven(step="a", by="bo"), e.StepCompleted(step="a")]
    progress = walk.item("a").progress
    assert progress is not None
    assert (progress.by, progress.approved_by) == ("ann", "bo")


def test_with_the_second_person_on_the_phone_from_the_start_one_entry_is_enough() -> None:
    assert names(cross_checked().done("a", by="ann", approved_by="bo")) == [
        "StepTaken",
        "ApprovalGiven",
        "StepCompleted",
    ]


def test_nobody_is_their_own_second_person_by_phone() -> None:
    walk = cross_checked()
    assert names(walk.done("a", by="ann", approved_by="ann")) == ["StepTaken"]
    assert walk.refusal(c.CompleteStep(by="ann", step="a", approved_by="ann")).code is Refusal.CROSS_CHECK_NEEDED


def test_alone_one_checks_oneself_ten_seconds_after_taking_it() -> None:
    walk = cross_checked()
    alone = c.CompleteStep(by="ann", step="a", alone=True)
    assert names(walk.do(alone, "02:41")) == ["StepTaken"]
    refused = walk.refusal(alone, "02:41:09")
    assert (refused.code, refused.fields["seconds"]) == (Refusal.CROSS_CHECK_TOO_SOON, 10)
    assert names(walk.do(alone, "02:41:10")) == ["StepCompleted"]


def test_whoever_is_asked_for_the_check_is_the_second_person() -> None:
    walk = cross_checked()
    walk.done("a", by="ann")
    walk.do(c.AskPerson(by="ann", step="a", person="bo", within=at("00:03") - at("00:00")))
    assert names(walk.done("a", by="bo")) == ["StepCompleted"]


def test_after_a_deferral_the_check_begins_anew() -> None:
    walk = cross_checked()
    walk.done("a", by="ann")
    walk.do(c.DeferStep(by="ann", step="a", because="later", until_time=at("03:00")))
    assert names(walk.done("a", by="bo", clock="03:00")) == ["StepTaken"]


def approval(if_late: IfLate | None = None) -> Walk:
    """Approved by the commander, who is Ann, within 20 min at tier 2 and 10 min at tier 1."""
    return one(Verb.APPROVE, approver="commander", within=minutes(10, 20, 60), if_late=if_late)


def test_the_roles_holder_approves_in_person() -> None:
    walk = approval()
    assert names(walk.done("a", by="ann")) == ["StepTaken", "ApprovalGiven", "StepCompleted"]
    progress = walk.item("a").progress
    assert progress is not None
    assert progress.approved_by == "ann"


def test_an_approval_by_phone_is_entered_by_another_person_and_stores_both_names() -> None:
    walk = approval()
    walk.done("a", by="bo", approved_by="ann")
    progress = walk.item("a").progress
    assert progress is not None
    assert (progress.by, progress.approved_by) == ("bo", "ann")


def test_nobody_else_approves() -> None:
    refused = approval().refusal(c.CompleteStep(by="bo", step="a"))
    assert refused.code is Refusal.APPROVAL_NEEDED
    assert refused.fields == {"step": "a", "role": "commander", "person": "ann"}
    refused = approval().refusal(c.CompleteStep(by="bo", step="a", approved_by="zoe"))
    assert refused.code is Refusal.APPROVER_WRONG
    assert refused.fields == {"step": "a", "role": "commander", "person": "ann", "approver": "zoe"}


def test_a_role_that_nobody_holds_is_filled_first() -> None:
    walk = one(Verb.APPROVE, approver="deputy")
    refused = walk.refusal(c.CompleteStep(by="ann", step="a", approved_by="bo"))
    assert (refused.code, refused.fields) == (Refusal.ROLE_EMPTY, {"role": "deputy"})


def test_too_late_the_work_proceeds_where_the_step_says_so_and_nobody_is_named_for_it() -> None:
    walk = approval(IfLate.PROCEED)
    assert walk.refusal(c.CompleteStep(by="bo", step="a"), "02:59").code is Refusal.APPROVAL_NEEDED
    assert names(walk.done("a", by="bo", clock="03:00")) == ["StepTaken", "StepCompleted"]
    progress = walk.item("a").progress
    assert progress is not None
    assert progress.approved_by is None


@pytest.mark.parametrize("if_late", [None, IfLate.STOP, IfLate.ESCALATE])
def test_too_late_the_work_stands_still_elsewhere(if_late: IfLate | None) -> None:
    refused = approval(if_late).refusal(c.CompleteStep(by="bo", step="a"), "04:00")
    assert refused.code is Refusal.APPROVAL_NEEDED


def test_too_late_the_next_above_may_decide_where_the_step_says_so() -> None:
    """The technical lead has until 03:00; after that the commander decides as well."""
    asked = step("a", Verb.APPROVE, approver="technical", within=minutes(10, 20, 60), if_late=IfLate.ESCALATE)
    walk = Walk(plan([asked]))
    walk.do(c.AssignRole(by="ann", role="technical", person="bo"))
    assert walk.refusal(c.CompleteStep(by="ann", step="a"), "02:59").fields["person"] == "bo"
    refused = walk.refusal(c.CompleteStep(by="zoe", step="a"), "03:00")
    assert (refused.code, refused.fields["person"]) == (Refusal.APPROVAL_NEEDED, "ann")
    assert names(walk.done("a", by="ann", clock="03:00")) == ["StepTaken", "ApprovalGiven", "StepCompleted"]


def test_nobody_is_above_where_the_runbook_has_no_such_role() -> None:
    runbook = plan([step("a")]).runbook
    assert next_above(runbook, "commander") == "deputy"
    assert next_above(replace(runbook, roles=("commander",)), "commander") is None


def test_too_late_for_a_commander_the_deputy_may_decide_and_the_commander_still() -> None:
    for decider in ("bo", "ann"):
        walk = approval(IfLate.ESCALATE)
        walk.do(c.AssignRole(by="ann", role="deputy", person="bo"))
        assert walk.refusal(c.CompleteStep(by="bo", step="a"), "02:59").code is Refusal.APPROVAL_NEEDED
        walk.done("a", by="zoe", approved_by=decider, clock="03:00")
        progress = walk.item("a").progress
        assert progress is not None
        assert progress.approved_by == decider


def test_late_is_late_by_the_limit_of_the_raise() -> None:
    """Declared 02:40, raised 02:45 to 10 min: late from 02:55, not from 02:50 or 03:00."""
    walk = approval(IfLate.PROCEED)
    walk.do(c.RaiseTier(by="ann", to=Tier.MAJOR, because="worse"), "02:45")
    assert walk.refusal(c.CompleteStep(by="bo", step="a"), "02:54").code is Refusal.APPROVAL_NEEDED
    assert names(walk.done("a", by="bo", clock="02:55")) == ["StepTaken", "StepCompleted"]


def test_an_approval_goes_with_the_mark_that_is_undone() -> None:
    walk = approval(IfLate.PROCEED)
    walk.do(c.TakeStep(by="bo", step="a"), "02:41")
    walk.done("a", by="bo", approved_by="ann", clock="02:45")
    walk.do(c.UndoMark(by="bo"), "02:46")
    walk.done("a", by="bo", clock="03:10")
    progress = walk.item("a").progress
    assert progress is not None
    assert progress.approved_by is None
