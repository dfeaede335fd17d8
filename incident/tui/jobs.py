"""What is asked of the gateway, in the order in which it was asked, and what may be read beside a write that waits.

Apart from the gateway, which does the jobs, because two of its threads take them: while another process holds the
log, a write may wait for seconds, and a sheet that somebody opens meanwhile must not stay empty. What is read beside
counts only while that write is still waiting; else it is read again in its turn, so nobody sees less than is written.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:  # the first frame waits for none of it
    from collections.abc import Callable, Iterator

    from textual.message import Message
    from textual.message_pump import MessagePump

    from incident.tui.posting import Job

__all__ = ["Asked", "Jobs"]

BESIDE_SECONDS: Final = 0.2
"""How long a write may wait before others are read beside it; nearly all are on disk long before."""


class Asked(NamedTuple):
    """A job, and the screen that is told what it came to."""

    job: Job
    reader: MessagePump
    writes: bool


class Jobs:
    """A queue that its second thread may take readings from, past a write that waits."""

    def __init__(self, begin: Callable[[], None] = lambda: None) -> None:
        """`begin`: called before each write, whoever writes, so that there is somebody to read beside it."""
        self._begin = begin
        self._changed = threading.Condition()
        self._waiting: deque[Asked] = deque()
        self._writing_since: float | None = None
        self._written = 0
        """How many writes have come to an end."""
        self._is_ended = False

    def put(self, asked: Asked) -> None:
        """Do it after all that was asked for before."""
        with self._changed:
            self._waiting.append(asked)
            self._changed.notify_all()

    def end(self) -> None:
        """Nothing more will be asked for; what was is still done."""
        with self._changed:
            self._is_ended = True
            self._changed.notify_all()

    @property
    def is_done(self) -> bool:
        """Whether all that was asked for was taken, and nothing more will be."""
        return self._is_ended and not self._waiting

    def take(self, seconds: float) -> Asked | None:
        """The next job; None if there is none for so long, or none any more."""
        with self._changed:
            self._changed.wait_for(lambda: self._waiting or self._is_ended, seconds)
            return self._waiting.popleft() if self._waiting else None

    @contextmanager
    def writing(self) -> Iterator[None]:
        """While the log is written by the thread that takes the jobs; what it came to is posted afterwards."""
        self._begin()
        with self._changed:
            self._writing_since = time.monotonic()
            self._changed.notify_all()
        try:
            yield
        finally:
            with self._changed:
                self._writing_since = None
                self._written += 1

    def while_writing(self, job: Job) -> Job:
        """The job, as one that writes."""

        def work() -> Message | None:
            with self.writing():
                return job()

        return work

    def take_beside(self) -> tuple[Asked, int] | None:
        """The next reading, once a write waits, and which write; None when nothing more will be asked for."""
        with self._changed:
            while not self._is_ended:
                reading = next((each for each in self._waiting if not each.writes), None)
                since = self._writing_since
                left = None if reading is None or since is None else since + BESIDE_SECONDS - time.monotonic()
                if reading is not None and left is not None and left <= 0:
                    self._waiting.remove(reading)
                    return reading, self._written
                self._changed.wait(left)
        return None

    def settle(self, asked: Asked, write: int, post: Callable[[], None]) -> None:
        """Post what was read beside that write if it still waits; else read it again, before all else."""
        with self._changed:
            if self._written == write:
                post()
            else:
                self._waiting.appendleft(asked)
                self._changed.notify_all()
