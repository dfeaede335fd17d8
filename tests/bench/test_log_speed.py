"""The log against the machine it runs on: fsync for appends, decoding for folds (DESIGN: speed)."""

from __future__ import annotations

import os
import statistics
from collections.abc import Sequence
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path
from time import monotonic

import msgspec
import pytest

from incident.adapters.storage import open_log
from incident.domain import events as e
from incident.domain.evolve import fold
from incident.domain.incident import Incident
from tests.bench.rounds import medians, ratio, seconds
from tests.contracts.batches import batch_of, note, taken

pytestmark = pytest.mark.bench

APPENDS = 150
RECORD_BYTES = 512
"""What an entry and its command take in the log."""
EVENTS = 100_000
WRITERS = 8
WRITER_SECONDS = 4.0


def test_one_append_with_its_summary_costs_little_more_than_its_fsync(tmp_path: Path) -> None:
    log = open_log(tmp_path / "incident.db", create=True)
    bare = os.open(tmp_path / "bare", os.O_CREAT | os.O_WRONLY | os.O_APPEND)
    seq = 0

    def appends_per_second() -> float:
        nonlocal seq
        batches = [batch_of("INC-0001", seq + n, taken()) for n in range(APPENDS)]
        seq += APPENDS
        return APPENDS / seconds(lambda: [log.append(batch) for batch in batches])

    def fsyncs_per_second() -> float:
        def work() -> None:
            for _ in range(APPENDS):
                os.write(bare, b"x" * RECORD_BYTES)
                os.fsync(bare)

        return APPENDS / seconds(work)

    rates = medians(9, {"append": appends_per_second, "fsync": fsyncs_per_second})
    log.close()
    os.close(bare)
    assert ratio("appends a second / raw fsyncs a second", rates["append"], rates["fsync"]) >= 0.8


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

    times = medians(3, {"fold": ours, "floor": floor})
    log.close()
    assert ratio("read and fold / decode and one replace", times["fold"], times["floor"]) <= 2.0


class _Note(msgspec.Struct):
    kind: str
    text: str
    step: str | None = None
