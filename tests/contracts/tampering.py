"""Raw SQL past the log, as somebody with the password or the file would write it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta
from typing import Any, LiteralString

import psycopg

from incident.adapters.storage.log import StoredLog
from incident.application.ports import DeliveryState
from tests.contracts.batches import NOW, TARGETS, a_delivery, an_attempt, batch_of, note, released

__all__ = ["FORGED", "GUARDED", "drop_guards", "fill", "make_older", "raw", "raw_behind_guards"]

GUARDED = ("events", "commands", "contents", "workspace_chain", "attempts", "controller_stream")


_INJECT: LiteralString = "INSERT INTO controller_stream VALUES ('EX-0001', 1, 'i1', 'Inject', 1, 'cy', 0, 0, '{}')"


FORGED: LiteralString = (
    "INSERT INTO outbox (id, key, incident_id, event_seq, message, target_id, exercise, recipient, address, language, "
    "kind, title, body, on_unknown, created_at, due_at, expires_at, lifetime, whom_salt, whom_digest, words_salt, "
    "words_digest) SELECT 'forged', 'k', incident_id, event_seq, message, target_id, exercise, 'Eve', "
    "'eve@example.org', language, kind, title, body, on_unknown, created_at, due_at, expires_at, lifetime, "
    "whom_salt, whom_digest, words_salt, words_digest FROM outbox"
)
"""A delivery of a message that was released, to somebody whom nobody told."""


def fill(log: StoredLog, address: str) -> None:
    """A row in every guarded table."""
    log.load_targets(TARGETS)
    log.append(batch_of("INC-0001", 0, note(), released(), deliveries=[a_delivery("d1", event_index=1)]))
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


_SEALS = ("whom_salt", "whom_digest", "words_salt", "words_digest", "retry_seq", "expired_at")
_SEALING: dict[str, tuple[LiteralString, ...]] = {
    "sqlite": (
        *(
            f"DROP TRIGGER {name}"
            for name in (
                "outbox_is_said",
                "outbox_begins_unsent",
                "outbox_keeps_its_seal",
                "outbox_goes_its_way",
                "outbox_is_retried_by_order",
                "outbox_is_recalled_by_entry",
                "outbox_keeps_its_hours",
                "outbox_says_what_its_attempt_said",
                "workspace_chain_names_entries",
                "meta_keeps_its_name",
                "meta_never_goes",
                "meta_is_one",
                "outbox_waits_for_a_person",
            )
        ),
        "DROP TABLE custody",
    ),
    "postgres": (
        "DROP FUNCTION refuse_unsaid_delivery CASCADE",
        "DROP FUNCTION refuse_unproven_ending CASCADE",
        "DROP FUNCTION refuse_strange_link CASCADE",
        "DROP FUNCTION refuse_other_name CASCADE",
        "DROP FUNCTION refuse_unconfirmed_sending CASCADE",
        "DROP TABLE custody",
        "DROP FUNCTION refuse_gap_in_custody CASCADE",
        "DROP FUNCTION place_of_log",
    ),
}


def make_older(address: str) -> None:
    """The log as a program left it that knew nothing of sealed deliveries, nor of the kinds of entries before them."""
    is_server = address.startswith("postgresql")
    columns = [f"ALTER TABLE outbox DROP COLUMN {name}" for name in _SEALS]
    version: LiteralString = "5" if is_server else "3"
    said = f"UPDATE meta SET min_reader = 1, schema_version = {version}"  # noqa: S608  (numbers of our own)
    raw(address, *_SEALING["postgres" if is_server else "sqlite"], *columns, said)


def drop_guards(address: str) -> None:
    """What an owner can do before editing; foreign keys do not stand in the way either."""
    if address.startswith("postgresql"):
        with psycopg.connect(address) as server:
            for table in (*GUARDED, "outbox", "meta"):
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
            for table in (*GUARDED, "outbox", "meta"):
                server.execute(f"ALTER TABLE {table} ENABLE TRIGGER ALL")
        return
    triggers: LiteralString = "SELECT sql FROM sqlite_master WHERE type = 'trigger'"
    built = [sql for (sql,) in raw(address, triggers)]
    drop_guards(address)
    raw(address, *statements, *built)
