"""What raw SQL may not do to the record."""

from __future__ import annotations

import sqlite3
from typing import LiteralString

import psycopg
import pytest

from incident.adapters.storage.log import StoredLog
from incident.domain.events import ContentErased, NoteAdded
from tests.contracts.batches import batch_of, note
from tests.contracts.tampering import GUARDED, fill, raw

Refusal = (sqlite3.IntegrityError, psycopg.errors.RestrictViolation, psycopg.errors.UniqueViolation)

_EDITS: dict[str, LiteralString] = {
    "events": "UPDATE events SET body = '{}'",
    "commands": "UPDATE commands SET count = 0",
    "contents": "UPDATE contents SET bytes = salt",
    "workspace_chain": "UPDATE workspace_chain SET head = ''",
    "attempts": "UPDATE attempts SET detail = 'never mind'",
    "controller_stream": "UPDATE controller_stream SET body = '{}'",
}


@pytest.fixture
def filled(stored: StoredLog, address: str) -> str:
    """The address of a log with a row in every guarded table."""
    fill(stored, address)
    return address


@pytest.mark.parametrize("table", GUARDED)
def test_nothing_that_was_written_is_changed(filled: str, table: str) -> None:
    with pytest.raises(Refusal):
        raw(filled, _EDITS[table])


@pytest.mark.parametrize("table", [*GUARDED, "outbox"])
def test_nothing_that_was_written_is_deleted(filled: str, table: LiteralString) -> None:
    with pytest.raises(Refusal):
        raw(filled, "DELETE FROM " + table)  # noqa: S608  (a name from the list above)


def test_no_row_slips_in_past_the_end(filled: str) -> None:
    with pytest.raises(Refusal):
        raw(
            filled,
            "INSERT INTO events (incident_id, seq, event_id, type, schema_version, actor, occurred_at, recorded_at, "
            "body, digest) SELECT incident_id, 4, 'new', type, 1, actor, 0, 0, body, digest FROM events WHERE seq = 1",
        )


def test_words_go_only_after_the_log_has_said_so(stored: StoredLog, address: str) -> None:
    (entry,) = stored.append(batch_of("INC-0001", 0, note("a name")))
    assert isinstance(entry.event, NoteAdded)
    with pytest.raises(Refusal):
        raw(address, "DELETE FROM contents")
    erased = ContentErased(seq=1, contents=(entry.event.text.content_id,), because="retention")
    stored.append(batch_of("INC-0001", 1, erased, erase_contents=erased.contents))
    assert raw(address, "SELECT count(*) FROM contents") == [(0,)]


def test_an_exercise_row_cannot_be_turned_to_a_real_target(filled: str) -> None:
    with pytest.raises(Refusal):
        raw(filled, "UPDATE outbox SET target_id = 'chat'")
