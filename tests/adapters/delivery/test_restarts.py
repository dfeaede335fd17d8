"""A PostgreSQL that crashes and comes back while messages are on their way (reference/DELIVERY.md 5, fault 20)."""

from __future__ import annotations

import os
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from incident.adapters.delivery.process_sender import ProcessSender
from incident.adapters.secrets import Redactor, Secrets
from incident.adapters.storage import open_log
from incident.adapters.storage.log import StoredLog
from incident.application.delivery.dispatch import Dispatcher
from incident.application.errors import StorageError
from incident.application.ports import DeliveryState, Target
from tests.application.dispatching import until
from tests.conftest import REQUIRE_POSTGRES
from tests.deliveries import a_row, enqueue
from tests.fakes import CountingIds, FakeClock, FakeDirectory
from tests.postgres import NoPostgresError, PostgresServer, running_postgres
from tests.sinks import Answer, ScriptedSink

pytestmark = [pytest.mark.postgres, pytest.mark.slow]

TARGETS = ("one", "two", "three")


@pytest.fixture
def server() -> Iterator[PostgresServer]:
    """One that nobody else uses, and that keeps what it confirmed."""
    try:
        with running_postgres({}) as running:
            yield running
    except NoPostgresError as reason:
        if os.environ.get(REQUIRE_POSTGRES) == "1":
            pytest.fail(str(reason), pytrace=False)
        pytest.skip(str(reason))


@pytest.fixture
def targets(tmp_path: Path) -> Iterator[tuple[ScriptedSink, FakeDirectory]]:
    found = [Target(id=name, exercise=False, kind="apprise", secret=f"file:{name}") for name in TARGETS]
    with ScriptedSink(Answer(after=0.2)) as sink:
        for name in TARGETS:
            (tmp_path / name).write_text(sink.url)
        yield sink, FakeDirectory(all_targets=found)


def _worker(log: StoredLog, folder: Path, targets: FakeDirectory) -> Dispatcher:
    sender = ProcessSender(Secrets(folder), Redactor())
    return Dispatcher(outbox=log, sender=sender, targets=targets, clock=FakeClock(), ids=CountingIds("w"))


def test_what_was_sent_while_the_server_was_down_is_recorded_once_it_is_back(
    server: PostgresServer, targets: tuple[ScriptedSink, FakeDirectory], tmp_path: Path
) -> None:
    sink, directory = targets
    with closing(open_log(server.url("postgres"), create=True, patience_seconds=0.5)) as log:
        enqueue(log, log, *(a_row(name, target_id=name) for name in TARGETS))
        working, stop = _worker(log, tmp_path, directory), threading.Event()
        thread = threading.Thread(target=working.run, args=(stop,))
        thread.start()
        sink.inbox.wait_for(len(TARGETS))  # each is in flight: the provider thinks
        with server.away():
            with pytest.raises(StorageError):
                log.waiting()
            sink.released.set()
        until(lambda: _states(log) == dict.fromkeys(TARGETS, DeliveryState.SENT))
        stop.set()
        working.wake()
        thread.join(20)
        assert not thread.is_alive()
        assert [len(log.attempts(name)) for name in TARGETS] == [1, 1, 1]
        assert log.verify() == []
    assert len(sink.inbox.letters) == len(TARGETS)


def test_a_server_that_crashes_three_times_loses_no_message_and_repeats_none(
    server: PostgresServer, targets: tuple[ScriptedSink, FakeDirectory], tmp_path: Path
) -> None:
    sink, directory = targets
    rows = [a_row(f"d{n}", target_id=TARGETS[n % 3]) for n in range(90)]
    sink.script = [Answer(after=0.03)]
    with closing(open_log(server.url("postgres"), create=True, patience_seconds=0.5)) as log:
        enqueue(log, log, *rows)
        working, stop = _worker(log, tmp_path, directory), threading.Event()
        thread = threading.Thread(target=working.run, args=(stop,))
        thread.start()
        for crash in (1, 2, 3):
            sink.inbox.wait_for(crash * 20, 20)
            with server.away():
                pass
        sink.inbox.wait_for(len(rows), 30)
        until(lambda: set(_states(log).values()) == {DeliveryState.SENT})
        stop.set()
        working.wake()
        thread.join(20)
        assert log.verify() == []
    hits = Counter(letter.headers["X-Incident-Delivery"] for letter in sink.inbox.letters)
    assert hits == Counter({row.id: 1 for row in rows})


def _states(log: StoredLog) -> dict[str, DeliveryState]:
    """Nothing while the server is not back."""
    with suppress(StorageError):
        return {row.id: row.state for row in log.deliveries("INC-0001")}
    return {}
