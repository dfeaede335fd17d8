from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

import pytest

from incident.adapters.calendars.source import DaysOff
from incident.adapters.documents.checker import check
from incident.adapters.documents.obligations.library import ObligationLibrary
from incident.application.errors import DocumentError, Problem
from incident.domain.grading.tiers import Tier
from incident.domain.law.obligations import Moment, Register
from incident.domain.law.periods import Unit
from incident.shipped import library_root
from tests.adapters.documents.library import FIXTURES
from tests.conftest import CHECKOUT

OBLIGATIONS = FIXTURES / "obligations"
GOOD = OBLIGATIONS / "good"
CASES = sorted((OBLIGATIONS / "rules").iterdir())
TODAY = date(2026, 11, 21)


class TwoHolidays:
    """A source that knows one place with two days off a year."""

    version = "1"

    def places(self) -> Sequence[str]:
        return ["ZZ"]

    def days_off(self, place: str, years: Iterable[int]) -> DaysOff | None:
        days = frozenset(day for year in years for day in (date(year, 1, 1), date(year, 10, 1)))
        return DaysOff(holidays=days, working_days=frozenset()) if place == "ZZ" else None


def _good(name: str, *changes: tuple[str, str]) -> str:
    text = (GOOD / name).read_text("utf-8")
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def _problems(folder: Path, name: str, *changes: tuple[str, str]) -> list[Problem]:
    (folder / name).write_text(_good(name, *changes), "utf-8")
    return check([folder], library=[GOOD], today=TODAY)


def _register(*roots: Path, cache: Path | None = None) -> Register:
    return ObligationLibrary([*roots, GOOD], TwoHolidays(), cache).register()


def test_the_good_register_breaks_no_rule() -> None:
    assert check([GOOD], today=TODAY) == []


def test_the_shipped_register_breaks_no_rule() -> None:
    assert check([library_root() / "obligations"], today=TODAY) == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_each_fixture_breaks_exactly_its_rule(case: Path) -> None:
    problems = check([case], library=[GOOD], today=TODAY)
    assert {problem.rule for problem in problems} == {case.stem}
    assert all(problem.line and problem.column and problem.path for problem in problems)


def test_every_rule_has_a_fixture() -> None:
    assert {case.stem for case in CASES} == {f"OB{number:03}" for number in range(1, 15)}


@pytest.mark.parametrize(
    ("change", "there", "told", "hint"),
    [
        (
            ("    contents: list", "    kontents: list"),
            "kontents: list",
            ("OB001", "Unknown key 'kontents'"),
            "'contents'",
        ),
        (("clock_start: aware", "clock_start: awre"), "awre", ("OB001", "'clock_start' cannot be 'awre'"), "'aware'"),
        (("{n: 4, unit: hour}", "{n: 4, unit: ours}"), "ours", ("OB001", "'unit' cannot be 'ours'"), "hour"),
        (("applies_if: leak", "applies_if: leek"), "leek", ("OB003", "'leek' is not declared"), "'leak'"),
        (("people >= 100", "people >= 10%"), '10%"', ("OB003", "is a percent"), "50"),
        (("jurisdiction: cn", "jurisdiction: cm"), "cm", ("OB004", "no jurisdiction 'cm'"), "any, cn"),
        (("calendar: plain", "calendar: plane"), "plane", ("OB004", "no calendar 'plane'"), "'plain'"),
        (("phase: final", "phase: final\n    sector: telekom"), "telekom", ("OB004", "no sector"), "'telecom'"),
        (("phase: final", "phase: final\n    jurisdiction: cm"), "cm", ("OB004", "no jurisdiction"), "any, cn"),
        (("after: report", "after: rebort"), "rebort", ("OB005", "no obligation 'rebort'"), "'cn.small.report'"),
        (("after: report", "after: closing"), "closing", ("OB005", "waits for its own report"), ""),
        (("{n: 4, unit: hour}", "{unit: hour}"), "{unit", ("OB007", "'hour' needs a number"), "n: 72"),
        (("{n: 4, unit: hour}", "{unit: immediately}"), "{unit", ("OB007", "own words"), "undue delay"),
        (("contents: list", "contents: lists"), "lists", ("OB008", "not among 'checklists'"), "'list'"),
        (
            ("confidence: S", "confidence: S\n    effective_from: 2026-02-01\n    effective_to: 2026-01-01"),
            "2026-01-01",
            ("OB009", "ends before it begins"),
            "",
        ),
        (
            ("confidence: S", "confidence: S\n    status: proposed\n    effective_from: 2026-02-01"),
            "2026-02-01",
            ("OB009", "no 'effective_from'"),
            "in_force",
        ),
        (("calendar: plain, ", ""), "{zone", ("OB014", "no calendar tells"), ""),
    ],
)
def test_what_is_wrong_is_told_with_its_place_and_the_right_word(
    tmp_path: Path, change: tuple[str, str], there: str, told: tuple[str, str], hint: str
) -> None:
    (problem, *more) = _problems(tmp_path, "regime.yaml", change)
    line = _good("regime.yaml", change).splitlines()[problem.line - 1]
    assert line[problem.column - 1 :].startswith(there)
    assert problem.rule == told[0]
    assert told[1] in problem.message
    assert hint in problem.hint
    assert {each.rule for each in more} <= {told[0]}


def test_a_rule_is_overdue_from_the_day_after_and_only_warned_about() -> None:
    assert check([GOOD], today=date(2027, 4, 30)) == []
    (problem,) = check([GOOD], today=date(2027, 5, 1))
    assert (problem.rule, problem.severity) == ("OB010", "warning")


def test_a_rule_may_have_been_compared_later_than_its_file(tmp_path: Path) -> None:
    own = ("    confidence: S", "    confidence: S\n    verified_on: 2026-01-01")
    (problem,) = _problems(tmp_path, "regime.yaml", own)
    assert (problem.rule, problem.line) == ("OB010", 35)


def test_days_go_forward_and_make_up_days_fall_on_weekends(tmp_path: Path) -> None:
    problems = _problems(tmp_path, "calendar.yaml", ("last: 2026-10-07", "last: 2026-09-07"), ("10-10", "10-12"))
    assert [(problem.rule, problem.line) for problem in problems] == [("OB013", 6), ("OB013", 8)]


def test_a_base_that_nobody_knows_is_named(tmp_path: Path) -> None:
    (problem,) = _problems(tmp_path, "calendar.yaml", ("settled_until: 2026-12-31", "base: market:ECV"))
    assert (problem.rule, problem.hint) == ("OB004", "Did you mean 'market:ECB'?")


def test_a_misspelt_format_is_told_which_there_are(tmp_path: Path) -> None:
    (problem,) = _problems(tmp_path, "regime.yaml", ("obligations/1", "obligation/1"))
    assert problem.hint == "Did you mean 'obligations/1'?"


def test_an_unreadable_file_is_one_problem(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("format: obligations/1\nid: a.b\n\tx", "utf-8")
    assert [problem.rule for problem in check([tmp_path], library=[GOOD])] == ["OB001"]


def test_a_file_compiles_to_what_it_says() -> None:
    report = _register().obligation("cn.small.report")
    assert report is not None
    assert (report.start, report.due.n, report.due.unit) == (Moment.AWARE, 4, Unit.HOUR)
    assert report.requires_tier is Tier.MAJOR  # its class asks for it
    assert report.source.review_by == date(2027, 4, 30)
    assert _register().contents(report, "zh-CN") == ("事件情况", "处置措施")


def test_the_workspace_goes_before_what_is_shipped(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text(_good("regime.yaml", ("n: 4", "n: 2"), ('"Report it"', '"Ours"')), "utf-8")
    (tmp_path / "words.yaml").write_text(_good("words.yaml", ('"Did data leak?"', '"Lost?"')), "utf-8")
    register = _register(tmp_path)
    report = register.obligation("cn.small.report")
    assert report is not None
    assert report.due.n == 2
    assert register.text("cn.small.report.title", "en") == "Ours"
    assert register.text("fact.leak", "en") == "Lost?"
    assert check([tmp_path, GOOD], library=[GOOD], today=TODAY) == []


def test_a_calendar_of_the_workspace_goes_before_the_shipped_one(tmp_path: Path) -> None:
    own = _good("calendar.yaml", ("  - 2026-10-10", "  - 2026-10-11"))
    (tmp_path / "calendar.yaml").write_text(own, "utf-8")
    calendar = _register(tmp_path).calendars["plain"]
    assert calendar.working_days == {date(2026, 10, 11)}


def test_a_year_that_a_calendar_names_is_its_own_and_others_come_from_the_base(tmp_path: Path) -> None:
    own = _good("calendar.yaml", ("settled_until: 2026-12-31", "base: ZZ"))
    (tmp_path / "calendar.yaml").write_text(own, "utf-8")
    calendar = _register(tmp_path).calendars["plain"]
    assert not calendar.is_holiday(date(2026, 1, 1))
    assert calendar.is_holiday(date(2026, 10, 7))
    assert calendar.is_holiday(date(2027, 1, 1))
    assert calendar.settled_until == date(2040, 12, 31)


def test_a_calendar_alone_is_settled_to_its_last_day(tmp_path: Path) -> None:
    (tmp_path / "calendar.yaml").write_text(_good("calendar.yaml", ("settled_until: 2026-12-31\n", "")), "utf-8")
    assert _register(tmp_path).calendars["plain"].settled_until == date(2026, 10, 10)


def test_a_register_with_an_error_is_refused_with_all_of_them(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(_good("regime.yaml", ("leak\n", "leek\n"), ("after: report", "after: x")), "utf-8")
    with pytest.raises(DocumentError) as refusal:
        _register(tmp_path, cache=tmp_path / "cache")
    assert [problem.rule for problem in refusal.value.problems] == ["OB003", "OB005"]
    assert not (tmp_path / "cache").exists()


def test_what_was_kept_is_what_would_be_compiled(tmp_path: Path) -> None:
    first = _register(cache=tmp_path)
    assert [path.suffix for path in tmp_path.iterdir()] == [".json"]
    assert _register(cache=tmp_path) == first


def test_a_changed_file_is_seen_even_if_size_and_time_stay(tmp_path: Path) -> None:
    root, kept = tmp_path / "root", tmp_path / "kept"
    root.mkdir()
    path = root / "regime.yaml"
    path.write_text(_good("regime.yaml"), "utf-8")
    before, stat = _register(root, cache=kept), path.stat()
    path.write_text(_good("regime.yaml", ("n: 4", "n: 5")), "utf-8")
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert _register(root, cache=kept) != before


def test_a_kept_register_is_read_without_the_compiler(tmp_path: Path) -> None:
    question = (
        "import sys; from pathlib import Path; "
        "from incident.adapters.calendars.holidays_package import HolidaysPackage; "
        "from incident.adapters.documents.obligations.library import ObligationLibrary; "
        "from incident.shipped import library_root; "
        f"ObligationLibrary([library_root()], HolidaysPackage(), Path({str(tmp_path)!r})).register(); "
        "print(*({'yaml', 'pydantic', 'lark', 'holidays'} & set(sys.modules)))"
    )
    answers = [
        subprocess.run([sys.executable, "-c", question], cwd=CHECKOUT, check=True, capture_output=True, text=True)
        for _ in range(2)
    ]
    assert [set(answer.stdout.split()) for answer in answers] == [{"yaml", "pydantic", "lark", "holidays"}, set()]
