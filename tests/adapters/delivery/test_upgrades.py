"""A log that goes to a newer program while a message is on its way: the old worker stops, nothing goes twice."""

from __future__ import annotations

import threading
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from incident.adapters.delivery.process_sender import ProcessSender
from incident.adapters.secrets import Redactor, Secrets
from incident.adapters.storage import open_log
from incident.adapters.storage.log import StoredLog
from incident.application.delivery.dispatch import LEASE, Dispatcher
from incident.application.errors import StorageTooNew
from incident.application.ports import DeliveryState, Target
from tests.contracts.tampering import raw
from tests.deliveries import a_row, enqueue
from tests.fakes import START, CountingIds, FakeClock, FakeDirectory
from tests.sinks import Answer, ScriptedSink

A_WHILE = timedelta(seconds=5)


@pytest.mark.parametrize("database", ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def test_a_message_that_an_upgrade_meets_is_unknown_and_the_rest_is_left_to_the_newer_program(
    tmp_path: Path, request: pytest.FixtureRequest, database: str
) -> None:
    place = request.getfixturevalue("postgres_url") if database == "postgres" else str(tmp_path / "log.db")
    with ScriptedSink(Answer(after=30)) as sink, closing(open_log(place, create=True)) as log:
        (tmp_path / "hook").write_text(sink.url)
        enqueue(log, log, a_row("d1"), a_row("d2"))
        older, stop = _worker(log, tmp_path), threading.Event()
        thread = threading.Thread(target=older.run, args=(stop,))
        thread.start()
        sink.inbox.wait_for(1)
        raw(place, "UPDATE meta SET min_reader = min_reader + 99")
        sink.script = [Answer()]
        sink.released.set()
        stop.set()
        older.wake()
        thread.join(20)
        assert not thread.is_alive()
        with pytest.raises(StorageTooNew):
            log.check_writable()
        assert _states(log) == {"d1": DeliveryState.SENDING, "d2": DeliveryState.PENDING}
        assert len(sink.inbox.letters) == 1
        raw(place, "UPDATE meta SET min_reader = min_reader - 99")  # as the newer program sees it
        report = _worker(log, tmp_path, START + LEASE + timedelta(seconds=1)).drain(A_WHILE)
        assert [row.id for row in report.reaped] == ["d1"]
        assert _states(log) == {"d1": DeliveryState.UNKNOWN, "d2": DeliveryState.SENT}
        assert log.verify() == []
    assert [letter.headers["X-Incident-Delivery"] for letter in sink.inbox.letters] == ["d1", "d2"]


def _worker(log: StoredLog, folder: Path, now: datetime = START) -> Dispatcher:
    target = Target(id="pager", exercise=False, kind="apprise", secret="file:hook")
    people = FakeDirectory(all_targets=[target])
    sender = ProcessSender(Secrets(folder), Redactor())
    return Dispatcher(outbox=log, sender=sender, targets=people, clock=FakeClock(now), ids=CountingIds("w"))


def _states(log: StoredLog) -> dict[str, DeliveryState]:
    return {row.id: row.state for row in log.deliveries("INC-0001")}
