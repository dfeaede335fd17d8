"""Workers that are killed while they send: nothing is lost, and nothing goes twice (reference/DELIVERY.md 0, 10)."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
from collections import Counter
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from incident.adapters.delivery.process_sender import ProcessSender
from incident.adapters.secrets import Redactor, Secrets
from incident.adapters.storage.log import StoredLog
from incident.adapters.storage.opening import open_log
from incident.application.actor import Actor
from incident.application.delivery.dispatch import LEASE, Dispatcher
from incident.application.ports import DeliveryState, NewDelivery, OnUnknown, Target
from incident.application.service import IncidentService
from incident.domain import commands as c
from incident.domain import events as e
from incident.domain.incident import Incident
from tests.application.worlds import declare
from tests.contracts.batches import a_delivery, batch_of, telling
from tests.contracts.samples import EVENTS
from tests.deliveries import a_row, enqueue
from tests.fakes import START, CountingIds, FakeClock, FakeDirectory
from tests.sinks import Answer, ScriptedSink

CHECKOUT = Path(__file__).resolve().parents[3]

TARGETS = ("one", "two", "three")

WORKER = """
import pathlib, sys, threading
sys.path.insert(0, {checkout!r})
from datetime import timedelta
from incident.adapters.delivery.beginnings import FileBeginnings, this_boot
from incident.adapters.delivery.process_sender import ProcessSender
from incident.adapters.secrets import Redactor, Secrets
from incident.adapters.storage.opening import open_log
from incident.application.delivery.dispatch import Dispatcher
from incident.application.ports import Target
from tests.fakes import START, CountingIds, FakeClock, FakeDirectory

if __name__ == "__main__":
    folder, turn = pathlib.Path(sys.argv[1]), int(sys.argv[2])
    names = {targets!r}
    targets = [Target(id=name, exercise=False, kind="apprise", secret="file:" + name) for name in names]
    begun = FileBeginnings(folder / "begun", this_boot())
    dispatcher = Dispatcher(
        outbox=open_log(sys.argv[3]),
        sender=ProcessSender(Secrets(folder), Redactor(), beginnings=begun),
        beginnings=begun,
        targets=FakeDirectory(all_targets=targets),
        clock=FakeClock(START + timedelta(seconds={lease}) * turn),
        ids=CountingIds(f"{{turn}}-"),
    )
    report = dispatcher.drain(timedelta(seconds=30))
    sys.exit(0 if report.waiting == 0 else 1)
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("database", "on_unknown", "amid"),
    [
        ("sqlite", OnUnknown.HOLD, (20, 300)),
        pytest.param("postgres", OnUnknown.HOLD, (20, 300), marks=[pytest.mark.postgres, pytest.mark.soak]),
        pytest.param("sqlite", OnUnknown.REPEAT, (6, 30), marks=pytest.mark.soak),
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


MOST_TURNS = 60
"""Workers after the last kill; each is a lease later than the one before."""


@pytest.mark.soak
@pytest.mark.parametrize("sort", [("page", 7, 0), ("status", 2, 5_000)])
@pytest.mark.parametrize("database", ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def test_a_thousand_messages_survive_forty_kills_of_workers_and_of_their_senders(
    tmp_path: Path, request: pytest.FixtureRequest, database: str, sort: tuple[str, int, int]
) -> None:
    """Under `hold` none is lost in silence, none goes twice, each doubtful one is `unknown`; news leaves in threes."""
    kills, count, (kind, pace, size) = 40, 1_000, sort
    place = request.getfixturevalue("postgres_url") if database == "postgres" else str(tmp_path / "log.db")
    script = tmp_path / "worker.py"
    lease = LEASE.total_seconds() + 1
    script.write_text(WORKER.format(checkout=str(CHECKOUT), targets=TARGETS, lease=lease))
    log = open_log(place, create=True)
    late, rows = START + timedelta(days=1), list[NewDelivery]()
    for n in range(count):
        words = f"This is d{n} to you. {'x' * size}"
        rows.append(a_row(f"d{n}", target_id=TARGETS[n % len(TARGETS)], expires_at=late, kind=kind, body=words))
    enqueue(log, log, *rows)
    turns, hit = iter(range(kills + MOST_TURNS)), 0
    with ScriptedSink(Answer(after=0.02)) as sink:
        for name in TARGETS:
            (tmp_path / name).write_text(sink.url)
        while hit < kills:
            worker = subprocess.Popen([sys.executable, script, str(tmp_path), str(next(turns)), place])
            sink.inbox.wait_for(len(sink.inbox.letters) + pace, 20)
            if hit % 2:
                hit += _killed_a_sender(worker.pid)
                sink.inbox.wait_for(len(sink.inbox.letters) + pace, 20)
            worker.kill()
            worker.wait()
            hit += 1
        for turn in turns:
            command = [sys.executable, str(script), str(tmp_path), str(turn), place]
            if subprocess.run(command, check=False, timeout=120).returncode == 0:
                break
    texts = [re.findall(r"This is (d\d+) to you", letter.body) for letter in sink.inbox.letters]
    hits = Counter(each for text in texts for each in text)
    assert (max(map(len, texts)) > 1) == (kind == "status")
    states = {row.id: row.state for row in log.deliveries("INC-0001")}
    assert log.verify() == []
    log.close()
    assert len(states) == count
    assert set(states.values()) == {DeliveryState.SENT, DeliveryState.UNKNOWN}
    assert max(hits.values()) == 1
    assert all(hits[id_] for id_, state in states.items() if state is DeliveryState.SENT)


def _killed_a_sender(worker: int) -> int:
    """Kill one of the processes that send for the worker: whichever has no child of its own, and is not the first."""
    listed = subprocess.run(["ps", "ax", "-o", "pid=,ppid="], check=True, capture_output=True, text=True).stdout
    parents = {int(pid): int(parent) for pid, parent in map(str.split, listed.splitlines())}
    servers = {pid for pid, parent in parents.items() if parent == worker}
    senders = sorted(pid for pid, parent in parents.items() if parent in servers)
    for sender in senders[-1:]:
        with suppress(ProcessLookupError):
            os.kill(sender, signal.SIGKILL)
            return 1
    return 0


@pytest.mark.slow
@pytest.mark.parametrize("database", ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def test_an_answer_while_messages_are_sent_stops_the_rest_and_names_what_crossed_it(
    tmp_path: Path, request: pytest.FixtureRequest, database: str
) -> None:
    """Four escalations that are all due; somebody answers each of them in the middle of it."""
    place = request.getfixturevalue("postgres_url") if database == "postgres" else str(tmp_path / "log.db")
    log = open_log(place, create=True)
    targets = [Target(id=name, exercise=False, kind="apprise", secret=f"file:{name}") for name in TARGETS]
    log.load_targets(targets)
    people = FakeDirectory(all_targets=targets)
    clock = FakeClock()
    service = IncidentService(log=log, clock=clock, ids=CountingIds("a"), directory=people, outbox=log)
    incidents = [declare(service).incident for _each in range(4)]
    for each in incidents:
        _page(log, each)
    sender = ProcessSender(Secrets(tmp_path), Redactor())
    dispatcher = Dispatcher(outbox=log, sender=sender, targets=people, clock=clock, ids=CountingIds("d"))
    stop = threading.Event()
    with ScriptedSink(Answer(after=0.03)) as sink:
        for name in TARGETS:
            (tmp_path / name).write_text(sink.url)
        working = threading.Thread(target=dispatcher.run, args=(stop,))
        working.start()
        stood: dict[str, DeliveryState] = {}
        crossed: set[str] = set()
        for incident in (each.id for each in incidents):
            sink.inbox.wait_for(len(sink.inbox.letters) + 5, 20)
            order = c.AcknowledgeMessage(by="bo", message="M1", reader="head", text="by phone")
            said = service.execute(incident, order, Actor(person="bo")).entries[0].event
            assert isinstance(said, e.MessageAcknowledged)
            crossed.update(said.crossed)
            stood |= {row.id: row.state for row in log.deliveries(incident)}
        while log.waiting()[0]:
            sink.inbox.wait_for(len(sink.inbox.letters) + 1, 0.05)
        stop.set()
        dispatcher.wake()
        working.join()
    hits = Counter(letter.headers["X-Incident-Delivery"] for letter in sink.inbox.letters)
    called_off = {id_ for id_, state in stood.items() if state is DeliveryState.CANCELLED}
    assert called_off, "everything had left before anybody answered"
    assert not called_off & hits.keys()
    assert {id_ for id_, state in stood.items() if state is DeliveryState.SENDING} <= crossed
    assert crossed, "nothing was being sent when somebody answered"
    assert max(hits.values()) == 1
    assert log.verify() == []
    log.close()


def _page(log: StoredLog, incident: Incident) -> None:
    """An escalation of sixty attempts that are all due, because of one silence."""
    names = ["head", *(f"r{n}" for n in range(1, 60))]
    at = [START - timedelta(microseconds=1), *[START] * 59]  # the first is told, the others because of the silence
    rows = [
        replace(
            a_delivery(f"{incident.id}-{name}", recipient=name, address="", target_id=TARGETS[n % 3]),
            due_at=due_at,
            expires_at=due_at + timedelta(hours=4),
        )
        for n, (name, due_at) in enumerate(zip(names, at, strict=True))
    ]
    log.append(batch_of(incident.id, incident.version, EVENTS["MessageDrafted", 1]))
    log.append(telling(incident.id, incident.version + 1, *rows))
    rungs = tuple(
        e.Rung(delivery=row.id, who=row.recipient, way=row.target_id, chains=("head",), due_at=row.due_at)
        for row in rows
    )
    log.append(batch_of(incident.id, incident.version + 2, e.EscalationPlanned(message="M1", rungs=rungs)))
