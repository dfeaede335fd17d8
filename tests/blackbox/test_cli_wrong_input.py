"""Bad input gets a sentence on stderr, nothing on stdout, the right exit code, and never a traceback."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from pathlib import Path

import pytest

from tests.blackbox.conftest import Team

pytestmark = pytest.mark.slow

DECLARE = ("declare", "outage.core-channel", "--tier", "2", "--title", "Voice line down")

BOMB = "a: &a [x, x, x, x]\nb: &b [*a, *a, *a, *a]\nc: &c [*b, *b, *b, *b]\nd: [*c, *c, *c, *c]\n"


def test_a_broken_document_is_named_with_its_line(team: Team, tmp_path: Path) -> None:
    (team.folder / "people.yaml").write_text("format: people/1\npeople:\n  lin: {name: Lin, naame: x\n")
    ran = team("list", XDG_CACHE_HOME=str(tmp_path / "of somebody who never read it"))
    assert ran.code == 3
    assert ran.out == ""
    assert "people.yaml:" in ran.err


def test_a_slip_in_a_file_stops_nobody_in_the_middle_of_an_incident(team: Team) -> None:
    team.done(*DECLARE)
    people = team.folder / "people.yaml"
    people.write_text(people.read_text("utf-8") + "pepole: {}\n", "utf-8")
    ran = team("note", "INC-0001", "the line is up again")
    assert ran.code == 0
    assert "people.yaml:" in ran.err
    assert "What they said before holds" in ran.err
    assert "the line is up again" in team.done("timeline", "INC-0001").out
    assert team("config", "check").code == 3


def test_an_unknown_key_suggests_the_right_one(team: Team) -> None:
    (team.folder / "people.yaml").write_text("format: people/1\npeople:\n  lin: {naame: Lin, logins: [lin]}\n")
    ran = team("config", "check")
    assert ran.code == 3
    assert "'naame'" in ran.out
    assert "'name'" in ran.out


@pytest.mark.parametrize(
    "words", [BOMB, "[" * 5000, "\x00\x01", "a: 1\na: 2\n", "k: !!python/object/apply:os.system [x]\n"]
)
def test_a_document_made_to_harm_is_refused(team: Team, words: str) -> None:
    place = team.folder / "runbooks"
    place.mkdir()
    (place / "bad.yaml").write_text(words)
    ran = team("runbook", "check", "runbooks/bad.yaml")
    assert ran.code == 3
    assert "bad.yaml" in ran.out


def test_an_unknown_id_suggests_the_nearest(team: Team) -> None:
    team.done(*DECLARE)
    ran = team("note", "INC-0002", "text")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == "There is no incident 'INC-0002'. Did you mean 'INC-0001'?\n"


@pytest.mark.parametrize("words", ["list", "show INC-0001", "timeline INC-0001", "case list INC-0001"])
def test_nobody_looks_on_in_the_name_of_a_person_whom_nobody_knows(team: Team, words: str) -> None:
    team.done(*DECLARE)
    ran = team("--as", "ghost", *words.split())
    assert (ran.code, ran.out) == (1, "")
    assert "There is no person 'ghost'." in ran.err


def test_a_step_of_another_tier_is_refused(team: Team) -> None:
    team.done(*DECLARE)
    ran = team("step", "INC-0001", "key-accounts", "done")
    assert (ran.code, ran.out) == (1, "")
    assert "tier 1" in ran.err


def test_a_log_that_is_not_there_is_not_made(team: Team) -> None:
    ran = team("list", "--db", str(team.folder / "nowhere.db"))
    assert (ran.code, ran.out) == (4, "")
    assert "nowhere.db" in ran.err
    assert not (team.folder / "nowhere.db").exists()


def test_a_file_that_is_no_log_is_left_alone(team: Team) -> None:
    path = team.folder / "notes.txt"
    path.write_text("not a database, but somebody's notes\n" * 200)
    ran = team("list", "--db", str(path))
    assert (ran.code, ran.out) == (4, "")
    assert path.read_text().startswith("not a database")


def test_a_log_of_a_newer_program_is_read_and_not_written(team: Team) -> None:
    team.done(*DECLARE)
    with sqlite3.connect(team.folder / "incident.db") as database:
        database.execute("UPDATE meta SET min_reader = 99")
    database.close()
    assert "INC-0001" in team.done("list").out
    ran = team("note", "INC-0001", "text")
    assert (ran.code, ran.out) == (4, "")
    assert "newer program" in ran.err
    for words in (("worker",), ("db", "upgrade")):
        ran = team(*words)
        assert (ran.code, ran.out) == (4, ""), words
        assert "newer program" in ran.err
        assert "Working" not in ran.err


def test_a_log_whose_schema_is_damaged_is_said_to_be_and_nothing_else(team: Team) -> None:
    team.done(*DECLARE)
    path = team.folder / "incident.db"
    with sqlite3.connect(path) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    held = bytearray(path.read_bytes())
    held[held.index(b"events_never_change")] ^= 0xFF
    path.write_bytes(held)
    for words in (
        ("list",),
        ("verify",),
        ("note", "INC-0001", "x"),
        ("doctor",),
        ("worker",),
        ("db", "upgrade"),
        ("db", "rebuild"),
    ):
        ran = team(*words)
        assert ran.code == (1 if words == ("doctor",) else 4), (words, ran.err)
        assert "Restore the last backup" in ran.err + ran.out
    assert "Restore the last backup" in team("db", "backup", str(team.folder / "copy.db")).err


def test_a_log_that_somebody_holds_is_waited_for_and_then_given_up(team: Team) -> None:
    team.done(*DECLARE)
    database = sqlite3.connect(team.folder / "incident.db", isolation_level=None)
    database.execute("BEGIN IMMEDIATE")
    try:
        ran = team("note", "INC-0001", "text")
    finally:
        database.close()
    assert (ran.code, ran.out) == (4, "")
    assert "held the log" in ran.err
    team.done("note", "INC-0001", "text")


def test_a_log_that_cannot_be_written_is_still_read(team: Team, tmp_path: Path) -> None:
    team.done(*DECLARE)
    folder = tmp_path / "rights"
    shutil.copytree(team.folder, folder)
    database = sqlite3.connect(folder / "incident.db")
    database.execute("PRAGMA journal_mode = DELETE")
    database.close()
    (folder / "incident.db").chmod(0o444)
    folder.chmod(0o555)
    if _can_write_anyway(folder):
        pytest.skip("this user may write whatever the rights say")
    assert "INC-0001" in team.done("list", INCIDENT_HOME=str(folder)).out
    ran = team("note", "INC-0001", "text", INCIDENT_HOME=str(folder))
    folder.chmod(0o755)
    assert (ran.code, ran.out) == (4, "")


def _can_write_anyway(folder: Path) -> bool:
    try:
        (folder / "probe").touch()
    except OSError:
        return False
    (folder / "probe").unlink()
    return True


def test_without_a_workspace_the_way_to_one_is_said(team: Team, tmp_path: Path) -> None:
    ran = team("list", "--workspace", str(tmp_path / "nowhere"))
    assert (ran.code, ran.out) == (1, "")
    assert "no workspace" in ran.err


def test_a_stranger_is_told_that_nobody_knows_them(team: Team) -> None:
    ran = team("note", "INC-0001", "text", INCIDENT_LOGIN="mallory")
    assert (ran.code, ran.out) == (1, "")
    assert "mallory" in ran.err


def test_a_reader_that_goes_away_is_no_fault(team: Team) -> None:
    team.done(*DECLARE)
    command = f"{team.program} timeline INC-0001 --json | true"
    ran = subprocess.run(
        ["bash", "-c", command], capture_output=True, env=team.environment, cwd=team.folder, check=False
    )
    assert b"Traceback" not in ran.stderr
    assert b"fault" not in ran.stderr


@pytest.mark.parametrize("locale", ["C", "POSIX", "C.UTF-8"])
def test_chinese_never_breaks_the_program(team: Team, locale: str) -> None:
    team.done("declare", "outage.core-channel", "--tier", "2", "--title", "语音线路中断")
    for encoding in ("ascii", "utf-8", "gbk"):
        ran = team.done("list", "--lang", "zh-CN", LC_ALL=locale, PYTHONIOENCODING="utf-8:strict")
        assert "语音线路中断" in ran.out
        subprocess.run(
            [team.program, "list", "--lang", "zh-CN"],
            env=team.environment | {"LC_ALL": locale, "PYTHONIOENCODING": encoding},
            check=True,
            capture_output=True,
        )


def test_bytes_that_are_no_text_are_taken_as_they_can(team: Team) -> None:
    team.done(*DECLARE)
    ran = team("note", "INC-0001", "-", stdin=b"\xe9t\xe9 \xff\xfe\x1b[2J\n")
    assert ran.code == 0, ran.err
    assert "\x1b" not in team.done("timeline", "INC-0001").out
    team.done("timeline", "INC-0001", "--json")


@pytest.mark.parametrize("words", [("show", b"\xff"), ("note", "INC-0001", b"\xe9t\xe9"), ("init", b"/tmp/\xff")])
def test_a_line_that_is_no_text_is_refused_with_a_sentence(team: Team, words: tuple[str | bytes, ...]) -> None:
    team.done(*DECLARE)
    ran = subprocess.run([team.program, *words], env=team.environment, capture_output=True, check=False)
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert b"no UTF-8 text" in ran.stderr


@pytest.mark.parametrize("name", ["INCIDENT_HOME", "INCIDENT_DB", "INCIDENT_LOGIN", "INCIDENT_LANG"])
def test_an_environment_that_is_no_text_is_no_fault_of_the_program(team: Team, name: str) -> None:
    team.done(*DECLARE)
    for words in (("list",), ("note", "INC-0001", "text"), ("--as", "bo", "note", "INC-0001", "text")):
        ran = subprocess.run(
            [team.program, *words],
            env={os.fsencode(key): os.fsencode(value) for key, value in team.environment.items()}
            | {name.encode(): b"\xff"},
            capture_output=True,
            check=False,
        )
        assert ran.returncode in {0, 1, 4}, ran.stderr
    team.done("timeline", "INC-0001", "--json")
    assert team("verify").code == 0


def test_output_that_is_no_terminal_carries_no_colour(team: Team) -> None:
    team.done(*DECLARE)
    for words in (("--help",), ("show", "INC-0001"), ("list",), ("clocks", "INC-0001")):
        assert "\x1b" not in team.done(*words, FORCE_COLOR="1").out


def test_a_device_is_no_log(team: Team) -> None:
    assert team("list", "--db", "/dev/null").code == 4


def test_a_shell_completes_commands_and_options(team: Team) -> None:
    def completed(line: str) -> list[str]:
        count = str(len(line.split(" ")) - 1)
        ran = team(_INCIDENT_COMPLETE="bash_complete", COMP_WORDS=line, COMP_CWORD=count)
        return [word.partition(",")[2] for word in ran.out.split()]

    assert completed("incident st") == ["step"]
    assert completed("incident message r") == ["retry"]
    assert "--because" in completed("incident close INC-0001 --b")
    assert completed("incident step INC-0001 x not-a") == ["not-applicable"]


def test_without_a_terminal_the_terminal_program_does_not_start(team: Team) -> None:
    ran = team()
    assert (ran.code, ran.out) == (2, "")
    assert "needs a terminal" in ran.err


def test_a_folder_without_a_document_is_not_called_free_of_problems(team: Team) -> None:
    (team.folder / "empty").mkdir()
    ran = team("runbook", "check", "empty")
    assert (ran.code, "nothing was checked" in ran.err) == (1, True)
