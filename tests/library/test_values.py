"""What a step of the shipped library reads off is known to the conditions and messages that ask for it."""

from __future__ import annotations

import pytest

from incident.domain import commands as c
from incident.domain.refusals import Refusal
from tests.domain.walks import Walk, step
from tests.domain.walks import plan as a_plan
from tests.library.test_contents import _bundle as bundle_of

_KNOWN = {
    ("complaints.media", "verify"): "post_views",
    ("outage.site-lost", "head-count"): "people_missing",
    ("site.emergency", "head-count"): "missing_people",
    ("site.emergency", "head-count-locked"): "missing_people",
    ("outage.change-failed", "back-run"): "error_share",
    ("outage.core-channel", "fix"): "error_share",
    ("outage.payment-login", "fix"): "error_share",
    ("outage.vendor", "switch"): "error_share",
}


@pytest.mark.parametrize(("runbook", "named"), _KNOWN)
def test_a_value_that_a_fact_asks_makes_it_known(runbook: str, named: str) -> None:
    found = bundle_of(runbook).runbook.step(named)
    assert found is not None
    assert (found.asks_value, found.facts) == (True, (_KNOWN[runbook, named],))


def test_the_views_that_were_read_off_the_post_are_known() -> None:
    walk = Walk(bundle_of("complaints.media"), by="ann")
    walk.do(c.CompleteStep(by="ann", step="verify", value="12000"))
    assert walk.incident.facts["post_views"].value == 12_000


def test_what_is_no_number_makes_no_fact_known() -> None:
    walk = Walk(a_plan([step("look", asks_value=True, facts=("share",))]))
    assert walk.refusal(c.CompleteStep(by="ann", step="look", value="many")).code is Refusal.FACT_UNREADABLE
    walk.do(c.CompleteStep(by="ann", step="look", value="3 %"))
    assert walk.incident.facts["share"].value == 3
