"""A report never takes the place of the log, or of a file that the workspace reads: a folder on disk, all wired."""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path

import pytest

from incident.bootstrap.wired import Wired
from incident.cli.exits import Exit
from incident.cli.main import run
from incident.demo.workspace import write_workspace

RUNBOOK = "outage.payment-login"
REPORTS = {
    "review": ("review", "INC-0001"),
    "handover": ("handover", "INC-0001"),
    "call-sheet": ("message", "call-sheet", "INC-0001"),
    "oncall": ("oncall", "export"),
    "print": ("runbook", "print", RUNBOOK, "--tier", "1"),
    "export": ("runbook", "export", RUNBOOK, "--format", "cacao"),
}
OWN = (
    "incident.yaml",
    "people.yaml",
    "targets.yaml",
    "overrides.yaml",
    "keys.yaml",
    "runbooks/own.yaml",
    "templates/t.md",
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace with an incident in its log, where the commands are typed."""
    team = tmp_path / "team"
    team.mkdir()
    write_workspace(team, "en", "lin", hook_url="http://127.0.0.1:9", mail_port=9, since=date(2026, 11, 1))
    (team / "runbooks").mkdir()
    (team / "templates").mkdir()
    monkeypatch.chdir(team)
    for name, value in {
        "INCIDENT_LOGIN": "lin",
        "INCIDENT_LANG": "en",
        "INCIDENT_HOME": str(team),
        "XDG_CACHE_HOME": str(tmp_path / "cache"),
    }.items():
        monkeypatch.setenv(name, value)
    assert run(("db", "upgrade"), Wired()) == Exit.DONE
    assert run(("declare", RUNBOOK, "--tier", "2", "--title", "Login fails"), Wired()) == Exit.DONE
    return team


def test_a_runbook_that_cannot_be_read_is_named_by_the_check_and_blamed_on_no_other_file(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "runbooks" / "bad.yaml").write_text("a: [\n")
    capsys.readouterr()
    run(("config", "check"), Wired())
    said = capsys.readouterr().out
    assert said.count("bad.yaml:") == 1
    assert "No runbook" not in said


def test_a_plan_of_exercises_that_cannot_be_read_is_named_by_the_check(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "drills").mkdir()
    (folder / "drills" / "plan-2027.yaml").write_text("schema: drill-plan/1\nyear: 2027\nyear: 2028\n")
    capsys.readouterr()
    assert run(("config", "check"), Wired()) == Exit.DOCUMENT
    assert "plan-2027.yaml:3" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("key", "said"), [(None, "LINK_KEY"), ("short", "5 characters, and must have at least 32"), ("k" * 32, "")]
)
def test_the_doctor_says_why_messages_carry_no_link(
    key: str | None, said: str, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = json.loads((folder / "incident.yaml").read_text())
    settings["links"] = {"public_url": "https://incident.example.org", "secret": "env:LINK_KEY"}
    (folder / "incident.yaml").write_text(json.dumps(settings))
    monkeypatch.delenv("LINK_KEY", raising=False)
    if key:
        monkeypatch.setenv("LINK_KEY", key)
    capsys.readouterr()
    run(("doctor",), Wired())
    found = " ".join(capsys.readouterr().out.split())
    assert ("carry no link" in found) is bool(said)
    assert said in found


def test_a_file_that_stops_many_runbooks_is_told_once(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "runbooks" / "bad.yaml").write_text("a: [  # outage.core-channel, outage.vendor\n")
    capsys.readouterr()
    assert run(("runbook", "list"), Wired()) == Exit.DOCUMENT
    said = capsys.readouterr()
    assert said.out.count("BROKEN") == 3
    assert said.err.count("bad.yaml:") == 1


def test_a_stray_file_is_named_everywhere_and_stops_no_declaration(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "runbooks" / "bad.yaml").write_text("a: [\n")
    for words in (("config", "check"), ("runbook", "check"), ("doctor",), ("runbook", "list")):
        capsys.readouterr()
        run(words, Wired())
        said = capsys.readouterr()
        assert "bad.yaml:" in said.out + said.err, words
        assert words != ("doctor",) or said.out.count("bad.yaml:") == 1
        assert said.out.count("BROKEN") == (words == ("runbook", "list"))
    assert run(("declare", "outage.core-channel", "--title", "Down", "--tier", "2"), Wired()) == Exit.DONE


@pytest.mark.parametrize("words", REPORTS.values(), ids=REPORTS)
def test_no_report_takes_the_place_of_the_log(
    words: tuple[str, ...], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log = folder / "incident.db"
    (folder / "led.md").symlink_to(log)
    os.link(log, folder / "same.md")
    (folder / "incident.db-wal").touch()
    before = log.read_bytes()
    for place in ("incident.db", str(log), "led.md", "same.md", "incident.db-wal"):
        capsys.readouterr()
        assert run((*words, "-o", place), Wired()) == Exit.REFUSED
        said = f"'{place}' is the log, or a file that the workspace reads; nothing was written. Name another file."
        assert said in capsys.readouterr().err
    assert log.read_bytes() == before
    assert (folder / "led.md").is_symlink()
    assert (folder / "same.md").samefile(log)
    assert run(("verify",), Wired()) == Exit.DONE
    for _each in range(2):  # an earlier report makes room
        assert run((*words, "-o", "report.md"), Wired()) == Exit.DONE
    assert (folder / "report.md").stat().st_size


@pytest.mark.parametrize("name", OWN)
def test_no_report_takes_the_place_of_what_the_workspace_reads(name: str, folder: Path, tmp_path: Path) -> None:
    place = folder / name
    if not place.exists():
        place.write_text(f"format: {place.stem}/1\n")
    before = place.read_bytes()
    (tmp_path / "led.md").symlink_to(place)
    for each in (name, str(tmp_path / "led.md")):
        assert run(("review", "INC-0001", "-o", each), Wired()) == Exit.REFUSED
    assert place.read_bytes() == before


def test_a_settings_file_that_is_a_link_stays_one(folder: Path, tmp_path: Path) -> None:
    shared = tmp_path / "shared.yaml"
    (folder / "people.yaml").rename(shared)
    (folder / "people.yaml").symlink_to(shared)
    before = shared.read_bytes()
    assert run(("review", "INC-0001", "-o", "people.yaml"), Wired()) == Exit.REFUSED
    assert shared.read_bytes() == before
    assert (folder / "people.yaml").is_symlink()
