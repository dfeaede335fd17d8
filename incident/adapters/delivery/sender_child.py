"""One sender child as its parent sees it: a process, a line to it, and what its silence means."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext
from typing import Any, Final

from incident.adapters.delivery.child import serve
from incident.adapters.delivery.job import UNDERWAY, Crash, Job
from incident.application.delivery.reasons import Reason, detail
from incident.application.ports import AttemptClass, AttemptOutcome

__all__ = ["SenderChild"]

_PATIENCE_SECONDS: Final = 5.0
"""How long a killed process may take to be gone."""


class SenderChild:
    """Does one job at a time."""

    def __init__(self, context: ForkServerContext) -> None:
        self._line: Connection[Any, Any]
        self._line, theirs = context.Pipe()
        self._process = context.Process(target=serve, args=(theirs,), daemon=True, name="sender")
        self._process.start()
        theirs.close()
        self.is_usable = True
        """Whether it can take another job after this one."""
        self.idle_since = 0.0
        """When it was given back last, on the monotonic clock."""

    def is_alive(self) -> bool:
        """Whether the process is there; one that is not is buried."""
        if not self._process.is_alive():
            self.bury()
        return self.is_usable

    def run(self, job: Job, deadline: float) -> AttemptOutcome:
        """The child's own verdict, or ours about a child that gave none."""
        is_underway = False
        for word in self._words(job, deadline):
            match word:
                case AttemptOutcome():
                    return word
                case Crash() if not is_underway:  # it will crash over this message every time
                    self.kill()
                    return AttemptOutcome(result=AttemptClass.PERMANENT, detail=detail(Reason.CRASHED, word.error))
                case _:
                    is_underway = is_underway or word == UNDERWAY
        result = AttemptClass.UNKNOWN if is_underway else AttemptClass.NOT_SENT
        return AttemptOutcome(result=result, detail=detail(Reason.KILLED))

    def kill(self) -> None:
        """End it now, whatever it does."""
        self.is_usable = False
        self._process.kill()

    def wait(self) -> None:
        """Leave no zombie of a child that was killed."""
        self._process.join(_PATIENCE_SECONDS)

    def bury(self) -> None:
        """End it, and give up the line to it."""
        self.kill()
        self.wait()
        self._line.close()

    def _words(self, job: Job, deadline: float) -> Iterator[object]:
        """All that the child says until `deadline`; then it is killed, and what it had still said comes too."""
        with contextlib.suppress(EOFError, OSError):  # it died
            self._line.send(job)
            while self._line.poll(max(0.0, deadline - time.monotonic())):
                yield self._line.recv()
        self.kill()
        with contextlib.suppress(EOFError, OSError):
            while True:
                yield self._line.recv()
