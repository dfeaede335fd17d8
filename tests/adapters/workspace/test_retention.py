"""A slip in what is kept how long afterwards is told, and an emergency does not wait for it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from incident.adapters.workspace.checking import check_workspace
from incident.adapters.workspace.opening import open_workspace
from incident.application.errors import DocumentError
from tests.adapters.workspace.written import SETTINGS


def _written(folder: Path, more: str) -> None:
    (folder / "incident.yaml").write_text(SETTINGS + more, "utf-8")


@pytest.mark.parametrize("rules", ["{cases: 0d}", "{casse: 30d}", "soon", "{evidence: 30d, cases: never}"])
def test_a_slip_in_retention_stops_only_what_goes_by_it(folder: Path, rules: str) -> None:
    _written(folder, f"retention: {rules}\n")
    told = check_workspace(folder)
    assert [(Path(each.path).name, each.severity) for each in told] == [("incident.yaml", "warning")]
    for _time in ("compiled", "out of the cache"):
        workspace = open_workspace(folder, folder / "cache")
        assert workspace.config.people
        with pytest.raises(DocumentError) as stopped:
            _ = workspace.retention
        assert [each.message for each in stopped.value.problems] == [each.message for each in told]


def test_another_slip_of_the_settings_stops_as_before(folder: Path) -> None:
    _written(folder, "retention: {cases: 0d}\npublic_contcat: x\n")
    with pytest.raises(DocumentError):
        open_workspace(folder, None)


def test_rules_that_are_right_are_what_they_say(folder: Path) -> None:
    _written(folder, "retention: {cases: 30d}\n")
    assert open_workspace(folder, None).retention == {"cases": timedelta(days=30)}
