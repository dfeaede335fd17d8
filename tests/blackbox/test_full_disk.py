"""A disk that is full: a sentence, nothing drawn that is not stored, and a record that verifies when there is room."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.blackbox.conftest import Team
from tests.blackbox.terminal import Terminal

pytestmark = pytest.mark.slow

STEP = "confirm"
MARKED, OPEN = "[x]   1", "[>] 1"


class Disk:
    """A small disk of its own, and what fills it."""

    def __init__(self, folder: Path) -> None:
        self.database = folder / "incident.db"
        self._ballast = folder / "ballast"

    def fill(self) -> None:
        """Leave no room at all."""
        with self._ballast.open("ab", buffering=0) as file:
            for size in (65_536, 4_096, 1):
                try:
                    while file.write(b"x" * size) == size:
                        pass
                except OSError:
                    continue

    def free(self) -> None:
        """Make room again."""
        self._ballast.unlink()

    def freeze(self) -> None:
        """From now on nobody writes to it."""
        subprocess.run(["mount", "-o", "remount,ro", self.database.parent], check=True)


@pytest.fixture
def size() -> str:
    """Too small for room to be laid by."""
    return "2m"


@pytest.fixture
def disk(tmp_path: Path, size: str) -> Iterator[Disk]:
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("only root may mount a disk to fill")
    try:
        yield Disk(folder)
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


@pytest.mark.parametrize("room", [0, 16 * 1024])
def test_a_workspace_that_finds_no_room_is_not_begun(team: Team, disk: Disk, tmp_path: Path, room: int) -> None:
    """With some room the files fit, and the log does not."""
    keep = tmp_path / "disk" / "room"
    keep.write_bytes(b"x" * room)
    disk.fill()
    keep.unlink()
    new = tmp_path / "disk" / "team"
    refused = team("init", str(new))
    assert refused.code == 4
    assert "full" in refused.err
    assert not [path for path in new.rglob("*") if path.name != "incident.db"]
    disk.free()
    team.done("init", str(new))
    team.done("--workspace", str(new), "list")


@pytest.fixture
def incident(team: Team, disk: Disk) -> str:
    """Declared in a log on the small disk."""
    team.environment["INCIDENT_DB"] = str(disk.database)
    team.done("db", "upgrade")
    return team.declared("outage.core-channel", "--tier", "2", "--title", "Voice")


def test_a_mark_on_a_full_disk_is_refused_with_a_sentence_and_made_when_there_is_room(
    team: Team, disk: Disk, incident: str
) -> None:
    disk.fill()
    refused = [
        team("step", incident, STEP, "done"),
        team("note", incident, "x" * 9_000),
        team("mark", incident, "restored", "--at", "now"),
    ]
    assert {ran.code for ran in refused} == {4}, [ran.err for ran in refused]
    assert all("full" in ran.err for ran in refused)
    assert "Voice" in team.done("show", incident).out
    disk.free()
    assert team.done("verify", incident).code == 0
    team.done("step", incident, STEP, "done")
    assert team.done("verify").code == 0


def test_a_mark_on_a_full_disk_is_not_drawn(team: Team, disk: Disk, incident: str) -> None:
    with Terminal([team.program], team.environment) as terminal:
        terminal.sees(incident)
        terminal.press("Enter")
        terminal.sees(OPEN)
        disk.fill()
        terminal.press("Space")
        terminal.sees("full")
        assert MARKED not in terminal.text
        disk.free()
        terminal.press("Space")
        terminal.sees(MARKED)
    assert team.done("verify", incident).code == 0


@pytest.mark.parametrize("words", [("db", "upgrade"), ("note", "INC-0001", "in the dark")])
def test_a_disk_that_nobody_may_write_to_is_called_that(
    team: Team, disk: Disk, incident: str, words: tuple[str, ...]
) -> None:
    disk.freeze()
    refused = team(*words)
    assert refused.code == 4
    assert "can be read but not written" in refused.err
    assert incident in team.done("list").out


@pytest.mark.parametrize("size", ["80m"])
def test_on_a_full_disk_people_are_still_told_and_the_record_keeps_it(team: Team, disk: Disk, incident: str) -> None:
    """Fault 24: room that was laid by is given up, loudly; once that is full too, a page leaves without the log."""
    disk.fill()
    before = len(team.hook.letters) + len(team.mail.letters)
    sent = team("message", "send", incident, "agents", "agents-notice", "--yes")
    assert (sent.code, "THE DISK IS FULL" in sent.err) == (0, True), sent.err
    assert len(team.hook.letters) + len(team.mail.letters) > before
    assert team.done("verify", incident).code == 0
    disk.fill()
    refused = team("message", "send", incident, "agents", "agents-notice", "--yes")
    assert (refused.code, "incident message page" in refused.err) == (4, True), refused.err
    letters = len(team.mail.letters)
    team.done("message", "page", "lin", "Join bridge 7", "--yes")
    assert team.mail.wait_for(letters + 1)
    disk.free()
    team.done("message", "paged", incident)
    team("doctor")
    assert disk.database.with_name("incident.db-reserve").exists()
    assert team.done("verify").code == 0
