"""A command that appends one event, against the least that such a command can be."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.bench.rounds import quiet, ratio, seconds, surroundings

pytestmark = pytest.mark.bench

FLOOR = Path(__file__).with_name("floor_command.py")


def _run(*words: str) -> str:
    return subprocess.run(
        [sys.executable, *words], check=True, capture_output=True, text=True, env=surroundings()
    ).stdout


def test_a_note_costs_at_most_half_more_than_the_least_command(tmp_path: Path) -> None:
    home = tmp_path / "team"
    _run("-m", "incident", "init", str(home))
    ours = ("-m", "incident", "--workspace", str(home))
    _run(*ours, "declare", "outage.core-channel", "--tier", "2", "--title", "Voice is down")
    _run(*ours, "note", "INC-0001", "warm the caches")
    times = quiet(
        15,
        {
            "note": lambda: seconds(lambda: _run(*ours, "note", "INC-0001", "5xx now 4.1 %")),
            "floor": lambda: seconds(lambda: _run(str(FLOOR), str(tmp_path / "floor.db"), "5xx now 4.1 %")),
        },
    )
    assert ratio("incident note / click + sqlite3 + msgspec", times["note"], times["floor"]) <= 1.5
