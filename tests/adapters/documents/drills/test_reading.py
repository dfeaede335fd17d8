"""A plan is read strictly, and its check names what keeps people from exercising enough."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from incident.adapters.documents.drills import rules
from incident.adapters.documents.drills.library import PlanShelf
from incident.adapters.documents.drills.schema import plan_schema
from incident.adapters.documents.reading.nodes import plain
from incident.adapters.documents.reading.strict_yaml import parse
from incident.application.errors import DocumentError, NotFound
from tests.adapters.documents.drills.plans import AROUND, GOOD

_REPEATED = GOOD[GOOD.index("    form: tabletop") : GOOD.index("    cites: Plan for")]
_MOVED = "    moved:\n      - {first: 2028-03-02, last: 2028-03-30, because: Books, by: ana, on: 2027-10-01}\n    basis"
SPOILT = [
    ("PL001", "owner: ana\napprover", "onwer: ana\napprover", "error"),
    ("PL001", "form: tabletop", "form: talk", "error"),
    ("PL001", "year: 2027", "year: 2027\na: [", "error"),
    ("PL002", "last: 2027-03-31", "last: 2027-02-28", "error"),
    ("PL002", "begins: 2027-03-10 14:00", "begins: 2027-04-10 14:00", "error"),
    ("PL002", "repeat: FREQ=MONTHLY;INTERVAL=6", "repeat: every half year", "error"),
    ("PL002", "repeat: FREQ=MONTHLY;INTERVAL=6", "repeat: FREQ=HOURLY", "error"),
    ("PL002", "first: 2027-05-03", "first: 2026-05-03", "error"),
    ("PL002", _REPEATED, _REPEATED.replace("2027", "2028").replace("tabletop", "full-scale"), "error"),
    ("PL002", _REPEATED, _REPEATED.replace("2027", "2028").replace("    basis", _MOVED), "error"),
    ("PL002", "- {first: 2027-12-01", "- {of: 2027-11-03, first: 2027-12-01", "error"),
    ("PL003", "scenario: exercise.provider-down", "scenario: exercise.provider-up", "error"),
    ("PL003", "players: [ana, dee]", "players: [ana, deee]", "error"),
    ("PL003", "roles: [commander]", "roles: [comander]", "error"),
    ("PL003", "by: ana,", "by: anna,", "error"),
    ("PL003", "approver: bo", "approver: bob", "error"),
    ("PL003", "trusted: [eva]", "trusted: [eva]\nfamilies: [service-outages]", "error"),
    ("PL004", "kind: full", "kind: special", "warning"),
    ("PL004", "    form: single\n", "    kind: full\n    form: single\n", "warning"),
    ("PL005", "first: 2027-12-01, last: 2027-12-10", "first: 2027-12-21, last: 2027-12-22", "error"),
    ("PL005", "first: 2027-12-01, last: 2027-12-10", "first: 2027-12-01, last: 2027-12-21", "warning"),
    ("PL006", "form: functional", "form: full-scale", "warning"),
    ("PL007", "INTERVAL=6", "INTERVAL=1;COUNT=6", "warning"),
    ("PL007", "roles: [commander]", "roles: [technical]", "warning"),
    ("PL008", "approver: bo", "approver: ana", "error"),
]


def _shelf(folder: Path, text: str = GOOD, name: str = "plan-2027.yaml") -> PlanShelf:
    (folder / name).write_text(text)
    return PlanShelf(folder, lambda: AROUND)


def test_nothing_is_wrong_with_a_good_plan(tmp_path: Path) -> None:
    assert _shelf(tmp_path).check() == []


@pytest.mark.parametrize(("rule", "good", "bad", "severity"), SPOILT)
def test_each_rule_finds_what_it_names(tmp_path: Path, rule: str, good: str, bad: str, severity: str) -> None:
    assert GOOD.count(good), good
    found = _shelf(tmp_path, GOOD.replace(good, bad, 1)).check()
    assert (rule, severity) in {(each.rule, each.severity) for each in found}
    assert {each.rule for each in found if each.severity == "error"} <= {rule}
    assert all(each.line for each in found)


def test_every_rule_of_plans_has_a_spoilt_plan_but_the_one_about_two_files() -> None:
    told = {line.split()[0] for line in (rules.__doc__ or "").splitlines() if line.strip().startswith("PL0")}
    assert told - {"PL009"} == {rule for rule, *_rest in SPOILT}


def test_a_year_is_planned_once(tmp_path: Path) -> None:
    _shelf(tmp_path)
    assert [each.rule for each in _shelf(tmp_path, name="again.yaml").check()] == ["PL009"]


def test_a_plan_that_repeats_has_each_of_its_times_by_the_clock_on_the_wall(tmp_path: Path) -> None:
    plan = _shelf(tmp_path).written(2027).plan
    first, second = plan.entries[0].occurrences
    assert (first.key, second.key) == ("payments.2027-03-01", "payments.2027-09-01")
    assert (second.window.first, second.window.last) == (date(2027, 9, 1), date(2027, 10, 1))
    assert first.begins == datetime(2027, 3, 10, 13, tzinfo=UTC)
    assert second.begins == datetime(2027, 9, 10, 12, tzinfo=UTC)


def test_a_move_keeps_the_days_that_were_planned(tmp_path: Path) -> None:
    occurrence = _shelf(tmp_path).written(2027).plan.entries[1].occurrences[0]
    assert (occurrence.key, occurrence.planned.first) == ("whole", date(2027, 11, 2))
    assert (occurrence.window.first, occurrence.moves[0].because) == (date(2027, 12, 1), "The store comes later")


def test_a_plan_that_is_not_there_or_wrong_is_said(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        PlanShelf(tmp_path / "drills", lambda: AROUND).written(2027)
    with pytest.raises(NotFound):
        _shelf(tmp_path).written(2028)
    with pytest.raises(DocumentError):
        _shelf(tmp_path, GOOD.replace("approver: bo", "approver: ana")).written(2027)


def test_the_schema_takes_what_the_reader_takes() -> None:
    schema = Draft202012Validator(dict(plan_schema()))
    for text, is_right in ((GOOD, True), (GOOD.replace("form: single", "form: talk"), False)):
        assert schema.is_valid(plain(parse(text.encode(), "plan.yaml", rule="PL001"))) is is_right
