"""Decisions: the steps under their answers, answers given anew, and what nests."""

from __future__ import annotations

from incident.domain import commands as c
from incident.domain.events import NoteAdded, NoteKind
from incident.domain.grading.tiers import Tier
from incident.domain.refusals import Refusal
from incident.domain.runbooks.runbook import Verb
from tests.domain.walks import Walk, at, fact_is, plan, step, under


def decision(**fields: object) -> Walk:
    """A cause, under it a release with a nested decision, or a vendor; then a step for all."""
    return Walk(
        plan(
            [
                step("cause", Verb.ASK, options=("release", "vendor", "unknown"), **fields),
                step("kind", Verb.ASK, options=("code", "setting"), branch=under("cause", "release")),
                step("rollback", branch=under("kind", "code")),
                step("rollback-if-not", branch=under("rollback")),
                step("restore-setting", branch=under("kind", "setting")),
                step("call", branch=under("cause", "vendor")),
                step("check"),
            ]
        )
    )


def answered(walk: Walk, step_id: str, option: str, by: str = "ann") -> None:
    walk.do(c.AnswerStep(by=by, step=step_id, option=option))


def test_before_the_answer_no_branch_is_on_the_list() -> None:
    assert decision().glyphs() == {"cause": "[>]", "check": "[ ]"}


def test_the_answer_opens_its_branch_and_shows_the_others_as_not_applicable() -> None:
    walk = decision()
    answered(walk, "cause", "vendor")
    assert walk.glyphs() == {"cause": "[x]", "kind": "[-]", "call": "[>]", "check": "[ ]"}
    assert walk.item("kind").number == ""
    assert walk.item("call").number == "1a"
    assert walk.item("check").number == "2"


def test_an_answer_without_steps_goes_straight_on() -> None:
    walk = decision()
    answered(walk, "cause", "unknown")
    assert walk.current() == "check"


def test_a_nested_decision_opens_only_below_its_own_answer() -> None:
    walk = decision()
    answered(walk, "cause", "release")
    assert "rollback" not in walk.glyphs()
    answered(walk, "kind", "code")
    assert walk.glyphs()["rollback"] == "[>]"
    assert walk.glyphs()["restore-setting"] == "[-]"
    assert [walk.item(s).number for s in ("kind", "rollback")] == ["1a", "1a1"]


def test_another_answer_closes_the_branch_with_all_that_nests_in_it() -> None:
    """The nested decision was made and stays; its open step does not apply any more and blocks nothing."""
    walk = decision()
    answered(walk, "cause", "release")
    answered(walk, "kind", "code")
    answered(walk, "cause", "vendor")
    assert walk.glyphs() == {
        "cause": "[x]",
        "kind": "[x]",
        "rollback": "[-]",
        "restore-setting": "[-]",
        "call": "[>]",
        "check": "[ ]",
    }
    walk.done("call")
    walk.done("check")
    walk.do(c.CloseIncident(by="ann"))


def test_the_first_answer_again_opens_the_nested_branch_where_it_was() -> None:
    walk = decision()
    for step_id, option in (("cause", "release"), ("kind", "code"), ("cause", "vendor"), ("cause", "release")):
        answered(walk, step_id, option)
    assert walk.glyphs()["rollback"] == "[>]"
    assert walk.glyphs()["call"] == "[-]"


def test_a_done_step_of_a_branch_stays_done_when_the_answer_changes() -> None:
    walk = decision()
    answered(walk, "cause", "vendor")
    walk.done("call", clock="02:45")
    before = walk.item("call").progress
    answered(walk, "cause", "release")
    assert walk.glyphs()["call"] == "[x]"
    assert walk.item("call").progress == before


def test_a_way_out_that_nobody_works_any_more_does_not_apply() -> None:
    walk = decision()
    answered(walk, "cause", "release")
    answered(walk, "kind", "code")
    walk.do(c.ReportNotAsExpected(by="ann", step="rollback"))
    assert walk.glyphs()["rollback-if-not"] == "[>]"
    answered(walk, "cause", "vendor")
    assert walk.glyphs()["rollback-if-not"] == "[-]"
    assert walk.glyphs()["rollback"] == "[!]"
    assert not walk.item("rollback").is_complete, "what went wrong stays open until somebody settles it"


def test_a_step_of_a_branch_not_taken_is_refused_with_the_decision_above_it() -> None:
    walk = decision()
    for option in (None, "vendor"):
        if option:
            answered(walk, "cause", option)
        refused = walk.refusal(c.CompleteStep(by="ann", step="kind"))
        assert (refused.code, refused.fields) == (Refusal.STEP_NOT_APPLICABLE, {"step": "kind", "parent": "cause"})


def test_a_step_put_off_below_an_answer_that_was_changed_cannot_be_marked() -> None:
    walk = decision()
    answered(walk, "cause", "vendor")
    walk.do(c.DeferStep(by="ann", step="call", because="no number", until_person="bo"))
    answered(walk, "cause", "unknown")
    assert walk.glyphs()["call"] == "[-]"
    assert walk.refusal(c.CompleteStep(by="ann", step="call")).code is Refusal.STEP_NOT_APPLICABLE


def test_the_same_answer_twice_is_refused_with_who_gave_it() -> None:
    walk = decision()
    answered(walk, "cause", "vendor", by="bo")
    refused = walk.refusal(c.AnswerStep(by="ann", step="cause", option="vendor"))
    assert refused.code is Refusal.OPTION_CHOSEN
    assert refused.fields == {"step": "cause", "option": "vendor", "by": "bo", "at": at("02:40")}


def test_the_second_of_two_who_decide_is_told_who_answered_what_and_when() -> None:
    walk = decision()
    answered(walk, "cause", "release", by="ann")
    refused = walk.refusal(c.AnswerStep(by="bo", step="cause", option="vendor"))
    assert refused.code is Refusal.OPTION_STANDS
    assert refused.fields == {"step": "cause", "option": "release", "by": "ann", "at": at("02:40")}


def test_another_persons_answer_is_changed_with_a_reason_that_stays_in_the_record() -> None:
    walk = decision()
    answered(walk, "cause", "release", by="ann")
    walk.do(c.AnswerStep(by="bo", step="cause", option="vendor", because="their status page says so"))
    assert walk.incident.steps["cause"].option == "vendor"
    note = walk.entries[-1].event
    assert isinstance(note, NoteAdded)
    assert (note.kind, str(note.text), note.step) == (NoteKind.DECISION, "their status page says so", "cause")


def test_a_reason_given_against_one_answer_does_not_change_another_one() -> None:
    walk = decision()
    answered(walk, "cause", "release", by="ann")
    late = c.AnswerStep(by="bo", step="cause", option="vendor", because="no release", instead_of="unknown")
    assert walk.refusal(late).code is Refusal.OPTION_STANDS


def test_ones_own_answer_is_changed_freely_until_another_person_works_below_it() -> None:
    walk = decision()
    answered(walk, "cause", "release", by="ann")
    answered(walk, "cause", "vendor", by="ann")
    walk.do(c.CompleteStep(by="bo", step="call"))
    change = c.AnswerStep(by="ann", step="cause", option="release")
    assert walk.refusal(change).code is Refusal.OPTION_STANDS


def test_an_answer_that_is_none_of_the_options_is_refused_with_the_options() -> None:
    walk = decision()
    refused = walk.refusal(c.AnswerStep(by="ann", step="cause", option="aliens"))
    assert refused.code is Refusal.OPTION_UNKNOWN
    assert refused.fields == {"step": "cause", "option": "aliens", "options": ("release", "vendor", "unknown")}
    assert walk.refusal(c.AnswerStep(by="ann", step="check", option="vendor")).fields["options"] == ()


def test_a_decision_is_answered_and_not_ticked() -> None:
    refused = decision().refusal(c.CompleteStep(by="ann", step="cause"))
    assert refused.code is Refusal.STEP_NEEDS_ANSWER
    assert refused.fields["options"] == ("release", "vendor", "unknown")


def test_a_decision_that_was_ruled_out_can_still_be_made() -> None:
    walk = decision()
    walk.do(c.RuleOutStep(by="ann", step="cause", because="known already"))
    assert walk.current() == "check"
    answered(walk, "cause", "vendor")
    assert walk.current() == "call"


def test_a_branch_step_that_a_person_ruled_out_keeps_its_number() -> None:
    walk = decision()
    answered(walk, "cause", "vendor")
    walk.do(c.RuleOutStep(by="ann", step="call", because="they called us"))
    assert (walk.glyphs()["call"], walk.item("call").number) == ("[-]", "1a")


def test_a_branch_below_a_decision_of_another_tier_keeps_its_number() -> None:
    """The decision was never on the list of this tier, but its step was done at the tier that has both."""
    bundle = plan(
        [
            step("ask", Verb.ASK, options=("yes",), tiers=(Tier.MAJOR,)),
            step("do-it", branch=under("ask", "yes"), tiers=(Tier.MAJOR,)),
            step("check"),
        ]
    )
    walk = Walk(bundle, tier=Tier.MAJOR)
    answered(walk, "ask", "yes")
    walk.done("do-it")
    walk.do(c.UndoMark(by="ann", step="ask"))
    walk.do(c.LowerTier(by="ann", to=Tier.SERIOUS, because="under one percent"))
    assert {i.step.id: i.number for i in walk.checklist.items} == {"do-it": "1a", "check": "2"}


def test_a_watched_step_of_a_branch_not_taken_does_not_tick_itself() -> None:
    walk = Walk(
        plan(
            [
                step("ask", Verb.ASK, options=("yes", "no")),
                step("quiet", Verb.WATCH, condition=fact_is("data_out"), branch=under("ask", "yes")),
            ]
        )
    )
    answered(walk, "ask", "no")
    walk.do(c.RecordFact(by="ann", fact="data_out", value=True))
    assert walk.do(c.SenseStep(by="app", step="quiet")) == []
