"""Whether an open program leads an exercise: that ends with the program, and nobody who asks is taken for one."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from multiprocessing import get_context
from multiprocessing.synchronize import Event
from pathlib import Path
from time import monotonic, sleep

import psycopg
import pytest

from incident.adapters.storage import open_log
from incident.adapters.storage.log import StoredLog
from incident.adapters.storage.memory import MemoryLog
from incident.adapters.storage.postgres.presence import NOTICED
from incident.application.errors import StorageError
from tests.contracts.batches import batch_of, note

LED, OTHER = "EX-0001", "EX-0002"


def _begun(log: MemoryLog | StoredLog) -> None:
    for exercise in (LED, OTHER):
        log.append(batch_of(exercise, 0, note()))


@pytest.fixture
def second(address: str) -> Iterator[StoredLog]:
    """The log as another program has it."""
    opened = open_log(address, patience_seconds=5)
    yield opened
    opened.close()


def test_an_exercise_is_led_until_whoever_leads_it_lets_go(log: MemoryLog | StoredLog) -> None:
    _begun(log)
    assert not log.presence().is_led(LED)
    log.presence().hold(LED)
    log.presence().hold(LED)
    assert log.presence().is_led(LED)
    assert not log.presence().is_led(OTHER)
    assert log.presence().let_go(LED)
    assert not log.presence().is_led(LED)
    assert not log.presence().let_go(LED)


def test_an_exercise_is_led_while_either_of_two_leads_it(stored: StoredLog, second: StoredLog) -> None:
    _begun(stored)
    stored.presence().hold(LED)
    second.presence().hold(LED)
    stored.presence().hold(OTHER)
    assert stored.presence().let_go(LED)
    assert stored.presence().is_led(LED)
    assert second.presence().is_led(OTHER)
    second.close()
    assert not stored.presence().is_led(LED)
    assert stored.presence().is_led(OTHER)


def _lead(address: str, leads: Event) -> None:
    log = open_log(address)
    log.presence().hold(LED)
    leads.set()
    sleep(600)
    log.close()


def test_a_program_that_is_killed_leads_no_more(stored: StoredLog, address: str) -> None:
    _begun(stored)
    context = get_context("spawn")
    leads = context.Event()
    leader = context.Process(target=_lead, args=(address, leads))
    leader.start()
    assert leads.wait(60)
    assert stored.presence().is_led(LED)
    leader.kill()
    leader.join(60)
    end = monotonic() + 10
    while stored.presence().is_led(LED):
        assert monotonic() < end, "it is led by a program that is dead"
        sleep(0.05)
    stored.presence().hold(LED)
    assert stored.presence().is_led(LED)


def test_those_who_ask_at_once_never_take_each_other_for_a_leader(stored: StoredLog, address: str) -> None:
    _begun(stored)
    left_behind = Path(f"{address}-led-{LED}~1")  # as by a program that was killed
    if "://" not in address:
        left_behind.touch()

    def ask(_number: int) -> bool:
        asking = open_log(address)
        try:
            return any(asking.presence().is_led(LED) for _ in range(200))
        finally:
            asking.close()

    with ThreadPoolExecutor(4) as pool:
        assert not any(pool.map(ask, range(4)))


def test_a_file_of_a_killed_program_is_taken_over_and_cleared_away(tmp_path: Path) -> None:
    log = open_log(tmp_path / "log.db", create=True)
    _begun(log)
    left_behind = tmp_path / f"log.db-led-{LED}~1"
    left_behind.touch()
    log.presence().hold(LED)
    assert log.presence().is_led(LED)
    log.close()
    assert not list(tmp_path.glob("*-led-*"))


def test_what_cannot_be_told_is_not_taken_for_an_exercise_that_nobody_leads(tmp_path: Path) -> None:
    log = open_log(tmp_path / "log.db", create=True)
    (tmp_path / f"log.db-led-{LED}~1").mkdir()
    with pytest.raises(StorageError):
        log.presence().is_led(LED)
    log.close()


@pytest.mark.postgres
def test_a_line_that_was_cut_is_taken_up_again(postgres_log: str) -> None:
    with closing(open_log(postgres_log)) as log, psycopg.connect(postgres_log, autocommit=True) as admin:
        _begun(log)
        log.presence().hold(LED)
        holder = admin.execute("SELECT pid FROM pg_locks WHERE locktype = 'advisory'").fetchone()
        assert holder is not None
        admin.execute("SELECT pg_terminate_backend(%s, 5000)", holder)
        assert not log.presence().is_led(LED)
        with pytest.raises(StorageError):
            log.presence().hold(LED)
        log.presence().hold(LED)
        assert log.presence().is_led(LED)


@pytest.mark.postgres
def test_the_server_soon_misses_a_leader_whose_line_was_cut(postgres_log: str) -> None:
    with psycopg.connect(postgres_log, options=NOTICED) as line:
        shown = [line.execute(f"SHOW tcp_keepalives_{each}").fetchone() for each in ("idle", "interval", "count")]
    assert shown == [("10",), ("5",), ("3",)]
