"""A check tells everything at once: a wrong shape hides no wrong meaning, and no fault is told twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from incident.adapters.documents.checker import check
from incident.application.errors import Problem
from tests.adapters.documents.library import TEMPLATES, problems_of, spoilt


def test_a_wrong_shape_hides_nothing_else(tmp_path: Path) -> None:
    found = problems_of(
        tmp_path,
        ("if_not: Ask the vendor to publish it", "timer: 15 minutes"),
        ("Publish the notice on the main line", "Publish the notice " * 20),
        ("by: technical\n        within: {1: 10m", "by: tecnical\n        within: {1: 10m"),
        ("2: [share > 1%]", "2: [share >= 30m]"),
    )
    errors = [(problem.rule, problem.line) for problem in found if problem.severity == "error"]
    assert sorted(rule for rule, _line in errors) == ["RB002", "RB002", "RB011", "RB012"]


def _pair(folder: Path, *changes: tuple[str, str]) -> list[Problem]:
    """What is said of the runbook in two languages, the first of which is spoilt."""
    (folder / "small.en.yaml").write_text(spoilt(*changes), "utf-8")
    (folder / "small.zh-CN.yaml").write_text(spoilt(("language: en", "language: zh-CN")), "utf-8")
    return check([folder], library=[TEMPLATES])


@pytest.mark.parametrize(
    ("right", "wrong", "rule"),
    [
        ("if_not: Ask the vendor", "if_nut: Ask the vendor", "RB002"),
        ("date: 2026-11-01", "date: 2026-11-41", "RB002"),
        ("2: [share > 1%]", "2: [share >= 30m]", "RB011"),
        ("hold: 30m, by: commander", "hold: 30 minutes, by: commander", "RB002"),
    ],
)
def test_a_fault_of_one_language_is_no_difference_as_well(tmp_path: Path, right: str, wrong: str, rule: str) -> None:
    before = {(problem.path, problem.rule, problem.message) for problem in _pair(tmp_path)}
    after = [each for each in _pair(tmp_path, (right, wrong)) if (each.path, each.rule, each.message) not in before]
    errors = [each for each in after if each.severity == "error"]
    assert [(each.rule, Path(each.path).name) for each in errors] == [(rule, "small.en.yaml")]


def test_what_one_language_lacks_is_told_at_its_step(tmp_path: Path) -> None:
    found = _pair(tmp_path, ("        if_not: Ask the vendor to publish it\n", "        why: It is known\n"))
    line = spoilt().split("      - id: notice")[0].count("\n") + 1
    assert {each.line for each in found if each.rule == "RB030" and "notice.why" in each.message} == {line}
