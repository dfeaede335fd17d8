"""A key that is missing hides nothing else of the document, and what stands in for it is never told."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from incident.adapters.documents.checker import check
from incident.shipped import library_root

_SHIPPED = library_root() / "en" / "outage.core-channel.yaml"
_HIDDEN = "by: nobody-here"


def _told(folder: Path, pattern: str) -> list[str]:
    """What is told of the shipped runbook without the first line that matches, and with a wrong role at its end."""
    text, count = re.subn(pattern, "", _SHIPPED.read_text("utf-8"), count=1, flags=re.MULTILINE)
    assert count == 1
    place = text.rindex("by: ")
    text = text[:place] + re.sub(r"by: [a-z-]+", _HIDDEN, text[place:], count=1)
    (folder / "en").mkdir()
    (folder / "en" / _SHIPPED.name).write_text(text, "utf-8")
    found = check([folder], library=[library_root()])
    return [f"{each.rule} {each.message}" for each in found if each.severity == "error"]


@pytest.mark.parametrize("key", ["revision", "status", "title", "family", "owner", "reviewed"])
def test_beside_a_missing_key_of_the_runbook_all_else_is_told(tmp_path: Path, key: str) -> None:
    missing, wrong = _told(tmp_path, rf"^{key}:.*\n")
    assert missing == f"RB002 '{key}' is missing."
    assert wrong.startswith("RB012 The role 'nobody-here'")


@pytest.mark.parametrize("key", ["title", "id"])
def test_beside_a_missing_key_of_a_step_all_else_is_told(tmp_path: Path, key: str) -> None:
    pattern = r"^        title: .*\n" if key == "title" else r"(?<=      - )id: first-update\n        "
    missing, wrong = _told(tmp_path, pattern)
    assert missing == f"RB002 '{key}' is missing."
    assert wrong.startswith("RB012 The role 'nobody-here'")


def test_a_misspelt_key_is_told_once_with_the_right_one(tmp_path: Path) -> None:
    (tmp_path / "en").mkdir()
    text = _SHIPPED.read_text("utf-8").replace("\nowner: ", "\nonwer: ", 1)
    (tmp_path / "en" / _SHIPPED.name).write_text(text, "utf-8")
    (told,) = [each for each in check([tmp_path], library=[library_root()]) if each.severity == "error"]
    assert (told.message, told.hint) == ("Unknown key 'onwer'.", "Did you mean 'owner'?")
