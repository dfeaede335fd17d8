"""The line to a server: who is asked, and what happens when nobody answers.

Apart from what is asked. Once the server does not answer, a thread asks every few seconds whether it is back; nothing
is taken up again by itself.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from incident.adapters.storage.log import StoredLog
from incident.adapters.storage.replica.replica import Replica
from incident.application.errors import StorageError, StorageUnreachable
from incident.application.ports import Clock

__all__ = ["Line"]

T = TypeVar("T")

_logger = logging.getLogger(__name__)


class Line:
    """A server while it answers, and the replica beside it; may be used by several threads at once."""

    def __init__(
        self,
        open_server: Callable[[], StoredLog],
        replica: Replica,
        clock: Clock,
        *,
        ask_seconds: float,
    ) -> None:
        """Take up the line to the server, if it answers and nothing waits to be merged."""
        self._open_server = open_server
        self._replica = replica
        self._clock = clock
        self._ask_seconds = ask_seconds
        self._server: StoredLog | None = None
        self._cut_since: datetime | None = None
        self._why: StorageUnreachable | None = None
        self._returned: StoredLog | None = None
        self._epoch = 0
        self._changing = threading.RLock()
        self._closing = threading.Event()
        self._followed: int | None = None
        self._begin()

    def _begin(self) -> None:
        """Begin with the server if it answers; what waits to be merged comes before anything else."""
        try:
            server = self._open_server()
        except StorageUnreachable as why:
            if not self._replica.server()[0]:
                raise  # nothing was ever copied: there is nothing to work on
            self._cut(why)
            return
        if self._replica.ahead() or self._replica.unmerged():
            self._cut_since, self._returned = self._clock.now(), server
            return
        self._server = server

    def _either(self, work: Callable[[StoredLog], T]) -> T:
        """What the server says, or the replica where it does not answer."""
        server = self._server
        if server is not None:
            try:
                return work(server)
            except StorageUnreachable as why:
                self._lose(server, why)
        return work(self._replica)

    def _from_server(self, work: Callable[[StoredLog], T], without: T) -> T:
        """What the server says; `without` where it does not answer."""
        server = self._server
        if server is None:
            return without
        try:
            return work(server)
        except StorageUnreachable as why:
            self._lose(server, why)
            return without

    def _only_server(self, work: Callable[[StoredLog], T]) -> T:
        """What the server says.

        Raises:
            StorageUnreachable: the line is cut.
        """
        server = self._server
        if server is None:
            raise StorageUnreachable(**(self._why.fields if self._why else {}))
        try:
            return work(server)
        except StorageUnreachable as why:
            self._lose(server, why)
            raise

    def _lose(self, server: StoredLog, why: StorageUnreachable) -> None:
        """The server did not answer: from now on the replica does."""
        with self._changing:
            if self._server is server:
                self._server = None
                server.close()
                self._cut(why)

    def _cut(self, why: StorageUnreachable) -> None:
        self._why = why
        self._cut_since = self._clock.now()
        self._epoch += 1
        threading.Thread(target=self._wait_for_server, name="replica", daemon=True).start()

    def _wait_for_server(self) -> None:
        while not self._closing.wait(self._ask_seconds):
            try:
                returned = self._open_server()
            except StorageError:
                continue
            except Exception:  # a fault of ours must not keep the server away for good
                _logger.exception("The server could not be asked")
                continue
            self._returned = returned
            return
