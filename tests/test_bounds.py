"""What the system refuses a process before it can do its work: a file, a folder, one more descriptor."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from incident.bootstrap.wired import Wired
from incident.cli.main import run
from tests.rights import nobody_special


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "team"
    assert _incident(folder, "init", str(folder)).returncode == 0
    yield folder
    folder.chmod(0o755)


def _incident(folder: Path, *words: str, through: str = '"$@"') -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("INCIDENT")}
    environment = kept | {"HOME": str(folder.parent), "INCIDENT_LANG": "en", "INCIDENT_LOGIN": "ann"}
    return subprocess.run(
        ["bash", "-c", through, "bash", sys.executable, "-m", "incident", "--workspace", str(folder), *words],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("most", [5, 6, 7, 8])
def test_where_no_file_can_be_opened_a_sentence_is_said(team: Path, most: int) -> None:
    ran = _incident(team, "note", "INC-0001", "x", through=f'ulimit -n {most}; "$@"')
    assert ran.returncode in ((70,) if most == 5 else (1, 70))
    assert "Traceback" not in ran.stderr
    assert len(ran.stderr.splitlines()) == 1


@pytest.fixture
def shared(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A workspace that other users may look into: not pytest's folder, which is closed to them."""
    with tempfile.TemporaryDirectory() as place:
        Path(place).chmod(0o755)
        monkeypatch.setenv("XDG_CONFIG_HOME", place)
        folder = Path(place) / "team"
        assert _incident(folder, "init", str(folder)).returncode == 0
        yield folder
        folder.chmod(0o755)


def _shut_out(folder: Path, *words: str, shut: Path) -> int:
    shut.chmod(0o000)
    try:
        with nobody_special():
            return run(["--lang", "en", "--workspace", str(folder), *words], Wired())
    finally:
        shut.chmod(0o755)


def test_a_folder_that_is_shut_is_named(shared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _shut_out(shared, "list", shut=shared) == 4
    assert str(shared) in capsys.readouterr().err


def test_the_check_names_a_folder_of_runbooks_that_is_shut(shared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (shared / "runbooks").mkdir(exist_ok=True)
    assert _shut_out(shared, "config", "check", shut=shared / "runbooks") == 3
    assert f"{shared / 'runbooks'}: The file cannot be read" in capsys.readouterr().out


def test_a_walk_without_an_input_ends_as_one_whose_input_has_ended(team: Path) -> None:
    assert _incident(team, "declare", "outage.core-channel", "--tier", "2", "--title", "x").returncode == 0
    shut, ended = (
        _incident(team, "walk", "INC-0001", "--plain", through=f'"$@" {way}') for way in ("<&-", "</dev/null")
    )
    said = [re.sub(r"\d\d:\d\d|\d+ s ago", "", run.stdout) for run in (shut, ended)]  # they began one after the other
    assert (shut.returncode, said[0]) == (ended.returncode, said[1])
