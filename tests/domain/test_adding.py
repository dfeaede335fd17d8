"""`also_run`: the steps of another runbook that join a running incident."""

from __future__ import annotations

from incident.domain import commands as c
from incident.domain import events as e
from incident.domain.grading.proposals import Proposal, proposals
from incident.domain.grading.tiers import Tier
from incident.domain.refusals import Refusal
from incident.domain.runbooks.runbook import RaiseRule
from tests.domain.walks import ALL, Walk, at, fact_is, less, plan, step

OTHER = "data.exposure"
MAJOR_ONLY = (Tier.MAJOR,)
FILL = {Tier.MAJOR: ("liaison", "technical"), Tier.SERIOUS: ("technical",)}


def walk_of(tier: Tier = Tier.SERIOUS, *, data_out: bool = False, to: Tier = Tier.MAJOR) -> Walk:
    other = [
        step("x/keep", added_by=OTHER),
        step("x/law", added_by=OTHER, tiers=MAJOR_ONLY),
    ]
    rules = [RaiseRule(to=to, when=fact_is("data_out"), also_run=OTHER), RaiseRule(to=to, when=less("share", 1))]
    bundle = plan([step("a"), step("b")], other, raises=rules, added={OTHER: FILL})
    return Walk(bundle, tier=tier, facts={"data_out": data_out})


def test_its_steps_do_not_stand_before() -> None:
    walk = walk_of()
    assert list(walk.glyphs()) == ["a", "b"]
    refused = walk.refusal(c.CompleteStep(by="ann", step="x/keep"))
    assert (refused.code, refused.fields["runbook"]) == (Refusal.STEP_NOT_ADDED, OTHER)


def test_a_raise_that_its_rule_calls_for_brings_it_along() -> None:
    walk = walk_of(data_out=True)
    assert proposals(walk.incident, walk.now) == (Proposal(to=Tier.MAJOR, words="raise.0", runbook=OTHER),)
    events = walk.do(c.RaiseTier(by="bo", to=Tier.MAJOR, because="data is out"))
    assert [type(event) for event in events] == [e.TierRaised, e.RunbookAdded]
    assert list(walk.glyphs()) == ["a", "b", "x/keep", "x/law"]
    assert walk.item("x/keep").is_added
    assert walk.item("x/law").is_added
    assert not walk.item("x/keep").in_band, "its phases come later anyway"
    assert proposals(walk.incident, walk.now) == ()


def test_a_raise_brings_it_when_its_rule_asks_for_less_than_that_tier_and_not_when_it_asks_for_more() -> None:
    walk = walk_of(Tier.GENERAL, data_out=True, to=Tier.SERIOUS)
    assert len(walk.do(c.RaiseTier(by="bo", to=Tier.MAJOR, because="worse"))) == 2
    walk = walk_of(Tier.GENERAL, data_out=True, to=Tier.MAJOR)
    assert len(walk.do(c.RaiseTier(by="bo", to=Tier.SERIOUS, because="worse"))) == 1


def test_a_raise_for_another_reason_does_not() -> None:
    walk = walk_of(data_out=False)
    assert len(walk.do(c.RaiseTier(by="bo", to=Tier.MAJOR, because="worse"))) == 1
    assert walk.checklist.item("x/keep") is None


def test_where_the_tier_is_as_grave_already_it_is_proposed_alone() -> None:
    walk = walk_of(Tier.MAJOR, data_out=True)
    [proposal] = proposals(walk.incident, walk.now)
    assert proposal == Proposal(to=Tier.MAJOR, words="raise.0", runbook=OTHER)
    assert proposal.is_addition(walk.incident)
    assert not proposal.is_raise(walk.incident)
    walk.do(c.AddRunbook(by="bo", runbook=OTHER, because="customers call"))
    assert walk.item("x/law").is_added
    assert proposals(walk.incident, walk.now) == ()


def test_a_person_may_add_it_whatever_the_facts_say_but_once() -> None:
    walk = walk_of()
    walk.do(c.AddRunbook(by="bo", runbook=OTHER))
    assert list(walk.glyphs()) == ["a", "b", "x/keep"]
    assert walk.refusal(c.AddRunbook(by="ann", runbook=OTHER)).code is Refusal.RUNBOOK_ADDED
    refused = walk.refusal(c.AddRunbook(by="ann", runbook="vendor.down"))
    assert (refused.code, refused.fields["runbooks"]) == (Refusal.RUNBOOK_NOT_OFFERED, (OTHER,))


def test_it_grows_the_roles_to_fill_by_its_own() -> None:
    walk = walk_of()
    assert walk.incident.roles_to_fill() == ("commander", "liaison")
    walk.do(c.AddRunbook(by="bo", runbook=OTHER))
    assert walk.incident.roles_to_fill() == ("commander", "liaison", "technical")
    assert walk.incident.roles_to_fill(Tier.MAJOR) == ("commander", "deputy", "liaison", "technical")
    assert walk.incident.roles_to_fill(at=walk.incident.declared_at) == ("commander", "liaison", "technical")


def test_before_it_was_added_its_roles_were_not_wanted_and_it_is_added_once() -> None:
    walk = walk_of()
    walk.now = at("03:00")
    walk.do(c.AddRunbook(by="bo", runbook=OTHER))
    assert walk.incident.roles_to_fill(at=at("02:59")) == ("commander", "liaison")
    walk.record(e.RunbookAdded(runbook=OTHER), "cat")
    assert len(walk.incident.additions) == 1


def test_a_later_raise_marks_what_it_adds_to_it() -> None:
    walk = walk_of()
    walk.do(c.AddRunbook(by="bo", runbook=OTHER))
    walk.done("a")
    walk.done("b")
    walk.done("x/keep")
    walk.do(c.RaiseTier(by="bo", to=Tier.MAJOR, because="worse"))
    assert walk.item("x/law").is_added
    assert walk.current() == "x/law"


def test_behind_the_place_of_the_walk_they_wait_in_the_band() -> None:
    other = [step("x/keep", added_by=OTHER), step("b", tiers=ALL), step("c")]
    rules = [RaiseRule(to=Tier.MAJOR, when=fact_is("data_out"), also_run=OTHER)]
    walk = Walk(plan(other, raises=rules, added={OTHER: {}}))
    walk.done("b")
    walk.do(c.AddRunbook(by="bo", runbook=OTHER))
    assert walk.item("x/keep").in_band
    assert walk.current() == "c"
    walk.done("c")
    assert walk.current() == "x/keep"
    walk.do(c.RaiseTier(by="bo", to=Tier.MAJOR, because="worse"))
    assert walk.incident.tier_changes[-1].place == "c"
