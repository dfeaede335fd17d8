"""SQLite's error codes in the words of `incident.application.errors`."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from incident.application.errors import (
    StorageBusy,
    StorageDamaged,
    StorageError,
    StorageFull,
    StorageLimited,
    StorageReadOnly,
)

__all__ = ["explained", "is_busy", "is_no_text"]

_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_MEANINGS: dict[int, type[StorageError]] = {
    sqlite3.SQLITE_BUSY: StorageBusy,
    sqlite3.SQLITE_LOCKED: StorageBusy,
    sqlite3.SQLITE_READONLY: StorageReadOnly,
    sqlite3.SQLITE_PERM: StorageReadOnly,
    sqlite3.SQLITE_FULL: StorageFull,
    sqlite3.SQLITE_NOTADB: StorageDamaged,
    sqlite3.SQLITE_CORRUPT: StorageDamaged,
}


_NOT_GROWN = (
    sqlite3.SQLITE_IOERR_WRITE,
    sqlite3.SQLITE_IOERR_TRUNCATE,
    sqlite3.SQLITE_IOERR_SHMSIZE,
    sqlite3.SQLITE_IOERR_SHMMAP,
)


_SHARED_MEMORY = 32_768
"""Bytes of the file that writers share; where it cannot be made, a log is opened to be read only."""


def _code(error: sqlite3.Error) -> int:
    """The primary code; what the Python side raises has none."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


def is_busy(error: sqlite3.Error) -> bool:
    """Whether asking again may help."""
    return _code(error) in _BUSY


def is_no_text(error: sqlite3.Error) -> bool:
    """Whether bytes stand in the file, where text should, that no text is; the driver says so in words only."""
    return not _code(error) and str(error).startswith("Could not decode to UTF-8")


def explained(error: sqlite3.Error, path: str) -> StorageError:
    """The error of the tree that says what happened to the file."""
    meaning = _MEANINGS.get(_code(error), StorageError)
    if _may_not_grow(error):
        meaning = StorageLimited
    if _code(error) == sqlite3.SQLITE_CANTOPEN and _is_shut(path):
        meaning = StorageReadOnly
    if meaning in (StorageReadOnly, StorageError) and not _has_room(path):
        return StorageFull(path=path)  # the files beside the log could not be made: SQLite calls that anything but full
    shut = _shut_beside(path) if meaning is StorageReadOnly else ""
    return meaning(path=path, detail=str(error), **({"file": shut} if shut else {}))


def _may_not_grow(error: sqlite3.Error) -> bool:
    """Whether this process may write files of a certain size only, and that stood in the way."""
    import resource  # here: only a failure needs it

    limit, _ = resource.getrlimit(resource.RLIMIT_FSIZE)
    if limit == resource.RLIM_INFINITY:
        return False
    is_kept_from_writing = _code(error) == sqlite3.SQLITE_READONLY and limit < _SHARED_MEMORY
    return is_kept_from_writing or getattr(error, "sqlite_errorcode", 0) in _NOT_GROWN


def _is_shut(path: str) -> bool:
    """Whether the file is there, and nothing may be made beside it: SQLite says only that it cannot be opened."""
    return Path(path).exists() and not os.access(Path(path).parent, os.W_OK, effective_ids=True)


def _shut_beside(path: str) -> str:
    """The file or folder that SQLite would write to and may not; '' where nobody can say."""
    needed = (path, f"{path}-wal", f"{path}-shm", str(Path(path).parent))
    shut = (each for each in needed if Path(each).exists() and not os.access(each, os.W_OK, effective_ids=True))
    return next(shut, "")


def _has_room(path: str) -> bool:
    """Whether anything fits on the disk; also where nobody can say."""
    import shutil  # here: 5 ms, and only a failure needs it

    try:
        return shutil.disk_usage(Path(path).parent).free > 0
    except OSError:
        return True
