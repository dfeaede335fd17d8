"""Evidence under kill -9 and on a full disk: a piece is whole or is not there, and the record verifies."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.blackbox.conftest import Team
from tests.blackbox.test_full_disk import Disk, disk, incident, size  # noqa: F401  (the small disk, and a log on it)

pytestmark = pytest.mark.slow

KILLS = 8
FOUND = ("--where", "gateway 2")


@pytest.fixture
def large(tmp_path: Path) -> Path:
    """A file that takes several appends' worth of time to keep."""
    file = tmp_path / "gateway.log"
    file.write_bytes(bytes(range(256)) * 4_096 * 12)
    return file


def test_evidence_that_finds_no_room_leaves_no_half(team: Team, disk: Disk, incident: str, tmp_path: Path) -> None:  # noqa: F811
    file = tmp_path / "gateway.log"
    file.write_bytes(b"x" * 3_000_000)
    refused = team("evidence", "add", incident, str(file), *FOUND)
    assert (refused.code, "full" in refused.err) == (4, True), refused.err
    assert team.done("evidence", "list", incident, "--json").json["evidence"] == []
    assert team.done("verify", incident).code == 0
    file.write_bytes(b"x" * 30_000)
    team.done("evidence", "add", incident, str(file), *FOUND)
    disk.fill()
    out = disk.database.parent / "out"
    assert team("evidence", "export", incident, "-o", str(out)).code == 4
    assert not out.exists(), "half an export is none"
    disk.free()
    team.done("evidence", "export", incident, "-o", str(tmp_path / "out"))
    assert team.done("evidence", "verify", str(tmp_path / "out")).code == 0


def test_a_piece_whose_keeping_was_killed_is_whole_or_is_not_there(team: Team, large: Path, tmp_path: Path) -> None:
    name = team.declared("outage.core-channel", "--tier", "2", "--title", "Voice")
    words = [str(team.program), "evidence", "add", name, str(large), *FOUND, "--again"]
    for kill in range(KILLS):
        child = subprocess.Popen(words, env=team.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            child.wait(0.25 + kill * 0.15)  # not a condition: each kill hits another moment of it
        except subprocess.TimeoutExpired:
            child.kill()
        child.wait()
    team.done("evidence", "add", name, str(large), *FOUND, "--again")
    assert team.done("verify").code == 0
    kept = team.done("evidence", "list", name, "--json").json["evidence"]
    assert 1 <= len(kept) <= KILLS + 1
    for each in kept:
        copy = tmp_path / f"{each['id']}.copy"
        team.done("evidence", "get", name, each["id"], "-o", str(copy))
        assert copy.stat().st_size == large.stat().st_size
