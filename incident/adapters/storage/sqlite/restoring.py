"""A backup put back in the place of the log (DESIGN.md 4 and 11).

Apart from making one, because here something can be lost: what the log has and the backup lacks is counted while
nobody else can write, what was erased since is erased again, and the former file is kept beside. The pages are put
into the file that stands there, in one transaction, so that a run which is killed leaves the log as it was.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Final

from incident.adapters.storage.log import StoredLog
from incident.adapters.storage.sqlite.backing_up import (
    BESIDE,
    BackedUp,
    copied_to,
    give_name,
    looked_through,
    part_of,
    says_of,
    sync_folder,
)
from incident.adapters.storage.sqlite.database import SqliteDatabase, connect
from incident.adapters.storage.sqlite.erasures import Erasure, LedErasure, erased_again, led_erasures, log_erasures
from incident.adapters.storage.sqlite.failures import explained
from incident.adapters.storage.sqlite.opening import make_sqlite, open_database
from incident.application.errors import (
    BackupOnLog,
    BackupUnfit,
    LogAhead,
    LogInUse,
    NotFound,
    StorageBusy,
    StorageDamaged,
    StorageMissing,
)
from incident.application.ports import Unconfirmed
from incident.domain.frozen import Frozen

__all__ = ["Erasure", "Restored", "restore"]

_DIGESTS: Final = """SELECT incident_id, digest FROM events
UNION ALL SELECT exercise_id, event_id FROM controller_stream"""


class Restored(Frozen):
    """What putting a backup back came to."""

    path: str
    """The log."""
    kept: str
    """The file in which the former log is; '' where there was none."""
    lost: int | None
    """How many entries of the former log are only there now; None where nobody can read it."""
    erased: int
    """How many entries lost their words again."""
    incidents: int
    entries: int
    waiting: int
    """Deliveries that wait for a person's word."""
    unconfirmed: Unconfirmed


class _Present(Frozen):
    """What the log has that the backup may lack."""

    digests: dict[str, str]
    """By digest, of what those who lead an exercise wrote by event id: the incident."""
    erasures: Sequence[tuple[str, Erasure]]
    """Each with the digest of its entry."""
    led: Sequence[LedErasure]


def restore(
    backup: Path,
    log: Path,
    now: datetime,
    person: str,
    *,
    lose: int,
    erase: Callable[[StoredLog, Sequence[Erasure]], int],
) -> Restored:
    """Put the backup in the place of the log; `lose`: so many entries of the log may be only in the kept file then.

    `erase` destroys again, in the log that it is given, what these erasures destroyed, and says how many did.

    Raises:
        NotFound: there is no such backup.
        BackupUnfit: it is no whole backup.
        BackupOnLog: it is the log itself.
        LogAhead: the log has more entries that the backup lacks than may be lost.
        StorageError: somebody works with the log, or it cannot be written.
    """
    _refuse_unlike(backup, log)
    with part_of(log) as part:
        _take(backup, part, log)
        with _alone_with(log) as standing:
            present = None if standing is None else _present(standing, log)
            lost = _lost(part, present, log, lose)
            with says_of(log), closing(_opened(part)) as restored:
                erased = erase(restored, _missed(part, present)) + erased_again(restored, _led(present), now)
                unconfirmed = restored.restored_from(str(backup.resolve()), now, person)
                waiting, _due = restored.waiting()
            made = _whole(part, backup)
            return Restored(
                path=str(log),
                kept=_exchange(part, standing, log, now),
                lost=lost,
                erased=erased,
                incidents=made.incidents,
                entries=made.entries,
                waiting=waiting,
                unconfirmed=unconfirmed,
            )


def _refuse_unlike(backup: Path, log: Path) -> None:
    """Refuse a backup that is not there, or is the log."""
    if not backup.exists():
        raise NotFound(kind="file", name=str(backup))
    if log.exists() and backup.samefile(log):
        raise BackupOnLog(path=str(backup))


def _opened(part: Path) -> StoredLog:
    return StoredLog(SqliteDatabase(f"{part.absolute().as_uri()}?mode=rw", str(part), patience_seconds=1))


def _missed(part: Path, present: _Present | None) -> Sequence[Erasure]:
    """What the log knows of as erased, and the backup does not."""
    known = _digests(part)
    return [each for digest, each in present.erasures if digest not in known] if present else []


def _led(present: _Present | None) -> Sequence[LedErasure]:
    return present.led if present else ()


def _digests(part: Path) -> set[str]:
    with closing(connect(f"{part.absolute().as_uri()}?mode=rw")) as copy:
        return {digest for _, digest in copy.execute(_DIGESTS)}


def _whole(part: Path, backup: Path) -> BackedUp:
    made = looked_through(part, str(backup))
    if made.findings:
        raise BackupUnfit(path=str(backup), detail=made.findings[0].code)
    return made


def _take(backup: Path, part: Path, log: Path) -> None:
    """A copy of the backup beside the log, whole, and of this program's version."""
    try:
        copied_to(backup, part, log)
        _whole(part, backup)
    except (StorageDamaged, StorageMissing) as error:
        raise BackupUnfit(path=str(backup), detail=error.fields.get("detail", "")) from error
    with says_of(log):
        make_sqlite(part)
    database, obstacle = open_database(part, patience_seconds=1)
    database.close()
    if obstacle is not None:
        obstacle.fields["path"] = str(backup)
        raise obstacle


@contextmanager
def _alone_with(log: Path) -> Iterator[sqlite3.Connection | None]:
    """A connection that keeps everybody else out until it is closed; None where no log can be read there.

    Raises:
        LogInUse: somebody has the log open, be it only to look.
    """
    if not log.exists():
        yield None
        return
    with ExitStack() as held:
        try:
            connection = held.enter_context(closing(connect(f"{log.absolute().as_uri()}?mode=rw")))
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            connection.execute("BEGIN EXCLUSIVE")
            connection.execute("SELECT count(*) FROM meta").fetchone()
            connection.execute("COMMIT")  # the lock stays
        except UnicodeDecodeError:  # its schema is no text any more
            held.close()
            yield None
        except sqlite3.Error as error:
            said = explained(error, str(log))
            if isinstance(said, StorageBusy):
                raise LogInUse(path=str(log)) from error
            if not _is_no_log(said, error):
                raise said from error
            held.close()
            yield None
        else:
            yield connection


def _is_no_log(said: Exception, error: sqlite3.Error) -> bool:
    return isinstance(said, StorageDamaged) or "no such table" in str(error)


def _present(standing: sqlite3.Connection, log: Path) -> _Present | None:
    """None where its pages cannot be read."""
    try:
        digests = {digest: incident for incident, digest in standing.execute(_DIGESTS)}
        erasures, led = log_erasures(standing), led_erasures(standing)
    except sqlite3.Error as error:
        if not _is_no_log(explained(error, str(log)), error):
            raise explained(error, str(log)) from error
        return None
    return _Present(digests=digests, erasures=erasures, led=led)


def _lost(part: Path, present: _Present | None, log: Path, lose: int) -> int | None:
    """How many entries only the log has.

    Raises:
        LogAhead: more than may be lost.
    """
    if present is None:
        return None if log.exists() else 0
    known = _digests(part)
    lacking = [incident for digest, incident in present.digests.items() if digest not in known]
    if len(lacking) > lose:
        raise LogAhead(path=str(log), count=len(lacking), incidents=tuple(dict.fromkeys(lacking)))
    return len(lacking)


def _exchange(part: Path, standing: sqlite3.Connection | None, log: Path, now: datetime) -> str:
    """Put the copy in the place of the log, and say where the former one is kept."""
    if not log.exists():
        _begin(part, log)
        return ""
    kept = _free_name(log, f"{log.name}.before-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}")
    if standing is None:  # nobody can lock what cannot be read
        for end in reversed(BESIDE):
            beside = log.with_name(log.name + end)
            if beside.exists():
                beside.rename(kept.with_name(kept.name + end))
        _begin(part, log)
        return str(kept)
    with part_of(kept) as aside, says_of(log):
        with closing(connect(f"{aside.absolute().as_uri()}?mode=rw")) as copy:
            standing.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")
        aside.replace(kept)
        sync_folder(kept.parent)
    with says_of(log), closing(connect(f"{part.absolute().as_uri()}?mode=rw")) as copy:
        _fit(copy, standing)
        copy.backup(standing)
        standing.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return str(kept)


def _free_name(log: Path, wanted: str) -> Path:
    """That name beside the log, or the next that nothing has: a second restore keeps what the first one kept."""
    names = (wanted if number == 1 else f"{wanted}-{number}" for number in count(1))
    return next(place for name in names if not (place := log.with_name(name)).exists())


def _begin(part: Path, log: Path) -> None:
    with says_of(log), closing(connect(f"{part.absolute().as_uri()}?mode=rw")) as copy:
        copy.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    give_name(part, log, replace=False)


def _fit(copy: sqlite3.Connection, standing: sqlite3.Connection) -> None:
    """Give the copy pages of the size that the file has: those of one with a write-ahead log stay as they are."""
    (size,) = standing.execute("PRAGMA page_size").fetchone()
    if copy.execute("PRAGMA page_size").fetchone() != (size,):
        copy.execute("PRAGMA journal_mode = DELETE")
        copy.execute(f"PRAGMA page_size = {int(size)}")
        copy.execute("VACUUM")
