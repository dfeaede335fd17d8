"""Making and opening a SQLite file that holds a log.

Apart from the transactions, because this is where a file turns out to be missing,
read-only, something else, or not there yet. Opening runs no DDL: it reads one row.
"""

from __future__ import annotations

import sqlite3
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from incident.adapters.storage.log import StoredLog
from incident.adapters.storage.migrations import migrations, obstacle_of
from incident.adapters.storage.sqlite.database import SqliteDatabase
from incident.application.errors import StorageDamaged, StorageError, StorageMissing, StorageNoFile, StorageReadOnly

__all__ = ["PATIENCE_SECONDS", "make_sqlite", "open_database", "open_sqlite"]

PATIENCE_SECONDS = 10.0
"""How long a command waits for other writers before it gives up."""


def open_sqlite(path: Path, *, create: bool = False, patience_seconds: float = PATIENCE_SECONDS) -> StoredLog:
    """The log in that file; `create` makes file and tables where there are none.

    Raises:
        StorageMissing: there is no such file.
        StorageDamaged: the file is no log.
        StorageReadOnly: it should be made, and may not.
    """
    if create:
        make_sqlite(path.absolute(), patience_seconds=patience_seconds)
    database, obstacle = open_database(path.absolute(), patience_seconds=patience_seconds)
    return StoredLog(database, obstacle=obstacle)


def open_database(path: Path, *, patience_seconds: float) -> tuple[SqliteDatabase, StorageError | None]:
    """The database in that file, and what keeps this program from writing to it although it can be read.

    Raises:
        StorageError: as `open_sqlite`.
    """
    _require_file(path)
    failures: list[StorageError] = []
    for options in _ways_in(path):
        database = SqliteDatabase(f"{path.as_uri()}?{options}", str(path), patience_seconds=patience_seconds)
        try:
            controls = database.read(lambda session: session.one("controls"))
        except StorageError as failure:
            database.close()
            failures.append(failure)
        else:
            return database, obstacle_of(controls, str(path))
    raise _plainest(failures, path)


def _require_file(path: Path) -> None:
    """Refuse what can be waited for but never read, before anything opens it.

    Raises:
        StorageMissing: nothing is there.
        StorageNoFile: what is there is no file.
        StorageError: nobody may look.
    """
    try:
        mode = path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError) as error:
        raise StorageMissing(path=str(path)) from error
    except OSError as error:
        raise StorageError(path=str(path), detail=str(error)) from error
    if not stat.S_ISREG(mode):
        raise StorageNoFile(path=str(path), detail=stat.filemode(mode))


def _ways_in(path: Path) -> Iterator[str]:
    """How the file may be opened, the best first: beside a read-only file no lock file can be made."""
    yield "mode=rw"
    yield "mode=ro"
    log = path.with_name(f"{path.name}-wal")
    if not (log.exists() and log.stat().st_size):
        yield "immutable=1"  # nobody is writing, or the folder would hold a write-ahead log


def _plainest(failures: list[StorageError], path: Path) -> StorageError:
    """The first failure, unless SQLite could read the file and found no log in it."""
    first = failures[0]
    if type(first) is StorageError and "no such table" in str(first.fields["detail"]):
        return StorageDamaged(path=str(path), detail="no log")
    return first


def make_sqlite(path: Path, *, patience_seconds: float = PATIENCE_SECONDS) -> None:
    """The file and its tables where they are not there, or not all of them; done twice, it does nothing.

    Raises:
        StorageReadOnly: it may not be made.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageReadOnly(path=str(path), detail=str(error)) from error
    with suppress(StorageMissing):  # then it is made
        _require_file(path)
    database = SqliteDatabase(f"{path.as_uri()}?mode=rwc", str(path), patience_seconds=patience_seconds)
    try:
        database.patiently(_build)
    finally:
        database.close()


def _build(connection: sqlite3.Connection) -> None:
    """Every migration that the file lacks, each with its record in one transaction; done twice, it does nothing."""
    if _holds_something_else(connection):
        return
    connection.execute("PRAGMA page_size = 2048")  # a commit flushes half the bytes: an append takes a sixth less
    connection.execute("PRAGMA journal_mode = WAL")
    for number, script in migrations("sqlite"):
        connection.execute("BEGIN IMMEDIATE")
        try:
            if _version(connection) < number:
                for statement in _statements(script):
                    connection.execute(statement)
                connection.execute("UPDATE meta SET schema_version = ?", (number,))
            connection.execute("COMMIT")
        finally:
            if connection.in_transaction:
                connection.execute("ROLLBACK")


def _holds_something_else(connection: sqlite3.Connection) -> bool:
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    return bool(tables) and "meta" not in tables


def _version(connection: sqlite3.Connection) -> int:
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'meta'").fetchone():
        return 0
    row = connection.execute("SELECT schema_version FROM meta").fetchone()
    if row is None:
        raise StorageDamaged(detail="the row that says which program may write is gone")
    version: int = row[0]
    return version


def _statements(script: str) -> Iterator[str]:
    """The statements of a script one by one: `executescript` would commit the transaction that it runs in."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement.strip()
            statement = ""
