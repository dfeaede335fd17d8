"""A log in a file as a program of an earlier day left it: built by the migrations of that day, with today's rows."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from incident.adapters.storage.migrations import migrations, readers_left

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["make_as_of"]

_TABLES = "SELECT name FROM {}.sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
_TRIGGERS = "SELECT name, sql FROM main.sqlite_master WHERE type = 'trigger'"


def make_as_of(path: Path, version: int) -> None:
    """Put in the file's place one that has had the migrations up to that number, with the rows that fit into it."""
    older = path.with_suffix(".older")
    with closing(sqlite3.connect(older, isolation_level=None)) as file:
        for number, text in migrations("sqlite"):
            if number <= version:
                file.executescript(text)
        guards = file.execute(_TRIGGERS).fetchall()
        for name, _sql in guards:
            file.execute(f"DROP TRIGGER {name}")
        file.execute("ATTACH ? AS today", (str(path),))
        _fill(file)
        file.execute("UPDATE meta SET schema_version = ?, min_reader = ?", (version, readers_left("sqlite")[version]))
        for _name, sql in guards:
            file.execute(sql)
    older.replace(path)


def _fill(file: sqlite3.Connection) -> None:
    there = {name for (name,) in file.execute(_TABLES.format("today"))}
    for (table,) in file.execute(_TABLES.format("main")).fetchall():
        if table in there:
            own, todays = (_columns(file, schema, table) for schema in ("main", "today"))
            both = ", ".join(name for name in own if name in todays)
            file.execute(f"DELETE FROM main.{table}")  # noqa: S608  (names of our own)
            file.execute(f"INSERT INTO main.{table} ({both}) SELECT {both} FROM today.{table}")  # noqa: S608


def _columns(file: sqlite3.Connection, schema: str, table: str) -> list[str]:
    return [row[1] for row in file.execute(f"PRAGMA {schema}.table_info({table})")]
