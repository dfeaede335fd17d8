"""A small library in a folder, and a place for what is compiled of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.adapters.documents.library import TEMPLATES, spoilt


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "runbooks"
    folder.mkdir()
    (folder / "runbook.yaml").write_text(spoilt(), "utf-8")
    (folder / "messages.yaml").write_text((TEMPLATES / "messages.yaml").read_text("utf-8"), "utf-8")
    return folder


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    return tmp_path / "cache"


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What was compiled of the shipped runbooks: once for all tests, as on any machine."""
    return tmp_path_factory.mktemp("compiled")
