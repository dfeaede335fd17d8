"""Reading beside a write that waits: early where it waits, in its turn where it does not, and never out of date."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import cast

from textual.message_pump import MessagePump

from incident.tui.jobs import Asked, Jobs

_NOBODY = cast("MessagePump", None)
_WRITE = Asked(lambda: None, _NOBODY, writes=True)
_READING = Asked(lambda: None, _NOBODY, writes=False)


@contextmanager
def _reader(jobs: Jobs, taken: list[tuple[Asked, int] | None]) -> Iterator[threading.Thread]:
    thread = threading.Thread(target=lambda: taken.append(jobs.take_beside()))
    thread.start()
    yield thread
    jobs.end()
    thread.join(20)


def test_a_reading_waits_for_its_turn_while_nothing_is_being_written() -> None:
    jobs, taken = Jobs(), list[tuple[Asked, int] | None]()
    with _reader(jobs, taken):
        jobs.put(_READING)
        assert jobs.take(1) is _READING
    assert taken == [None]


def test_a_reading_overtakes_the_writes_once_one_of_them_waits_and_they_keep_their_order() -> None:
    jobs, taken = Jobs(), list[tuple[Asked, int] | None]()
    later = Asked(lambda: None, _NOBODY, writes=True)
    with _reader(jobs, taken) as thread, jobs.writing():
        jobs.put(_WRITE)
        jobs.put(later)
        jobs.put(_READING)
        thread.join(20)
        assert taken == [(_READING, 0)]
    assert [jobs.take(0), jobs.take(0), jobs.take(0)] == [_WRITE, later, None]


def test_what_was_read_before_the_write_ended_is_not_shown_after_it_but_read_again_first() -> None:
    jobs, posted = Jobs(), list[str]()
    with jobs.writing():
        jobs.settle(_READING, 0, partial(posted.append, "while it waits"))
    jobs.put(_WRITE)
    jobs.settle(_READING, 0, partial(posted.append, "too late"))
    assert posted == ["while it waits"]
    assert jobs.take(0) is _READING


def test_who_reads_beside_begins_with_the_first_write_whoever_writes() -> None:
    begun = list[str]()
    jobs = Jobs(lambda: begun.append("reading"))
    jobs.put(_READING)
    assert not begun
    with jobs.writing():
        assert begun == ["reading"]
