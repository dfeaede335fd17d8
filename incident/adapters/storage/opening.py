"""Which database an address means, and the log in it.

Apart from both databases, so that neither is imported before an address asks for it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from incident.adapters.clock import SystemClock
from incident.application.errors import StorageDriverMissing, StorageError, StorageNowhere, StorageTooNew

if TYPE_CHECKING:
    from incident.adapters.storage.log import StoredLog
    from incident.adapters.storage.replica.replicated import ReplicatedLog
    from incident.application.ports import Clock, Link

__all__ = ["is_server", "open_log", "open_replicated", "path_of", "refuse_unknown", "server_options", "upgrade_log"]

_SCHEME: Final = r"[A-Za-z][A-Za-z0-9+.-]*:/{2,3}|sqlite:"
_PATIENCE_OF_A_TERMINAL: Final = 2.0
"""Seconds: how long a server may be away before its replica takes over."""
_WORDS_OF_A_SERVER: Final = r"\s*(host|hostaddr|port|dbname|user|password|service|sslmode)\s*="
"""What libpq also understands; this program wants a URL. Both are compiled when first used."""


def is_server(address: str | Path) -> bool:
    """Whether a server keeps the log, which knows who is connected."""
    return str(address).startswith(("postgresql://", "postgres://"))


def open_log(address: str | Path, *, create: bool = False, patience_seconds: float = 10.0) -> StoredLog:
    """The log and outbox at that path, `sqlite:///…` or `postgresql://…`.

    `create` makes the database's tables, and a SQLite file, where there are none; without it
    nothing is made. Other writers are waited for as long as `patience_seconds`.

    Raises:
        StorageError: its subclasses say what is wrong with the place.
    """
    place = str(address)
    refuse_unknown(place)
    if is_server(place):
        from incident.adapters.storage.postgres.opening import open_postgres  # here: psycopg takes 120 ms

        return open_postgres(place, create=create, patience_seconds=patience_seconds)
    from incident.adapters.storage.sqlite.opening import open_sqlite  # here: a team's machine may lack sqlite3

    return open_sqlite(path_of(place), create=create, patience_seconds=patience_seconds)


def open_replicated(
    address: str,
    replica: Path,
    clock: Clock,
    *,
    patience_seconds: float = _PATIENCE_OF_A_TERMINAL,
    uncopied: Callable[[StorageError], object] = lambda _why: None,
) -> tuple[StoredLog | ReplicatedLog, Link | None]:
    """The server's log and the line to it, with a replica in that file for the time that the server cannot be reached.

    The server may be away for as long as `patience_seconds` before that; as often it is asked whether it is back.
    `uncopied` hears why there is no replica, if there is none.

    Raises:
        StorageUnreachable: it cannot be reached, and nothing of it was ever copied.
        StorageError: its subclasses say what else is wrong with the place.
    """
    from incident.adapters.storage.replica.replica import open_replica  # here: only a server needs it
    from incident.adapters.storage.replica.replicated import ReplicatedLog

    refuse_unknown(address)
    try:
        copy = open_replica(replica)
    except StorageError as why:
        uncopied(why)
        return _of_server(address, clock), None  # a home that cannot be written to keeps nobody from the server
    server = partial(_of_server, address, clock, patience_seconds=patience_seconds)
    try:
        log = ReplicatedLog(server, copy, clock, ask_seconds=patience_seconds)
    except StorageError:
        copy.close()
        raise
    return log, log


def _of_server(address: str, clock: Clock, *, patience_seconds: float = 10.0) -> StoredLog:
    """The server's log; where nobody shifts the time, the server's clock is that of all."""
    log = open_log(address, patience_seconds=patience_seconds)
    log.goes_by_server = isinstance(clock, SystemClock)
    return log


def upgrade_log(address: str | Path) -> Sequence[str]:
    """Make the database, or bring it up to this program; the names of the migrations that it lacked.

    Raises:
        StorageTooNew: it is a newer program's, and this one has nothing to bring it up to.
        StorageError: its subclasses say what is wrong with the place; a file that is no log stays as it is.
    """
    from incident.adapters.storage.migrations import migration_names  # here: once a release

    dialect = "postgres" if is_server(address) else "sqlite"
    before = _schema_version(address)
    log = open_log(address, create=True)
    with closing(log), suppress(StorageError):  # whoever writes says what is wrong
        log.check_writable()  # which lays room by
    return migration_names(dialect, before)


def _schema_version(address: str | Path) -> int:
    """The last migration that the database has had; 0 where there is none.

    Raises:
        StorageTooNew: it is a newer program's.
    """
    try:
        log = open_log(address)
    except StorageError:
        return 0  # making it says what else is wrong
    try:
        if isinstance(log.obstacle, StorageTooNew):
            raise log.obstacle
        return log.schema_version()
    finally:
        log.close()


def refuse_unknown(place: str) -> None:
    """What looks like an address and is none would otherwise be taken for the name of a file, and made.

    Raises:
        StorageNowhere: it is the address of no log.
        StorageDriverMissing: it is a server's, and this machine cannot speak to one.
    """
    scheme = re.match(_SCHEME, place)
    if re.match(_WORDS_OF_A_SERVER, place):
        raise StorageNowhere(path="host=… dbname=…")
    if scheme and not is_server(place) and not place.startswith("sqlite:///"):
        raise StorageNowhere(path=f"{scheme[0]}…")
    if is_server(place) and not _can_be_read(place):
        raise StorageNowhere(path=f"{place.partition('//')[0]}//…")  # the rest may hold a password


def server_options(url: str) -> Sequence[str]:
    """What PostgreSQL's own tools are told to reach that database, and nothing of how one gets in; its name is last."""
    from psycopg.conninfo import conninfo_to_dict  # here, as above

    known = conninfo_to_dict(url)
    options = (("host", "host"), ("port", "port"), ("user", "username"), ("dbname", "dbname"))
    return [f"--{option}={known[key]}" for key, option in options if known.get(key)]


def _can_be_read(url: str) -> bool:
    try:
        import psycopg  # here, as above
        from psycopg.conninfo import conninfo_to_dict
    except ImportError as error:  # psycopg is there without a libpq that it can load, or not at all
        raise StorageDriverMissing(path=f"{url.partition('//')[0]}//…") from error

    try:
        conninfo_to_dict(url)
    except (psycopg.Error, ValueError):
        return False
    return True


def path_of(place: str) -> Path:
    """As SQLAlchemy and others write it: three slashes before a relative path, four before an absolute one."""
    path = Path(place.removeprefix("sqlite:///"))
    if not path.name:
        raise StorageNowhere(path=place)  # a folder that has no name is no file
    try:
        return path.expanduser()
    except RuntimeError as error:  # `~somebody`, whom this machine does not know
        raise StorageNowhere(path=place) from error
