"""Backups of the installed program: whole or not there, put back without losing, erasing less or sending in silence."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.blackbox.conftest import PATIENCE_SECONDS, Team

pytestmark = pytest.mark.slow

MEGABYTE = 1_000_000


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", folder], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("only root may mount a disk to fill")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


def grow(team: Team, megabytes: int) -> None:
    """Make a copy take a while; the table is nobody's, and neither is read by the program."""
    with closing(sqlite3.connect(team.folder / "incident.db")) as log, log:
        log.execute("CREATE TABLE ballast (bytes BLOB)")
        log.executemany("INSERT INTO ballast VALUES (zeroblob(?))", [(MEGABYTE,)] * megabytes)


def started(team: Team, *words: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [team.program, *words], cwd=team.folder, env=team.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )


def parts(folder: Path) -> list[Path]:
    return [each for each in folder.glob(".*.part") if each.stat().st_size]


def once_a_part_grows(folder: Path, running: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while not parts(folder):
        assert running.poll() is None, running.communicate()
        assert time.monotonic() < end
        time.sleep(0.001)


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
def test_a_backup_that_is_stopped_leaves_no_file_under_its_name(team: Team, number: signal.Signals) -> None:
    grow(team, 200)
    running = started(team, "db", "backup", "saved.db")
    once_a_part_grows(team.folder, running)
    running.send_signal(number)
    running.communicate(timeout=PATIENCE_SECONDS)
    assert running.returncode in (-9, 130, 143)
    assert not (team.folder / "saved.db").exists()
    assert bool(parts(team.folder)) is (number is signal.SIGKILL)
    assert team.done("db", "backup", "saved.db").code == 0
    assert not list(team.folder.glob(".saved.db.*"))  # what the killed run left is gone


def test_a_restore_that_is_killed_leaves_one_whole_log(team: Team) -> None:
    incident = team.declared("outage.core-channel", "--tier", "2", "--title", "Chat is down")
    team.done("db", "backup", "saved.db")
    grow(team, 100)
    for wait in (0.3, 0.6, 0.9, 1.2, 1.5):
        running = started(team, "db", "restore", "saved.db")
        time.sleep(wait)  # a different moment each time; none of them may matter
        running.kill()
        running.communicate(timeout=PATIENCE_SECONDS)
        assert team.done("verify").code == 0
        assert "Chat is down" in team.done("show", incident).out


def test_a_full_disk_is_said_and_keeps_no_half_backup(team: Team, small_disk: Path) -> None:
    team.declared("outage.core-channel", "--tier", "2", "--title", "Chat is down")
    ran = team("db", "backup", str(small_disk / "saved.db"))
    assert ran.code == 4
    assert "The disk is full, so" in ran.err
    assert list(small_disk.iterdir()) == []
    assert team.done("verify").code == 0


def test_a_disk_that_may_not_be_written_is_said(team: Team, small_disk: Path) -> None:
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    ran = team("db", "backup", str(small_disk / "saved.db"))
    assert ran.code == 4
    assert "cannot be written" in ran.err


@pytest.mark.parametrize("team", [pytest.param("en", marks=pytest.mark.soak), "zh-CN"], indirect=True)
def test_a_restored_log_sends_nothing_before_a_person_confirms_it(team: Team) -> None:
    incident = team.declared("outage.core-channel", "--tier", "2", "--title", "Chat is down")
    team.done("note", incident, "Mrs Kowalczyk called")
    saved = team.done("db", "backup", "saved.db", "--json").json
    assert (saved["intact"], saved["noted"], saved["incidents"]) == (True, True, 1)
    assert [each["id"] for each in saved["heads"]] == [incident, ""]
    assert {each["head"] for each in saved["heads"]} == {
        each["head"] for each in team.done("verify", "--json").json["heads"]
    }
    assert (team.folder / "saved.db").stat().st_mode & 0o777 == 0o600
    assert team("db", "backup", "saved.db").code == 1
    assert team("db", "backup", "incident.db", "--replace").code == 1

    entry = team.done("timeline", incident, "--json").json["entries"][-1]["seq"]
    team.done("erase", incident, str(entry), "--because", "retention", "--yes")
    refused = team("db", "restore", "saved.db")
    assert refused.code == 1
    assert "--lose 1" in refused.err.replace("\n", " ")
    restored = team.done("db", "restore", "saved.db", "--lose", "1", "--json").json
    assert (restored["lost"], restored["erased"]) == (1, 1)
    assert Path(restored["kept"]).exists()
    assert "Kowalczyk" not in team.done("timeline", incident).out
    assert b"Kowalczyk" not in (team.folder / "incident.db").read_bytes()
    assert team.done("verify").code == 0

    before = len(team.hook.letters) + len(team.mail.letters)
    sent = team("message", "send", incident, "agents", "agents-notice", "--yes")
    assert "incident db confirm" in sent.err, sent.err
    assert team("worker", "--once").code == 5
    assert len(team.hook.letters) + len(team.mail.letters) == before
    assert any(each["check"] == "restored" and each["grave"] for each in team("doctor", "--json").json["findings"])
    assert team("db", "confirm").code == 2  # nobody is there to be asked
    team.done("db", "confirm", "--yes")
    team.done("worker", "--once")
    assert len(team.hook.letters) + len(team.mail.letters) > before
    assert not any(each["check"] == "restored" for each in team("doctor", "--json").json["findings"])
