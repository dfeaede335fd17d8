"""Whether an open file still holds what it held: an older one may be copied over it, and it keeps its name and inode.

Apart from the transactions, which would go on in it: SQLite notices nothing, and what was copied into the file since
is gone. A file changes when the write-ahead log is copied into it, which is seldom; then it is looked through afresh.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from typing import Final

from incident.application.errors import StorageReplaced

__all__ = ["Ground"]

_EXTENT: Final = (
    "SELECT (SELECT coalesce(max(position), 0) FROM events), (SELECT coalesce(max(position), 0) FROM outbox), "
    "(SELECT coalesce(max(position), 0) FROM workspace_chain)"
)
"""What may only grow."""
_DIGEST: Final = "SELECT digest FROM events WHERE position = ?"


class Ground:
    """What stood in the file when this program last looked."""

    def __init__(self, connected: Callable[[], sqlite3.Connection], path: str) -> None:
        """`connected` opens another connection, which has read nothing yet."""
        self._connected = connected
        self._path = path
        self._changed_at = 0
        self._extent: tuple[int, ...] = ()
        self._digest = ""

    def stand(self, connection: sqlite3.Connection, changed_at: int) -> None:
        """Remember what the connection sees, the first time; nothing where the tables are not made yet."""
        if not self._extent:
            with suppress(sqlite3.OperationalError):
                self._remember(connection, changed_at)

    def refuse_older(self, changed_at: int) -> None:
        """Go on only where everything stands that stood here before.

        Raises:
            StorageReplaced: the file holds less, or something else.
            sqlite3.Error: it cannot be read.
        """
        if not self._extent or self._changed_at == changed_at:
            return
        with closing(self._connected()) as fresh:
            fresh.execute("BEGIN")
            extent, stands = _extent(fresh), _digest(fresh, self._extent[0])
            if stands != self._digest or any(map(int.__lt__, extent, self._extent)):
                raise StorageReplaced(path=self._path, detail="an older or another log was copied over it")
            self._remember(fresh, changed_at)

    def _remember(self, connection: sqlite3.Connection, changed_at: int) -> None:
        extent = _extent(connection)
        self._changed_at, self._extent, self._digest = changed_at, extent, _digest(connection, extent[0])


def _extent(connection: sqlite3.Connection) -> tuple[int, ...]:
    row: tuple[int, ...] = connection.execute(_EXTENT).fetchone()
    return row


def _digest(connection: sqlite3.Connection, position: int) -> str:
    row = connection.execute(_DIGEST, (position,)).fetchone()
    return str(row[0]) if row else ""
