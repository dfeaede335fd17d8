"""Checking the documents says what this machine lacks for the log that they name, before the night does."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.conftest import CHECKOUT

LIBRARIES = [Path(place) for place in sys.path if Path(place).name == "site-packages"]
INSTALL = "pip install 'incident[postgres]'"


@pytest.fixture(scope="module")
def poor(tmp_path_factory: pytest.TempPathFactory) -> Sequence[Path]:
    """The libraries of this interpreter, all but the one that speaks to PostgreSQL."""
    folder = tmp_path_factory.mktemp("libraries")
    for path in reversed([path for place in LIBRARIES for path in place.iterdir()]):  # of two, the first is used
        if not path.name.startswith("psycopg") and path.suffix != ".pth":
            (folder / path.name).unlink(missing_ok=True)
            (folder / path.name).symlink_to(path)
    return [folder]


def _team(folder: Path, database: str) -> Path:
    folder.mkdir()
    settings = f"format: workspace/1\nname: Night\nlanguage: en\nzone: UTC\ndatabase: {database}\n"
    (folder / "incident.yaml").write_text(settings)
    return folder


def _incident(libraries: Sequence[Path], folder: Path, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("INCIDENT")}
    places = ":".join(map(str, (*libraries, CHECKOUT)))
    environment |= {"PYTHONPATH": places, "INCIDENT_LANG": "en", "HOME": str(folder)} | more
    return subprocess.run(
        [sys.executable, "-S", "-m", "incident", "--workspace", str(folder), *words],
        env=environment,
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_config_check_names_the_library_that_the_log_on_a_server_needs(poor: Sequence[Path], tmp_path: Path) -> None:
    """The file is right, so it is a warning; whoever waits for the night would find out then."""
    team = _team(tmp_path / "team", "postgresql://log.example.org/incident")
    ran = _incident(poor, team, "config", "check", "--json")
    (told,) = json.loads(ran.stdout)["problems"]
    assert (ran.returncode, told["rule"], told["severity"], told["line"]) == (0, "WS008", "warning", 5)
    assert INSTALL in told["message"]


def test_config_check_says_it_in_chinese_too(poor: Sequence[Path], tmp_path: Path) -> None:
    team = _team(tmp_path / "team", "postgresql://log.example.org/incident")
    ran = _incident(poor, team, "config", "check", INCIDENT_LANG="zh-CN")
    assert "PostgreSQL 服务器" in ran.stdout
    assert INSTALL in ran.stdout


def test_the_doctor_says_once_that_the_library_is_missing(poor: Sequence[Path], tmp_path: Path) -> None:
    team = _team(tmp_path / "team", "postgresql://log.example.org/incident")
    findings = json.loads(_incident(poor, team, "doctor", "--json").stdout)["findings"]
    told = [each for each in findings if INSTALL in each["words"]]
    assert [(each["check"], each["grave"]) for each in told] == [("database", True)]


def test_an_address_from_outside_the_file_is_told_by_its_name(poor: Sequence[Path], tmp_path: Path) -> None:
    team = _team(tmp_path / "team", "log.db")
    ran = _incident(poor, team, "config", "check", INCIDENT_DB="postgresql://log.example.org/incident")
    assert ran.stdout.startswith("INCIDENT_DB: ")
    assert INSTALL in ran.stdout


def test_an_address_that_no_machine_can_open_is_an_error_at_its_line(poor: Sequence[Path], tmp_path: Path) -> None:
    ran = _incident(poor, _team(tmp_path / "team", "mysql://log.example.org/incident"), "config", "check")
    assert ran.returncode == 3
    assert "incident.yaml:5:" in ran.stdout
    assert "postgresql://HOST/NAME" in ran.stdout


def test_a_machine_with_the_library_has_nothing_to_say(tmp_path: Path) -> None:
    team = _team(tmp_path / "team", "postgresql://log.example.org/incident")
    ran = _incident(LIBRARIES, team, "config", "check")
    assert (ran.returncode, ran.stdout) == (0, "")
