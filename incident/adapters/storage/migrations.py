"""The numbered files that build a database, in order.

Apart, because both dialects count in the same way; each runs them with its own driver.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from incident.adapters.storage.database import Row
from incident.application.errors import StorageError, StorageTooNew, StorageTooOld

__all__ = ["READER", "had_migrations", "migration_names", "migrations", "obstacle_of", "readers_left"]

READER = 16
"""What this program understands and writes: raised with new types of events. A database whose `min_reader` is higher
is only read, and so is one where it is lower: programs of that number may still be writing there.
"""

_HERE = Path(__file__).parent
_RAISED = r"(?m)^UPDATE meta SET min_reader = (\d+);$"


def obstacle_of(controls: Row | None, place: str) -> StorageError | None:
    """Why a database with that row in `meta` is only read, or None."""
    min_reader = controls[1] if controls else READER
    if min_reader == READER:
        return None
    kind = StorageTooNew if min_reader > READER else StorageTooOld
    return kind(path=place, detail=f"min_reader {min_reader}")


def had_migrations(dialect: str, controls: Row | None) -> Sequence[str] | None:
    """The texts of the migrations that a database with that row in `meta` has had; None where a newer program knows."""
    every = list(migrations(dialect))
    newest = every[-1][0]
    version = controls[0] if controls else newest
    return None if version > newest else [text for number, text in every if number <= version]


def migration_names(dialect: str, after: int) -> Sequence[str]:
    """The names of the migrations of a dialect with a higher number than that, such as `0002_outbox`."""
    files = sorted((_HERE / dialect / "migrations").glob("*.sql"))
    return [file.stem for file in files if int(file.name[:4]) > after]


def migrations(dialect: str) -> Iterator[tuple[int, str]]:
    """Number and text of every migration of a dialect."""
    for file in sorted((_HERE / dialect / "migrations").glob("*.sql")):
        yield int(file.name[:4]), file.read_text(encoding="utf-8")


def readers_left(dialect: str) -> Mapping[int, int]:
    """By the number of each migration: the `min_reader` of a database that has had it and none after it."""
    left: dict[int, int] = {}
    reader = 1
    for number, text in migrations(dialect):
        raised = re.search(_RAISED, text)
        left[number] = reader = int(raised[1]) if raised else reader
    return left
