from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from incident.adapters.workspace.checking import check_workspace
from incident.adapters.workspace.opening import open_workspace
from incident.domain.runbooks.runbook import Runbook
from tests import bundles
from tests.adapters.workspace.written import SETTINGS

NIGHT = """\
night:
  begins: "22:00"
  ends: "06:30"
  texts:
    - {runbook: outage.core-channel, revision: 4, template: outage-first, by: mara}
"""


def a_runbook(id_: str = "outage.core-channel", revision: int = 4) -> Runbook:
    return replace(bundles.a_runbook(), id=id_, revision=revision)


@pytest.mark.parametrize(
    ("local", "ends"),
    [
        ("2026-11-21 22:00", "2026-11-22 06:30"),
        ("2026-11-22 03:00", "2026-11-22 06:30"),
        ("2026-10-25 02:30", "2026-10-25 06:30"),
        ("2026-11-22 06:30", ""),
        ("2026-11-21 21:59", ""),
    ],
)
def test_a_text_that_was_approved_beforehand_may_leave_by_the_teams_own_night(
    folder: Path, local: str, ends: str
) -> None:
    (folder / "incident.yaml").write_text(SETTINGS + NIGHT, "utf-8")
    zone = ZoneInfo("Europe/Berlin")
    directory = open_workspace(folder, folder / "cache").directory
    at = datetime.fromisoformat(local).replace(tzinfo=zone).astimezone(UTC)
    found = directory.preapproval(a_runbook(), "outage-first", at)
    until = datetime.fromisoformat(ends).replace(tzinfo=zone) if ends else None
    assert (found and (found.by, found.until)) == (until and ("mara", until))


def test_no_other_text_and_no_other_revision_leaves_by_night(folder: Path) -> None:
    (folder / "incident.yaml").write_text(SETTINGS + NIGHT, "utf-8")
    directory = open_workspace(folder, None).directory
    night = datetime(2026, 11, 22, 1, tzinfo=UTC)
    assert directory.preapproval(a_runbook(), "outage-first", night)
    assert directory.preapproval(a_runbook(), "outage-end", night) is None
    assert directory.preapproval(a_runbook(revision=5), "outage-first", night) is None
    assert directory.preapproval(a_runbook("outage.app"), "outage-first", night) is None


@pytest.mark.parametrize(
    ("was", "written", "rule"),
    [
        ("by: mara", "by: marla", "WS004"),
        ('"06:30"', '"22:00"', "WS006"),
        ('"06:30"', '"25:00"', "WS002"),
        (", by: mara", "", "WS002"),
    ],
)
def test_a_wrong_night_policy_is_told_where_it_stands(folder: Path, was: str, written: str, rule: str) -> None:
    (folder / "incident.yaml").write_text(SETTINGS + NIGHT.replace(was, written), "utf-8")
    (found,) = check_workspace(folder)
    assert (found.rule, found.path) == (rule, str(folder / "incident.yaml"))
