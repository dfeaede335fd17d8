"""`incident drill held`: who has drilled what when, and what is overdue."""

from __future__ import annotations

from tests.cli.conftest import CommandLine

SCENARIO = "exercise.provider-down"


def _play(cli: CommandLine, *, steps: tuple[str, ...] = ("confirm",)) -> str:
    exercise = cli.done("drill", "run", SCENARIO, "--no-watch").out.strip()
    for step in steps:
        cli.done("--as", "bo", "step", exercise, step, "done")
    cli.done("drill", "stop", exercise)
    return exercise


def test_what_was_never_held_is_due_now(cli: CommandLine) -> None:
    ran = cli.done("drill", "held")
    assert [line.split()[:2] for line in ran.out.splitlines()[1:]] == [["now", "never"]] * 3
    assert "3 scenarios are overdue." in ran.err


def test_what_was_held_stands_last_with_its_players_until_a_year_has_gone(cli: CommandLine) -> None:
    first = _play(cli)
    cli.world.clock.forward(days=30)
    last = _play(cli)
    out = cli.done("drill", "held").out
    assert first not in out
    assert f"The payment provider fails: {last}, by Bo Chen" in " ".join(out.split())
    row = cli.done("drill", "held", "--json").json["scenarios"][2]
    assert (row["times"], row["players"], row["due_at"], row["is_overdue"]) == (
        2,
        ["bo"],
        "2027-12-21T02:40:00Z",
        False,
    )
    cli.world.clock.forward(days=366)
    ran = cli.done("--lang", "zh-CN", "drill", "held")
    assert "自 2027-12-21 02:40 起逾期" in ran.out
    assert "3 个演练情景已逾期" in ran.err


def test_an_exercise_that_nobody_played_was_none(cli: CommandLine) -> None:
    _play(cli, steps=())
    cli.done("drill", "run", SCENARIO, "--no-watch")
    assert [each["times"] for each in cli.done("drill", "held", "--json").json["scenarios"]] == [0, 0, 0]


def test_a_rehearsal_for_oneself_counts_for_nothing_as_in_the_plan(cli: CommandLine) -> None:
    exercise = cli.done("drill", "run", SCENARIO, "--no-watch", "--solo").out.strip()
    cli.done("step", exercise, "confirm", "done")
    cli.done("drill", "stop", exercise)
    ran = cli.done("drill", "held", "--json")
    assert [(each["times"], each["is_overdue"]) for each in ran.json["scenarios"]] == [(0, True)] * 3


def test_how_often_is_for_the_team_to_say(cli: CommandLine) -> None:
    _play(cli)
    cli.world.clock.forward(days=91)
    rows = cli.done("drill", "held", "--every", "90", "--json").json["scenarios"]
    assert [each["is_overdue"] for each in rows] == [True, True, True]
    assert cli("drill", "held", "--every", "0").code == 2


def test_who_held_a_role_and_wrote_has_played_and_who_only_led_has_not(cli: CommandLine) -> None:
    exercise = cli.done("drill", "run", SCENARIO, "--no-watch").out.strip()
    cli.done("role", exercise, "commander", "bo")
    cli.done("role", exercise, "customer-liaison", "chen")
    cli.done("note", exercise, "ana leads and writes")
    cli.done("--as", "bo", "step", exercise, "confirm", "done")
    cli.done("--as", "chen", "note", exercise, "agents were told")
    cli.done("drill", "stop", exercise)
    assert cli.done("drill", "held", "--json").json["scenarios"][2]["players"] == ["bo", "chen"]


def test_who_held_a_role_before_another_has_played_and_who_only_took_one_has_not(cli: CommandLine) -> None:
    exercise = cli.done("drill", "run", SCENARIO, "--no-watch").out.strip()
    cli.done("role", exercise, "customer-liaison", "bo")
    cli.done("--as", "bo", "note", exercise, "agents were told")
    cli.done("role", exercise, "customer-liaison", "chen")
    cli.done("--as", "chen", "step", exercise, "confirm", "done")
    cli.done("--as", "eva", "role", exercise, "scribe", "eva")
    cli.done("drill", "stop", exercise)
    assert cli.done("drill", "held", "--json").json["scenarios"][2]["players"] == ["chen", "bo"]
