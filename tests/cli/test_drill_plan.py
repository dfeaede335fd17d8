"""`incident drill plan` and `people`: what a manager reads of a year's exercises."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.cli.conftest import CommandLine
from tests.cli.world import FakeWorkspace

PLAN = """\
format: drill-plan/1
year: 2027
owner: ana
approver: bo
trusted: [eva]
families: [service-outage, data-security]
entries:
  payments:
    scenario: exercise.provider-down
    form: tabletop
    first: 2027-03-01
    last: 2027-03-31
    begins: 2027-03-10 14:00
    basis: annual
    cites: Plan for emergencies 6.3
    owner: ana
    roles: [commander, technical]
    players: [bo, dee]
  secret:
    scenario: exercise.key-stolen
    kind: full
    form: functional
    first: 2027-06-01
    last: 2027-06-30
    begins: 2027-06-08 03:00
    basis: change
    cites: New key store
    purpose: To see whether the stolen key is found
    owner: ana
    notice: no-notice
    players: [dee]
    moved:
      - {first: 2027-06-01, last: 2027-06-29, begins: 2027-06-08 03:00, because: Books, by: ana, on: 2027-01-04}
"""


@pytest.fixture
def planned(cli: CommandLine, tmp_path: Path) -> CommandLine:
    cli.world.workspace = FakeWorkspace(root=str(tmp_path))
    (tmp_path / "drills").mkdir()
    (tmp_path / "drills" / "plan-2027.yaml").write_text(PLAN)
    cli.world.clock.set(datetime(2027, 3, 10, 14, tzinfo=UTC))
    return cli


def test_an_exercise_keeps_on_which_rule_it_was_held(planned: CommandLine) -> None:
    report = planned.done("review", _play(planned)).out
    assert report.count("| Entry of the plan | payments (special exercise, tabletop) |") == 2, "overview, preparation"
    assert report.count("| Basis | every year (Plan for emergencies 6.3) |") == 2
    assert "| Announced | yes: its day and hour were known |" in report
    assert "Which rule or plan asked for this exercise?" not in report
    chinese = planned.done("--lang", "zh-CN", "review", "EX-0001").out
    assert "| 演练依据 | 每年（Plan for emergencies 6.3） |" in chinese
    assert "Entry of the plan" not in planned.done("review", _play(planned)).out, "it was held already"


def test_of_an_exercise_without_notice_the_log_keeps_no_purpose(planned: CommandLine) -> None:
    planned.world.clock.set(datetime(2027, 6, 8, 3, tzinfo=UTC))
    report = planned.done("review", planned.done("drill", "run", "exercise.key-stolen", "--no-watch").out.strip()).out
    assert "| Announced | no: only the trusted knew |" in report
    assert "| Purpose |" not in report


def _play(cli: CommandLine, *marked: str, step: str = "confirm") -> str:
    exercise = cli.done("drill", "run", "exercise.provider-down", "--no-watch").out.strip()
    cli.world.login = "bo"
    cli.done("step", exercise, step, *(marked or ("done",)))
    cli.world.login = "ana"
    cli.done("drill", "stop", exercise)
    return exercise


def test_the_plan_shows_what_is_due_and_what_the_year_lacks(planned: CommandLine) -> None:
    out = " ".join(planned.done("drill", "plan", "show").out.split())
    assert "2027-03-01 to 2027-03-31 due now, until 2027-03-31 payments: The payment provider fails;" in out
    assert "special exercise, tabletop, every year (Plan for emergencies 6.3), seen to by Ana Lima" in out
    assert "The year lacks: - a special exercise of the family 'data security'" in out
    assert "without notice: only the trusted know" in out
    planned.world.login = "dee"
    assert "secret" not in planned.done("drill", "plan", "show").out


def test_what_was_held_stands_with_its_exercise_and_who_was_missing(planned: CommandLine) -> None:
    exercise = _play(planned)
    ran = planned.done("drill", "plan", "show", "--json").json
    row = ran["entries"][0]
    assert (row["state"], row["exercise"], row["is_late"], row["without"]) == (
        "held",
        exercise,
        False,
        ["commander", "technical"],
    )
    assert f"held: 2027-03-10 14:00, {exercise}" in " ".join(planned.done("drill", "plan", "show").out.split())


def test_what_is_overdue_stays_so_and_says_since_when(planned: CommandLine) -> None:
    planned.world.clock.set(datetime(2027, 5, 1, tzinfo=UTC))
    ran = planned.done("drill", "plan", "show")
    assert "overdue since 2027-03-31" in ran.out
    assert "1 exercise is overdue." in ran.err
    said = planned.done("--lang", "zh-CN", "drill", "plan", "show")
    assert "自 2027-03-31 起逾期" in said.out


def test_after_new_year_what_was_not_held_is_still_said(planned: CommandLine) -> None:
    planned.world.clock.set(datetime(2028, 1, 3, tzinfo=UTC))
    ran = planned.done("drill", "plan", "show")
    assert "Nobody has planned 2028 yet: this is the plan of 2027." in ran.err
    assert "2 exercises are overdue." in ran.err
    following = Path(planned.world.workspace.root) / "drills" / "plan-2028.yaml"
    following.write_text(PLAN.replace("2027", "2028").replace("payments:", "again:"))
    shown = planned.done("drill", "plan", "show").out
    assert shown.index("overdue since 2027-03-31") < shown.index("again:")
    said = planned.done("drill", "plan", "show", "--json").json
    assert [each["key"] for each in said["overdue_before"]] == ["payments", "secret"]
    out = " ".join(planned("doctor").out.split())
    assert "The exercise 'payments' (The payment provider fails) is overdue since 2027-03-31." in out


def test_what_is_held_in_january_counts_for_the_year_that_lacked_it_and_for_no_other(planned: CommandLine) -> None:
    folder = Path(planned.world.workspace.root) / "drills"
    (folder / "plan-2028.yaml").write_text(
        PLAN.replace("2027-0", "2028-0").replace("2027", "2028").replace("-03-01", "-01-01")
    )
    planned.world.clock.set(datetime(2028, 1, 10, tzinfo=UTC))
    exercise = _play(planned)
    ran = planned.done("drill", "plan", "show", "--json").json
    assert [each["key"] for each in ran["overdue_before"]] == ["secret"]
    assert ran["entries"][0]["state"] == "due"
    last = planned.done("drill", "plan", "show", "--year", "2027", "--json").json["entries"][0]
    assert (last["exercise"], last["is_late"]) == (exercise, True)


def test_the_plan_says_which_tiers_and_shifts_were_played(planned: CommandLine) -> None:
    _play(planned)
    said = " ".join(planned.done("drill", "plan", "show").out.split())
    assert "tiers played at: 1 of 3 (33%); not: tier 1 (major), tier 3 (general)" in said
    assert "shifts (day 08:00 to 20:00, night, day off): 1 of 3 (33%); not: at night, on a day off" in said


def test_a_step_that_failed_is_due_again_besides_the_plan(planned: CommandLine) -> None:
    exercise = _play(planned, "not-expected", "--value", "no answer")
    (found,) = planned.done("drill", "plan", "show", "--json").json["besides"]
    assert (found["basis"], found["source"], found["steps"]) == ("failed-step", exercise, ["confirm"])
    out = " ".join(planned.done("drill", "plan", "show").out.split())
    assert f"steps failed in {exercise} (2027-03-10 14:00): confirm: not planned;" in out
    _play(planned, step="page")
    assert planned.done("drill", "plan", "show", "--json").json["besides"] == [found]
    _play(planned)
    assert planned.done("drill", "plan", "show", "--json").json["besides"] == []


def test_a_task_rated_u_is_due_again_besides_the_plan_until_a_team_has_done_it(planned: CommandLine) -> None:
    exercise = _play(planned)
    planned.done("drill", "rate", exercise, "confirmed", "U", "--because", "nobody read it back")
    (found,) = planned.done("drill", "plan", "show", "--json").json["besides"]
    assert (found["basis"], found["source"], found["steps"], found["tasks"]) == (
        "failed-step",
        exercise,
        [],
        ["confirmed"],
    )
    said = f"critical tasks rated U in {exercise} (2027-03-10 14:00): confirmed: not planned;"
    assert said in " ".join(planned.done("drill", "plan", "show").out.split())
    assert said in " ".join(planned.done("drill", "statement").out.split())
    alone = planned.done("drill", "run", "exercise.provider-down", "--no-watch", "--solo").out.strip()
    planned.done("step", alone, "confirm", "done")
    planned.done("drill", "stop", alone)
    assert planned.done("drill", "plan", "show", "--json").json["besides"] == [found]
    _play(planned)
    assert planned.done("drill", "plan", "show", "--json").json["besides"] == []


def test_a_plan_is_checked_and_its_rules_are_explained(planned: CommandLine) -> None:
    ran = planned.done("drill", "plan", "check")
    assert "PL004, warning" in ran.out
    assert "full exercise" in planned.done("runbook", "rules", "PL004").out
    assert planned.done("drill", "plan", "schema").json["title"] == "A year's plan of exercises"


def test_a_year_without_a_plan_is_said(planned: CommandLine) -> None:
    ran = planned("drill", "plan", "show", "--year", "2031")
    assert ran.code == 1
    assert "No file in the folder 'drills' plans the year 2031." in ran.err


def test_people_stand_in_the_order_of_their_turn(planned: CommandLine) -> None:
    exercise = _play(planned)
    rows = planned.done("drill", "people", "--json").json["people"]
    assert [(row["person"], row["times"], row["invited"]) for row in rows] == [
        ("ana", 0, 0),
        ("chen", 0, 0),
        ("eva", 0, 0),
        ("dee", 0, 1),
        ("bo", 1, 0),
    ]
    ran = planned.done("drill", "people", "--role", "technical")
    assert f"Bo Chen  1      0        {exercise}, 2027-03-10 14:00" in ran.out
    assert "never played" not in ran.err
    assert "4 people have never played." in planned.done("drill", "people").err


@pytest.mark.parametrize("words", [("plan", "show"), ("people",)])
def test_the_json_of_a_plan_is_what_its_help_says(planned: CommandLine, words: tuple[str, ...]) -> None:
    _play(planned, "not-expected", "--value", "no answer")
    said = re.search(r"With --json:\n(.*)\Z", planned.done("drill", *words, "--help").out, re.DOTALL)
    assert said
    printed = planned.done("drill", *words, "--json").json
    absent = {"record", "at", "is_current", "departed", *"PSMU", "unrated"} if words == ("plan", "show") else set[str]()
    assert keys_of(printed) | absent == {*re.findall(r"\w+", said[1])}


def keys_of(value: object) -> set[str]:
    """Every key, however deep."""
    match value:
        case dict():
            return {str(key) for key in value} | {key for each in value.values() for key in keys_of(each)}
        case list():
            return {key for each in value for key in keys_of(each)}
        case _:
            return set()


def test_no_exercise_begins_on_a_day_that_the_plan_keeps_free_unless_somebody_says_so(planned: CommandLine) -> None:
    plan = Path(planned.world.workspace.root) / "drills" / "plan-2027.yaml"
    plan.write_text(
        PLAN.replace("entries:", "blackouts:\n  - {first: 2027-03-11, last: 2027-03-12, because: Audit}\nentries:")
    )
    planned.world.clock.set(datetime(2027, 3, 11, tzinfo=UTC))
    words = ("drill", "run", "exercise.provider-down", "--no-watch")
    ran = planned(*words)
    assert ran.code == 2
    assert "Until 2027-03-12 nobody exercises: Audit." in ran.err
    assert planned.done(*words, "--solo").out
    assert planned.done(*words, "--despite", "blackout").out
    plan.write_text("format: drill-plan/1\nyear: 2027\n")
    assert "nobody knows whether today is kept free" in planned.done(*words).err


def test_the_doctor_names_what_is_overdue_and_a_plan_that_nobody_approved(planned: CommandLine) -> None:
    planned.world.clock.set(datetime(2027, 5, 1, tzinfo=UTC))
    out = " ".join(planned("doctor").out.split())
    assert "The exercise 'payments' (The payment provider fails) is overdue since 2027-03-31." in out
    assert "The plan of exercises of 2027 is not approved as it stands" in out
