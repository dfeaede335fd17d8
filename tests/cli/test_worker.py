"""A worker outlives what cannot be read, and ends when there is nothing left to work on."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from incident.adapters.delivery.beacon import UrlBeacon
from incident.adapters.secrets import Secrets
from incident.application.delivery.heartbeat import Heartbeat
from incident.application.errors import (
    DocumentError,
    Problem,
    StorageBusy,
    StorageDamaged,
    StorageError,
    StorageMissing,
    StorageReadOnly,
    StorageTooNew,
)
from incident.application.ports import Delivery, Span, Summary
from incident.application.service import IncidentService
from incident.application.timers import tick
from incident.cli.commands import worker as worker_module
from tests.cli.conftest import CommandLine
from tests.cli.world import WorldServices
from tests.runs import Ran
from tests.sinks import Answer, ScriptedSink

PATIENCE_SECONDS = 60.0


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("incident.cli.commands.worker._TICK_SECONDS", 0.02)


@pytest.fixture(autouse=True)
def _details_of_faults_go_with_the_test(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("incident.cli.crash.tempfile.tempdir", str(tmp_path))


def work_until(cli: CommandLine, is_enough: Callable[[], bool]) -> Ran:
    """Run a worker until that is so, then stop it as a service manager does."""

    def watch() -> None:
        end = time.monotonic() + PATIENCE_SECONDS
        while not is_enough() and time.monotonic() < end:
            time.sleep(0.005)
        os.kill(os.getpid(), signal.SIGTERM)

    watcher = threading.Thread(target=watch)
    watcher.start()
    ran = cli("worker")
    watcher.join()
    assert is_enough()
    return ran


def threads() -> list[str]:
    return [each.name for each in threading.enumerate() if each.name == "sending"]


def test_an_incident_that_cannot_be_read_is_said_once_and_skipped(
    cli: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    poisoned, healthy = cli.declared(), cli.declared()
    ticked: list[str] = []

    def poisonous(service: IncidentService, incident_id: str) -> None:
        ticked.append(incident_id)
        if incident_id == poisoned:
            raise ValueError("no such event")
        tick(service, incident_id)

    monkeypatch.setattr(worker_module, "tick", poisonous)
    ran = work_until(cli, lambda: ticked.count(healthy) > 3)
    assert ran.code == 0
    assert ran.err.count(poisoned) == 1
    assert "A fault of the program (ValueError)" in ran.err
    assert ran.err.rstrip().endswith("Stopped.")


def test_a_worker_goes_by_the_files_as_they_are_now_and_says_once_that_they_are_wrong(
    cli: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    reads: list[int] = []

    def renew(_services: WorldServices) -> bool:
        reads.append(1)
        raise DocumentError((Problem(path="people.yaml", line=3, column=1, rule="WS001", message="no such key."),))

    monkeypatch.setattr(WorldServices, "renew", renew)
    ran = work_until(cli, lambda: len(reads) > 3)
    assert ran.code == 0
    assert ran.err.count("people.yaml:3:1: no such key.") == 1


def test_a_worker_sends_on_after_a_fault_of_the_dispatcher(cli: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    incident = cli.declared()
    reap, calls = cli.world.log.reap, [0]

    def unreadable(now: datetime, kept: Span | None, never_begun: Callable[[Delivery], bool]) -> Sequence[Delivery]:
        calls[0] += 1
        if calls[0] < 4:
            raise OverflowError("row 7")
        return reap(now, kept, never_begun)

    monkeypatch.setattr("incident.cli.acting.SENDING", timedelta(0))
    cli("step", incident, "agents", "done", "--yes")
    assert cli.world.sender.sent == []
    monkeypatch.setattr(cli.world.log, "reap", unreadable)
    ran = work_until(cli, lambda: bool(cli.world.sender.sent) and calls[0] > 4)
    assert ran.code == 0
    assert ran.err.count("A fault of the program (OverflowError)") == 1


def test_a_worker_that_is_stopped_while_nothing_can_be_written_down_says_what_went_out(
    cli: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else a person who finds it unknown half a minute later sends it again."""
    incident = cli.declared()

    def locked(*_: object, **__: object) -> bool:
        raise StorageBusy(path="/here/x.db")

    monkeypatch.setattr("incident.cli.acting.SENDING", timedelta(0))
    cli("step", incident, "agents", "done", "--yes")
    assert cli.world.sender.sent == []
    monkeypatch.setattr("incident.application.delivery.dispatch._GRACE_SECONDS", 0.2)
    for name in ("record", "record_together"):
        monkeypatch.setattr(cli.world.log, name, locked)
    ran = work_until(cli, lambda: bool(cli.world.sender.sent))
    assert ran.code == 4
    assert "1 message has gone out, and that could not be written down" in ran.err


@pytest.mark.parametrize("error", [StorageMissing(path="/nowhere/x.db"), StorageDamaged(path="/nowhere/x.db")])
def test_a_worker_ends_when_its_log_is_gone_for_good(
    cli: CommandLine, monkeypatch: pytest.MonkeyPatch, error: StorageError
) -> None:
    def gone(**_: bool) -> Sequence[Summary]:
        raise error

    monkeypatch.setattr(cli.world.log, "summaries", gone)
    ran = cli("worker")
    assert ran.code == 4
    assert "/nowhere/x.db" in ran.err
    assert threads() == []


@pytest.mark.parametrize("error", [StorageTooNew(path="/nowhere/x.db"), StorageReadOnly(path="/nowhere/x.db")])
def test_a_worker_that_may_not_write_says_so_and_does_not_begin(
    cli: CommandLine, monkeypatch: pytest.MonkeyPatch, error: StorageError
) -> None:
    def shut() -> None:
        raise error

    monkeypatch.setattr(cli.world.log, "check_writable", shut)
    ran = cli("worker")
    assert ran.code == 4
    assert "/nowhere/x.db" in ran.err
    assert "Working" not in ran.err
    assert threads() == []


def test_a_worker_notices_that_its_log_went_to_a_newer_program(
    cli: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: list[int] = []

    def taken() -> None:
        looks.append(1)
        if len(looks) > 1:
            raise StorageTooNew(path="/nowhere/x.db")

    monkeypatch.setattr(worker_module, "_TICKS_BETWEEN_LOOKS", 3)
    monkeypatch.setattr(cli.world.log, "check_writable", taken)
    ran = cli("worker")
    assert (ran.code, len(looks)) == (4, 2)
    assert ran.err.index("Working") < ran.err.index("newer program")
    assert threads() == []


def test_a_log_that_is_away_for_a_while_is_waited_for(cli: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = [0]

    def away(**_: bool) -> Sequence[Summary]:
        calls[0] += 1
        raise StorageBusy(path="/nowhere/x.db")

    monkeypatch.setattr(cli.world.log, "summaries", away)
    assert work_until(cli, lambda: calls[0] > 10).code == 0


def test_a_worker_gives_a_sign_of_life_and_says_once_that_nobody_takes_it(
    cli: CommandLine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("incident.cli.commands.worker.EVERY", timedelta(seconds=0.02))
    with ScriptedSink(Answer(), Answer(), Answer(status=500)) as sink:
        (tmp_path / "watchdog").write_text(f"http://127.0.0.1:{sink.port}", "utf-8")
        beacon = UrlBeacon("file:watchdog", Secrets(tmp_path))
        cli.world.heartbeat = Heartbeat(
            log=cli.world.log,
            outbox=cli.world.log,
            beacon=beacon,
            clock=cli.world.clock,
            limit=timedelta(minutes=5),
        )
        ran = work_until(cli, lambda: len(sink.inbox.letters) > 5)
    assert ran.err.count("The watchdog does not answer") == 1


def test_a_worker_calls_no_deadline_over_by_a_clock_that_was_just_set(
    cli: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is over in the record is over for good: nobody would be warned when the hour really comes."""
    incident = cli.declared()
    written = len(cli.world.log.read(incident))
    cli.world.clock.forward(days=1)
    with monkeypatch.context() as doubted:
        doubted.setattr(cli.world.clock, "was_set", lambda: True)
        cli.done("worker", "--once")
    assert len(cli.world.log.read(incident)) == written
    cli.done("worker", "--once")
    assert len(cli.world.log.read(incident)) > written
