from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from incident.application.errors import Problem
from tests.adapters.documents.library import problems_of

DO = "        do: Publish the notice on the main line\n"
TODO = "        do: TODO publish\n"


def _found(problems: list[Problem]) -> list[tuple[str, str]]:
    return [(problem.rule, problem.severity) for problem in problems]


@pytest.mark.parametrize(
    "written",
    [
        "        do: TODO publish  # check: ignore RB024 (the vendor tells us in May)\n",
        "        # check: ignore RB024 (the vendor tells us in May)\n        do: TODO publish\n",
        "        # check: ignore RB024 (in May)\n\n        # more\n        do: TODO publish\n",
        "        do: TODO publish # check: ignore RB024（供应商五月答复）\n",
    ],
)
def test_an_ignore_with_a_reason_silences_its_rule_on_its_line(tmp_path: Path, written: str) -> None:
    assert _found(problems_of(tmp_path, (DO, written))) == [("RB024", "ignored")]


def test_one_comment_can_ignore_several_rules(tmp_path: Path) -> None:
    written = "        do: TODO call +49 30 1234 5678  # check: ignore RB024, RB025 (the line of the fire brigade)\n"
    assert _found(problems_of(tmp_path, (DO, written))) == [("RB024", "ignored"), ("RB025", "ignored")]


def test_an_ignore_silences_no_other_rule_and_no_other_line(tmp_path: Path) -> None:
    other_rule = TODO.rstrip() + "  # check: ignore RB025 (in May)\n"
    assert _found(problems_of(tmp_path, (DO, other_rule))) == [("RB024", "warning"), ("RB034", "warning")]
    line_before = "        by: technical\n        within"
    other_line = "        by: technical  # check: ignore RB024 (in May)\n        within"
    assert _found(problems_of(tmp_path, (DO, TODO), (line_before, other_line))) == [
        ("RB034", "warning"),
        ("RB024", "warning"),
    ]


@pytest.mark.parametrize("comment", ["ignore RB024", "ignore RB024 ()", "ignore RB024 (  )", "ignore (in May)", "stop"])
def test_an_ignore_that_gives_no_reason_or_no_rule_silences_nothing(tmp_path: Path, comment: str) -> None:
    written = f"        do: TODO publish  # check: {comment}\n"
    assert _found(problems_of(tmp_path, (DO, written))) == [("RB024", "warning"), ("RB034", "error")]


def test_an_ignore_in_a_value_is_words_and_no_comment(tmp_path: Path) -> None:
    written = '        do: "TODO # check: ignore RB024 (in May)"\n'
    block = "        show: |\n          # check: ignore RB024 (in May)\n          TODO\n"
    assert _found(problems_of(tmp_path, (DO, written))) == [("RB024", "warning")]
    assert _found(problems_of(tmp_path, (DO, DO + block))) == [("RB024", "warning")]


def test_what_keeps_a_file_from_having_a_meaning_cannot_be_ignored(tmp_path: Path) -> None:
    written = "        by: techncal  # check: ignore RB012 (she is new)\n        within"
    found = problems_of(tmp_path, ("        by: technical\n        within", written))
    assert _found(found) == [("RB012", "error"), ("RB034", "error")]


def test_an_ignore_of_what_is_right_now_is_told(tmp_path: Path) -> None:
    (problem,) = problems_of(tmp_path, (DO, DO.rstrip() + "  # check: ignore RB024 (in May)\n"))
    assert (problem.rule, problem.severity, problem.line) == ("RB034", "warning", 46)
    assert "RB024" in problem.message


def test_a_file_with_another_error_is_not_told_of_idle_ignores(tmp_path: Path) -> None:
    idle = DO.rstrip() + "  # check: ignore RB024 (in May)\n"
    unknown = ("        by: technical\n        within", "        bye: technical\n        within")
    assert _found(problems_of(tmp_path, (DO, idle), unknown)) == [("RB002", "error")]


def test_an_overdue_review_can_be_ignored_until_it_is_held(tmp_path: Path) -> None:
    reviewed = "reviewed: {date: 2026-11-01, every: 90d}"
    change = (reviewed, f"# check: ignore RB025 (booked for March)\n{reviewed}")
    assert _found(problems_of(tmp_path, change, today=date(2027, 2, 1))) == [("RB025", "ignored")]
