"""Raw SQL past the log, as somebody with the password or the file would write it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta
from typing import Any, LiteralString

import psycopg

from incident.adapters.storage.log import StoredLog
from incident.application.ports import DeliveryState
from tests.contracts.batches import NOW, TARGETS, a_delivery, an_attempt, batch_of, note

__all__ = ["GUARDED", "drop_guards", "fill", "raw", "raw_behind_guards"]

GUARDED = ("events", "commands", "contents", "workspace_chain", "attempts", "controller_stream")


_INJECT: LiteralString = "INSERT INTO controller_stream VALUES ('EX-0001', 1, 'i1', 'Inject', 1, 'cy', 0, 0, '{}')"


def fill(log: StoredLog, address: str) -> None:
    """A row in every guarded table."""
    log.load_targets(TARGETS)
    log.append(batch_of("INC-0001", 0, note(), note(), deliveries=[a_delivery("d1")]))
    (row,) = log.claim("me", NOW, timedelta(minutes=1), 1)
    log.record(an_attempt(row), DeliveryState.SENT)
    raw(address, _INJECT)


def raw(address: str, *statements: LiteralString) -> list[tuple[Any, ...]]:
    """Run the statements in one transaction; the rows of the last.

    Raises:
        sqlite3.Error, psycopg.Error: the database refused.
    """
    if address.startswith("postgresql"):
        with closing(psycopg.connect(address)) as server, server.transaction():
            cursors = [server.execute(statement) for statement in statements]
            return cursors[-1].fetchall() if cursors[-1].description else []
    file = sqlite3.connect(address)
    try:
        with file:
            return [file.execute(statement).fetchall() for statement in statements][-1]
    finally:
        file.close()


def drop_guards(address: str) -> None:
    """What an owner can do before editing; foreign keys do not stand in the way either."""
    if address.startswith("postgresql"):
        with psycopg.connect(address) as server:
            for table in (*GUARDED, "outbox"):
                server.execute(f"ALTER TABLE {table} DISABLE TRIGGER ALL")  # names of our own
        return
    file = sqlite3.connect(address)
    with file:
        for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            file.execute(f"DROP TRIGGER {name}")
    file.close()


def raw_behind_guards(address: str, *statements: LiteralString) -> None:
    """As `raw`, with the guards out of the way, and afterwards back in their place word for word."""
    if address.startswith("postgresql"):
        drop_guards(address)
        raw(address, *statements)
        with psycopg.connect(address) as server:
            for table in (*GUARDED, "outbox"):
                server.execute(f"ALTER TABLE {table} ENABLE TRIGGER ALL")
        return
    triggers: LiteralString = "SELECT sql FROM sqlite_master WHERE type = 'trigger'"
    built = [sql for (sql,) in raw(address, triggers)]
    drop_guards(address)
    raw(address, *statements, *built)
