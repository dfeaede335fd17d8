"""Each shipped runbook is walked to its end: at every tier, down every branch, raised and lowered on the way."""

from __future__ import annotations

from functools import cache

import pytest

from incident.adapters.documents.library import YamlLibrary
from incident.adapters.documents.snapshot import Snapshot
from incident.domain import commands as c
from incident.domain.grading.tiers import Tier
from incident.domain.runbooks.runbook import Bundle, Verb
from incident.domain.walking.standing import was_worked
from incident.shipped import library_root
from tests.library.tours import Tour, Tours

RUNBOOKS = Snapshot([library_root()]).names
GRAVEST = min(Tier)
ENDS = {GRAVEST, max(Tier)}
TIERS = [
    pytest.param(tier, id=f"tier-{int(tier)}", marks=pytest.mark.soak if tier is not GRAVEST else ()) for tier in Tier
]
"""The gravest, with the most steps, in every run; the others by themselves, with -m soak."""


@cache
def _bundle(runbook_id: str) -> Bundle:
    return YamlLibrary([library_root()]).bundle(runbook_id)


def _ended(tour: Tour) -> bool:
    return not tour.walk.checklist.open_items


@pytest.mark.parametrize("tier", TIERS)
@pytest.mark.parametrize("runbook", RUNBOOKS)
def test_every_option_and_every_way_out_leads_to_the_end(runbook: str, tier: Tier) -> None:
    tours = Tours(_bundle(runbook), tier)
    for tour in tours:
        assert _ended(tour), [item.step.id for item in tour.walk.checklist.open_items]
    there = {step.id for step in _bundle(runbook).runbook.steps() if tier in step.tiers and not step.added_by}
    taken = {(step, option) for step, option in tours.options if step in there}
    wanted = {
        (step.id, option)
        for step in _bundle(runbook).runbook.steps()
        if step.verb is Verb.ASK and step.id in there
        for option in step.options
    }
    assert taken == wanted


CHANGES = [
    pytest.param(old, new, id=f"{int(old)}-{int(new)}", marks=() if {old, new} == ENDS else pytest.mark.soak)
    for old in Tier
    for new in Tier
    if old != new
]
"""From the gravest to the mildest and back in every run; the others with -m soak."""


@pytest.mark.parametrize(("old", "new"), CHANGES)
@pytest.mark.parametrize("runbook", RUNBOOKS)
def test_raised_and_lowered_half_way_it_ends_and_what_was_done_stays(runbook: str, old: Tier, new: Tier) -> None:
    whole = Tour(Tours(_bundle(runbook), old))
    whole.walk_on()
    tour = Tour(Tours(_bundle(runbook), old))
    tour.walk_on(whole.marks // 2)
    before = {step: progress.mark for step, progress in tour.walk.incident.steps.items() if was_worked(progress)}
    kind = c.RaiseTier if new < old else c.LowerTier
    tour.walk.do(kind(by="ann", to=new, because="as it turned out"))
    tour.walk_on()
    assert _ended(tour), [item.step.id for item in tour.walk.checklist.open_items]
    after = tour.walk.incident.steps
    assert {step: after[step].mark for step in before} == before


@pytest.mark.parametrize("runbook", RUNBOOKS)
def test_the_words_of_every_step_stand_in_both_languages(runbook: str) -> None:
    bundle = _bundle(runbook)
    assert bundle.languages == ("en", "zh-CN")
    assert bundle.words["en"].keys() == bundle.words["zh-CN"].keys()
