"""A worker that stands still while it sends, as on a laptop that sleeps, and wakes after its lease (fault 19)."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from incident.adapters.clock import SystemClock
from incident.adapters.storage.opening import open_log
from incident.application.delivery.dispatch import LEASE
from incident.application.ports import AttemptClass, DeliveryState
from tests.conftest import CHECKOUT
from tests.deliveries import a_row, enqueue, the_only_row
from tests.sinks import Answer, ScriptedSink

WORKER = """
import pathlib, sys
sys.path.insert(0, {checkout!r})
from datetime import timedelta
from incident.adapters.clock import SystemClock
from incident.adapters.delivery.process_sender import ProcessSender
from incident.adapters.ids import RandomIds
from incident.adapters.secrets import Redactor, Secrets
from incident.adapters.storage.opening import open_log
from incident.application.delivery.dispatch import Dispatcher
from incident.application.ports import Target
from tests.fakes import FakeDirectory

if __name__ == "__main__":
    targets = FakeDirectory(all_targets=[Target(id="pager", exercise=False, kind="apprise", secret="file:pager")])
    sender = ProcessSender(Secrets(pathlib.Path(sys.argv[1])), Redactor())
    outbox = open_log(sys.argv[2])
    worker = Dispatcher(outbox=outbox, sender=sender, targets=targets, clock=SystemClock(), ids=RandomIds())
    print(len(worker.drain(timedelta(seconds=20)).settled))
    sender.close()
"""


@pytest.mark.slow
@pytest.mark.parametrize("database", ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def test_a_worker_that_wakes_after_its_lease_records_nothing_and_sends_nothing_again(
    tmp_path: Path, request: pytest.FixtureRequest, database: str
) -> None:
    place = request.getfixturevalue("postgres_url") if database == "postgres" else str(tmp_path / "log.db")
    script = tmp_path / "worker.py"
    script.write_text(WORKER.format(checkout=str(CHECKOUT)))
    with closing(open_log(place, create=True)) as log, ScriptedSink(Answer(after=0.5)) as sink:
        (tmp_path / "pager").write_text(sink.url)
        now = SystemClock().now()
        enqueue(log, log, a_row(due_at=now, expires_at=now + 20 * LEASE))
        command = [sys.executable, str(script), str(tmp_path), place]
        worker = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert sink.inbox.wait_for(1, 20)
        os.kill(worker.pid, signal.SIGSTOP)
        assert [row.state for row in log.reap(SystemClock().now() + 2 * LEASE)] == [DeliveryState.UNKNOWN]
        os.kill(worker.pid, signal.SIGCONT)
        said, _ = worker.communicate(timeout=60)
        assert said == "0\n"
        row = the_only_row(log)
        assert (row.state, row.tries, len(sink.inbox.letters)) == (DeliveryState.UNKNOWN, 1, 1)
        assert [each.outcome.result for each in log.attempts(row.id)] == [AttemptClass.DELIVERED]
