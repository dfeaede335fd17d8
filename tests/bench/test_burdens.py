"""What weighs on the terminal program, and is not felt at it: each burden beside a calm workspace, in one run."""

from __future__ import annotations

import sqlite3
import statistics
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.bench.rounds import quiet, ratio
from tests.bench.terminals import idle, running
from tests.bench.workspaces import (
    TITLE,
    declared,
    open_walk,
    ours,
    with_entries,
    with_incidents,
    with_steps,
    with_target,
)

pytestmark = pytest.mark.bench

ROUNDS = 4
KEYS = 32
SPANS = 2
IDLE_SECONDS = 3.0  # in so many everything comes round once that comes round by itself
UNCHANGED = 1.15


@pytest.fixture(scope="module")
def calm(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return declared(tmp_path_factory.mktemp("calm"))


def _first_frame(home: Path) -> float:
    with running(*ours(home)) as terminal:
        return terminal.seconds_until(TITLE)


def _holds(burden: str, calm: Path, laden: Path, spans: int = SPANS) -> None:
    """The first frame, a key, quiet seconds and the memory are as they are without it."""
    homes = {"laden": laden, "calm": calm}
    for home in homes.values():
        _first_frame(home)  # the first start of all compiles
    times = quiet(ROUNDS, {name: lambda home=home: _first_frame(home) for name, home in homes.items()})  # type: ignore[misc]
    with ExitStack() as stack:
        walks = {name: open_walk(stack, home) for name, home in homes.items()}
        waits: dict[str, list[float]] = {name: [] for name in walks}
        for number in range(KEYS):
            for name, walk in walks.items():
                waits[name].append(walk.seconds_of(b"jk"[number % 2 :][:1])[0])
        keys = {name: statistics.median(each) for name, each in waits.items()}
        spent = [idle(IDLE_SECONDS, **walks) for _ in range(spans)]
        memory = {name: walk.memory() for name, walk in walks.items()}
    idling = {name: min(span[name][0] for span in spent) for name in walks}
    figures = {"first frame": times, "key": keys, "idle": idling, "memory": memory}
    ratios = {what: ratio(f"{burden}: {what}", each["laden"], each["calm"]) for what, each in figures.items()}
    assert {what: value for what, value in ratios.items() if value > UNCHANGED} == {}


def test_a_runbook_of_400_steps_is_not_felt(tmp_path: Path, calm: Path) -> None:
    _holds("400 steps", calm, with_steps(tmp_path, 375))


def test_10_000_entries_are_not_felt(tmp_path: Path, calm: Path) -> None:
    _holds("10,000 entries", calm, with_entries(tmp_path, 10_000))


def test_500_open_incidents_are_not_felt(tmp_path: Path, calm: Path) -> None:
    _holds("500 incidents", calm, with_incidents(tmp_path, 500))


def test_a_target_that_hangs_is_not_felt(tmp_path: Path, calm: Path) -> None:
    with with_target(tmp_path) as laden:
        # Every 5.5 s a message ends as unknown, which is news and drawn as such: some span lies between two of them.
        _holds("hanging target", calm, laden, spans=2 * SPANS)


@pytest.fixture
def locked(tmp_path: Path) -> Iterator[Path]:
    """A workspace in whose log another process is writing all the time."""
    declared(tmp_path)
    writer = sqlite3.connect(tmp_path / "incident.db", isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    yield tmp_path
    writer.close()


def test_a_held_write_lock_is_not_felt(locked: Path, calm: Path) -> None:
    _holds("held lock", calm, locked)
