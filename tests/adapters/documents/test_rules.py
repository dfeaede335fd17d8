from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from incident.adapters.documents.checker import check
from incident.adapters.documents.rules.cells import cells, lines
from incident.adapters.documents.rules.people import fewest_people
from incident.domain.runbook import Staffing
from incident.shipped import library_root
from tests.adapters.documents.library import FIXTURES, GOOD, TEMPLATES, problems_of, spoilt

CASES = sorted((FIXTURES / "rules").iterdir())


def test_the_good_runbook_breaks_no_rule() -> None:
    assert check([GOOD]) == []


def test_the_shipped_library_breaks_no_rule() -> None:
    assert check([library_root()]) == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_each_fixture_breaks_exactly_its_rule(case: Path) -> None:
    problems = check([case], library=[TEMPLATES])
    assert {problem.rule for problem in problems} == {case.stem}
    assert all(problem.line and problem.column and problem.path for problem in problems)


def test_all_problems_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    cases = [case for case in CASES if case.is_file()]
    for case in cases:
        text = case.read_text("utf-8").replace("outage.small", f"outage.{case.stem.lower()}")
        (tmp_path / case.name).write_text(text, "utf-8")
    problems = check([tmp_path], library=[TEMPLATES])
    assert {(Path(problem.path).stem, problem.rule) for problem in problems} == {
        (case.stem, case.stem) for case in cases
    }
    assert [problem.path for problem in problems] == sorted(problem.path for problem in problems)


def test_a_difference_between_languages_names_both_places(tmp_path: Path) -> None:
    (tmp_path / "en.yaml").write_text(spoilt(), "utf-8")
    (tmp_path / "zh.yaml").write_text(
        spoilt(("language: en", "language: zh-CN"), ("        if_not: Ask the vendor to publish it\n", "")), "utf-8"
    )
    found = check([tmp_path], library=[TEMPLATES])
    assert {problem.rule for problem in found} == {"RB030"}
    missing = next(problem for problem in found if "'notice-if-not' is missing" in problem.message)
    assert missing.path.endswith("zh.yaml")
    assert f"{tmp_path}/en.yaml:48" in missing.message


def test_steps_in_another_order_are_told_once(tmp_path: Path) -> None:
    size = '      - {id: size, title: "SIZE: record it", record: [share, workaround]}\n'
    last = "      - {id: last,"
    (tmp_path / "en.yaml").write_text(spoilt(), "utf-8")
    (tmp_path / "zh.yaml").write_text(
        spoilt(("language: en", "language: zh-CN"), (size, ""), (last, size + last)), "utf-8"
    )
    found = check([tmp_path], library=[TEMPLATES])
    assert [problem.rule for problem in found] == ["RB030"]
    assert "another order" in found[0].message


def test_the_same_runbook_twice_in_one_language_is_a_problem(tmp_path: Path) -> None:
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / name).write_text(spoilt(), "utf-8")
    assert [problem.rule for problem in check([tmp_path], library=[TEMPLATES])] == ["RB003"]


def test_a_template_asks_only_for_what_the_runbook_has(tmp_path: Path) -> None:
    messages = (TEMPLATES / "messages.yaml").read_text("utf-8").replace("${since}", "${sinse}").replace("?", "$ 5")
    (tmp_path / "messages.yaml").write_text(messages, "utf-8")
    (tmp_path / "runbook.yaml").write_text(spoilt(), "utf-8")
    (problem, *_more) = check([tmp_path])
    assert (problem.rule, problem.line, problem.hint) == ("RB008", 4, "Did you mean 'since'?")


def test_a_lonely_dollar_is_no_placeholder(tmp_path: Path) -> None:
    messages = (TEMPLATES / "messages.yaml").read_text("utf-8").replace("It is over", "$5 for you")
    (tmp_path / "messages.yaml").write_text(messages, "utf-8")
    assert ["'$' starts no placeholder" in problem.message for problem in check([tmp_path])] == [True]


def test_a_review_that_is_overdue_shows_from_the_day_after(tmp_path: Path) -> None:
    path = tmp_path / "runbook.yaml"
    path.write_text(spoilt(), "utf-8")
    assert check([path], library=[TEMPLATES], today=date(2027, 1, 30)) == []
    assert [p.rule for p in check([path], library=[TEMPLATES], today=date(2027, 1, 31))] == ["RB025"]


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        (("hold: 30m, by: commander}", "by: commander}"), "RB019"),
        (("hold: {1: 60m, 2: 30m, 3: 15m}, fresh", "fresh"), "RB019"),
        (("within: {1: 10m, 2: 20m, 3: 1h}", "within: {1: 16m, 2: 20m, 3: 1h}"), "RB015"),
        (("first_update: 15m", "first_update: 31m"), "RB015"),
        (('"VOICE MENU: put up the notice"', '"VOICE MENU: please put up the notice"'), "RB026"),
        (('"VOICE MENU: put up the notice"', f'"VOICE MENU: {"x" * 40}"'), "RB026"),
        (("do: Publish the notice on the main line", "do: 发布通知" + "公告内容" * 20), "RB028"),
        (
            ("        if_not: Ask the vendor to publish it", "        caution: " + "very long words " * 5 + "end"),
            "RB028",
        ),
        (("expect: A test call hears it", "expect: A test call hears ${shares}"), "RB008"),
        (("now:\n", "now:\n  - Tell ana@example.org\n"), "RB025"),
    ],
)
def test_rules_hold_in_each_of_their_cases(tmp_path: Path, change: tuple[str, str], rule: str) -> None:
    assert {problem.rule for problem in problems_of(tmp_path, change)} == {rule}


def test_files_that_cannot_be_read_are_problems_and_not_crashes(tmp_path: Path) -> None:
    (tmp_path / "text.yaml").write_text("just words", "utf-8")
    (tmp_path / "other.yaml").write_text("format: runbok/1", "utf-8")
    (tmp_path / "folder.yaml").mkdir()
    problems = check([tmp_path, tmp_path / "missing.yaml"])
    assert [(problem.rule, Path(problem.path).name) for problem in problems] == [
        ("RB001", "missing.yaml"),
        ("RB002", "other.yaml"),
        ("RB002", "text.yaml"),
    ]
    assert problems[1].hint == "Did you mean 'runbook/1'?"


def test_three_people_are_enough_if_the_roles_can_be_combined() -> None:
    pairs = Staffing(may_combine=(("a", "b"), ("c", "d")), never_combine=(("c", "d"),))
    assert fewest_people(["a", "b"], pairs) == 1
    assert fewest_people(["a", "b", "c", "d"], pairs) == 3


@pytest.mark.parametrize(
    ("text", "width", "expected"), [("", 10, 1), ("one two", 7, 1), ("one two", 6, 2), ("渠道中断", 6, 2)]
)
def test_lines_are_counted_in_cells(text: str, width: int, expected: int) -> None:
    assert lines(text, width) == expected
    assert cells("渠道") == 4
