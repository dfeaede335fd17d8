"""The after-action report of an exercise: it stands when play ends, for those who led it."""

from __future__ import annotations

from pathlib import Path

import pytest

from incident.application.errors import StorageDamaged
from incident.application.service import IncidentService
from incident.domain.events import ExercisePrepared
from incident.domain.incident import Incident
from tests.cli.conftest import CommandLine

SCENARIO = "exercise.provider-down"


@pytest.fixture
def exercise(cli: CommandLine) -> str:
    """Ana leads and plays: confirmed after 7 min, nothing else; two injects out; ended after 12 min."""
    exercise = cli.done("drill", "run", SCENARIO, "--no-watch", "--solo").out.strip()
    cli.done("drill", "inject", exercise, "next")
    cli.done("drill", "inject", exercise, "skip", "3", "--because", "too | hard")
    cli.world.clock.forward(minutes=7)
    cli.done("step", exercise, "confirm", "done")
    cli.done("drill", "observe", exercise, "-", "nobody read *back*", "--inject", "1", "--task", "team")
    cli.world.clock.forward(minutes=5)
    cli.done("drill", "inject", exercise, "release", "2")
    cli.done("drill", "rate", exercise, "team", "M", "--because", "they met in two rooms")
    cli.done("drill", "stop", exercise)
    return exercise


def test_the_report_stands_when_play_ends(cli: CommandLine, exercise: str) -> None:
    cli.done("drill", "rate", exercise, "detect", "M", "--because", "slow")
    out = cli.done("review", exercise).out
    assert out.startswith("**EXERCISE / 演练**")
    assert "| Time played | 12 min of 2 h |" in out
    assert "A rehearsal: Ana Lima led it and played in it too" in out
    confirm = "| Confirm the failure as a customer would, within 5 min | 5 min | 7 min | 2 min late | S | - | - | - |"
    assert confirm in out
    assert "| 10 min | - | - | U | M | Ana Lima | they met in two rooms |" in out
    assert "the team stands within 10 min | M | M | Ana Lima | slow |" in out
    assert "| 2 | Calls double within 5 min | 5 min | 12 min | released by hand |" in out
    assert "| 3 | A large client threatens to leave | 10 min | - | skipped: too \\| hard | - |" in out
    assert "Customer liaison: Confirm the failure as a customer would: done late, after 7 min<br>" in out
    assert "| 7 min | to improve | nobody read \\*back\\* | Every payment is answered with error 500" in out
    assert "the failover is announced" in out.lower()
    assert "The payment provider answers every request" not in out
    assert "| Objectives | rated: M: 1; neither rated nor proposed: 4 |" in out
    asked = "- [ ] Customer liaison: Inject 1, 'Confirm the failure as a customer would': done late. What was going on?"
    assert f"{asked}\n  - Answer:" in out


def test_the_report_says_the_same_in_chinese(cli: CommandLine, exercise: str) -> None:
    out = cli.done("--lang", "zh-CN", "review", exercise).out
    assert "演练目标与关键任务" in out
    assert "# 复盘报告：支付服务商故障\n" in out, "also of one that was begun in English"
    assert "| 演练用时 | 12 分钟，计划 2 小时 |" in out
    assert "| 演练情景 | 支付服务商故障（exercise.provider-down，第 1 版） |" in out
    assert "客户沟通负责人：以客户身份核实故障：超时完成，用时 7 分钟" in out
    assert "- 切换由主持人宣布" in out
    assert "已跳过：too" in out


def test_the_numbers_are_read_by_programs_too(cli: CommandLine, exercise: str) -> None:
    found = cli.done("review", exercise, "--json").json["exercise"]
    assert (found["played_seconds"], found["planned_seconds"], found["both_sides"]) == (720, 7200, ["ana"])
    assert [each["proposed"] for each in found["tasks"][:2]] == ["S", "U"]
    assert found["tasks"][1]["given"] == {"rating": "M", "by": "ana", "because": "they met in two rooms"}
    assert found["injects"][1]["released_seconds"] == 720


@pytest.mark.parametrize(
    ("language", "said", "listed"),
    [("en", "EXERCISE paused", "its clock stands"), ("zh-CN", "演练暂停", "演练计时停止")],
)
def test_who_reads_of_an_exercise_elsewhere_than_on_the_walk_reads_that_it_stands(
    cli: CommandLine, language: str, said: str, listed: str
) -> None:
    exercise = cli.done("drill", "run", SCENARIO, "--no-watch").out.strip()
    assert said not in cli.done("--lang", language, "show", exercise).out
    cli.done("drill", "pause", exercise)
    shown = cli.done("--lang", language, "show", exercise).out
    assert said in shown
    assert listed in cli.done("--lang", language, "list").out
    cli.done("drill", "resume", exercise)
    assert listed not in cli.done("--lang", language, "list").out


def test_what_was_never_done_and_when_the_exercise_stood_are_drawn(cli: CommandLine, tmp_path: Path) -> None:
    exercise = cli.done("drill", "run", SCENARIO, "--no-watch", "--solo").out.strip()
    cli.done("step", exercise, "confirm", "done")
    cli.done("drill", "pause", exercise)
    cli.world.clock.forward(minutes=10)
    cli.done("drill", "resume", exercise)
    cli.world.clock.forward(minutes=10)
    cli.done("drill", "stop", exercise)
    cli.done("review", exercise, "-o", str(tmp_path / "report.html"))
    page = (tmp_path / "report.html").read_text()
    assert "Grey: the exercise stood." in page
    assert page.count("<title>The exercise stood: ") == 1
    assert "A cross: it was not done." in page
    assert "<td>not done</td>" in page


def test_the_rating_of_whoever_did_not_lead_says_so_as_older_logs_took_it_from_anybody(
    cli: CommandLine, exercise: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as older:
        older.setattr("incident.application.exercises.led.require_led_by", lambda _incident, _person: None)
        cli.world.login = "bo"
        cli.done("drill", "rate", exercise, "detect", "P", "--because", "went well")
    cli.world.login = "ana"
    out = cli.done("review", exercise).out
    assert "| P | Bo Chen, who did not lead it | went well |" in out
    assert "| M | Ana Lima | they met in two rooms |" in out


def test_without_names_nobody_who_led_is_named(cli: CommandLine, exercise: str) -> None:
    out = cli.done("review", exercise, "--no-names").out
    assert "Ana Lima" not in out


def test_without_names_who_leads_is_no_commander_and_their_rating_of_themselves_is_no_players(
    cli: CommandLine,
) -> None:
    exercise = cli.done("drill", "run", SCENARIO, "--no-watch").out.strip()
    cli.done("role", exercise, "commander", "bo")
    cli.done("drill", "stop", exercise)
    cli.done("debrief", "rate", exercise, "P", "--because", "well led")
    cli.done("--as", "bo", "debrief", "rate", exercise, "S", "--because", "well played")
    out = cli.done("review", exercise, "--no-names").out
    assert "Declared by facilitator 1" in out
    assert "| the whole | S | Commander | well played |" in out
    assert "| the whole | P |" not in out


def test_without_names_no_name_stands_in_what_people_wrote_either(cli: CommandLine, exercise: str) -> None:
    cli.done("debrief", "say", exercise, "keep", "Bo Chen read it back to Ana Lima")
    out = cli.done("review", exercise, "--no-names").out
    assert "read it back to" in out
    assert "Bo Chen" not in out
    assert "Bo Chen read it back to Ana Lima" in cli.done("review", exercise).out


def test_who_did_not_lead_reads_no_word_of_the_plan(cli: CommandLine) -> None:
    exercise = cli.done("drill", "run", SCENARIO, "--no-watch").out.strip()
    cli.done("drill", "stop", exercise)
    out = cli.done("--as", "bo", "review", exercise).out
    assert "Objectives and critical tasks" not in out
    assert "circuit breaker" not in out.lower()
    assert cli.done("--as", "bo", "review", exercise, "--json").json["exercise"] is None


def test_what_was_done_while_play_stood_and_for_whom_nobody_played_says_so(cli: CommandLine) -> None:
    exercise = cli.done("drill", "run", SCENARIO, "--no-watch", "--lead", "eva").out.strip()
    asked = cli("--as", "dee", "drill", "status", exercise).err
    assert "those who lead exercise 'EX-0001' (Ana Lima, Eva Roth)" in asked
    cli.done("--as", "bo", "role", exercise, "commander", "bo")
    cli.done("drill", "inject", exercise, "next")
    cli.world.clock.forward(minutes=20)
    assert "paused" not in cli.done("--as", "bo", "step", exercise, "confirm", "done").err
    cli.done("drill", "pause", exercise)
    cli.world.clock.forward(minutes=1)
    assert "EXERCISE paused: its clock stands" in cli.done("--as", "bo", "step", exercise, "page", "done").err
    cli.world.clock.forward(minutes=1)
    cli.done("drill", "resume", exercise)
    cli.done("drill", "stop", exercise)
    out = cli.done("review", exercise).out
    stood = [each for each in out.splitlines() if each.endswith("done while play stood |")]
    assert [each.split(" | ")[1] for each in stood] == ["ROLES: page all into one room"]
    assert "- [ ] Customer liaison, which nobody held: Inject 1, " in out


def test_when_play_is_over_nothing_of_it_stays_open(cli: CommandLine, exercise: str) -> None:
    assert exercise not in cli.done("list").out
    assert cli.done("show", exercise, "--json").json["status"] == "closed"
    cli.done("verify")


def test_the_status_shows_what_became_of_what_was_expected(cli: CommandLine, exercise: str) -> None:
    out = cli.done("drill", "status", exercise).out
    assert "Every payment is answered with error 500: with the players; done late; not" in out
    assert "     confirmed: S proposed, 7 min of 5 min" in out
    assert "     team: M, rated" in out
    assert "     scope-known: nothing to rate yet" in out
    found = cli.done("drill", "status", exercise, "--json").json
    assert found["injects"][0]["expected"][0] == {"by": "customer-liaison", "answer": "late", "took_seconds": 420}
    assert found["tasks"][1] == {
        "task": "team", "within_seconds": 600, "took_seconds": None, "proposed": "U", "rating": "M",
        "before_its_inject": False,
        "while_stood": False,
    }  # fmt: skip


def test_who_ends_it_is_told_where_the_report_is(cli: CommandLine) -> None:
    exercise = cli.done("drill", "run", SCENARIO, "--no-watch").out.strip()
    assert f"incident review {exercise}" not in cli.done("--as", "bo", "drill", "stop", exercise).err
    exercise = cli.done("drill", "run", SCENARIO, "--no-watch").out.strip()
    assert f"incident review {exercise}" in cli.done("drill", "stop", exercise).err


def test_an_objective_is_rated_beside_the_gravest_of_its_tasks(cli: CommandLine, exercise: str) -> None:
    ran = cli("drill", "rate", exercise, "detect", "S")
    assert (ran.code, "needs a reason" in ran.err) == (1, True)
    assert (
        "detect rated S; the log proposes M" in cli.done("drill", "rate", exercise, "detect", "S", "--because", "x").err
    )


def test_tasks_stand_beside_the_last_times_of_their_scenario(cli: CommandLine, exercise: str) -> None:
    """Confirmed after 7 min then, after 4 now; the team met at no time."""
    again = cli.done("drill", "run", SCENARIO, "--no-watch", "--solo").out.strip()
    cli.world.clock.forward(minutes=4)
    cli.done("step", again, "confirm", "done")
    cli.done("drill", "stop", again)
    out = cli.done("review", again).out
    assert f"| Task | Standard | This time | {exercise}, 2026-11-21 |" in out
    assert "| Confirm the failure as a customer would, within 5 min | 5 min | 4 min | 7 min |" in out
    assert "| Have all roles in one room within 10 min | 10 min | - | - |" in out
    assert "This time" not in cli.done("review", exercise).out
    runs = cli.done("review", again, "--json").json["task_runs"]
    assert [(each["incident"], each["took"]) for each in runs] == [
        (exercise, [{"kind": "confirmed", "actual_seconds": 420}])
    ]


def test_an_older_exercise_that_cannot_be_read_is_named_by_report_and_lists(
    cli: CommandLine, exercise: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    again = cli.done("drill", "run", SCENARIO, "--no-watch").out.strip()
    cli.done("--as", "bo", "step", again, "confirm", "done")
    cli.done("drill", "stop", again)
    load = IncidentService.load

    def loaded(service: IncidentService, incident_id: str) -> Incident:
        if incident_id == exercise:
            raise StorageDamaged(incident_id=exercise, seq=1, detail="a test")
        return load(service, incident_id)

    monkeypatch.setattr(IncidentService, "load", loaded)
    words = f"{exercise} could not be read and counts for nothing here: 'incident verify' says why."
    assert words in cli.done("review", again).out
    held = cli.done("drill", "held")
    assert (words in held.err, again in held.out, exercise in held.out) == (True, True, False)
    assert words in cli.done("drill", "people").err


def test_no_exercise_begins_while_people_are_needed(cli: CommandLine) -> None:
    real = cli.declared(tier=2)
    ran = cli("drill", "run", SCENARIO, "--no-watch")
    assert (ran.code, f"'{real}' (tier 2" in ran.err, f"--despite {real}" in ran.err) == (1, True, True)
    mild = cli.declared(tier=3)
    words = ("drill", "run", SCENARIO, "--no-watch", "--despite", real.lower(), "--despite", mild)
    needed = cli(*words)
    assert (needed.code, f"'{real}' needs people of the exercise: Ana" in needed.err) == (1, True)
    cli.done("--as", "chen", "handover", real, "take", "--because", "Ana leads it", "--from", "ana", "--yes")
    exercise = cli.done(*words).out.strip()
    assert f"begun although {real} was open" in " ".join(cli.done("timeline", exercise).out.split())
    entries = cli.world.log.read(exercise)
    told = [(each.actor, each.event.despite) for each in entries if isinstance(each.event, ExercisePrepared)]
    assert told == [("ana", (real,))]
