"""What raw SQL may not do to the record."""

from __future__ import annotations

import sqlite3
from datetime import timedelta
from typing import LiteralString

import psycopg
import pytest

from incident.adapters.storage.log import StoredLog
from incident.application.ports import AttemptClass, DeliveryState
from incident.domain.events import ContentErased, MessageRetried, NoteAdded
from tests.contracts.batches import NOW, TARGETS, a_delivery, an_attempt, batch_of, note, telling
from tests.contracts.tampering import FORGED, GUARDED, fill, raw

Refusal = (sqlite3.IntegrityError, psycopg.errors.RestrictViolation, psycopg.errors.UniqueViolation)

_EDITS: dict[str, LiteralString] = {
    "events": "UPDATE events SET body = '{}'",
    "commands": "UPDATE commands SET count = 0",
    "contents": "UPDATE contents SET bytes = salt",
    "workspace_chain": "UPDATE workspace_chain SET head = ''",
    "attempts": "UPDATE attempts SET detail = 'never mind'",
    "controller_stream": "UPDATE controller_stream SET body = '{}'",
    "controller_contents": "UPDATE controller_contents SET bytes = salt",
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


@pytest.mark.parametrize(
    "edit",
    [
        "id = 'x'",
        "key = 'x'",
        "incident_id = 'x'",
        "event_seq = 1",
        "message = 'M9'",
        "exercise = NOT exercise",
        "recipient = 'cy'",
        "address = 'cy@example.org'",
        "address = ''",
        "language = 'zh-CN'",
        "kind = 'status'",
        "title = 'All is well'",
        "body = 'All is well'",
        "body = ''",
        "on_unknown = 'repeat'",
        "created_at = created_at - 1",
        "expires_at = expires_at + 1",
        "lifetime = lifetime + 1",
        "fence = fence - 1",
        "tries = tries - 1",
    ],
)
def test_what_was_to_be_sent_to_whom_never_changes(filled: str, edit: LiteralString) -> None:
    with pytest.raises(Refusal):
        raw(filled, "UPDATE outbox SET " + edit)  # noqa: S608  (the edits above)


def test_a_target_keeps_its_name_and_whom_it_is_for(filled: str) -> None:
    for edit in ("UPDATE targets SET id = 'x' WHERE id = 'chat'", "UPDATE targets SET exercise = NOT exercise"):
        with pytest.raises(Refusal):
            raw(filled, edit)


@pytest.mark.parametrize("edit", ["UPDATE meta SET instance_id = 'another'", "DELETE FROM meta"])
def test_a_database_keeps_its_name(filled: str, edit: LiteralString) -> None:
    with pytest.raises(Refusal):
        raw(filled, edit)


def test_what_was_changed_in_the_targets_is_put_right_by_the_next_start(stored: StoredLog, address: str) -> None:
    """They are the team's file, not the record; whoever starts the program loads it."""
    stored.load_targets(TARGETS)
    standing = raw(address, "SELECT * FROM targets ORDER BY id, exercise")
    raw(address, "UPDATE targets SET retired = (1 = 1)")
    stored.load_targets(TARGETS)
    assert raw(address, "SELECT * FROM targets ORDER BY id, exercise") == standing
    raw(address, "UPDATE targets SET kind = 'carrier pigeon'")
    stored.load_targets(TARGETS)
    assert raw(address, "SELECT * FROM targets ORDER BY id, exercise") == standing


def test_the_words_of_an_attempt_stay_while_its_message_does(filled: str) -> None:
    with pytest.raises(Refusal):
        raw(filled, "UPDATE attempts SET detail = '', salt = substr(salt, 1, 0)")


def test_nothing_is_sent_that_no_entry_names(filled: str) -> None:
    with pytest.raises(Refusal, match="named by the entry"):
        raw(filled, FORGED)


@pytest.mark.parametrize(
    "edit",
    [
        "state = 'sent'",
        "state = 'failed'",
        "state = 'unknown'",
        "state = 'expired'",
        "state = 'expired', expired_at = expires_at - 1",
        "state = 'cancelled'",
        "state = 'cancelled', recalled = (1 = 1)",
        "recalled = (1 = 1)",
        "due_at = due_at + 1",
        "assurance = 'confirmed'",
        "last_detail = 'read by all'",
        "last_class = 'delivered'",
        "provider_id = '<1@x>'",
        "fence = fence + 1, tries = tries + 1",
        "tries = tries + 1",
        "retry_seq = 1",
        "expired_at = 1",
        "state = 'sending', lease_until = 1",
        "whom_digest = words_digest",
        "words_digest = whom_digest",
        "whom_salt = words_salt",
        "words_salt = substr(words_salt, 1, 0)",
    ],
)
def test_a_delivery_that_waits_is_not_made_another(stored: StoredLog, address: str, edit: LiteralString) -> None:
    stored.load_targets(TARGETS)
    stored.append(telling("INC-0001", 0, a_delivery("d1")))
    with pytest.raises(Refusal):
        raw(address, "UPDATE outbox SET " + edit)  # noqa: S608  (the edits above)


def test_a_delivery_that_was_sent_is_not_sent_again(filled: str) -> None:
    with pytest.raises(Refusal):
        raw(filled, "UPDATE outbox SET state = 'pending'")


@pytest.mark.parametrize(
    "edit",
    [
        "assurance = 'confirmed'",
        "last_detail = 'read by all'",
        "last_class = 'permanent'",
        "tries = tries + 1",
        "fence = fence + 1",
        "provider_id = '<1@x>'",
        "recalled = (1 = 1)",
        "due_at = due_at - 1",
    ],
)
def test_what_was_told_of_a_delivery_stays_what_its_attempt_told(filled: str, edit: LiteralString) -> None:
    with pytest.raises(Refusal):
        raw(filled, "UPDATE outbox SET " + edit)  # noqa: S608  (the edits above)


@pytest.mark.parametrize(
    "edit", ["state = 'pending'", "state = 'pending', retry_seq = 1", "state = 'pending', retry_seq = 2"]
)
@pytest.mark.parametrize("ended", [AttemptClass.UNKNOWN, AttemptClass.PERMANENT])
def test_nobody_sends_again_what_no_entry_orders(
    stored: StoredLog, address: str, edit: LiteralString, ended: AttemptClass
) -> None:
    stored.append(telling("INC-0001", 0, a_delivery("d1"), a_delivery("d2", target_id="chat", message="M2")))
    for row in stored.claim("me", NOW, timedelta(minutes=1), 2):
        state = DeliveryState.UNKNOWN if ended is AttemptClass.UNKNOWN else DeliveryState.FAILED
        stored.record(an_attempt(row, ended), state)
    other = MessageRetried(delivery="d2")
    stored.append(batch_of("INC-0001", 2, other, retry_delivery="d2"))
    with pytest.raises(Refusal):
        raw(address, "UPDATE outbox SET " + edit + " WHERE id = 'd1'")  # noqa: S608  (the edits above)


def test_an_order_to_send_again_serves_once(stored: StoredLog, address: str) -> None:
    stored.append(telling("INC-0001", 0, a_delivery("d1")))
    for turn in range(2):
        (row,) = stored.claim("me", NOW, timedelta(minutes=1), 1)
        stored.record(an_attempt(row, AttemptClass.PERMANENT), DeliveryState.FAILED)
        if not turn:
            stored.append(batch_of("INC-0001", 1, MessageRetried(delivery="d1"), retry_delivery="d1"))
    assert stored.verify() == []
    for edit in ("state = 'pending'", "state = 'pending', retry_seq = 2", "state = 'pending', retry_seq = 3"):
        with pytest.raises(Refusal):
            raw(address, "UPDATE outbox SET " + edit)  # noqa: S608  (the edits above)


def test_a_claim_is_not_made_to_last(stored: StoredLog, address: str) -> None:
    stored.append(telling("INC-0001", 0, a_delivery("d1")))
    stored.claim("me", NOW, timedelta(minutes=1), 1)
    for edit in ("lease_until = lease_until + 1", "owner = 'nobody'", "recalled = (1 = 1)", "state = 'expired'"):
        with pytest.raises(Refusal):
            raw(address, "UPDATE outbox SET " + edit)  # noqa: S608  (the edits above)


def test_a_link_of_the_chain_names_an_entry(filled: str) -> None:
    with pytest.raises(Refusal):
        raw(
            filled,
            "INSERT INTO workspace_chain SELECT max(position) + 1, 'closed', 'INC-0001', 'x', '"
            + "0" * 64
            + "' FROM workspace_chain",
        )
