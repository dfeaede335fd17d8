"""What holds when several processes write at once."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from multiprocessing import get_context
from queue import Queue

from incident.adapters.storage import open_log
from incident.adapters.storage.log import StoredLog
from incident.application.errors import LostRace
from incident.domain.events import NoteAdded, StepTaken
from tests.contracts.batches import NOW, a_delivery, batch_of, note, released

PROCESSES, NOTES = 4, 300


def _write_notes(address: str, name: str, notes: int) -> None:
    """As the service does: read where the log stands, append, and on a lost race read again."""
    log = open_log(address, patience_seconds=60)
    seq = 0
    for number in range(notes):
        while True:
            try:
                log.append(batch_of("INC-0001", seq, note(f"{name} {number}"), command_id=f"{name}-{number}"))
            except LostRace:
                seq = len(log.read("INC-0001"))
            else:
                seq += 1
                break
    log.close()


def _named(number: int) -> str:
    return f"writer {number}"


def test_four_processes_and_300_notes_each_leave_1200_entries_without_a_gap(stored: StoredLog, address: str) -> None:
    context = get_context("spawn")
    writers = [context.Process(target=_write_named, args=(address, number)) for number in range(PROCESSES)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(120)
    assert [writer.exitcode for writer in writers] == [0] * PROCESSES
    entries = stored.read("INC-0001")
    assert [entry.seq for entry in entries] == list(range(1, PROCESSES * NOTES + 1))
    texts = {str(entry.event.text) for entry in entries if isinstance(entry.event, NoteAdded)}
    assert texts == {f"{_named(writer)} {number}" for writer in range(PROCESSES) for number in range(NOTES)}
    assert stored.verify() == []


def _write_named(address: str, number: int) -> None:
    from tests.contracts import batches  # here: in the child; ids must differ between processes

    batches._numbers = iter(range(number * 1_000_000, (number + 1) * 1_000_000))  # type: ignore[assignment]  # any numbers
    _write_notes(address, _named(number), NOTES)


def _together(address: str, *works: Callable[[StoredLog], object]) -> list[object]:
    """Run the works at the same moment, each on a log of its own; what each returned or raised."""
    start = threading.Barrier(len(works))

    def run(work: Callable[[StoredLog], object]) -> object:
        log = open_log(address, patience_seconds=20)
        start.wait(20)
        try:
            return work(log)
        except LostRace as lost:
            return lost
        finally:
            log.close()

    with ThreadPoolExecutor(len(works)) as pool:
        return [future.result(60) for future in [pool.submit(run, work) for work in works]]


def test_two_who_take_one_step_at_once_are_one_winner_and_one_loser(stored: StoredLog, address: str) -> None:
    stored.append(batch_of("INC-0001", 0, note()))

    def take(who: str) -> Callable[[StoredLog], object]:
        return lambda log: log.append(batch_of("INC-0001", 1, StepTaken(step="notice", by=who)))

    outcomes = _together(address, take("ann"), take("bo"))
    assert sum(isinstance(outcome, LostRace) for outcome in outcomes) == 1
    assert len(stored.read("INC-0001")) == 2


def test_two_declared_at_once_with_one_id_are_one(stored: StoredLog, address: str) -> None:
    outcomes = _together(address, *[lambda log: log.append(batch_of("INC-0001", 0, note()))] * 2)
    assert sum(isinstance(outcome, LostRace) for outcome in outcomes) == 1
    assert stored.verify() == []


def test_many_opened_at_once_stand_in_one_chain(stored: StoredLog, address: str) -> None:
    def declare(number: int) -> Callable[[StoredLog], object]:
        return lambda log: log.append(batch_of(f"INC-{number:04d}", 0, note()))

    _together(address, *[declare(number) for number in range(1, 9)])
    assert len(stored.summaries()) == 8
    assert stored.verify() == []


def test_a_row_is_claimed_by_one_of_many_workers(stored: StoredLog, address: str) -> None:
    rows = [a_delivery(f"d{number}") for number in range(10)]
    stored.append(batch_of("INC-0001", 0, released(), deliveries=rows))
    claimed: Queue[str] = Queue()

    def work(log: StoredLog) -> None:
        while log.waiting()[0] and any(row.state == "pending" for row in log.deliveries("INC-0001")):
            for row in log.claim("me", NOW, timedelta(minutes=1), 1):
                claimed.put(row.id)

    _together(address, *[work] * 4)
    assert sorted(claimed.queue) == sorted(row.id for row in rows)


def test_one_log_serves_several_threads(stored: StoredLog) -> None:
    def write(name: str) -> None:
        for number in range(20):
            stored.append(batch_of(name, number, note()))
            assert len(stored.read(name)) == number + 1
            stored.change_mark()

    with ThreadPoolExecutor(4) as pool:
        for future in [pool.submit(write, f"INC-{number:04d}") for number in range(4)]:
            future.result(60)
    assert stored.verify() == []


def test_a_commit_by_somebody_else_changes_the_mark(stored: StoredLog, address: str) -> None:
    before = stored.change_mark()
    other = open_log(address)
    other.append(batch_of("INC-0001", 0, note()))
    other.close()
    assert stored.change_mark() != before
