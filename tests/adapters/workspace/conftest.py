from __future__ import annotations

from pathlib import Path

import pytest

from incident.adapters.workspace.files import FILES
from incident.adapters.workspace.opening import FolderWorkspace, open_workspace
from tests.adapters.workspace.written import PEOPLE, SETTINGS, TARGETS


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "desk"
    folder.mkdir()
    for name, text in zip(FILES, (SETTINGS, PEOPLE, TARGETS), strict=True):
        (folder / name).write_text(text, "utf-8")
    return folder


@pytest.fixture
def desk(folder: Path) -> FolderWorkspace:
    return open_workspace(folder, None)
