"""A world in memory for each test, in English unless it says otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from incident import i18n
from tests.tui.worlds import World


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """Every test begins in English and leaves nothing to the next."""
    i18n.use("en")
    yield
    i18n.use("en")


@pytest.fixture
def world(tmp_path: Path) -> World:
    """A workspace with one runbook and five people; ana sits at the terminal."""
    return World(folder=tmp_path)


@pytest.fixture(autouse=True)
def _hands_at_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    """A key of a test counts at once; what hurried keys do has tests of its own."""
    monkeypatch.setattr("incident.tui.screens.dialogue.CALM", 0.0)
    monkeypatch.setattr("incident.tui.app.CALM", 0.0)
