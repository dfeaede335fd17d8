"""A whole copy of a log in one file, made while others write (DESIGN.md 11).

Apart from opening, because a copy is made beside its place, looked through, and only then given its name: whatever
ends the work before that leaves what stood there before.
"""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Final

from incident.adapters.storage import custody
from incident.adapters.storage.log import StoredLog
from incident.adapters.storage.sqlite.database import SqliteDatabase, connect
from incident.adapters.storage.sqlite.failures import explained
from incident.adapters.storage.sqlite.opening import PATIENCE_SECONDS, open_database
from incident.application.errors import (
    BackupOnLog,
    BackupThere,
    DiskFull,
    FileUnwritable,
    StorageDamaged,
    StorageError,
    StorageFull,
    StorageNoFile,
    StorageTooNew,
    StorageTooOld,
)
from incident.application.ports import Finding, Head
from incident.domain.frozen import Frozen

__all__ = [
    "BESIDE",
    "BackedUp",
    "back_up",
    "copied_to",
    "give_name",
    "looked_through",
    "part_of",
    "says_of",
    "sync_folder",
]

_PAGES: Final = 512
"""So many at once: about a megabyte, after which Ctrl-C is heard."""
BESIDE: Final = ("", "-wal", "-shm", "-journal")
_NO_ROOM: Final = (errno.ENOSPC, errno.EDQUOT)
_NO_LINKS: Final = (errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EMLINK, errno.ENOSYS)


class BackedUp(Frozen):
    """What a backup came to."""

    path: str
    incidents: int
    entries: int
    findings: Sequence[Finding]
    """What is not as it was written: in the log too, for the copy is the same."""
    heads: Sequence[Head]
    is_kept: bool
    """Whether the file stands; a copy of a faulty record does not take the place of an earlier one."""
    is_noted: bool
    """Whether the log knows of it."""


def back_up(log: Path, target: Path, now: datetime, person: str, *, replace: bool) -> BackedUp:
    """Copy the log into that file, by that person.

    Raises:
        BackupOnLog: it is the log itself.
        BackupThere: it is there, and nobody said `replace`.
        DiskFull, FileUnwritable: it cannot be written.
        StorageError: the log cannot be read, or the copy is damaged.
    """
    _refuse_log_itself(log, target)
    if target.exists() and not target.is_file():
        raise StorageNoFile(path=str(target))
    if target.exists() and not replace:
        raise BackupThere(path=str(target))
    with part_of(target) as part:
        with says_of(target):
            copied_to(log, part, target)
            _mark(part, now, person, str(target.resolve()))
        made = looked_through(part, str(target))
        kept = not (made.findings and target.exists())
        if kept:
            give_name(part, target, replace=replace)
    return made.changed(is_kept=kept, is_noted=kept and _noted(log, now, person, str(target.resolve())))


def copied_to(log: Path, part: Path, target: Path) -> None:
    """The log as it stands at one moment, in one file that needs no other beside it; no writer waits for that.

    Raises:
        StorageError: the log cannot be read, or there is no room for the copy; `target` is what it is called there.
    """
    database, _obstacle = open_database(log.absolute(), patience_seconds=PATIENCE_SECONDS)
    with closing(database):
        database.patiently(partial(_copied, part=part, target=target))


def _copied(source: sqlite3.Connection, part: Path, target: Path) -> None:
    source.execute("BEGIN")
    try:
        source.execute("SELECT count(*) FROM meta").fetchone()  # from here on it stands still
        with closing(connect(f"{part.absolute().as_uri()}?mode=rw")) as copy, says_of(target):
            source.backup(copy, pages=_PAGES, sleep=0)
            copy.execute("PRAGMA journal_mode = DELETE")
    finally:
        source.execute("ROLLBACK")


def looked_through(part: Path, path: str) -> BackedUp:
    """What is in the copy, and whether it is whole: SQLite reads every page, and `verify` every entry.

    Raises:
        StorageDamaged: it is no log, or its pages are damaged.
    """
    database = SqliteDatabase(f"{part.absolute().as_uri()}?mode=rw", str(part), patience_seconds=1)
    with closing(StoredLog(database)) as log:
        said = database.patiently(lambda connection: connection.execute("PRAGMA integrity_check(1)").fetchone()[0])
        if said != "ok":
            raise StorageDamaged(path=path, detail=said)
        incidents, entries = database.read(lambda session: session.one("extent")) or (0, 0)
        findings = log.verify()
        gone = [each for each in findings if each.code == "table-missing"]
        if gone:
            raise StorageDamaged(path=path, detail=f"no table {gone[0].fields['table']}")
        heads = log.heads()
    return BackedUp(
        path=path,
        incidents=incidents,
        entries=entries,
        findings=findings,
        heads=heads,
        is_kept=True,
        is_noted=False,
    )


def sync_folder(folder: Path) -> None:
    """Make sure that a name which was given outlives a power cut."""
    with suppress(OSError):  # some network and FAT file systems sync no folder
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)


def _refuse_log_itself(log: Path, target: Path) -> None:
    own = [log.with_name(log.name + end) for end in BESIDE]
    place = target.resolve()
    if place in [each.resolve() for each in own] or any(_is_same(target, each) for each in own):
        raise BackupOnLog(path=str(target))


def _is_same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:  # one of them is not there
        return False


@contextmanager
def part_of(target: Path) -> Iterator[Path]:
    """An empty file beside the target, for its owner alone; gone at the end, as is what a killed run left there."""
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        for left in target.parent.glob(f".{target.name}.*.part*"):
            if not _is_at_work(left.name):
                left.unlink(missing_ok=True)
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except OSError as error:
        raise _of_system(error, target) from error
    try:
        yield part
    finally:
        for end in BESIDE:
            part.with_name(part.name + end).unlink(missing_ok=True)


def _is_at_work(name: str) -> bool:
    number = name.rpartition(".part")[0].rpartition(".")[2]
    try:
        os.kill(int(number), 0)
    except (ValueError, ProcessLookupError):
        return False
    except PermissionError:  # somebody else's
        return True
    return True


def _mark(part: Path, now: datetime, person: str, place: str) -> None:
    """Let the copy say that it is one, before it has a name: whoever uses it is asked to confirm it.

    That of another version of the program may not be written to; it carries no mark.
    """
    database = SqliteDatabase(f"{part.absolute().as_uri()}?mode=rw", str(part), patience_seconds=1)
    with closing(database), suppress(StorageTooNew, StorageTooOld):
        database.write(lambda session: custody.note(session, custody.COPIED, now, person, place))


def _noted(log: Path, now: datetime, person: str, place: str) -> bool:
    """Let the log say that there is a backup; one that can only be read says nothing."""
    database = SqliteDatabase(f"{log.absolute().as_uri()}?mode=rw", str(log), patience_seconds=10)
    with closing(database):
        try:
            return database.write(lambda session: custody.note(session, custody.BACKED_UP, now, person, place))
        except StorageError:
            return False


def give_name(part: Path, target: Path, *, replace: bool) -> None:
    """Let the copy, once it is on the disk, be the file of that name; over another one only if told."""
    try:
        with part.open("rb") as file:
            os.fsync(file.fileno())
        if replace:
            part.replace(target)
        else:
            _link(part, target)
    except FileExistsError as error:
        raise BackupThere(path=str(target)) from error
    except OSError as error:
        raise _of_system(error, target) from error
    sync_folder(target.parent)


def _link(part: Path, target: Path) -> None:
    """Give it the name unless somebody took it meanwhile; a stick that knows no links is asked first."""
    try:
        os.link(part, target)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        if target.exists():
            raise FileExistsError from error
        part.rename(target)


@contextmanager
def says_of(target: Path) -> Iterator[None]:
    """What goes wrong with the copy is said of the place that it is for; of a damaged log it is not."""
    try:
        yield
    except sqlite3.Error as error:
        said = explained(error, str(target))
        if isinstance(said, StorageDamaged):
            raise
        raise _of_storage(said, target) from error
    except StorageFull as error:
        raise DiskFull(path=str(target)) from error


def _of_storage(error: StorageError, target: Path) -> StorageError:
    if isinstance(error, StorageFull):
        return DiskFull(path=str(target))
    return FileUnwritable(path=str(target), detail=error.fields.get("detail", ""))


def _of_system(error: OSError, target: Path) -> StorageError:
    if error.errno in _NO_ROOM:
        return DiskFull(path=str(target))
    return FileUnwritable(path=str(target), detail=error.strerror or str(error))
