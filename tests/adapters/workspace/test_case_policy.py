"""`cases` of incident.yaml: how long customers may wait by it, and who sees how they are reached."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from incident.adapters.workspace.checking import check_workspace
from incident.adapters.workspace.opening import open_workspace
from incident.domain.cases.limits import CasePolicy
from incident.domain.grading.tiers import Tier
from tests.adapters.workspace.written import SETTINGS

POLICY = """\
cases:
  source: manual 6.2
  first_answer: {1: 15m, 3: 24h}
  done: 48h
  calendar: cn-workdays
  contacts: [scribe]
"""


def policy(folder: Path, said: str) -> CasePolicy:
    (folder / "incident.yaml").write_text(SETTINGS + said, "utf-8")
    return open_workspace(folder, folder / "cache").directory.case_policy()


def test_a_team_says_how_long_its_customers_wait_and_by_which_rule(folder: Path) -> None:
    found = policy(folder, POLICY)
    limits = found.limits
    assert (limits.source, limits.calendar, found.shown_to) == ("manual 6.2", "cn-workdays", ("scribe",))
    within = [limits.answer_within(tier) for tier in (Tier.MAJOR, Tier.SERIOUS, Tier.GENERAL)]
    assert within == [timedelta(minutes=15), timedelta(hours=24), timedelta(hours=24)]
    assert limits.done_within(Tier.MAJOR) == timedelta(hours=48)


def test_without_a_policy_an_answer_is_due_in_24_hours_and_the_end_in_48(folder: Path) -> None:
    limits = policy(folder, "").limits
    assert (limits.answer_within(Tier.MAJOR), limits.done_within(Tier.GENERAL)) == (
        timedelta(hours=24),
        timedelta(hours=48),
    )
    assert policy(folder, "cases: {source: ours}\n").shown_to == CasePolicy().shown_to


def test_a_graver_tier_never_has_the_laxer_limit(folder: Path) -> None:
    (folder / "incident.yaml").write_text(SETTINGS + "cases: {source: x, done: {1: 72h, 2: 48h}}\n", "utf-8")
    problems = [each for each in check_workspace(folder) if each.rule == "WS006"]
    assert [each.message for each in problems] == ["Tier 1 has a longer limit than tier 2, which is less grave."]
