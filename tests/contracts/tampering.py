"""Raw SQL past the log, as somebody with the password or the file would write it."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from datetime import timedelta
from typing import Any, LiteralString

import psycopg

from incident.adapters.storage.log import StoredLog
from incident.adapters.storage.migrations import migrations
from incident.application.ports import DeliveryState
from tests.contracts.batches import NOW, TARGETS, a_delivery, an_attempt, batch_of, note, released

__all__ = ["FORGED", "GUARDED", "drop_guards", "fill", "make_older", "raw", "raw_behind_guards", "unclaimed"]

GUARDED = ("events", "commands", "contents", "workspace_chain", "attempts", "controller_stream", "controller_contents")


_INJECT: LiteralString = "INSERT INTO controller_stream VALUES ('EX-0001', 1, 'i1', 'Inject', 1, 'cy', 0, 0, '{}', '')"
_ITS_WORDS: LiteralString = (
    "INSERT INTO controller_contents SELECT 'EX-0001', 1, content_id, salt, bytes FROM contents LIMIT 1"
)


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
    raw(address, _INJECT, _ITS_WORDS)


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


_INDEXES = ("outbox_news", "outbox_next", "outbox_endings", "outbox_claims", "outbox_underway")
_SEALS = (
    "whom_salt",
    "whom_digest",
    "words_salt",
    "words_digest",
    "retry_seq",
    "expired_at",
    "bundled_into",
    "paused_seq",
)
_SEALING: dict[str, tuple[LiteralString, ...]] = {
    "sqlite": (
        *(
            f"DROP TRIGGER {name}"
            for name in (
                "outbox_is_said",
                "events_name_deliveries",
                "outbox_begins_unsent",
                "outbox_keeps_its_seal",
                "outbox_goes_its_way",
                "outbox_is_retried_by_order",
                "outbox_is_recalled_by_entry",
                "outbox_keeps_its_hours",
                "outbox_says_what_its_attempt_said",
                "outbox_begins_alone",
                "outbox_leaves_with_its_like",
                "outbox_begins_on_time",
                "outbox_is_put_off_by_entry",
                "outbox_ends_when_it_was_to",
                "workspace_chain_names_entries",
                "meta_keeps_its_name",
                "meta_never_goes",
                "meta_is_one",
                "outbox_waits_for_a_person",
            )
        ),
        "DROP TABLE custody",
        "DROP TABLE evidence_parts",
        "DROP TABLE named_deliveries",
        "DROP TABLE controller_contents",
        "ALTER TABLE controller_stream DROP COLUMN digest",
    ),
    "postgres": (
        "DROP FUNCTION refuse_unsaid_delivery CASCADE",
        "DROP FUNCTION refuse_begun_delivery CASCADE",
        "DROP FUNCTION refuse_unsaid_pause CASCADE",
        "DROP TRIGGER controller_stream_by_themselves ON controller_stream",
        "ALTER TABLE controller_stream DISABLE ROW LEVEL SECURITY",
        "DROP TABLE controller_contents",
        "DROP FUNCTION refuse_unruly_lead_erasure",
        "DROP FUNCTION led_by_me CASCADE",
        "ALTER TABLE controller_stream DROP COLUMN digest",
        "DROP INDEX events_prepared",
        "DROP FUNCTION refuse_changed_delivery CASCADE",
        "DROP FUNCTION refuse_unproven_ending CASCADE",
        "DROP FUNCTION refuse_strange_link CASCADE",
        "DROP FUNCTION refuse_other_name CASCADE",
        "DROP FUNCTION refuse_other_company CASCADE",
        "DROP FUNCTION refuse_unconfirmed_sending CASCADE",
        "DROP TABLE custody",
        "DROP TABLE evidence_parts",
        "DROP FUNCTION refuse_gap_in_custody CASCADE",
        "DROP FUNCTION place_of_log",
    ),
}


_OF_CLAIMS: tuple[LiteralString, ...] = (
    "DROP FUNCTION refuse_overdrawn_claim CASCADE",
    "DROP FUNCTION refuse_unsaid_reservation CASCADE",
    "DROP FUNCTION refuse_unsaid_hold CASCADE",
    "DROP FUNCTION refuse_changed_claim CASCADE",
    "DROP FUNCTION all_claims",
    "DROP FUNCTION IF EXISTS all_rests",
)


def unclaimed(dialect: str) -> list[str]:
    """What makes the tables of claims again as they were while no entry wrote them."""
    texts = dict(migrations(dialect))
    written = (r"^CREATE TABLE {0} \(.*?;$", r"^CREATE INDEX {0}_held.*?;$")
    secured = (r"^CREATE POLICY need_to_know ON {0} .*?;$", r"^ALTER TABLE {0} ENABLE.*?;$")
    made = ["DROP TABLE reservations", "DROP TABLE budget_holds"]
    for table in ("reservations", "budget_holds"):
        for number, pattern in ((2, written), (5, secured if dialect == "postgres" else ())):
            for each in pattern:
                found = re.search(each.format(table), texts[number], re.MULTILINE | re.DOTALL)
                assert found, each
                made.append(found[0])
    return [*made, *(_OF_CLAIMS if dialect == "postgres" else ())]


_UNPAUSED = {
    "sqlite": (r"^CREATE TRIGGER outbox_ends_when_it_was_to .*?END;$",),
    "postgres": (
        r"^CREATE FUNCTION refuse_changed_delivery\(\).*?\$\$;$",
        r"^CREATE TRIGGER outbox_keeps_its_place .*?;$",
    ),
}


def _unpaused(dialect: str) -> list[str]:
    """The guards as they were while nothing could be put off."""
    text = dict(migrations(dialect))[3]
    made = [found[0] for each in _UNPAUSED[dialect] if (found := re.search(each, text, re.MULTILINE | re.DOTALL))]
    secured = "ALTER FUNCTION refuse_changed_delivery SET search_path = public, pg_temp"
    return [*made, secured] if dialect == "postgres" else made


def make_older(address: str) -> None:
    """The log as a program left it that knew nothing of sealed deliveries, nor of the kinds of entries before them."""
    is_server = address.startswith("postgresql")
    columns = [f"ALTER TABLE outbox DROP COLUMN {name}" for name in _SEALS]
    columns.append("ALTER TABLE incident_summaries DROP COLUMN titles")
    version: LiteralString = "5" if is_server else "3"
    said = f"UPDATE meta SET min_reader = 1, schema_version = {version}"  # noqa: S608  (numbers of our own)
    indexes = [f"DROP INDEX {name}" for name in _INDEXES]
    dialect = "postgres" if is_server else "sqlite"
    older = (*_SEALING[dialect], *unclaimed(dialect), *indexes, *columns, *_unpaused(dialect), said)
    raw(address, *older)


def drop_guards(address: str) -> None:
    """What an owner can do before editing; foreign keys do not stand in the way either."""
    if address.startswith("postgresql"):
        with psycopg.connect(address) as server:
            for table in (*GUARDED, "outbox", "meta", "reservations", "budget_holds"):
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
            for table in (*GUARDED, "outbox", "meta", "reservations", "budget_holds"):
                server.execute(f"ALTER TABLE {table} ENABLE TRIGGER ALL")
        return
    triggers: LiteralString = "SELECT sql FROM sqlite_master WHERE type = 'trigger'"
    built = [sql for (sql,) in raw(address, triggers)]
    drop_guards(address)
    raw(address, *statements, *built)
