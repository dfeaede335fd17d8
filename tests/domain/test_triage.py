"""Grading: any one line is enough, and in doubt it is one tier up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from incident.domain.grading.tiers import Tier
from incident.domain.grading.triage import Grading, grade
from incident.domain.runbooks.conditions import Condition, Op, Situation, Value
from incident.domain.runbooks.runbook import RaiseRule
from tests.domain.walks import at, fact_is, less, plan, step

SMALL = less("share", 1)
BIG = Condition(op=Op.NOT, args=(less("share", 10),))
LINES = {Tier.MAJOR: (fact_is("data_out"), BIG), Tier.SERIOUS: (Condition(op=Op.NOT, args=(SMALL,)),), Tier.GENERAL: ()}


def graded(lines: Mapping[Tier, tuple[Condition, ...]] = LINES, **facts: Value) -> Grading:
    runbook = replace(plan([step("a")]).runbook, triage=lines)
    return grade(runbook, Situation(facts=facts, tier=None, now=at("03:00")))


def test_one_line_that_holds_is_enough_and_the_gravest_decides() -> None:
    grading = graded(share=0.0, data_out=True)
    assert (grading.tier, grading.is_doubtful) == (Tier.MAJOR, False)
    assert [line.condition for line in grading.deciding] == [fact_is("data_out")]


def test_all_lines_of_the_tier_that_hold_are_named() -> None:
    assert [line.condition for line in graded(share=40.0, data_out=True).deciding] == [fact_is("data_out"), BIG]


def test_a_milder_line_that_holds_too_is_not_named() -> None:
    grading = graded(share=40.0, data_out=False)
    assert grading.tier is Tier.MAJOR
    assert [line.tier for line in grading.deciding] == [Tier.MAJOR]


def test_without_a_line_that_holds_it_is_general() -> None:
    grading = graded(share=0.0, data_out=False)
    assert (grading.tier, grading.deciding) == (Tier.GENERAL, ())


def test_a_question_never_asked_raises_no_doubt() -> None:
    grading = graded(share=2.0)
    assert (grading.tier, grading.is_doubtful) == (Tier.SERIOUS, False)


def test_a_graver_line_that_nobody_stated_keeps_the_tier_from_being_final() -> None:
    grading = graded(share=0.0)
    assert (grading.tier, grading.worst) == (Tier.GENERAL, Tier.MAJOR)
    assert [line.condition for line in grading.open_lines] == [fact_is("data_out")]
    assert (graded(share=0.0, data_out=False).worst, graded(share=40.0).open_lines) == (Tier.GENERAL, ())


def test_an_answer_nobody_could_give_makes_it_one_tier_up() -> None:
    grading = graded(share=2.0, data_out=None)
    assert (grading.tier, grading.is_doubtful) == (Tier.MAJOR, True)
    assert [line.condition for line in grading.deciding] == [fact_is("data_out")]


def test_it_is_one_tier_up_and_not_two() -> None:
    assert graded(share=0.0, data_out=None).tier is Tier.SERIOUS


def test_nothing_known_at_all_is_doubt() -> None:
    for grading in (graded(), graded(share=None, data_out=None)):
        assert (grading.tier, grading.is_doubtful) == (Tier.SERIOUS, True)


def test_only_the_lines_in_doubt_are_named_not_those_nobody_asked_for() -> None:
    assert [line.condition for line in graded(share=2.0, data_out=None).deciding] == [fact_is("data_out")]
    lines = {Tier.MAJOR: (fact_is("data_out"), fact_is("fire"))}
    assert [line.condition for line in graded(lines, fire=None).deciding] == list(lines[Tier.MAJOR])
    assert [line.condition for line in graded(lines, fire=None, share=2.0).deciding] == [fact_is("fire")]


def test_nothing_is_graver_than_tier_1() -> None:
    grading = graded(share=40.0, data_out=None)
    assert (grading.tier, grading.is_doubtful) == (Tier.MAJOR, False)


def test_what_was_stated_and_would_raise_it_counts_from_the_start_and_is_asked_of_nobody() -> None:
    rules = (RaiseRule(to=Tier.MAJOR, when=fact_is("agents_gone")), RaiseRule(to=Tier.SERIOUS, when=fact_is("slow")))
    runbook = replace(plan([step("a")]).runbook, triage=LINES, raise_rules=rules)

    def told(**facts: Value) -> Grading:
        return grade(runbook, Situation(facts=facts, tier=None, now=at("03:00")))

    grading = told(share=0.0, data_out=False, agents_gone=True)
    assert (grading.tier, [line.condition for line in grading.deciding]) == (Tier.MAJOR, [fact_is("agents_gone")])
    milder = told(share=0.0, data_out=False, agents_gone=False)
    assert (milder.tier, milder.open_lines) == (Tier.GENERAL, ())
    assert told(share=0.0, data_out=False, slow=None).is_doubtful is False
