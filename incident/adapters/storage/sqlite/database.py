"""Transactions on a SQLite file: who waits for whom, and for how long.

A connection serves one piece of work at a time and is then kept for the next, from
whichever thread it comes; so a long read never keeps a mark waiting. SQLite's own
busy timeout backs off further the longer it waits, and starved one of eight
writers; here the one who has waited longest asks most often.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar

from incident.adapters.storage import custody
from incident.adapters.storage.database import Database, Guards, Row, Session
from incident.adapters.storage.migrations import obstacle_of
from incident.adapters.storage.queries import PositionalQueries
from incident.adapters.storage.sqlite.failures import explained, is_busy, is_no_text
from incident.adapters.storage.sqlite.ground import Ground
from incident.adapters.storage.sqlite.reserve import give_up, lay_by
from incident.application.errors import (
    StorageBusy,
    StorageDamaged,
    StorageError,
    StorageFull,
    StorageOnReserve,
    StorageReplaced,
)
from incident.application.ports import Backup, Unconfirmed

if TYPE_CHECKING:
    from incident.adapters.storage.sqlite.presence import FilePresence
    from incident.application.ports.leading import Presence

__all__ = ["SqliteDatabase", "connect"]

T = TypeVar("T")

_LONGEST_PAUSE_SECONDS = 0.002
_SHORTEST_PAUSE_SECONDS = 0.0001


def connect(uri: str) -> sqlite3.Connection:
    """A connection that begins and commits only when told to."""
    connection = sqlite3.connect(uri, uri=True, timeout=0, isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA secure_delete = ON")
    return connection


class SqliteSession(Session):
    """Named queries on one connection."""

    def __init__(self, connection: sqlite3.Connection, queries: PositionalQueries) -> None:
        self._connection = connection
        self._queries = queries

    def one(self, query: str, /, **values: object) -> Row | None:
        row: Row | None = self._found(query, values, sqlite3.Cursor.fetchone)
        return row

    def all(self, query: str, /, **values: object) -> Sequence[Row]:
        rows: Sequence[Row] = self._found(query, values, sqlite3.Cursor.fetchall)
        return rows

    def _found(self, query: str, values: Mapping[str, object], fetch: Callable[[sqlite3.Cursor], Any]) -> Any:  # noqa: ANN401  (a row, or all)
        try:
            return fetch(self._execute(query, values))
        except sqlite3.OperationalError as error:
            if not is_no_text(error):
                raise
        self._connection.text_factory = _as_it_stands  # one row that is no text must not hide all the others
        try:
            return fetch(self._execute(query, values))
        finally:
            self._connection.text_factory = str

    def run(self, query: str, /, **values: object) -> int:
        return self._execute(query, values).rowcount

    def run_each(self, query: str, rows: Sequence[Mapping[str, object]], /) -> None:
        for values in rows:
            self._execute(query, values)

    def run_together(self, query: str, rows: Sequence[Mapping[str, object]], /) -> None:
        self.run_each(query, rows)

    def lock(self, _key: str, /) -> None:
        """`BEGIN IMMEDIATE` has locked the whole file."""

    def array(self, values: Sequence[str], /) -> object:
        import json  # here: only cancelling and claiming pass a list

        return json.dumps(list(values))

    def _execute(self, query: str, values: Mapping[str, object]) -> sqlite3.Cursor:
        text, in_order = self._queries[query]
        return self._connection.execute(text, in_order(values))


class SqliteDatabase(Database):
    """A file, and the connections to it that are idle."""

    dialect = "sqlite"

    def __init__(self, uri: str, path: str, *, patience_seconds: float) -> None:
        self._uri = uri
        self._path = path
        self._log_path = "" if "immutable=1" in uri else f"{path}-wal"
        self._patience_seconds = patience_seconds
        self._queries = PositionalQueries("sqlite")
        self._idle: list[sqlite3.Connection] = []
        self._watcher: sqlite3.Connection | None = None
        self._watching = Lock()
        self._closed = False
        self._presence: FilePresence | None = None
        self._warning: StorageError | None = None
        self._ground = Ground(lambda: connect(self._uri), path)
        self._changed_at = 0
        self.only_grows = True
        """Whether nothing may ever be missing that stood in the file: a replica forgets."""
        self._file: tuple[int, int] | None = None
        """Device and inode of the file that the connections are on."""
        self._log: tuple[int, int] | None = None
        """The same of its write-ahead log, once there is one: it stays while a connection is open."""

    def read(self, work: Callable[[Session], T]) -> T:
        return self.patiently(lambda connection: self._transaction(connection, "BEGIN", work))

    def read_still(self, work: Callable[[Session], T]) -> T:
        return self.read(work)  # every transaction of SQLite sees one state

    @property
    def warning(self) -> StorageError | None:
        return self._warning

    def write(self, work: Callable[[Session], T]) -> T:
        try:
            return self._written(work)
        except StorageFull as full:
            if not give_up(self._path):
                raise
            self._warning = StorageOnReserve(path=self._path, detail=str(full.fields.get("detail", "")))
        self._open_anew()
        try:
            return self._written(work)
        except StorageFull:  # more than the room laid by: it stays laid by for what is small
            self._open_anew()
            lay_by(self._path, spare=0)
            raise

    def _open_anew(self) -> None:
        """To write: where not even the files beside the log could be made, it had been opened to be read."""
        while self._idle:
            self._idle.pop().close()
        self._uri = f"{self._uri.partition('?')[0]}?mode=rw"
        self._log_path = f"{self._path}-wal"
        self._log = None

    def try_to_write(self, work: Callable[[Session], T]) -> T:
        try:
            return self._written(work)
        finally:
            lay_by(self._path)  # where there is room, which there is not if it could not be written

    def _written(self, work: Callable[[Session], T]) -> T:
        def checked(session: Session) -> T:
            controls = session.one("controls")
            if controls is None:
                raise StorageDamaged(path=self._path, detail="the row that says which program may write is gone")
            obstacle = obstacle_of(controls, self._path)
            if obstacle is not None:
                raise obstacle
            return work(session)

        return self.patiently(lambda connection: self._transaction(connection, "BEGIN IMMEDIATE", checked))

    def change_mark(self) -> int:
        """`data_version` never changes for the connection that commits, so one that never does is kept for it."""
        with self._watching:
            if self._watcher is None:
                self._watcher = self.patiently(lambda _: connect(self._uri))
            watcher = self._watcher
            row = self.patiently(lambda _: watcher.execute("PRAGMA data_version").fetchone())
            return int(row[0])

    def guards(self, session: Session) -> Guards:
        from incident.adapters.storage.sqlite.guards import standing_guards  # here: only who verifies looks

        return standing_guards(session)

    def login(self, _session: Session) -> str | None:
        """A file asks nobody who they are."""
        return None

    def known_logins(self, _session: Session) -> None:
        return None

    def require_led_side(self, _session: Session, _persons: Collection[str]) -> Sequence[str]:
        """Who may read the file reads all of it."""
        return ()

    def name_readers(self, _session: Session, _incident_id: str, _persons: Sequence[str]) -> None:
        """Who may read the file reads all of it; the program says so."""

    def readers(self, _session: Session, _incident_id: str | None) -> None:
        return None

    def closed(self, _session: Session) -> Sequence[str]:
        return ()

    def load_persons(self, logins: Mapping[str, str]) -> None:
        """On a file, who is who is an honour system."""

    def instance_id(self, session: Session) -> str:
        return custody.instance_id(session)

    def unconfirmed(self, session: Session) -> Unconfirmed | None:
        return custody.unconfirmed(session)

    def confirm(self, session: Session, at: datetime, person: str) -> int:
        return custody.confirm(session, at, person)

    def last_backup(self, session: Session) -> Backup | None:
        return custody.last_backup(session)

    def forget(self) -> None:
        """The write-ahead log may still hold what was deleted; copy it into the file and cut it to nothing."""

        def checkpoint(connection: sqlite3.Connection) -> None:
            busy, _, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            if busy:
                raise _StillReadError

        with suppress(StorageBusy):  # the erasure is committed; the next checkpoint that finds no reader completes it
            self.patiently(checkpoint)

    def presence(self) -> Presence:
        from incident.adapters.storage.sqlite.presence import FilePresence  # here: most programs have no exercise

        with self._watching:
            self._presence = self._presence or FilePresence(self._path)
            return self._presence

    def close(self) -> None:
        self._closed = True
        if self._presence is not None:
            self._presence.close()
        while self._idle:
            self._idle.pop().close()
        with self._watching:
            if self._watcher is not None:
                self._watcher.close()
                self._watcher = None

    def _transaction(self, connection: sqlite3.Connection, begin: str, work: Callable[[Session], T]) -> T:
        connection.execute(begin)
        try:
            found = work(SqliteSession(connection, self._queries))
            connection.execute("COMMIT")
        except BaseException:  # raised again: whatever ends the work, the transaction must not stay open
            if connection.in_transaction:  # a full disk has rolled back by itself
                connection.execute("ROLLBACK")
            raise
        return found

    def patiently(self, attempt: Callable[[sqlite3.Connection], T]) -> T:
        """What the attempt returns; while others hold the file, asked again until the time is up."""
        started = time.monotonic()
        while True:
            try:
                return self._on_a_connection(attempt)
            except sqlite3.Error as error:
                waited = time.monotonic() - started
                if not is_busy(error) or waited > self._patience_seconds:
                    raise explained(error, self._path) from error
            except UnicodeDecodeError as error:  # the driver quotes a schema that cannot be read, and it is no text
                raise StorageDamaged(path=self._path, detail="the schema is no text") from error
            except StorageDamaged as damaged:
                damaged.fields.setdefault("path", self._path)
                raise
            time.sleep(_pause(waited))

    def _stand_on_the_file(self) -> None:
        """Refuse to go on in a file that was deleted or replaced: what is written there is seen by nobody.

        Raises:
            StorageReplaced: the file of that name is not the one that was opened.
        """
        try:
            found = os.stat(self._path)  # noqa: PTH116  (making a Path is a tenth of an append)
        except FileNotFoundError:
            if self._file is None:
                return  # it is just being made, or connecting says what is wrong
            raise StorageReplaced(path=self._path, detail="the file was deleted") from None
        if self._file not in (None, (found.st_dev, found.st_ino)):
            raise StorageReplaced(path=self._path, detail="another file stands there now; start the program again")
        self._file = found.st_dev, found.st_ino
        self._changed_at = found.st_mtime_ns

    def _stand_on_the_log(self) -> None:
        """Refuse to vouch for what went into a write-ahead log that was deleted or replaced.

        Raises:
            StorageReplaced: the write-ahead log is not the one that the connections write to.
        """
        if not self._log_path:
            return  # who reads a file that nobody may change does not look at its log
        try:
            found = os.stat(self._log_path)  # noqa: PTH116  (as above)
        except FileNotFoundError:
            if self._log is not None:
                raise StorageReplaced(path=self._path, detail="the write-ahead log was deleted") from None
            return  # none was needed to read, or the file keeps another journal
        if self._log not in (None, (found.st_dev, found.st_ino)):
            raise StorageReplaced(path=self._path, detail="another write-ahead log stands there now")
        self._log = found.st_dev, found.st_ino

    def _on_a_connection(self, attempt: Callable[[sqlite3.Connection], T]) -> T:
        self._stand_on_the_file()
        if self._file and self.only_grows:
            self._ground.refuse_older(self._changed_at)
        try:
            connection = self._idle.pop()
        except IndexError:  # asking first whether there is one would lose it to another thread
            connection = connect(self._uri)
        try:
            found = attempt(connection)
            self._stand_on_the_file()
            self._stand_on_the_log()
            self._ground.stand(connection, self._changed_at)
            return found
        finally:
            if self._closed:
                connection.close()
            else:
                self._idle.append(connection)


def _as_it_stands(text: bytes) -> str:
    return text.decode(errors="surrogateescape")


class _StillReadError(sqlite3.OperationalError):
    """Somebody reads from the write-ahead log."""

    sqlite_errorcode = sqlite3.SQLITE_BUSY


def _pause(waited_seconds: float) -> float:
    """How long to wait before asking again: random, and the shorter the longer one has waited."""
    import random  # here: 3 ms, and only a contested file needs it

    longest = max(_SHORTEST_PAUSE_SECONDS, _LONGEST_PAUSE_SECONDS - waited_seconds / 10)
    return random.uniform(_SHORTEST_PAUSE_SECONDS / 2, longest)  # noqa: S311  (jitter is no secret)
