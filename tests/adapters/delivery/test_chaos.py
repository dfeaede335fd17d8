"""Workers that are killed while they send: nothing is lost, and nothing goes twice (reference/DELIVERY.md 0, 10)."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from incident.adapters.storage.opening import open_log
from incident.application.dispatch import LEASE
from incident.application.ports import DeliveryState, OnUnknown
from tests.deliveries import a_row, enqueue
from tests.sinks import Answer, ScriptedSink

CHECKOUT = Path(__file__).resolve().parents[3]

TARGETS = ("one", "two", "three")

WORKER = """
import pathlib, sys, threading
sys.path.insert(0, {checkout!r})
from datetime import timedelta
from incident.adapters.delivery.process_sender import ProcessSender
from incident.adapters.secrets import Redactor, Secrets
from incident.adapters.storage.opening import open_log
from incident.application.dispatch import Dispatcher
from incident.application.ports import Target
from tests.fakes import START, CountingIds, FakeClock, FakeDirectory

if __name__ == "__main__":
    folder, turn = pathlib.Path(sys.argv[1]), int(sys.argv[2])
    names = {targets!r}
    targets = [Target(id=name, exercise=False, kind="apprise", secret="file:" + name) for name in names]
    dispatcher = Dispatcher(
        outbox=open_log(sys.argv[3]),
        sender=ProcessSender(Secrets(folder), Redactor()),
        targets=FakeDirectory(all_targets=targets),
        clock=FakeClock(START + timedelta(seconds={lease}) * turn),
        ids=CountingIds(str(turn)),
    )
    report = dispatcher.drain(timedelta(seconds=30))
    sys.exit(0 if report.waiting == 0 else 1)
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("database", "on_unknown", "amid"),
    [
        ("sqlite", OnUnknown.HOLD, (20, 300)),
        pytest.param("postgres", OnUnknown.HOLD, (20, 300), marks=pytest.mark.postgres),
        ("sqlite", OnUnknown.REPEAT, (6, 30)),
    ],
)
def test_workers_that_are_killed_lose_nothing(
    tmp_path: Path, request: pytest.FixtureRequest, database: str, on_unknown: OnUnknown, amid: tuple[int, int]
) -> None:
    """Faults 14, 15, 16: each worker starts after its forerunner's lease; the last may finish."""
    kills, count = amid
    place = request.getfixturevalue("postgres_url") if database == "postgres" else str(tmp_path / "log.db")
    script = tmp_path / "worker.py"
    lease = LEASE.total_seconds() + 1
    script.write_text(WORKER.format(checkout=str(CHECKOUT), targets=TARGETS, lease=lease))
    log = open_log(place, create=True)
    rows = [a_row(f"d{n}", target_id=TARGETS[n % len(TARGETS)], on_unknown=on_unknown) for n in range(count)]
    enqueue(log, log, *rows)
    with ScriptedSink(Answer(after=0.1)) as sink:
        for name in TARGETS:
            (tmp_path / name).write_text(sink.url)
        for turn in range(kills):
            worker = subprocess.Popen([sys.executable, script, str(tmp_path), str(turn), place])
            sink.inbox.wait_for(len(sink.inbox.letters) + 2, 20)
            worker.kill()
            worker.wait()
        for turn in range(kills, kills + 2):
            subprocess.run([sys.executable, script, str(tmp_path), str(turn), place], check=False, timeout=60)
    hits = Counter(letter.headers["X-Incident-Delivery"] for letter in sink.inbox.letters)
    states = {row.id: row.state for row in log.deliveries("INC-0001")}
    assert log.verify() == []
    log.close()
    assert len(states) == count
    assert set(states.values()) <= {DeliveryState.SENT, DeliveryState.UNKNOWN}
    assert all(hits[id_] for id_, state in states.items() if state is DeliveryState.SENT)
    match on_unknown:
        case OnUnknown.HOLD:
            assert max(hits.values()) == 1, "what may have gone out was sent again"
            assert DeliveryState.UNKNOWN in states.values(), "no kill met a send"
        case OnUnknown.REPEAT:
            assert set(states.values()) == {DeliveryState.SENT}
            repeated = [letter for letter in sink.inbox.letters if "POSSIBLE REPEAT" in letter.body]
            assert sum(hits.values()) - len(hits) <= len(repeated), "a second copy did not say so"
