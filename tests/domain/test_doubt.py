"""What nobody knows counts as the worse for half an hour, and is asked again after that."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from incident.domain import commands as c
from incident.domain.grading.doubt import AS_THE_WORSE, doubt
from incident.domain.grading.proposals import proposals
from incident.domain.grading.tiers import Tier
from incident.domain.incident import Incident
from incident.domain.runbooks.runbook import RaiseRule
from tests.domain.walks import Walk, at, fact_is, less, plan, step

BUNDLE = plan([step("a")])
GRADED = replace(
    BUNDLE,
    runbook=replace(
        BUNDLE.runbook,
        triage={Tier.MAJOR: (fact_is("data_out"),), Tier.SERIOUS: (fact_is("degraded"),), Tier.GENERAL: ()},
    ),
)


def _asked(tier: Tier = Tier.GENERAL, fact: str = "data_out", *, raises: tuple[RaiseRule, ...] = ()) -> Walk:
    here = Walk(replace(GRADED, runbook=replace(GRADED.runbook, raise_rules=raises)), tier=tier)
    here.do(c.RecordFact(by="bo", fact=fact, value=None), "02:45")
    return here


def test_for_half_an_hour_the_higher_tier_is_proposed_with_what_nobody_knows() -> None:
    here = _asked()
    (proposal,) = proposals(here.incident, at("02:46"))
    assert (proposal.to, proposal.unknown) == (Tier.SERIOUS, ("data_out",))
    assert here.incident.tier is Tier.GENERAL, "nothing is raised by itself"


def test_after_that_it_is_asked_again_and_proposed_no_more() -> None:
    here = _asked()
    end = here.incident.declared_at + AS_THE_WORSE
    assert proposals(here.incident, end - timedelta(seconds=1))
    assert proposals(here.incident, end) == ()
    found = doubt(here.incident, end)
    assert found is not None
    assert (found.facts, found.counts) == (("data_out",), False)


def test_an_answer_ends_the_doubt() -> None:
    here = _asked()
    here.do(c.RecordFact(by="bo", fact="data_out", value=False), "02:50")
    assert doubt(here.incident, at("02:51")) is None


def test_what_was_never_asked_or_changes_no_tier_raises_no_doubt() -> None:
    assert doubt(Walk(GRADED, tier=Tier.GENERAL).incident, at("02:46")) is None
    assert doubt(_asked(Tier.MAJOR).incident, at("02:46")) is None
    assert doubt(_asked(Tier.SERIOUS).incident, at("02:46")) is None, "one tier up, and it is there"
    assert doubt(_asked(fact="channel").incident, at("02:46")) is None
    assert doubt(Incident(id="X"), at("02:46")) is None


def test_a_rule_that_raises_as_high_says_it_alone() -> None:
    here = _asked(raises=(RaiseRule(to=Tier.SERIOUS, when=less("share", 1)),))
    here.do(c.RecordFact(by="bo", fact="share", value=0.5), "02:46")
    (proposal,) = proposals(here.incident, at("02:46"))
    assert (proposal.words, proposal.unknown) == ("raise.0", ())
