"""Several roles in one hand: what the runbook combines, what it does not, and what it says nothing about."""

from __future__ import annotations

from dataclasses import replace

from incident.domain import commands as c
from incident.domain.duties.staffing import not_combined
from incident.domain.runbooks.runbook import Staffing
from tests.domain.walks import Walk, plan, step

BUNDLE = plan([step("a")])


def _walk(*groups: tuple[str, ...]) -> Walk:
    return Walk(replace(BUNDLE, runbook=replace(BUNDLE.runbook, staffing=Staffing(may_combine=groups))))


def test_a_role_beside_one_that_the_runbook_does_not_combine_it_with_is_given_and_said() -> None:
    here = _walk(("deputy", "liaison"))
    here.do(c.AssignRole(by="ann", role="liaison", person="ann"))
    assert here.incident.person_of("liaison") == "ann"
    assert not_combined(here.incident, "liaison", "ann") == ("commander",)
    assert not_combined(here.incident, "liaison", "bo") == ()


def test_roles_of_one_group_go_together_and_a_third_from_outside_does_not() -> None:
    here = _walk(("commander", "liaison"), ("deputy", "liaison"))
    assert not_combined(here.incident, "liaison", "ann") == ()
    here.do(c.AssignRole(by="ann", role="liaison", person="ann"))
    assert not_combined(here.incident, "deputy", "ann") == ("commander", "liaison")


def test_a_runbook_without_groups_says_nothing() -> None:
    assert not_combined(_walk().incident, "liaison", "ann") == ()
