"""`incident actions`: from a finding to an action that a later exercise verifies."""

from __future__ import annotations

from pathlib import Path

import pytest

from incident.application.errors import StorageDamaged
from incident.application.service import IncidentService
from incident.domain.incident import Incident
from tests.cli.conftest import CommandLine

SCENARIO = "exercise.provider-down"


def exercised(cli: CommandLine, *, confirmed: bool, solo: bool = False) -> str:
    """An exercise that is over, in which the first step was confirmed or was not."""
    alone = ["--solo"] if solo else []
    exercise = cli.done("drill", "run", SCENARIO, "--no-watch", *alone).out.strip()
    cli.world.clock.forward(minutes=3)
    if confirmed:
        cli.done(*([] if solo else ["--as", "bo"]), "step", exercise, "confirm", "done")
    cli.done("drill", "stop", exercise)
    cli.world.clock.forward(minutes=1)
    return exercise


@pytest.fixture
def exercise(cli: CommandLine) -> str:
    """With a finding and an action of Bo's."""
    exercise = exercised(cli, confirmed=False)
    found = cli.done("actions", "find", exercise, "improve", "nobody confirmed it", "--step", "confirm")
    assert "Finding F1 is recorded." in found.err
    said = cli.done(*add(exercise, "Print the way to confirm beside the phone"), "--step", "confirm")
    assert "Action A1 is planned." in said.err
    return exercise


def add(exercise: str, text: str, due: str = "2026-12-15") -> tuple[str, ...]:
    asked = ("--finding", "f1", "--owner", "bo", "--due", due, "--proof", "the step goes as expected")
    return ("actions", "add", exercise, text, *asked)


def test_done_is_told_apart_from_verified_and_a_later_exercise_verifies_it(cli: CommandLine, exercise: str) -> None:
    assert cli("actions", "verify", exercise, "A1").code == 1
    cli.done("actions", "start", exercise, "a1")
    told = cli.done("actions", "done", exercise, "a1", "--because", "it hangs there").err
    assert "It is verified once a later exercise" in told
    assert "done, not verified" in cli.done("actions", "list").out
    counted = "| medium | 1 | 1 | 0 | 0 | 0 |"
    assert counted in cli.done("review", exercise).out
    assert "| done, not verified | it hangs there |" in cli.done("review", exercise).out
    ran = cli("actions", "verify", exercise, "A1")
    assert (ran.code, "Nothing shows yet that action 'A1' holds" in ran.err) == (1, True)
    cli.world.clock.forward(minutes=60)
    exercised(cli, confirmed=False)
    assert cli("actions", "verify", exercise, "A1").code == 1
    shows = exercised(cli, confirmed=True)
    said = f"{shows} shows that A1 holds: 'incident actions verify {exercise} A1' writes it down."
    assert said in cli.done("actions", "list").err
    assert f"in {shows} each of its steps went as expected" in cli.done("actions", "verify", exercise, "A1").err
    (row,) = cli.done("actions", "list", "--json").json["actions"]
    assert (row["state"], row["verified_by"], len(row["evidence"])) == ("verified", shows, 1)
    assert f"verified by {shows}" in cli.done("review", exercise).out
    assert f"action A1 is verified: {shows} shows that it holds" in cli.done("timeline", exercise).out
    assert "There is no such action." in cli.done("actions", "list", "--open").err
    cli.done("verify")


def test_a_rehearsal_for_oneself_verifies_nothing(cli: CommandLine, exercise: str) -> None:
    cli.done("actions", "done", exercise, "A1", "--because", "it hangs there")
    cli.world.clock.forward(minutes=60)
    alone = exercised(cli, confirmed=True, solo=True)
    assert "shows that A1 holds" not in cli.done("actions", "list").err
    for words in ((), ("--seen-in", alone)):
        ran = cli("actions", "verify", exercise, "A1", *words)
        assert (ran.code, f"{alone} was a rehearsal for oneself" in ran.err) == (1, True)
    assert "done, not verified" in cli.done("actions", "list").out
    shows = exercised(cli, confirmed=True)
    assert f"in {shows} each of its steps" in cli.done("actions", "verify", exercise, "A1").err


def test_an_exercise_that_goes_on_verifies_nothing_until_it_has_ended(cli: CommandLine, exercise: str) -> None:
    cli.done("actions", "done", exercise, "A1", "--because", "it hangs there")
    cli.world.clock.forward(minutes=60)
    running = cli.done("drill", "run", SCENARIO, "--no-watch").out.strip()
    cli.world.clock.forward(minutes=3)
    cli.done("--as", "bo", "step", running, "confirm", "done")
    assert "shows that A1 holds" not in cli.done("actions", "list").err
    for words in ((), ("--seen-in", running)):
        ran = cli("actions", "verify", exercise, "A1", *words)
        assert (ran.code, f"{running} goes on" in ran.err) == (1, True)
    cli.done("drill", "stop", running)
    assert f"in {running} each of its steps" in cli.done("actions", "verify", exercise, "A1").err


def test_a_wish_and_an_action_without_a_finding_are_refused(cli: CommandLine, exercise: str) -> None:
    ran = cli(*add(exercise, "Improve coordination of the teams"))
    assert (ran.code, "'Improve' is a wish that nobody can check." in ran.err) == (1, True)
    ran = cli("--lang", "zh-CN", *add(exercise, "加强各部门之间的协同"))
    assert (ran.code, "「加强」只是愿望" in ran.err) == (1, True)
    assert cli(*add(exercise, "Write the number down", due="2020-01-01")).code == 1
    assert "no exercise can verify it" in cli.done(*add(exercise, "Buy a second line for Legal")).err


def test_what_is_overdue_stays_so_and_stands_first(cli: CommandLine, exercise: str) -> None:
    cli.done(*add(exercise, "Write the number of Legal down", due="20h"))
    assert "OVERDUE" not in cli.done("actions", "list", exercise).out
    cli.world.clock.forward(minutes=60 * 24)
    ran = cli.done("actions", "list", "--mine", "--json")
    assert ran.json["actions"] == []
    rows = cli.done("actions", "list", "--json").json["actions"]
    assert [(row["action"], row["is_overdue"]) for row in rows] == [("A2", True), ("A1", False)]
    assert "1 action is overdue." in cli.done("actions", "list").err
    assert "Action A2 of EX-0001, Bo Chen's, is overdue since" in cli("doctor", "--detail").out
    cli.done("actions", "change", exercise, "A2", "--due", "2026-12-31", "--owner", "ana", "--because", "bo is away")
    assert "OVERDUE" not in cli.done("actions", "list").out
    assert cli("actions", "change", exercise, "A2").code == 2
    cli.done("actions", "reject", exercise, "A2", "--because", "the line is gone")
    assert "will not be done" in cli.done("actions", "list").out
    cli.done("actions", "done", exercise, "A1", "--because", "hung up")
    cli.done("actions", "reopen", exercise, "A1", "--because", "it fell down")
    assert "not begun" in cli.done("actions", "list", exercise).out


def test_the_plan_of_a_real_incident_is_in_its_report_in_both_languages(cli: CommandLine) -> None:
    real = cli.declared()
    cli.done("actions", "find", real, "strength", "the team stood within 5 min")
    assert "| F1 | strength | the team stood within 5 min |" in cli.done("review", real).out
    out = cli.done("--lang", "zh-CN", "review", real).out
    assert "整改计划" in out
    assert "| F1 | 亮点 |" in out
    cli.done(*add(real, "Write the number of Legal down"))
    assert "Bo Chen" not in cli.done("review", real, "--no-names").out


def test_an_incident_that_cannot_be_read_hides_no_action_of_another(
    cli: CommandLine, exercise: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    damaged, load = cli.declared(), IncidentService.load

    def loaded(service: IncidentService, incident_id: str) -> Incident:
        if incident_id == damaged:
            raise StorageDamaged(incident_id=damaged, seq=1, detail="a test")
        return load(service, incident_id)

    monkeypatch.setattr(IncidentService, "load", loaded)
    assert exercise in cli.done("actions", "list").out


def test_all_that_was_said_of_an_action_is_shown_listed_and_reported(
    cli: CommandLine, exercise: str, tmp_path: Path
) -> None:
    diff = tmp_path / "step.diff"
    diff.write_text("- call\n+ call and write down\n")
    more: tuple[str, ...] = (
        "--type",
        "runbook",
        "--approver",
        "ana",
        "--department",
        "IT 技术部",
        "--start",
        "2026-12-01",
    )
    more += ("--limit", "audit rule 4", "--risk", "R-17", "--diff", str(diff))
    cli.done(*add(exercise, "Write the number into the step"), *more)
    out = cli.done("actions", "show", exercise, "a2").out
    said = ("type: change of the runbook", "approver: Ana Lima", "department: IT 技术部", "begins: 2026-12-01 00:00")
    assert all(words in out for words in (*said, "source of the date: audit rule 4", "risk: R-17"))
    assert "change of the runbook:\n- call\n+ call and write down" in out
    row = cli.done("actions", "show", exercise, "a2", "--json").json["action"]
    assert (row["type"], row["approver"], row["limit"], row["risk"]) == ("runbook", "ana", "audit rule 4", "R-17")
    assert (row["change"], row["repeats"]) == ("- call\n+ call and write down", [])
    assert row == cli.done("actions", "list", "--json").json["actions"][1]
    told = cli.done("--as", "bo", "actions", "done", exercise, "a2", "--because", "it stands there").err
    assert "It names no step, so no exercise can verify it." in told
    assert "Ana Lima is its approver: show them." in told
    assert f"incident actions reopen {exercise} A2 --because WORDS" in told
    cli.done("actions", "reopen", exercise, "a2", "--because", "no number")
    assert "approver" not in cli.done("actions", "done", exercise, "a2", "--because", "seen").err
    report = cli.done("review", exercise).out
    assert "| A2 | approver | Ana Lima |" in report
    assert "| A2 | department | IT 技术部 |" in report
    assert "A2 asks for this change of the runbook:" in report
    assert cli("actions", "show", exercise, "a9").code == 1
    assert cli(*add(exercise, "Write it down at once"), "--approver", "bo").code == 1


def test_what_was_found_before_is_said_and_stands_with_the_action(cli: CommandLine, exercise: str) -> None:
    cli.world.clock.forward(minutes=60)
    later = exercised(cli, confirmed=False)
    said = cli.done("actions", "find", later, "improve", "again nobody did", "--step", "confirm").err
    assert f"F1 was found before: {exercise} F1, nobody confirmed it (A1 not begun)" in " ".join(said.split())
    said = cli.done(*add(later, "Put the phone beside the screen")).err
    assert f"What it answers was found before: {exercise} F1." in said
    assert cli.done("actions", "list", later, "--json").json["actions"][0]["repeats"] == [f"{exercise} F1"]
    assert f"found before: {exercise} F1" in cli.done("actions", "show", later, "A1").out
    said = cli.done("actions", "find", exercise, "improve", "again nobody did").err
    assert "found before" not in said
