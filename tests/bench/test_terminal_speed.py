"""The terminal program against the smallest Textual app, and a mark from key to screen."""

from __future__ import annotations

import os
import pty
import select
import statistics
import subprocess
import sys
import time
from pathlib import Path

import pytest

from incident.adapters.storage import open_log
from tests.bench.rounds import quiet, ratio, surroundings
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
PATIENCE_SECONDS = 20.0


class Terminal:
    """A program in a pty of 80x24, watched for bytes alone."""

    def __init__(self, *command: str) -> None:
        self._leader, follower = pty.openpty()
        os.set_blocking(self._leader, False)
        environment = surroundings(TERM="xterm-256color", COLUMNS="80", LINES="24")
        self._running = subprocess.Popen(
            [sys.executable, *command], stdin=follower, stdout=follower, stderr=follower, env=environment
        )
        os.close(follower)

    def seconds_until(self, words: bytes) -> float:
        """How long until these bytes are drawn."""
        start, drawn = time.perf_counter(), b""
        while words not in drawn:
            if time.perf_counter() - start > PATIENCE_SECONDS:
                raise TimeoutError(drawn[-2000:])
            if select.select([self._leader], [], [], 0.5)[0]:
                drawn += os.read(self._leader, 65536)
        return time.perf_counter() - start

    def press(self, keys: bytes) -> None:
        """Type."""
        os.write(self._leader, keys)

    def end(self) -> None:
        """Kill it; what it marked is on disk."""
        self._running.kill()
        self._running.wait()
        os.close(self._leader)


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
    terminal = Terminal(*command)
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
    terminal = Terminal("-m", "incident", "--workspace", str(home))
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
