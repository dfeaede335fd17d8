"""Making and opening a PostgreSQL database that holds a log.

Apart from the transactions, because this is where a server turns out to be missing or empty.
"""

from __future__ import annotations

from pathlib import Path

import psycopg
from psycopg import errors

from incident.adapters.storage.log import StoredLog
from incident.adapters.storage.migrations import migrations, obstacle_of
from incident.adapters.storage.postgres.database import PostgresDatabase, connect
from incident.adapters.storage.postgres.failures import explained, without_secrets

__all__ = ["open_postgres"]

_GRANTS = Path(__file__).with_name("grants.sql")
_NO_SHADOWS = Path(__file__).with_name("no_shadows.sql")


def open_postgres(url: str, *, create: bool = False, patience_seconds: float) -> StoredLog:
    """The log in that database; `create` makes its tables and roles, as the owner that the URL logs in as.

    Raises:
        StorageMissing: there are no tables.
        StorageError: the server cannot be reached, in its own words.
    """
    try:
        with connect(url) as connection:
            if create:
                _build(connection)
            controls = connection.execute("SELECT schema_version, min_reader, instance_id FROM meta").fetchone()
    except psycopg.Error as error:
        raise explained(error, url) from error
    obstacle = obstacle_of(controls, without_secrets(url))
    return StoredLog(PostgresDatabase(url, patience_seconds=patience_seconds), obstacle=obstacle)


def _build(connection: psycopg.Connection) -> None:
    """Every migration that is lacking, each with its record in one transaction; done twice, it does nothing."""
    changed = False
    for number, script in migrations("postgres"):
        with connection.transaction():
            connection.execute("SELECT pg_advisory_xact_lock(hashtextextended('migrations of the log', 0))")
            if _version(connection) < number:
                connection.execute(script)
                connection.execute(_NO_SHADOWS.read_text(encoding="utf-8"))
                connection.execute("UPDATE meta SET schema_version = %s", (number,))
                changed = True
    if changed:
        _grant(connection)


def _version(connection: psycopg.Connection) -> int:
    if connection.execute("SELECT to_regclass('meta')").fetchone() == (None,):
        return 0
    row = connection.execute("SELECT schema_version FROM meta").fetchone()
    return row[0] if row else 0


def _grant(connection: psycopg.Connection) -> None:
    """An owner who may not make roles works alone; the file can be run later by someone who may."""
    try:
        with connection.transaction():
            connection.execute(_GRANTS.read_text(encoding="utf-8"))
    except (errors.InsufficientPrivilege, errors.UndefinedObject):
        return
