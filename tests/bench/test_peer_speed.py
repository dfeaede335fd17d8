"""The terminal program against others of its kind, and against the least that Textual can do, turn about in one run."""

from __future__ import annotations

import statistics
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.bench.peers import harlequin_command, posting_command
from tests.bench.rounds import quiet, ratio
from tests.bench.terminals import Terminal, idle, running
from tests.bench.workspaces import TITLE, declared, open_walk, ours, with_entries

pytestmark = pytest.mark.bench

ROUNDS = 3
KEYS = 30
STEPS = 12
ROWS = 24
QUIET_SPANS = 5
REST_SECONDS = 7.0
IDLE_SECONDS = 3.0  # in so many everything comes round once that comes round by itself
BARE_TABLE = """
from textual.app import App
from textual.widgets import DataTable
class Bare(App):
    def compose(self):
        yield DataTable()
    def on_mount(self):
        table = self.query_one(DataTable)
        table.add_columns("Voice is down", "since")
        for row in range(50):
            table.add_row(str(row), "x")
Bare().run()
"""
BARE_LIST = """
from rich.segment import Segment
from textual.app import App
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
class Lines(ScrollView, can_focus=True):
    def on_mount(self):
        self.virtual_size = Size(78, 10000)
    def render_line(self, y):
        row = y + self.scroll_offset.y
        return Strip([Segment(f" {row:5}  Voice is down, entry {row * 7919}".ljust(78))], 78)
class Bare(App):
    def compose(self):
        yield Lines()
Bare().run()
"""
LEAST = """
from textual.app import App
from textual.widgets import Static
class Least(App):
    def compose(self):
        yield Static("Voice is down")
Least().run()
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return declared(tmp_path_factory.mktemp("team"))


def _there(stack: ExitStack, command: Sequence[str], words: bytes) -> Terminal:
    terminal = stack.enter_context(running(*command))
    terminal.seconds_until(words)
    terminal.settle()
    return terminal


def _bare(program: str) -> Sequence[str]:
    return [sys.executable, "-c", program]


def _turns(*keys: bytes) -> Iterator[bytes]:
    while True:
        yield from keys


def _first_frame(command: Sequence[str], words: bytes) -> float:
    with running(*command) as terminal:
        return terminal.seconds_until(words)


def test_the_first_useful_frame_takes_two_fifths_of_the_faster_peer(home: Path) -> None:
    candidates = {
        "ours": (ours(home), TITLE),
        "posting": (posting_command(), b"Posting"),
        "harlequin": (harlequin_command(), b"Catalog"),
    }
    for command, words in candidates.values():
        _first_frame(command, words)  # the first start of all compiles
    times = quiet(ROUNDS, {name: lambda each=each: _first_frame(*each) for name, each in candidates.items()})  # type: ignore[misc]
    assert ratio("first frame / faster peer", times["ours"], min(times["posting"], times["harlequin"])) <= 0.4


def test_a_key_changes_the_screen_sooner_than_in_either_peer(home: Path) -> None:
    with ExitStack() as stack:
        programs = {
            "posting": (_there(stack, posting_command(), b"Posting"), _turns(b"\t")),
            "harlequin": (_there(stack, harlequin_command(), b"Catalog"), _turns(b"x")),
            "ours": (open_walk(stack, home), _turns(b"j", b"k")),
        }
        spans: dict[str, list[float]] = {name: [] for name in programs}
        for _ in range(KEYS):
            for name, (terminal, keys) in programs.items():
                spans[name].append(terminal.seconds_of(next(keys))[0])
    middle = {name: statistics.median(each) for name, each in spans.items()}
    late = {name: statistics.quantiles(each, n=20)[-1] for name, each in spans.items()}
    assert ratio("key, p50 / better peer", middle["ours"], min(middle["posting"], middle["harlequin"])) <= 0.8
    assert ratio("key, p95 / better peer", late["ours"], min(late["posting"], late["harlequin"])) <= 1.0


def test_no_look_up_or_down_writes_more_than_a_kilobyte(home: Path) -> None:
    keys = [*[b"j"] * STEPS, *[b"k"] * STEPS]
    with ExitStack() as stack:
        terminal = open_walk(stack, home)
        ways = [[terminal.seconds_of(key)[1] for key in keys] for _ in range(3)]
    sizes = [min(each) for each in zip(*ways, strict=True)]  # a second may pass while a key is drawn
    assert ratio("a look, p50, in units of 1 kB", statistics.median(sizes), 1024) <= 1.0
    assert ratio("a look, at most, in units of 1 kB", max(sizes), 1024) <= 1.0


def test_a_row_of_the_timeline_writes_little_more_than_a_bare_list(tmp_path: Path) -> None:
    with_entries(tmp_path, 10_000)
    with ExitStack() as stack:
        mine, bare = open_walk(stack, tmp_path), _there(stack, _bare(BARE_LIST), TITLE)
        mine.press(b"t")
        mine.seconds_until(b"entry")
        mine.seconds_of(b"\x1b[B" * ROWS)  # from here on every row scrolls
        sizes, its = ([each.seconds_of(b"\x1b[B")[1] for _ in range(KEYS)] for each in (mine, bare))
    assert ratio("bytes of a row's scroll / bare list", statistics.median(sizes), statistics.median(its)) <= 1.2


def _idle(terminal: Terminal, what: str) -> None:
    """Once what is done after the first frame is done: rules are loaded, runbooks and people looked at."""
    with ExitStack() as stack:
        bare = _there(stack, _bare(BARE_TABLE), TITLE)
        idle(REST_SECONDS, ours=terminal, bare=bare)
        spans = [idle(IDLE_SECONDS, ours=terminal, bare=bare) for _ in range(QUIET_SPANS)]
    assert ratio(f"{what}: bytes a second, in units of 400", max(span["ours"][1] for span in spans), 400) <= 1.0
    usual = sorted(spans, key=lambda span: span["ours"][0] / span["bare"][0])[QUIET_SPANS // 2]
    assert ratio(f"{what}: idle / bare table, the median of {QUIET_SPANS}", usual["ours"][0], usual["bare"][0]) <= 3.0


def test_a_quiet_walk_costs_three_times_a_bare_table(home: Path) -> None:
    with ExitStack() as stack:
        _idle(open_walk(stack, home), "walk")


def test_a_quiet_home_costs_three_times_a_bare_table(home: Path) -> None:
    with ExitStack() as stack:
        _idle(_there(stack, ours(home), TITLE), "Home")


def test_memory_is_at_most_three_fifths_more_than_the_smallest_app(home: Path) -> None:
    with ExitStack() as stack:
        mine, least = open_walk(stack, home), _there(stack, _bare(LEAST), TITLE)
        assert ratio("resident megabytes / smallest app", mine.memory(), least.memory()) <= 1.6
