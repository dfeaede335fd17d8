"""Which exercises an open program leads: each holds a shared advisory lock on a connection of its own.

Apart from the transactions, whose connections come and go: the server frees the lock with the connection, and that
once the program has ended, however it did, or its machine no longer answers. Its key is made from the seal of the
exercise's first entry, which nobody knows who may not read the exercise.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Final

import psycopg

from incident.adapters.storage.postgres.failures import explained
from incident.application.ports.leading import Presence

if TYPE_CHECKING:
    from incident.adapters.storage.database import Database

__all__ = ["NOTICED", "ServerPresence"]

NOTICED: Final = "-c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3"
"""The server misses a line that was cut after 25 s, not the two hours that TCP allows."""


class ServerPresence(Presence):
    """The connection is made with the first exercise that is led."""

    def __init__(
        self, database: Database, url: str, queries: Mapping[str, str], connected: Callable[[], psycopg.Connection]
    ) -> None:
        self._database = database
        self._url = url
        self._queries = queries
        self._connect = connected
        self._line: psycopg.Connection | None = None
        self._held: set[str] = set()

    def hold(self, exercise_id: str) -> None:
        with self._connected() as line:
            query = "still-there" if exercise_id in self._held else "hold-lead"
            row = line.execute(self._queries[query], {"incident_id": exercise_id}).fetchone()
            if row is not None:
                self._held.add(exercise_id)

    def let_go(self, exercise_id: str) -> bool:
        if exercise_id not in self._held:
            return False
        self._held.discard(exercise_id)
        if self._line is not None:
            with suppress(psycopg.Error):  # the line is cut, and the lock with it
                self._line.execute(self._queries["let-go-lead"], {"incident_id": exercise_id})
        return True

    def is_led(self, exercise_id: str) -> bool:
        return self._database.read(lambda session: session.one("is-led", incident_id=exercise_id)) is not None

    def close(self) -> None:
        for exercise_id in list(self._held):
            self.let_go(exercise_id)  # at once: the server misses a connection a little after it was closed
        if self._line is not None:
            self._line.close()
            self._line = None

    @contextmanager
    def _connected(self) -> Iterator[psycopg.Connection]:
        """The connection; one that was cut is made anew the next time.

        Raises:
            StorageError: it is cut, in the server's words.
        """
        try:
            self._line = self._line or self._connect()
            yield self._line
        except psycopg.Error as error:
            self.close()
            raise explained(error, self._url) from error
