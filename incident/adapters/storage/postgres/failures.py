"""PostgreSQL's error codes in the words of `incident.application.errors`."""

from __future__ import annotations

import psycopg
from psycopg import errors
from psycopg.conninfo import conninfo_to_dict

from incident.application.errors import (
    LedSideShut,
    LoginUnknown,
    StorageBusy,
    StorageDamaged,
    StorageError,
    StorageFull,
    StorageMissing,
    StorageReadOnly,
    StorageUnreachable,
)

__all__ = ["explained", "is_worth_repeating", "without_secrets"]

_AGAIN = (errors.SerializationFailure, errors.DeadlockDetected, errors.AdminShutdown, errors.CrashShutdown)
_MEANINGS: tuple[tuple[type[psycopg.Error], type[StorageError]], ...] = (
    (errors.LockNotAvailable, StorageBusy),
    (errors.TooManyConnections, StorageUnreachable),
    (errors.InsufficientPrivilege, StorageReadOnly),
    (errors.ReadOnlySqlTransaction, StorageReadOnly),
    (errors.DiskFull, StorageFull),
    (errors.UndefinedTable, StorageMissing),
    (errors.DataCorrupted, StorageDamaged),
    (errors.IndexCorrupted, StorageDamaged),
    (errors.AdminShutdown, StorageUnreachable),
    (errors.CrashShutdown, StorageUnreachable),
    (errors.CannotConnectNow, StorageUnreachable),
)

_LED_SIDE = ("controller_stream", "controller_contents")
"""The tables that only a login of the role incident_controller reads (grants.sql)."""
_BORROWED_NAME = "IN001"
"""The SQLSTATE by which the database refuses an entry of somebody whose login is not theirs (0004_identity.sql)."""
_REFUSALS = ("FATAL", "致命错误", "嚴重錯誤", "치명적오류", "ВАЖНО")
"""How a server's refusal begins, in the languages in which it does not begin with FATAL."""
_BUSY = ("starting up", "shutting down", "not yet accepting", "recovery mode")
_CROWDED = ("too many", "slots are reserved", "太多")
_PASSING = (*_BUSY, *_CROWDED)
"""What passes by itself: a server that begins or ends, or has no room for one more connection."""


def is_worth_repeating(error: psycopg.Error, connection: psycopg.Connection | None) -> bool:
    """Whether the server went away or asked for another try; `connection` is None if it could not be reached."""
    gone = isinstance(error, psycopg.OperationalError) and (connection is None or connection.closed)
    return gone or isinstance(error, _AGAIN)


def explained(error: psycopg.Error, url: str, login: str = "") -> StorageError:
    """The error of the tree that says what happened at that address, to whoever was connected."""
    if error.sqlstate == _BORROWED_NAME:
        return LoginUnknown(path=without_secrets(url), login=login)
    if isinstance(error, errors.InsufficientPrivilege) and any(table in str(error) for table in _LED_SIDE):
        return LedSideShut(path=without_secrets(url), login=login)
    unknown = StorageUnreachable if _nobody_answered(error) else StorageError
    kind = next((meaning for known, meaning in _MEANINGS if isinstance(error, known)), unknown)
    first_line = (str(error).splitlines() or [""])[0]
    return kind(path=without_secrets(url), detail=first_line)


def without_secrets(url: str) -> str:
    """Where the database is, and nothing of how one gets in."""
    known = conninfo_to_dict(url)
    return f"postgresql://{known.get('host', '')}:{known.get('port', 5432)}/{known.get('dbname', '')}"


def _nobody_answered(error: psycopg.Error) -> bool:
    """Whether no server said anything, or said that it is just beginning or ending, or full for the moment.

    A refused login carries no SQLSTATE either; it is known by the word that a server begins its refusals with.
    """
    if not isinstance(error, psycopg.OperationalError) or error.sqlstate:
        return False
    said = str(error)
    return not any(word in said for word in _REFUSALS) or any(words in said for words in _PASSING)
