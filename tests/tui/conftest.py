"""A world in memory for each test, in English unless it says otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet

from incident import i18n
from tests.tui.worlds import World


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """Every test begins in English and leaves nothing to the next."""
    i18n.use("en")
    yield
    i18n.use("en")


@pytest.fixture(autouse=True, scope="session")
def _sheets_read_once() -> Iterator[None]:
    """Each program of a test would parse the same style sheets anew, an eighth of its time; nothing changes a rule."""
    read, known = Stylesheet._parse_rules, {}

    def rules(sheet: Stylesheet, *which: Any, **more: Any) -> list[RuleSet]:  # noqa: ANN401  (which sheet it is)
        key = (which, *more.items(), frozenset(sheet._variables.items()))
        if key not in known:
            known[key] = read(sheet, *which, **more)
        return known[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Stylesheet, "_parse_rules", rules)
        yield


@pytest.fixture
def world(tmp_path: Path) -> World:
    """A workspace with one runbook and five people; ana sits at the terminal."""
    return World(folder=tmp_path)


@pytest.fixture(autouse=True)
def _hands_at_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    """A key of a test counts at once; what hurried keys do has tests of its own."""
    monkeypatch.setattr("incident.tui.screens.guarding.CALM", 0.0)
    monkeypatch.setattr("incident.tui.screens.guarding.ALONE_SECONDS", 0.01)
    monkeypatch.setattr("incident.tui.app.CALM", 0.0)
