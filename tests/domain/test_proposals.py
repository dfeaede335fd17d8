"""What the rules propose: raising at once, lowering after a while; a person decides."""

from __future__ import annotations

from datetime import timedelta

from incident.domain import commands as c
from incident.domain.grading.proposals import Proposal, proposals
from incident.domain.grading.tiers import Tier
from incident.domain.incident import Incident
from incident.domain.runbooks.conditions import Value
from incident.domain.runbooks.runbook import LowerRule, RaiseRule
from tests.domain.walks import Walk, at, fact_is, less, plan, step

RAISE = RaiseRule(to=Tier.MAJOR, when=fact_is("data_out"))
LOWER = LowerRule(to=Tier.GENERAL, when=less("share", 1), hold=timedelta(minutes=30), by="commander")


def walk(tier: Tier = Tier.SERIOUS) -> Walk:
    return Walk(plan([step("a")], raises=[RAISE], lowers=[LOWER]), tier=tier)


def proposed(here: Walk, clock: str) -> tuple[Proposal, ...]:
    return proposals(here.incident, at(clock))


def state(here: Walk, clock: str, **facts: Value) -> None:
    """Say that facts are so, at a moment."""
    for fact, value in facts.items():
        here.do(c.RecordFact(by="bo", fact=fact, value=value), clock)


def test_a_raise_is_proposed_at_once_with_its_reason_and_never_done() -> None:
    here = walk()
    assert proposed(here, "02:41") == ()
    state(here, "02:42", data_out=True)
    (proposal,) = proposed(here, "02:42")
    assert (proposal.to, proposal.words, proposal.is_raise(here.incident)) == (Tier.MAJOR, "raise.0", True)
    assert here.incident.tier is Tier.SERIOUS


def test_a_lowering_is_proposed_when_its_condition_has_held_long_enough() -> None:
    here = walk()
    state(here, "02:50", share=0.5)
    assert proposed(here, "03:19") == ()
    (proposal,) = proposed(here, "03:20")
    assert (proposal.to, proposal.is_raise(here.incident)) == (Tier.GENERAL, False)


def test_a_lowering_waits_anew_after_a_break() -> None:
    here = walk()
    state(here, "02:50", share=0.5)
    state(here, "03:00", share=3.0)
    assert proposed(here, "03:30") == ()
    state(here, "03:01", share=0.5)
    assert proposed(here, "03:30") == ()
    assert len(proposed(here, "03:31")) == 1


def test_what_held_before_a_raise_proposes_no_lowering_right_after_it() -> None:
    here = walk()
    state(here, "02:45", share=0.5)
    here.do(c.RaiseTier(by="ann", to=Tier.MAJOR, because="to be safe"), "03:30")
    assert proposed(here, "03:59") == ()
    assert len(proposed(here, "04:00")) == 1


def test_while_a_raise_is_called_for_no_lowering_is() -> None:
    here = walk()
    state(here, "02:45", share=0.5)
    state(here, "03:20", data_out=True)
    assert [proposal.to for proposal in proposed(here, "03:30")] == [Tier.MAJOR]


def test_a_tier_that_a_rule_would_raise_again_at_once_is_not_proposed() -> None:
    here = walk(Tier.MAJOR)
    state(here, "02:45", share=0.5, data_out=True)
    assert proposed(here, "03:30") == ()
    state(here, "03:30", data_out=False)
    assert [proposal.to for proposal in proposed(here, "03:31")] == [Tier.GENERAL]


def test_what_the_incident_has_already_is_not_proposed() -> None:
    here = walk(Tier.MAJOR)
    state(here, "02:42", data_out=True)
    assert proposed(here, "02:42") == ()
    here = walk(Tier.GENERAL)
    state(here, "02:42", share=0.5)
    assert proposed(here, "04:00") == ()


def test_nothing_is_proposed_for_an_incident_that_is_not_open() -> None:
    assert proposals(Incident(id="X"), at("03:00")) == ()
