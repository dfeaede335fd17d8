"""Whether an open file still holds what it held: an older one may be copied over it, and it keeps its name and inode.

Apart from the transactions, which would go on in it: SQLite notices nothing, and what was copied into the file since
is gone. A file changes when the write-ahead log is copied into it, which is seldom; then it is looked through afresh.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from typing import Final

from incident.application.errors import StorageReplaced

__all__ = ["Ground"]

_SHORT_SECONDS: Final = 1.0
"""A program that lives no longer than that has nothing to hold a file to."""
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
        self._began = time.monotonic()
        self._seen: tuple[int, tuple[int, ...], str] | None = None
        """When the file had changed last, how far it went, and the digest of its last entry."""

    def refuse_older(self, changed_at: int) -> None:
        """Go on only where everything stands that stood here before.

        Raises:
            StorageReplaced: the file holds less, or something else.
            sqlite3.Error: it cannot be read.
        """
        if self._seen is None and time.monotonic() - self._began < _SHORT_SECONDS:
            return
        if self._seen is not None and self._seen[0] == changed_at:
            return
        with closing(self._connected()) as fresh:
            fresh.execute("BEGIN")
            extent: tuple[int, ...] = fresh.execute(_EXTENT).fetchone()
            before = extent if self._seen is None else self._seen[1]
            stands = _digest(fresh, before[0])
            if self._seen is not None and (stands != self._seen[2] or any(map(int.__lt__, extent, before))):
                raise StorageReplaced(path=self._path, detail="an older or another log was copied over it")
            self._seen = changed_at, extent, _digest(fresh, extent[0])


def _digest(connection: sqlite3.Connection, position: int) -> str:
    row = connection.execute(_DIGEST, (position,)).fetchone()
    return str(row[0]) if row else ""
