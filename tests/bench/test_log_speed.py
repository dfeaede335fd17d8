"""The log against the machine it runs on: fsync for appends, decoding for folds (DESIGN: speed)."""

from __future__ import annotations

import gc
import os
import sqlite3
import statistics
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import count
from multiprocessing import get_context
from pathlib import Path
from time import monotonic
from typing import TypeVar

import msgspec
import pytest

from incident.adapters.storage import open_log
from incident.adapters.storage.entries import seal
from incident.adapters.storage.migrations import migrations
from incident.adapters.storage.queries import PositionalQueries
from incident.adapters.storage.rows import command_values, entry_values, summary_values
from incident.application.ports import Batch
from incident.domain import events as e
from incident.domain.evolve import fold
from incident.domain.incident import Incident
from tests.bench.rounds import medians, quiet, ratio, seconds
from tests.contracts.batches import batch_of, note, taken

T = TypeVar("T")

pytestmark = pytest.mark.bench

APPENDS = 150
"""A round: long enough for a checkpoint in each."""
RECORD_BYTES = 512
"""What an entry and its command take in the log."""
DISK_SECONDS = 0.0005
"""What an fsync takes on the disk that the limit is stated for."""
EVENTS = 100_000
WRITERS = 8
WRITER_SECONDS = 4.0
COLLECTED_AFTER = 50_000
"""New objects between two looks of the collector, as incident/__main__.py sets it; a test runner leaves it at 700."""


class _Bare:
    """SQLite with the rows that an append writes, made beforehand: no guard, no digest, nothing looked up."""

    def __init__(self, path: Path) -> None:
        self._file = sqlite3.connect(path, isolation_level=None)
        for pragma in ("page_size = 2048", "journal_mode = WAL", "synchronous = FULL"):
            self._file.execute(f"PRAGMA {pragma}")
        (_, tables), *_ = migrations("sqlite")
        self._file.executescript(tables)
        self._queries = PositionalQueries("sqlite")

    def rows(self, batch: Batch) -> list[tuple[str, tuple[object, ...]]]:
        (entry,) = seal(batch)
        made = (
            ("add-entry", entry_values(entry)),
            ("add-command", command_values(batch)),
            ("put-summary", summary_values(batch.summary)),
        )
        return [(text, in_order(values)) for name, values in made for text, in_order in (self._queries[name],)]

    def commit(self, rows: Sequence[tuple[str, tuple[object, ...]]]) -> None:
        self._file.execute("BEGIN IMMEDIATE")
        for text, values in rows:
            self._file.execute(text, values)
        self._file.execute("COMMIT")

    def close(self) -> None:
        self._file.close()


def _times_of_an_append(folder: Path) -> dict[str, float]:
    """Seconds of one append by the log, by SQLite alone, and of one fsync: turn about, on one disk."""
    log, bare = open_log(folder / "incident.db", create=True), _Bare(folder / "bare.db")
    raw = os.open(folder / "raw", os.O_CREAT | os.O_WRONLY | os.O_APPEND)
    ours, theirs = count(), count()

    def append() -> float:
        made = [batch_of("INC-0001", next(ours), taken()) for _ in range(APPENDS)]
        return seconds(lambda: _each(log.append, made)) / APPENDS

    def alone() -> float:
        made = [bare.rows(batch_of("INC-0001", next(theirs), taken())) for _ in range(APPENDS)]
        return seconds(lambda: _each(bare.commit, made)) / APPENDS

    def fsync(record: bytes) -> None:
        os.write(raw, record)
        os.fsync(raw)

    def fsyncs() -> float:
        return seconds(lambda: _each(fsync, [b"x" * RECORD_BYTES] * APPENDS)) / APPENDS

    times = quiet(40, {"append": append, "sqlite": alone, "fsync": fsyncs})
    log.close()
    bare.close()
    os.close(raw)
    return times


def _each(work: Callable[[T], object], items: Sequence[T]) -> None:
    for item in items:
        work(item)


def test_one_append_with_its_summary_costs_little_more_than_its_fsync(tmp_path: Path) -> None:
    """Where an fsync takes 0.5 ms: what the append adds is measured here, and carried over to such a disk (ADR 21)."""
    times = _times_of_an_append(tmp_path)
    print({name: f"{each * 1e6:.0f} us" for name, each in times.items()})  # noqa: T201 - a bench reports
    for name in ("append", "sqlite"):
        ratio(f"{name}: commits a second / raw fsyncs a second, on this disk", times["fsync"], times[name])
    fsync = max(times["fsync"], DISK_SECONDS)
    added = times["append"] - times["fsync"]
    assert ratio("append: the same on a disk of 0.5 ms", fsync, fsync + added) >= 0.75
    assert ratio("appends a second / bare SQLite's commits of their rows", times["sqlite"], times["append"]) >= 0.35


def _write_for_a_while(path: Path, number: int, results: object) -> None:
    log = open_log(path)
    incident, seq, start = f"INC-{number:04d}", 0, monotonic()
    while monotonic() - start < WRITER_SECONDS:
        log.append(batch_of(incident, seq, taken()))
        seq += 1
    log.close()
    results.put(seq)  # type: ignore[attr-defined]  # multiprocessing's queue has no public type


def test_the_slowest_of_eight_writers_gets_a_third_of_the_mean(tmp_path: Path) -> None:
    path = tmp_path / "incident.db"
    open_log(path, create=True).close()
    context = get_context("spawn")
    results = context.Queue()
    writers = [context.Process(target=_write_for_a_while, args=(path, n, results)) for n in range(1, WRITERS + 1)]
    for writer in writers:
        writer.start()
    counts = [results.get(timeout=60) for _ in writers]
    for writer in writers:
        writer.join()
    assert ratio(f"slowest of eight / mean, {sorted(counts)}", min(counts), statistics.mean(counts)) >= 1 / 3


def _a_long_log(path: Path) -> None:
    log = open_log(path, create=True)
    written = 0
    while written < EVENTS:
        chunk: Sequence[e.Event] = [taken() if n % 2 else note() for n in range(1000)]
        log.append(batch_of("INC-0001", written, *chunk))
        written += len(chunk)
    log.close()


def test_a_fold_of_100_000_events_costs_at_most_twice_decoding_and_one_replace_each(tmp_path: Path) -> None:
    path = tmp_path / "incident.db"
    _a_long_log(path)
    log = open_log(path)
    kinds: dict[bytes, type] = {b'{"step":"x","by":"ann"}': e.StepTaken, b'{"kind":"F","text":"x"}': _Note}
    decoders: list[tuple[bytes, msgspec.json.Decoder[object]]] = [
        (b, msgspec.json.Decoder(k)) for b, k in kinds.items()
    ]

    def ours() -> float:
        entries = log.read("INC-0001")
        return seconds(lambda: fold("INC-0001", entries)) + read_seconds(log)

    def read_seconds(log: object) -> float:
        return seconds(lambda: log.read("INC-0001"))  # type: ignore[attr-defined]  # an EventLog

    def floor() -> float:
        def work() -> None:
            incident = Incident(id="INC-0001")
            for n in range(EVENTS):
                body, decoder = decoders[n % 2]
                decoder.decode(body)
                incident = replace(incident, version=n)

        return seconds(work)

    before = gc.get_threshold()
    gc.set_threshold(COLLECTED_AFTER)
    try:
        times = medians(3, {"fold": ours, "floor": floor})
    finally:
        gc.set_threshold(*before)
        log.close()
    assert ratio("read and fold / decode and one replace", times["fold"], times["floor"]) <= 2.0


class _Note(msgspec.Struct):
    kind: str
    text: str
    step: str | None = None
