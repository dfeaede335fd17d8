"""The terminal program against the smallest Textual app, and a mark from key to screen."""

from __future__ import annotations

import statistics
import subprocess
import sys
from pathlib import Path

import pytest

from incident.adapters.storage import open_log
from tests.bench.rounds import quiet, ratio, surroundings
from tests.bench.terminals import Terminal
from tests.contracts.batches import batch_of, note, taken

pytestmark = pytest.mark.bench

FLOOR = """
from textual.app import App
from textual.widgets import Static
class Floor(App):
    def compose(self):
        yield Static("Voice is down")
Floor().run()
"""
TITLE = b"Voice is down"
EVENTS = 100_000
MARKS = 12


def _incident(*words: str) -> str:
    return subprocess.run(
        [sys.executable, "-m", "incident", *words], check=True, capture_output=True, text=True, env=surroundings()
    ).stdout


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "team"
    _incident("init", str(folder))
    _incident("--workspace", str(folder), "declare", "outage.core-channel", "--tier", "2", "--title", TITLE.decode())
    for line in ("1", "2", "3"):
        _incident("--workspace", str(folder), "now", "INC-0001", line, "done")  # the walk opens at its first step
    return folder


def first_frame(*command: str) -> float:
    terminal = Terminal(sys.executable, *command)
    try:
        return terminal.seconds_until(TITLE)
    finally:
        terminal.end()


def compare_first_frames(home: Path, what: str) -> float:
    first_frame("-m", "incident", "--workspace", str(home))  # the first start of all compiles
    times = quiet(
        9,
        {
            "home": lambda: first_frame("-m", "incident", "--workspace", str(home)),
            "floor": lambda: first_frame("-c", FLOOR),
        },
    )
    return ratio(what, times["home"], times["floor"])


def test_home_shows_its_titles_at_one_and_a_half_times_the_smallest_app(home: Path) -> None:
    assert compare_first_frames(home, "Home with its titles / smallest Textual app") <= 1.5


def test_home_is_no_slower_with_100_000_events(home: Path) -> None:
    log = open_log(home / "incident.db")
    written = len(log.read("INC-0001"))
    row = log.summary("INC-0001")
    assert row is not None
    while written < EVENTS:
        batch = batch_of("INC-0001", written, *(taken() if n % 2 else note() for n in range(1000)))
        log.append(batch.changed(summary=row.changed(seq=written + 1000)))
        written += 1000
    log.close()
    assert compare_first_frames(home, "the same with 100,000 events") <= 1.5


def test_a_mark_is_on_the_screen_within_50_ms_of_its_key(home: Path) -> None:
    """The one figure in seconds: what a hand feels. It is the 95th percentile of a dozen marks and undoings."""
    terminal = Terminal(sys.executable, "-m", "incident", "--workspace", str(home))
    try:
        terminal.seconds_until(TITLE)
        terminal.press(b"\r")
        terminal.seconds_until(b"EXPECT")
        spans = []
        for _ in range(MARKS):
            terminal.press(b" ")
            spans.append(terminal.seconds_until(b"[x]"))
            terminal.press(b"u")
            spans.append(terminal.seconds_until(b"[>]"))
    finally:
        terminal.end()
    worst = statistics.quantiles(spans, n=20)[-1]
    assert ratio("mark to screen, p95, in units of 50 ms", worst, 0.05) <= 1.0
