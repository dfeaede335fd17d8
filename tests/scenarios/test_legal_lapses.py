"""What the first page of a report calls a lapse of law."""

from __future__ import annotations

from datetime import timedelta

import pytest

from incident.application.review import load_review
from incident.application.review.standouts import LapseKind, first_page
from tests.desks import LEAK, LegalDesk

NIGHT = "2026-11-20 23:30"
PLAN = "cn.cybersecurity.report/competent-department"


@pytest.mark.parametrize(("minutes", "is_lapse"), [(119, False), (121, True)])
def test_a_first_report_that_was_due_at_once_is_a_lapse_after_two_hours(minutes: int, *, is_lapse: bool) -> None:
    facts = {**LEAK, "people_affected": 1_000_000.0, "crime_suspected": True}
    desk = LegalDesk("cn", NIGHT, facts=facts)
    desk.mark("aware", NIGHT)
    now = desk.clock.now() + timedelta(minutes=minutes)
    review = load_review(desk.log, desk.log, desk.id, now=now)
    assert any(row.is_first_at_once for row in review.legal)
    lapses = first_page(review).lapses or ()
    assert any(each.kind is LapseKind.LEGAL_AT_ONCE for each in lapses) is is_lapse


@pytest.mark.parametrize("filed", [False, True])
def test_a_first_report_whose_number_another_rule_names_is_a_lapse_too_while_nobody_made_it(*, filed: bool) -> None:
    """Its row says 'at once, no number', and NEEDS YOU counts it among what is due at once."""
    desk = LegalDesk("cn", NIGHT, facts={**LEAK, "network_endangered": True})
    desk.mark("aware", NIGHT)
    if filed:
        desk.file("cn.cybersecurity.report", NIGHT, "competent-department")
    now = desk.clock.now() + timedelta(hours=3)
    lapses = first_page(load_review(desk.log, desk.log, desk.id, now=now)).lapses or ()
    assert (PLAN in [each.subject for each in lapses if each.kind is LapseKind.LEGAL_AT_ONCE]) is not filed
