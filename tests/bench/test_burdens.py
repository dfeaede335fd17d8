"""What weighs on the terminal program, and is not felt at it: each burden beside a calm workspace, in one run."""

from __future__ import annotations

import sqlite3
import statistics
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.bench.rounds import quiet, ratio
from tests.bench.terminals import Terminal, idle, running
from tests.bench.workspaces import (
    TITLE,
    declared,
    noted,
    open_walk,
    ours,
    with_entries,
    with_incidents,
    with_steps,
    with_target,
)

pytestmark = pytest.mark.bench

ROUNDS = 4
KEYS = 20
PASSES = 3
"""What else runs on the machine makes some keys late: of each key the quickest of its passes counts."""
SCROLLS = 12
ROWS = 24
ENTRIES = 100
"""So many that the timeline scrolls."""
DOWN = b"\x1b[B"
SPANS = 2
IDLE_SECONDS = 3.0  # in so many everything comes round once that comes round by itself
UNCHANGED = 1.15


@pytest.fixture(scope="module")
def calm(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return noted(declared(tmp_path_factory.mktemp("calm")), ENTRIES)


def _first_frame(home: Path) -> float:
    with running(*ours(home)) as terminal:
        return terminal.seconds_until(TITLE)


def _holds(burden: str, calm: Path, laden: Path, spans: int = SPANS) -> None:
    """All that a responder waits for, and all that goes over the line, is as it is without it."""
    homes = {"laden": laden, "calm": calm}
    for home in homes.values():
        _first_frame(home)  # the first start of all compiles
    times = quiet(ROUNDS, {name: lambda home=home: _first_frame(home) for name, home in homes.items()})  # type: ignore[misc]
    with ExitStack() as stack:
        walks = {name: open_walk(stack, home) for name, home in homes.items()}
        looked = [_turns(walks, [b"j", b"k"], KEYS) for _ in range(PASSES)]
        spent = [idle(IDLE_SECONDS, **walks) for _ in range(spans)]
        memory = {name: walk.memory() for name, walk in walks.items()}
        for walk in walks.values():
            _open_timeline(walk)
        rolled = _turns(walks, [DOWN], SCROLLS)
    figures = {
        "first frame": times,
        "key, p50": {name: statistics.median(s for each in looked for s, _bytes in each[name]) for name in walks},
        "key, p95": {name: _late(each[name] for each in looked) for name in walks},
        "bytes of a look": {name: _usual_bytes(looked[0][name]) for name in walks},
        "bytes of a row's scroll": {name: _usual_bytes(rolled[name]) for name in walks},
        "idle": {name: min(span[name][0] for span in spent) for name in walks},
        "idle bytes": {name: min(span[name][1] for span in spent) for name in walks},
        "memory": memory,
    }
    ratios = {what: ratio(f"{burden}: {what}", each["laden"], each["calm"]) for what, each in figures.items()}
    assert {what: value for what, value in ratios.items() if value > UNCHANGED} == {}


def _turns(walks: Mapping[str, Terminal], keys: Sequence[bytes], count: int) -> Mapping[str, list[tuple[float, int]]]:
    """Of each key the seconds until the first change, and its bytes; turn about."""
    found: dict[str, list[tuple[float, int]]] = {name: [] for name in walks}
    for number in range(count):
        for name, walk in walks.items():
            found[name].append(walk.seconds_of(keys[number % len(keys)]))
    return found


def _open_timeline(walk: Terminal) -> None:
    walk.press(b"t")
    walk.seconds_until(b"entry")
    walk.settle()
    walk.seconds_of(DOWN * ROWS)  # from here on every row scrolls


def _late(passes: Iterable[Sequence[tuple[float, int]]]) -> float:
    """The p95 of the keys."""
    quickest = [min(seconds for seconds, _bytes in each) for each in zip(*passes, strict=True)]
    p95: float = statistics.quantiles(quickest, n=20, method="inclusive")[-1]
    return p95


def _usual_bytes(measured: Sequence[tuple[float, int]]) -> float:
    return statistics.median(size for _seconds, size in measured)


def test_a_runbook_of_400_steps_is_not_felt(tmp_path: Path, calm: Path) -> None:
    _holds("400 steps", calm, noted(with_steps(tmp_path, 375), ENTRIES))


def test_10_000_entries_are_not_felt(tmp_path: Path, calm: Path) -> None:
    _holds("10,000 entries", calm, with_entries(tmp_path, 10_000))


def test_500_open_incidents_are_not_felt(tmp_path: Path, calm: Path) -> None:
    _holds("500 incidents", calm, noted(with_incidents(tmp_path, 500), ENTRIES))


def test_a_target_that_hangs_is_not_felt(tmp_path: Path, calm: Path) -> None:
    with with_target(tmp_path) as laden:
        # Every 5.5 s a message ends as unknown, which is news and drawn as such: some span lies between two of them.
        _holds("hanging target", calm, noted(laden, ENTRIES), spans=2 * SPANS)


@pytest.fixture
def locked(tmp_path: Path) -> Iterator[Path]:
    """A workspace in whose log another process is writing all the time."""
    noted(declared(tmp_path), ENTRIES)
    writer = sqlite3.connect(tmp_path / "incident.db", isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    yield tmp_path
    writer.close()


def test_a_held_write_lock_is_not_felt(locked: Path, calm: Path) -> None:
    _holds("held lock", calm, locked)
