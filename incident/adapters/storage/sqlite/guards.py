"""Whether triggers, tables, indexes and constraints of a SQLite file stand word for word as migrations built them."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing

from incident.adapters.storage.database import Guards, Session
from incident.adapters.storage.migrations import had_migrations

__all__ = ["standing_guards"]

_BUILT = "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL"


def standing_guards(session: Session) -> Guards:
    """All that must be there, False if it says something else; and triggers, indexes and views that nobody built.

    A table that is gone is told by itself. What a later migration brings is not missed before it; what guards the
    tables of a newer program, this one cannot say.
    """
    scripts = had_migrations("sqlite", session.one("controls"))
    if scripts is None:
        return Guards(standing={}, strangers=())
    standing: dict[tuple[str, str], str] = {(kind, name): sql for kind, name, sql in session.all("schema")}
    built = _built(scripts)
    return Guards(
        standing={
            name: standing.get((kind, name)) == text
            for (kind, name), text in built.items()
            if kind != "table" or (kind, name) in standing
        },
        strangers=sorted(name for kind, name in standing.keys() - built.keys() if kind != "table"),
    )


def _built(scripts: Sequence[str]) -> dict[tuple[str, str], str]:
    """What the migrations make, asked of a database that they made: they change tables that stand."""
    with closing(sqlite3.connect(":memory:")) as scratch:
        for script in scripts:
            scratch.executescript(script)
        return {(kind, name): sql for kind, name, sql in scratch.execute(_BUILT)}
