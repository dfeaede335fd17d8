"""How ready the runbooks are: nobody relies on a draft."""

from __future__ import annotations

from datetime import UTC, datetime

from incident.application.readiness import Lately, read_readiness
from incident.tui.views.home_panels import hurting_panel
from tests.bundles import RUNBOOK_ID, a_bundle
from tests.fakes import ShelfLibrary, a_team

LATE = datetime(2036, 1, 1, tzinfo=UTC)


def test_a_draft_is_no_current_runbook_and_its_review_is_not_overdue() -> None:
    library = ShelfLibrary({RUNBOOK_ID: a_bundle(), "other.draft": a_bundle()}, drafts={"other.draft"})
    found = read_readiness(library, a_team(), LATE, UTC)
    assert (found.runbooks, found.overdue, found.drafts) == (2, 1, 1)
    _title, rows = hurting_panel(found, Lately(), LATE)
    words = [row[0].plain.strip() for row in rows]
    assert words[:3] == ["0 runbooks current", "! 1 runbook overdue for review", "1 runbook is a draft"]
