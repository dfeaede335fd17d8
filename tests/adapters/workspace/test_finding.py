from __future__ import annotations

from pathlib import Path

import pytest

from incident.adapters.workspace.finding import default_workspace, find_workspace
from incident.application.errors import NotFound
from tests.adapters.workspace.written import SETTINGS


def test_the_nearest_workspace_above_is_found(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    below = folder / "runbooks" / "en"
    below.mkdir(parents=True)
    assert find_workspace(None, {}, below) == folder
    monkeypatch.chdir(below)
    assert find_workspace(None, {}) == folder


def test_where_none_is_above_the_persons_own_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    own = default_workspace()
    with pytest.raises(NotFound) as refusal:
        find_workspace(None, {}, tmp_path)
    assert refusal.value.fields == {"kind": "workspace", "name": str(own)}
    own.mkdir(parents=True)
    (own / "incident.yaml").write_text(SETTINGS, "utf-8")
    assert find_workspace(None, {}, tmp_path) == own


def test_a_workspace_that_was_named_is_not_looked_for_elsewhere(folder: Path, tmp_path: Path) -> None:
    """What is asked for goes before what the environment names."""
    wrong = str(tmp_path / "nowhere")
    assert find_workspace(str(folder), {"INCIDENT_HOME": wrong}) == folder
    assert find_workspace(None, {"INCIDENT_HOME": str(folder)}) == folder
    for asked, environment in ((wrong, {"INCIDENT_HOME": str(folder)}), (None, {"INCIDENT_HOME": wrong})):
        with pytest.raises(NotFound) as refusal:
            find_workspace(asked, environment, folder)
        assert refusal.value.fields["name"] == wrong
