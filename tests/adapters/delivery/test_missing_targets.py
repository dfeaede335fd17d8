"""Workers that do not see a target send nothing to it, and lose nothing of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from incident.adapters.delivery.process_sender import ProcessSender
from incident.adapters.secrets import Redactor, Secrets
from incident.adapters.storage.log import StoredLog
from incident.adapters.storage.opening import open_log
from incident.application.delivery.dispatch import Dispatcher
from incident.application.delivery.reasons import Reason
from incident.application.ports import HEAD_START, DeliveryState, Target
from tests.deliveries import a_row, enqueue, has_a_child, the_only_row
from tests.fakes import CountingIds, FakeClock, FakeDirectory
from tests.sinks import ScriptedSink

PAGER = Target(id="pager", exercise=False, kind="apprise", secret="file:pager")
A_MOMENT = timedelta(seconds=20)

Worker = Callable[[StoredLog, FakeDirectory], Dispatcher]


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def worker(tmp_path: Path, clock: FakeClock) -> Iterator[Worker]:
    sender = ProcessSender(Secrets(tmp_path), Redactor())
    has_a_child(sender)

    def made(log: StoredLog, targets: FakeDirectory) -> Dispatcher:
        return Dispatcher(outbox=log, sender=sender, targets=targets, clock=clock, ids=CountingIds(str(id(targets))))

    yield made
    sender.close()


def test_a_message_whose_target_goes_and_comes_back_is_sent(tmp_path: Path, worker: Worker, clock: FakeClock) -> None:
    targets = FakeDirectory(all_targets=[])
    with closing(open_log(tmp_path / "log.db", create=True)) as log, ScriptedSink() as sink:
        (tmp_path / "pager").write_text(sink.url)
        enqueue(log, log, a_row())
        dispatcher = worker(log, targets)
        dispatcher.drain(A_MOMENT)
        assert (the_only_row(log).state, the_only_row(log).tries) == (DeliveryState.PENDING, 0)
        clock.forward(seconds=HEAD_START.total_seconds())
        dispatcher.drain(A_MOMENT)
        row = the_only_row(log)
        assert (row.state, row.last_detail) == (DeliveryState.PENDING, Reason.TARGET_MISSING)
        targets.all_targets = [PAGER]
        clock.forward(seconds=10)
        dispatcher.drain(A_MOMENT)
        assert the_only_row(log).state is DeliveryState.SENT
        assert len(sink.inbox.letters) == 1
        assert log.verify() == []


def test_a_worker_leaves_what_it_does_not_know_to_one_that_does(
    tmp_path: Path, worker: Worker, clock: FakeClock
) -> None:
    place = tmp_path / "log.db"
    with (
        closing(open_log(place, create=True)) as own,
        closing(open_log(place)) as others,
        ScriptedSink() as sink,
    ):
        (tmp_path / "pager").write_text(sink.url)
        enqueue(own, own, a_row())
        clock.forward(seconds=3)
        assert worker(others, FakeDirectory(all_targets=[])).drain(A_MOMENT).settled == ()
        worker(own, FakeDirectory(all_targets=[PAGER])).drain(A_MOMENT)
        row = the_only_row(own)
        assert (row.state, row.tries, len(sink.inbox.letters)) == (DeliveryState.SENT, 1, 1)
        assert own.verify() == []
