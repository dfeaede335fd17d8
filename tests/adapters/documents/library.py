"""The small good runbook of the fixtures, to be spoilt by a test in one place."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from incident.adapters.documents.checker import check
from incident.adapters.documents.library import YamlLibrary
from incident.application.errors import Problem
from incident.domain.runbooks.runbook import Bundle

FIXTURES = Path(__file__).parent / "fixtures"
GOOD = FIXTURES / "good"
TEMPLATES = GOOD / "templates"

__all__ = ["FIXTURES", "GOOD", "TEMPLATES", "compiled", "problems_of", "spoilt"]


def spoilt(*changes: tuple[str, str]) -> str:
    """The good runbook with each text replaced by another; each stands in it once."""
    text = (GOOD / "runbook.yaml").read_text("utf-8")
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def problems_of(folder: Path, *changes: tuple[str, str], today: date | None = None) -> list[Problem]:
    """What `check` says of the spoilt runbook."""
    path = folder / "runbook.yaml"
    path.write_text(spoilt(*changes), "utf-8")
    return check([path], library=[TEMPLATES], today=today)


def compiled(folder: Path, *changes: tuple[str, str]) -> Bundle:
    """The bundle of the changed runbook."""
    (folder / "runbook.yaml").write_text(spoilt(*changes), "utf-8")
    return YamlLibrary([folder, TEMPLATES]).bundle("outage.small")
