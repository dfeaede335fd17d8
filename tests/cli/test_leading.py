"""`incident drill run` and what leads an exercise from a terminal."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import NoReturn

import pytest

from incident.adapters.storage.leading import MemoryStream
from incident.application.errors import LedSideShut, StorageBusy
from incident.cli.main import run
from tests.cli.conftest import CommandLine
from tests.fakes import START

SCENARIO = "exercise.provider-down"


@pytest.fixture
def exercise(cli: CommandLine) -> str:
    """An exercise that runs."""
    ran = cli.done("drill", "run", SCENARIO, "--no-watch", "--lead", "bo", "--solo")
    assert "EXERCISE: players walk it" in ran.err
    return ran.out.strip()


def test_whoever_runs_it_releases_what_is_due_until_it_ends(
    cli: CommandLine, exercise: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def a_second(_seconds: float) -> None:
        cli.world.clock.forward(minutes=5)
        if cli.world.clock.now() > START + timedelta(minutes=5):
            run(("drill", "stop", exercise), cli.world)

    monkeypatch.setattr("incident.cli.commands.drill.leading.time.sleep", a_second)
    said = cli.done("drill", "run", exercise.lower()).err
    assert "0 s  inject 1 released: Every payment" in said
    assert "5 min  inject 2 released: Calls double" in said
    assert "ended, 10 min of 2 h" in cli.done("drill", "status", exercise).out


@pytest.mark.parametrize(
    "words",
    [
        ("status",),
        ("kept",),
        ("observe", "+", "x"),
        ("mark", "1", "met"),
        ("rate", "confirmed", "P", "--because", "very good"),
        ("inject", "next"),
        ("inject", "hold", "3"),
        ("improvise", "x"),
        ("hint", "1"),
    ],
)
def test_who_does_not_lead_neither_reads_nor_writes_the_side_of_who_does(
    cli: CommandLine, words: tuple[str, ...]
) -> None:
    ran = cli.done("drill", "run", SCENARIO, "--no-watch")
    exercise = ran.out.strip()
    assert "On SQLite hiding is best effort" in ran.err
    before = cli.done("drill", "kept", exercise).out
    refused = cli("--as", "bo", "drill", words[0], exercise, *words[1:])
    assert "This is the side of those who lead exercise 'EX-0001' (Ana Lima)" in refused.err
    assert (refused.code, refused.out) == (1, "")
    assert cli.done("drill", "kept", exercise).out == before


def test_the_reserved_word_in_a_note_stops_play_in_each_readers_language(cli: CommandLine) -> None:
    exercise = cli.done("drill", "run", SCENARIO, "--no-watch").out.strip()
    said = cli.done("--as", "bo", "note", exercise, "真实事件：有坐席晕倒").err
    assert "EXERCISE STOPPED: REAL EVENT. Cease play" in said
    assert cli.done("drill", "status", exercise, "--json").json["phase"] == "paused"
    assert "REAL EVENT, Bo Chen at" in (told := cli.done("drill", "status", exercise).err)
    assert "真实事件：有坐席晕倒" in told
    assert "演练已叫停：真实事件" in cli.done("--lang", "zh-CN", "timeline", exercise).out


def test_an_exercise_that_no_program_leads_is_told_at_its_start_and_by_its_status(cli: CommandLine) -> None:
    ran = cli.done("drill", "run", SCENARIO, "--no-watch")
    exercise = ran.out.strip()
    assert "no inject does until somebody leads it: 'incident drill run EX-0001'" in ran.err
    assert "no program" not in cli.done("drill", "status", exercise).err
    cli.world.clock.forward(seconds=15)
    said = cli.done("drill", "status", exercise).err
    assert "Inject 1 is due for 15 s, and no program of who leads it lets it go" in said
    cli.world.clock.forward(seconds=60)
    said = cli.done("drill", "status", exercise).err
    assert "Inject 1 is due for 1 min 15 s: no program of who leads it was there. A hand lets it go:" in said
    assert "incident drill inject EX-0001 release 1; what comes goes while this is open: incident drill run" in said
    assert "nobody led it at 02:40 (T+00:00:00): what fell due then waits for a hand" in said


def test_time_that_nobody_led_counts_as_a_pause_only_if_nobody_did_anything_in_it(cli: CommandLine) -> None:
    exercise = cli.done("drill", "run", SCENARIO, "--no-watch").out.strip()
    cli.world.clock.forward(minutes=7)
    assert f"Count it as a pause: incident drill pause {exercise} --unled" in cli.done("drill", "status", exercise).err
    counting = ("drill", "pause", exercise, "--unled", "--command-id", "k")
    assert "It counts as a pause since 02:40: the clock goes on at T+00:00:00" in cli.done(*counting).err
    assert "This was done before; nothing is done twice." in cli.done(*counting).err
    assert "there is no time to count as a pause" in cli("drill", "pause", exercise, "--unled").err
    shown = cli.done("drill", "status", exercise, "--json").json
    assert (shown["phase"], shown["exercise_seconds"]) == ("running", 0)
    cli.world.clock.forward(minutes=7)
    cli.done("--as", "bo", "note", exercise, "Waiting")
    assert "--unled" not in cli.done("drill", "status", exercise).err
    refused = cli("drill", "pause", exercise, "--unled")
    assert (refused.code, "that time counts as played" in refused.err) == (1, True)
    assert cli.done("drill", "status", exercise, "--json").json["exercise_seconds"] == 7 * 60


def test_what_belongs_to_the_beginning_of_an_exercise_is_not_taken_later(cli: CommandLine) -> None:
    exercise = cli.done("drill", "run", SCENARIO, "--no-watch").out.strip()
    before = cli.done("drill", "kept", exercise).out
    for given in (("--evaluate", "bo"), ("--lead", "bo"), ("--solo",), ("--despite", "INC-0001")):
        refused = cli("drill", "run", exercise.lower(), "--no-watch", *given)
        said = f"These belong to the beginning of an exercise, and {exercise} has begun: {given[0]}."
        assert (refused.code, refused.out, said in " ".join(refused.err.split())) == (2, "", True)
    assert cli.done("drill", "kept", exercise).out == before
    assert cli.done("drill", "run", exercise, "--no-watch").out.strip() == exercise


def test_the_speed_of_an_exercise_that_runs_is_refused_at_its_run_naming_its_command(cli: CommandLine) -> None:
    exercise = cli.done("drill", "run", SCENARIO, "--no-watch", "--speed", "5").out.strip()
    for rate in ("1", "10"):
        refused = cli("drill", "run", exercise.lower(), "--no-watch", "--speed", rate)
        said = f"{exercise} has begun. This changes the speed of its clock: incident drill speed {exercise} {rate}"
        assert (refused.code, refused.out, said in " ".join(refused.err.split())) == (2, "", True)
    cli.world.clock.forward(minutes=1)
    assert cli.done("drill", "status", exercise, "--json").json["exercise_seconds"] == 5 * 60
    assert "10 times" in cli.done("drill", "speed", exercise, "10").err
    assert "incident drill speed EX-0001 10" in cli("--lang", "zh-CN", "drill", "run", exercise, "--speed", "10").err


def test_the_end_of_what_counts_for_nothing_says_so(cli: CommandLine) -> None:
    unplayed = cli.done("drill", "run", SCENARIO, "--no-watch").out.strip()
    assert "Nobody worked on a step of it: it does not count as held." in cli.done("drill", "stop", unplayed).err


def test_who_stops_looking_lets_the_exercise_stand(cli: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(_seconds: float) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("incident.cli.commands.drill.leading.time.sleep", stopped)
    ran = cli("drill", "run", SCENARIO, "--plain")
    assert "EXERCISE paused: nobody leads it now. Lead it again with 'incident drill run EX-0001'" in ran.err
    assert cli.done("drill", "status", "EX-0001", "--json").json["phase"] == "paused"


def test_who_leads_beside_another_may_go_and_who_let_it_go_on_last_may_not(
    cli: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(_seconds: float) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("incident.cli.commands.drill.leading.time.sleep", stopped)
    exercise = cli.done("drill", "run", SCENARIO, "--no-watch", "--lead", "bo").out.strip()
    ran = cli("--as", "bo", "drill", "run", exercise, "--plain")
    assert "leads it, who started it or let it go on last." in ran.err
    assert cli.done("drill", "status", exercise, "--json").json["phase"] == "running"
    cli.done("drill", "pause", exercise)
    cli.done("--as", "bo", "drill", "resume", exercise)
    assert "EXERCISE paused: nobody leads it now" in cli("--as", "bo", "drill", "run", exercise, "--plain").err


@pytest.mark.parametrize("fault", [StorageBusy(path="incident.db", detail="database is locked"), None])
def test_who_could_not_record_the_pause_reads_that_it_goes_on_without_a_lead(
    cli: CommandLine, monkeypatch: pytest.MonkeyPatch, fault: StorageBusy | None
) -> None:
    def fails(*_: object) -> None:
        if fault:
            raise fault

    def stopped(_seconds: float) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("incident.cli.commands.drill.leading.time.sleep", stopped)
    monkeypatch.setattr("incident.cli.commands.drill.leading.let_stand", fails)
    ran = cli("drill", "run", SCENARIO, "--plain")
    assert "its pause could not be recorded: nobody leads it. Pause it: incident drill pause EX-0001" in ran.err


def test_a_fault_of_the_program_that_leads_lets_the_exercise_stand(
    cli: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def held(_seconds: float) -> None:
        raise StorageBusy(path="incident.db", detail="database is locked")

    monkeypatch.setattr("incident.cli.commands.drill.leading.time.sleep", held)
    ran = cli("drill", "run", SCENARIO, "--plain")
    assert "EXERCISE paused: nobody leads it now" in ran.err
    assert "held the log" in ran.err
    assert cli.done("drill", "status", "EX-0001", "--json").json["phase"] == "paused"


def test_the_reserved_word_in_any_command_says_that_play_stopped(cli: CommandLine) -> None:
    exercise = cli.done("drill", "run", SCENARIO, "--no-watch").out.strip()
    said = cli.done("--as", "bo", "tier", exercise, "raise", "1", "--because", "REAL EVENT: smoke").err
    assert "EXERCISE STOPPED: REAL EVENT. Cease play" in said


def test_who_plays_a_scenario_may_not_read_it_until_play_is_over(cli: CommandLine) -> None:
    exercise = cli.done("drill", "run", SCENARIO, "--no-watch").out.strip()
    show = ("drill", "scenario", "show", SCENARIO)
    refused = cli("--as", "bo", *show)
    assert (refused.code, refused.out) == (1, "")
    assert "What is really the case:" in cli.done(*show).out
    cli.done("drill", "stop", exercise)
    assert "What is really the case:" in cli.done("--as", "bo", *show).out


def test_the_state_of_every_inject_is_shown_to_who_leads(cli: CommandLine, exercise: str) -> None:
    cli.done("drill", "inject", exercise, "next")
    cli.done("drill", "inject", exercise, "release", "11")
    cli.done("drill", "inject", exercise, "hold", "3")
    cli.done("drill", "inject", exercise, "skip", "4", "--because", "too hard")
    cli.world.clock.forward(minutes=6)
    shown = cli.done("drill", "status", exercise, "--json").json
    states = [each["state"] for each in shown["injects"]]
    assert states == ["released", "due", "held", "skipped", *["waiting"] * 6, "released"]
    assert (shown["phase"], shown["exercise_seconds"], shown["rate"]) == ("running", 360, 1)
    cli.done("drill", "stop", exercise)
    ended = [each["state"] for each in cli.done("drill", "status", exercise, "--json").json["injects"]]
    assert ended == ["released", "not-reached", "held", "skipped", *["not-reached"] * 6, "released"]


def test_what_is_in_reserve_and_no_longer_needed_says_so_while_play_goes_on(cli: CommandLine) -> None:
    exercise = cli.done("drill", "run", "exercise.video-spreads", "--no-watch").out.strip()
    cli.done("--as", "bo", "role", exercise, "commander", "bo")
    cli.done("--as", "bo", "step", exercise, "campaigns", "done")
    states = {each["number"]: each["state"] for each in cli.done("drill", "status", exercise, "--json").json["injects"]}
    assert (states[7], states[8]) == ("not-needed", "waiting")
    assert "A planned post goes out in the middle of it: not needed" in " ".join(
        cli.done("drill", "status", exercise).out.split()
    )
    assert "：无需启用" in cli.done("--lang", "zh-CN", "drill", "status", exercise).out


def test_the_state_of_every_inject_is_shown_in_chinese(cli: CommandLine, exercise: str) -> None:
    cli.done("drill", "inject", exercise, "hold", "3")
    cli.done("drill", "inject", exercise, "skip", "4", "--because", "too hard")
    cli.world.clock.forward(minutes=6)
    out = cli.done("--lang", "zh-CN", "drill", "status", exercise).out
    assert "演练 EX-0001：进行中" in out
    assert "熔断器打开：已跳过" in out
    assert "大客户威胁解约：已暂缓" in out
    assert "5 分钟内来电翻倍：到时" in out


def test_a_command_says_that_nobody_holds_the_role_of_an_inject(cli: CommandLine) -> None:
    exercise = cli.done("drill", "run", SCENARIO, "--no-watch").out.strip()
    warned = "nobody holds Customer liaison, so no player reads it for them"
    assert warned in " ".join(cli.done("drill", "status", exercise).out.split())
    assert warned in cli.done("drill", "inject", exercise, "release", "2").err


def test_an_inject_is_asked_for_by_number_or_as_the_next(cli: CommandLine, exercise: str) -> None:
    assert cli("drill", "inject", exercise, "release").code == 2
    assert cli("drill", "inject", exercise, "next", "3").code == 2
    ran = cli("drill", "inject", exercise, "release", "99")
    assert (ran.code, "99" in ran.err) == (1, True)
    assert cli.done("drill", "inject", exercise, "release", "2", "--json").json["inject"] == "calls-double"
    ran = cli("drill", "inject", exercise, "release", "2")
    assert "Inject 2 was released at" in ran.err


def test_the_clock_is_paused_sped_up_and_stopped(cli: CommandLine, exercise: str) -> None:
    cli.done("drill", "pause", exercise, "--because", "somebody is unwell")
    cli.world.clock.forward(minutes=30)
    rows = {row["id"]: row["next_due_at"] for row in cli.done("list", "--json").json["incidents"]}
    assert rows[exercise] is None
    said = cli.done("drill", "resume", exercise).err
    assert f"while this is open: incident drill run {exercise}" in said
    cli.done("drill", "speed", exercise, "10")
    cli.world.clock.forward(minutes=1)
    assert cli.done("drill", "status", exercise, "--json").json["exercise_seconds"] == 600
    assert cli("drill", "speed", exercise, "0").code == 1
    cli.done("drill", "stop", exercise, "--because", "all was seen")
    assert "Exercise 'EX-0001' is over" in cli("drill", "pause", exercise).err
    cli.done("verify")


def test_a_real_declaration_suspends_it_and_says_so_in_its_timeline(cli: CommandLine, exercise: str) -> None:
    real = cli.declared()
    assert f"EXERCISE SUSPENDED: real incident '{real}'" in cli.done("timeline", exercise).out
    assert "suspended" in cli.done("drill", "status", exercise).out


def test_it_goes_on_once_every_real_incident_that_ceased_it_is_closed_or_named(cli: CommandLine, exercise: str) -> None:
    first, second = cli.declared(), cli.declared()
    for named in ([], ["--despite", first], ["--despite", second]):
        ran = cli("drill", "resume", exercise, *named)
        assert (ran.code, "that ceased play is still open" in ran.err) == (1, True)
    despite = ("--despite", first.lower(), "--despite", second)
    for real in (first, second):
        assert f"'{real}' needs people of the exercise: Ana" in cli("drill", "resume", exercise, *despite).err
        cli.done("--as", "chen", "handover", real, "take", "--because", "Ana leads it", "--from", "ana", "--yes")
    cli.done("drill", "resume", exercise, *despite)
    assert cli.done("drill", "status", exercise, "--json").json["phase"] == "running"


def test_after_the_reserved_word_it_goes_on_only_once_somebody_says_that_what_is_real_is_over(
    cli: CommandLine, exercise: str
) -> None:
    cli.done("--as", "bo", "note", exercise, "REAL EVENT: somebody fell")
    ran = cli("drill", "resume", exercise)
    assert (ran.code, "Nobody is there to ask. Say --yes." in ran.err) == (2, True)
    assert "REAL EVENT: somebody fell" in " ".join(ran.err.split())
    assert cli.done("drill", "status", exercise, "--json").json["phase"] == "paused"
    cli.done("drill", "resume", exercise, "--yes")
    assert cli.done("drill", "status", exercise, "--json").json["phase"] == "running"


def test_where_none_is_left_to_go_by_itself_the_next_is_asked_for_by_number(cli: CommandLine, exercise: str) -> None:
    errors = [cli("drill", "inject", exercise, "next").err for _number in range(11)]
    assert "No inject of the plan is left to go by itself." in errors[-1]


def test_a_log_that_is_busy_for_a_moment_shows_no_scenario(cli: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(*_given: object) -> None:
        raise StorageBusy(path="log.db")

    cli.done("drill", "run", SCENARIO, "--no-watch")
    monkeypatch.setattr("incident.application.service.IncidentService.look", busy)
    refused = cli("--as", "bo", "drill", "scenario", "show", SCENARIO)
    assert (refused.code, refused.out) == (4, "")


@pytest.mark.parametrize(
    "words",
    [
        ("inject", "next"),
        ("inject", "hold", "3"),
        ("inject", "skip", "3"),
        ("improvise", "x"),
        ("hint", "1"),
        ("speed", "2"),
        ("run",),
    ],
)
def test_who_evaluates_is_told_who_leads_instead_of_steering(cli: CommandLine, words: tuple[str, ...]) -> None:
    exercise = cli.done("drill", "run", SCENARIO, "--no-watch", "--evaluate", "bo").out.strip()
    cli.done("drill", "inject", exercise, "next")
    before = cli.done("show", exercise).out
    ran = cli("--as", "bo", "drill", words[0], exercise, *words[1:])
    assert (ran.code, "observe and rate it, and steer nothing. Ask Ana Lima, who leads it" in ran.err) == (1, True)
    assert cli.done("show", exercise).out == before


def test_who_evaluates_reads_observes_rates_and_stops_play(cli: CommandLine) -> None:
    exercise = cli.done("drill", "run", SCENARIO, "--no-watch", "--evaluate", "bo").out.strip()
    cli.done("drill", "inject", exercise, "next")
    cli.done("--as", "bo", "drill", "status", exercise)
    cli.done("--as", "bo", "drill", "observe", exercise, "+", "calm")
    cli.done("--as", "bo", "drill", "mark", exercise, "1", "met")
    cli.done("--as", "bo", "drill", "pause", exercise)
    assert cli("--as", "bo", "drill", "resume", exercise).code == 1
    cli.done("--as", "bo", "drill", "stop", exercise)
    cli.done("--as", "bo", "drill", "rate", exercise, "detect", "M", "--because", "slow")
    out = cli.done("--as", "bo", "review", exercise).out
    assert out.count("| Led by | Ana Lima |\n| Evaluated by | Bo Chen |") == 2
    assert "led by Ana Lima, evaluated by Bo Chen" in " ".join(cli.done("timeline", exercise).out.split())
    roles = cli.done("review", exercise, "--no-names").out
    assert roles.count("| Led by | facilitator 1 |\n| Evaluated by | evaluator 1 |") == 2


def test_nobody_is_named_to_lead_and_to_evaluate(cli: CommandLine) -> None:
    for named in (("--evaluate", "ana"), ("--lead", "bo", "--evaluate", "bo")):
        ran = cli("drill", "run", SCENARIO, "--no-watch", *named)
        assert (ran.code, "who leads may observe and rate too" in ran.err) == (2, True)


def test_who_leads_does_not_play_and_leaves_command_to_a_player(cli: CommandLine) -> None:
    exercise = cli.done("drill", "run", SCENARIO, "--no-watch").out.strip()
    ran = cli("step", exercise, "confirm", "done")
    assert (ran.code, "Ana Lima leads or evaluates this exercise and does not play in it" in ran.err) == (1, True)
    assert cli("role", exercise, "commander", "ana").code == 1
    cli.done("role", exercise, "commander", "bo")
    cli.done("note", exercise, "seen")


def test_one_that_was_cut_off_before_its_start_goes_on_by_its_id(
    cli: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut_off(*_given: object) -> None:
        raise StorageBusy(path="log.db")

    monkeypatch.setattr("incident.application.exercises.leading.Leading.write", cut_off)
    assert cli("drill", "run", SCENARIO, "--no-watch").code == 4
    monkeypatch.undo()
    cli.done("drill", "run", "ex-0001", "--no-watch")
    assert cli.done("drill", "status", "EX-0001", "--json").json["phase"] == "running"


def test_what_is_no_exercise_is_refused(cli: CommandLine) -> None:
    real = cli.declared()
    assert "is real" in cli("drill", "status", real).err
    assert cli("drill", "run", "exercise.nowhere").code == 1


def test_a_rating_stands_beside_what_the_log_proposes(cli: CommandLine, exercise: str) -> None:
    cli.world.clock.forward(minutes=7)
    cli.done("step", exercise, "confirm", "done")
    assert "RATING" not in cli("drill", "rate", exercise, "confirmed", "P").out
    ran = cli("drill", "rate", exercise, "confirmed", "P")
    assert (ran.code, "needs a reason" in ran.err) == (1, True)
    rated = cli.done("drill", "rate", exercise, "confirmed", "S", "--json").json
    assert (rated["proposed"], rated["took_seconds"], len(rated["evidence"])) == ("S", 420, 1)
    assert "the log proposes S, done after 7 min" in cli.done("drill", "rate", exercise, "confirmed", "S").err
    assert cli("drill", "rate", exercise, "fail-back", "M").code == 1
    said = cli.done("drill", "rate", exercise, "fail-back", "M", "--because", "nobody wrote it").err
    assert "the log proposes nothing" in said
    assert "confirmed" in cli("drill", "rate", exercise, "confirme", "P").err
    cli.world.clock.forward(minutes=4)
    cli.done("drill", "stop", exercise)
    assert cli.done("drill", "rate", exercise, "agents-told", "U", "--because", "no", "--json").json["proposed"] is None
    assert cli.done("drill", "rate", exercise, "team", "U", "--because", "never", "--json").json["proposed"] == "U"


def test_what_was_seen_is_kept_where_no_player_reads_it(cli: CommandLine, exercise: str) -> None:
    cli.done("drill", "observe", exercise, "+", "read the order back", "--inject", "1", "--task", "team")
    assert cli.done("drill", "observe", exercise, "!", "hot", "--json").json["kind"] == "!"
    assert cli("drill", "observe", exercise, "+", "x", "--task", "nothing").code == 1
    assert "read the order back" not in cli.done("timeline", exercise).out
    assert any("read the order back" in repr(each) for each in cli.world.log.leading().read(exercise))


def test_an_inject_is_marked_once_the_players_have_it_and_the_last_mark_counts(cli: CommandLine, exercise: str) -> None:
    ran = cli("drill", "mark", exercise, "2", "met")
    assert (ran.code, "is not with the players yet" in ran.err) == (1, True)
    cli.done("drill", "inject", exercise, "release", "2")
    assert cli.done("drill", "mark", exercise, "2", "met", "--json").json["mark"] == "met"
    assert "Inject 2 marked: met in part" in cli.done("drill", "mark", exercise, "2", "part").err
    assert "inject 'calls-double' marked: met in part" in cli.done("drill", "kept", exercise).out
    assert cli.done("review", exercise, "--json").json["exercise"]["injects"][1]["mark"] == "part"
    assert "| met in part |" in cli.done("review", exercise).out
    assert "marked" not in cli.done("timeline", exercise).out


def test_at_a_terminal_it_opens_on_the_screen_of_whoever_leads(
    cli: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def left() -> int:
        return run(("drill", "pause", "EX-0001", "--because", "nobody leads it"), cli.world)

    monkeypatch.delenv("TERM", raising=False)
    cli.world.on_start = left
    ran = cli("drill", "run", SCENARIO, at_terminal=True)
    assert ran.code == 0
    assert "nobody leads it now. Lead it again with 'incident drill run EX-0001'" in " ".join(ran.err.split())
    assert (cli.world.started_at, cli.world.started_leading) == ("EX-0001", True)


def test_a_rehearsal_begins_at_a_terminal_on_the_walk(cli: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TERM", raising=False)
    cli.world.on_start = lambda: 0
    assert cli("drill", "run", SCENARIO, "--solo", at_terminal=True).code == 0
    assert (cli.world.started_at, cli.world.started_leading) == ("EX-0001", False)


def test_players_hear_what_is_not_in_the_plan_and_the_hint_of_what_is(cli: CommandLine) -> None:
    exercise = cli.done("drill", "run", SCENARIO, "--no-watch").out.strip()
    words = ("--to", "Commander", "--voice", "The mayor", "--channel", "phone", "--json")
    assert json.loads(cli.done("drill", "improvise", exercise, "Is it you?", *words).out)["number"] == 12
    assert "inject 12 to Commander, by phone, The mayor" in cli.done("timeline", exercise).out
    cli.done("drill", "inject", exercise, "release", "7")
    assert "A hint about inject 7 is with the players." in cli.done("drill", "hint", exercise, "7").err
    ran = cli("drill", "hint", exercise, "7")
    assert (ran.code, "has no further hint about inject 7" in ran.err) == (1, True)
    cli.done("drill", "inject", exercise, "release", "1")
    assert "no further hint about inject 1" in cli("drill", "hint", exercise, "1").err
    assert "There is no role" in cli("drill", "improvise", exercise, "x", "--to", "cook").err


def test_status_and_list_count_by_the_clock_of_the_exercise(cli: CommandLine) -> None:
    exercise = cli.done("drill", "run", SCENARIO, "--no-watch", "--speed", "10").out.strip()
    before = cli.done("list").out
    cli.world.clock.forward(seconds=12)
    assert "Inject 1 is due for 2 min" in cli.done("drill", "status", exercise).err
    assert _left(before) - _left(cli.done("list").out) == timedelta(minutes=2)
    assert "10 倍速" in cli.done("--lang", "zh-CN", "list").out


def _left(listed: str) -> timedelta:
    """How much time the list leaves the one exercise."""
    minutes, seconds = listed.partition(", in ")[2].removesuffix("\n").split(" 10x")[0].split(":")
    return timedelta(minutes=int(minutes), seconds=int(seconds))


def test_past_its_planned_length_it_is_said_what_no_clock_lets_go(cli: CommandLine, exercise: str) -> None:
    cli.world.clock.forward(hours=2)
    assert "past the planned end" not in cli.done("drill", "status", exercise).err
    cli.world.clock.forward(minutes=10)
    said = cli.done("drill", "status", exercise).err
    assert "10 min past the planned end; inject 11 does not come by itself" in said
    cli.done("drill", "stop", exercise)
    assert "past the planned end" not in cli.done("drill", "status", exercise).err


def test_who_leads_and_has_not_the_right_pauses_and_ends_it_as_any_player(
    cli: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    exercise = cli.done("drill", "run", SCENARIO, "--no-watch", "--lead", "bo").out.strip()

    def shut(*_: object) -> NoReturn:
        raise LedSideShut(path="p", login="bo")

    monkeypatch.setattr(MemoryStream, "read", shut)
    cli.world.login = "bo"
    cli.done("drill", "pause", exercise)
    said = cli.done("drill", "stop", exercise).err
    assert "EXERCISE ended: play is over" in said
    assert "Its report stands" not in said


def test_whose_right_nobody_can_look_up_is_said_when_it_begins(
    cli: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(MemoryStream, "require_open", lambda _self, persons: list(persons))
    said = cli.done("drill", "run", SCENARIO, "--no-watch", "--lead", "bo").err
    assert "The server knows no login of Bo Chen" in said


def test_who_leaves_while_another_program_leads_it_reads_that_it_goes_on(
    cli: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(_seconds: float) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("incident.cli.commands.drill.leading.time.sleep", stopped)
    monkeypatch.setattr(type(cli.world.log.presence()), "is_led", lambda *_: True)
    ran = cli("drill", "run", SCENARIO, "--plain")
    assert "EXERCISE goes on: another program leads it." in ran.err
    assert cli.done("drill", "status", "EX-0001", "--json").json["phase"] == "running"
