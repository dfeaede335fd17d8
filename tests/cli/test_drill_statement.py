"""`incident drill statement`: numbers that an auditor can count again."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from incident.cli.wiring import Fault
from tests.cli.conftest import CommandLine
from tests.cli.test_drill_approval import WHOLE
from tests.cli.test_drill_plan import keys_of
from tests.cli.world import FakeWorkspace


@pytest.fixture
def held(cli: CommandLine, tmp_path: Path) -> CommandLine:
    """Approved in January, one exercise held in March, one let pass in May."""
    cli.world.workspace = FakeWorkspace(root=str(tmp_path))
    (tmp_path / "drills").mkdir()
    (tmp_path / "drills" / "plan-2027.yaml").write_text(WHOLE)
    cli.world.clock.set(datetime(2027, 1, 4, 10, tzinfo=UTC))
    cli.world.login = "bo"
    cli.done("drill", "plan", "approve")
    cli.world.clock.set(datetime(2027, 3, 10, 14, tzinfo=UTC))
    cli.world.login = "ana"
    exercise = cli.done("drill", "run", "exercise.provider-down", "--no-watch").out.strip()
    cli.world.login = "bo"
    cli.done("role", exercise, "technical", "bo")
    cli.done("step", exercise, "confirm", "done")
    cli.world.login = "ana"
    cli.done("drill", "stop", exercise)
    cli.world.clock.set(datetime(2027, 6, 2, tzinfo=UTC))
    return cli


def test_the_numbers_are_those_that_were_counted_by_hand(held: CommandLine) -> None:
    """Three planned: payments was held in its days, keys should have been by the end of May, secret is due in June."""
    ran = held.done("drill", "statement", "--json").json
    assert ran["planned"] == {
        "planned": 3,
        "full": 1,
        "special": 2,
        "held": 1,
        "held_late": 0,
        "due": 1,
        "overdue": 1,
        "ahead": 0,
        "moved": 1,
    }
    assert ran["overdue"] == [{"key": "keys", "last_day": "2027-05-28"}]
    assert [(each["exercise"], each["key"], each["players"]) for each in ran["exercises"]] == [
        ("EX-0002", "payments", ["bo"])
    ]
    covered = {(each["what"], each["runbook"]): (each["done"], each["of"]) for each in ran["coverage"]}
    assert covered["families", ""] == (1, 2)
    assert covered["scenarios", ""] == (1, 2)
    assert covered["people", ""] == (1, 5)
    assert covered["steps", "outage.payment-login"][0] == 1
    assert next(each["missing"] for each in ran["coverage"] if each["what"] == "families") == ["data-security"]


def test_what_is_overdue_says_since_when_and_that_it_was_moved_too_late(held: CommandLine, tmp_path: Path) -> None:
    plan = tmp_path / "drills" / "plan-2027.yaml"
    keys, moved = "  keys:\n", "{first: 2027-07-01, last: 2027-07-30, because: Books, by: ana, on: 2027-06-01}"
    assert keys in plan.read_text()
    plan.write_text(plan.read_text().replace(keys, f"{keys}    moved: [{moved}]\n"))
    said = " ".join(held.done("drill", "statement").out.split())
    assert "Overdue: - overdue since 2027-05-28; keys: " in said
    assert "; moved on 2027-06-01 by Ana Lima to 2027-07-01 to 2027-07-30, after its last day, so it stays" in said


@pytest.mark.parametrize("words", [("statement",), ("plan", "show")])
def test_where_ratings_are_only_what_people_gave_the_shape_has_another_version(
    held: CommandLine, words: tuple[str, ...]
) -> None:
    assert held.done("drill", *words, "--json").json["version"] == 2
    assert held.done("drill", "status", "EX-0002", "--json").json["version"] == 1


def test_each_exercise_says_how_long_it_was_played_and_how_much_of_it_was_done(held: CommandLine) -> None:
    row = held.done("drill", "statement", "--json").json["exercises"][0]
    assert (row["planned_seconds"], row["played_seconds"], row["fastest"], row["steps_done"]) == (7200, 0, 1, 1)
    assert "; 0 min of 2 h, 1 step; objectives: " in " ".join(held.done("drill", "statement").out.split())


def test_it_names_the_heads_of_what_it_counts_and_of_the_approval(held: CommandLine) -> None:
    ran = held.done("drill", "statement", "--json").json
    heads = {each["id"]: each["head"] for each in ran["heads"]}
    assert {"EX-0001", "EX-0002", ""} == set(heads)
    assert ran["exercises"][0]["head"] == heads["EX-0002"]
    assert ran["approval"]["record"] == "EX-0001"
    for head in heads.values():
        held.done("verify", "--head", head)


def test_only_who_led_an_exercise_says_how_it_was_rated(held: CommandLine) -> None:
    assert held.done("drill", "statement", "--json").json["exercises"][0]["ratings"]
    row = held.done("drill", "plan", "show", "--json").json["entries"][0]
    assert row["ratings"] == held.done("drill", "statement", "--json").json["exercises"][0]["ratings"]
    held.world.login = "chen"
    row = held.done("drill", "statement", "--json").json["exercises"][0]
    assert (row["ratings"], row["proposed"]) == (None, None)
    ran = held.done("drill", "statement")
    assert "only those who led it see the ratings" in " ".join(ran.out.split())
    assert "Exercises without notice are left out" in ran.err


def test_what_nobody_rated_is_called_a_proposal_wherever_it_is_counted(held: CommandLine) -> None:
    exercise = held.done("drill", "run", "exercise.provider-down", "--no-watch").out.strip()
    held.done("--as", "bo", "role", exercise, "technical", "bo")
    held.done("--as", "bo", "step", exercise, "confirm", "done")
    held.world.clock.set(datetime(2027, 6, 2, 2, tzinfo=UTC))
    held.done("drill", "inject", exercise, "release", "1")
    held.done("drill", "stop", exercise)

    def counted() -> tuple[object, object]:
        row = held.done("drill", "statement", "--json").json["exercises"][-1]
        return row["ratings"], row["proposed"]

    def said(*words: str) -> str:
        return " ".join(held.done(*words).out.split())

    assert counted() == ({"unrated": 5}, {"U": 3})
    proposed = "proposed: U: 3; neither rated nor proposed: 2; rated by nobody yet"
    assert f"objectives: {proposed}" in said("drill", "statement")
    assert f"Objectives: {proposed}." in said("review", exercise)
    assert "Have all roles in one room within 10 min: U proposed" in said("review", exercise)
    assert "objectives: neither rated nor proposed: 5; rated by nobody yet" in said("drill", "plan", "show")
    held.done("drill", "rate", exercise, "detect", "M", "--because", "slow")
    ratings, _proposed = counted()
    assert ratings == {"M": 1, "unrated": 4}
    assert "objectives: rated: M: 1; proposed: " in said("drill", "statement")


def test_the_statement_as_text_says_the_same(held: CommandLine, tmp_path: Path) -> None:
    out = " ".join(held.done("drill", "statement").out.split())
    assert "Exercises of 2027: Night shift, stated 2027-06-02 00:00" in out
    assert "Planned: 3, of them full: 1, special: 2; moved: 1" in out
    assert "Held: 1, of them late: 0; due now: 1; OVERDUE: 1; ahead: 0" in out
    assert "people who played: 1 of 5 (20%); not: Ana Lima" in out
    assert "The record was verified and is intact." in out
    held.done("drill", "statement", "-o", str(tmp_path / "statement.txt"))
    assert "OVERDUE: 1" in (tmp_path / "statement.txt").read_text()
    held.world.faults = [Fault(incident_id="EX-0002", seq=2, words="altered")]
    assert "The record is NOT intact" in held.done("drill", "statement").out
    assert "逾期：1" in held.done("--lang", "zh-CN", "drill", "statement").out


def test_every_key_of_the_statement_stands_in_its_help(held: CommandLine) -> None:
    printed = keys_of(held.done("drill", "statement", "--json").json)
    said = re.search(r"With --json:\n(.*)\Z", held.done("drill", "statement", "--help").out, re.DOTALL)
    assert said
    documented = {*re.findall(r"\w+", said[1])}
    assert printed <= documented
    assert documented - printed <= {"since", "source", "basis", "revisions", "steps", "tasks", *"PSMU", "unrated"}
