"""What is wrong with the shape of a scenario hides nothing else in it, and makes nothing else wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from incident.adapters.documents.checker import check
from incident.shipped import library_root

_SHIPPED = library_root() / "scenarios" / "en" / "exercise.provider-down.yaml"


def _told(folder: Path, *changes: tuple[str, str]) -> list[str]:
    text = _SHIPPED.read_text("utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    (folder / _SHIPPED.name).write_text(text, "utf-8")
    found = check([folder], library=[library_root()])
    return [f"{each.rule} {each.message}" for each in found if each.severity == "error"]


def test_wrong_values_and_unknown_keys_hide_nothing_that_the_runbook_does_not_have(tmp_path: Path) -> None:
    wrong = (
        ("tier: 2", "tier: 9"),
        ("within: 5m", "within: soon"),
        ("evidence: {step: page}", "evidence: {step: pag}"),
    )
    told = _told(tmp_path, *wrong)
    assert [each[:5] for each in told] == ["SC001", "SC001", "SC003"]
    assert told[0] == "SC001 There is no tier '9'."


@pytest.mark.parametrize("key", ["revision", "title", "family", "runbook", "tier", "length", "start", "truth"])
def test_a_misspelt_key_is_told_once_and_what_stands_in_for_it_never(tmp_path: Path, key: str) -> None:
    assert _told(tmp_path, (f"\n{key}: ", f"\n{key}x: ")) == [f"SC001 Unknown key '{key}x'."]
