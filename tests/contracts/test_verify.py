"""What verifying shows when somebody got past the guards."""

from __future__ import annotations

from datetime import timedelta
from typing import LiteralString

import pytest

from incident.adapters.storage.log import StoredLog
from incident.application.ports import AttemptClass, DeliveryState
from incident.domain.events import (
    ContentErased,
    Event,
    IncidentClosed,
    IncidentDeclared,
    MessageDelivered,
    MessageDrafted,
    MessageRetried,
    MessageUndelivered,
)
from tests.contracts.batches import NOW, TARGETS, a_delivery, an_attempt, batch_of, note, released, telling
from tests.contracts.samples import EVENTS
from tests.contracts.tampering import FORGED, drop_guards, raw, raw_behind_guards

_CASES: list[tuple[str, set[tuple[str, str, int]], list[LiteralString]]] = [
    (
        "an edited body",
        {("digest", "INC-0001", 2)},
        ["UPDATE events SET body = '{\"kind\":\"A\"}' WHERE event_id LIKE 'INC-0001-%-1'"],
    ),
    (
        "another actor",
        {("digest", "INC-0001", 1)},
        ["UPDATE events SET actor = 'bo' WHERE incident_id = 'INC-0001' AND seq = 1"],
    ),
    (
        "a name put behind an act",
        {("digest", "INC-0001", 1)},
        ["UPDATE events SET on_behalf_of = '' WHERE incident_id = 'INC-0001' AND seq = 1"],
    ),
    (
        "another time",
        {("digest", "INC-0001", 3)},
        ["UPDATE events SET occurred_at = occurred_at - 1 WHERE incident_id = 'INC-0001' AND seq = 3"],
    ),
    (
        "a deleted entry",
        {("gap", "INC-0001", 2), ("digest", "INC-0001", 3)},
        ["DELETE FROM events WHERE incident_id = 'INC-0001' AND seq = 2"],
    ),
    (
        "a truncated tail",
        {("summary-head", "INC-0001", 2), ("command-count", "INC-0001", 2)},
        ["DELETE FROM events WHERE incident_id = 'INC-0001' AND seq = 3"],
    ),
    (
        "two entries exchanged",
        {("digest", "INC-0001", 2), ("digest", "INC-0001", 3)},
        [
            "UPDATE events SET seq = 99 WHERE incident_id = 'INC-0001' AND seq = 2",
            "UPDATE events SET seq = 2 WHERE incident_id = 'INC-0001' AND seq = 3",
            "UPDATE events SET seq = 3 WHERE incident_id = 'INC-0001' AND seq = 99",
        ],
    ),
    (
        "two incidents exchanged",
        {("digest", "INC-0001", 1), ("digest", "INC-0002", 1), ("chain-head", "INC-0001", 1)},
        [
            "UPDATE events SET incident_id = 'X' WHERE incident_id = 'INC-0001'",
            "UPDATE events SET incident_id = 'INC-0001' WHERE incident_id = 'INC-0002'",
            "UPDATE events SET incident_id = 'INC-0002' WHERE incident_id = 'X'",
        ],
    ),
    (
        "a deleted incident",
        {("incident-missing", "INC-0001", 1)},
        [
            "DELETE FROM events WHERE incident_id = 'INC-0001'",
            "DELETE FROM commands WHERE incident_id = 'INC-0001'",
            "DELETE FROM contents WHERE incident_id = 'INC-0001'",
            "DELETE FROM incident_summaries WHERE incident_id = 'INC-0001'",
        ],
    ),
    (
        "a deleted incident and its line in the chain",
        {("chain-gap", "", 1), ("chain-digest", "INC-0002", 2)},
        [
            "DELETE FROM events WHERE incident_id = 'INC-0001'",
            "DELETE FROM commands WHERE incident_id = 'INC-0001'",
            "DELETE FROM contents WHERE incident_id = 'INC-0001'",
            "DELETE FROM incident_summaries WHERE incident_id = 'INC-0001'",
            "DELETE FROM workspace_chain WHERE incident_id = 'INC-0001'",
        ],
    ),
    (
        "a closing that never was",
        {("chain-digest", "INC-0001", 4), ("chain-head", "INC-0001", 4)},
        ["INSERT INTO workspace_chain VALUES (4, 'closed', 'INC-0001', 'x', '" + "0" * 64 + "')"],
    ),
    (
        "other words",
        {("content-altered", "INC-0001", 2)},
        ["UPDATE contents SET bytes = salt WHERE incident_id = 'INC-0001' AND seq = 2"],
    ),
    (
        "words that went without a rule",
        {("content-missing", "INC-0001", 2)},
        ["DELETE FROM contents WHERE incident_id = 'INC-0001' AND seq = 2"],
    ),
    (
        "words moved to another entry",
        {("content-unnamed", "INC-0001", 3)},
        ["UPDATE contents SET seq = 3 WHERE incident_id = 'INC-0001' AND seq = 2"],
    ),
    (
        "a command that vanished",
        {("command-count", "INC-0002", 2)},
        ["DELETE FROM commands WHERE incident_id = 'INC-0002' AND first_seq = 2"],
    ),
    (
        "another head in the list",
        {("summary-head", "INC-0002", 2)},
        ["UPDATE incident_summaries SET head = '' WHERE incident_id = 'INC-0002'"],
    ),
    (
        "an incident gone from the list",
        {("summary-missing", "INC-0002", 2)},
        ["DELETE FROM incident_summaries WHERE incident_id = 'INC-0002'"],
    ),
    (
        "a digest that is none",
        {("digest", "INC-0001", 2), ("digest", "INC-0001", 3)},
        ["UPDATE events SET digest = '" + "z" * 64 + "' WHERE incident_id = 'INC-0001' AND seq = 2"],
    ),
]


@pytest.fixture
def filled(stored: StoredLog) -> StoredLog:
    """Two incidents, the second closed."""
    stored.append(batch_of("INC-0001", 0, note("one"), note("two"), note("three")))
    stored.append(batch_of("INC-0002", 0, note("other")))
    stored.append(batch_of("INC-0002", 1, IncidentClosed()))
    assert stored.verify() == []
    return stored


@pytest.mark.parametrize(("expected", "edits"), [case[1:] for case in _CASES], ids=[case[0] for case in _CASES])
def test_tampering_shows(
    filled: StoredLog, address: str, expected: set[tuple[str, str, int]], edits: list[LiteralString]
) -> None:
    drop_guards(address)
    raw(address, *edits)
    found = {(one.code, one.incident_id, one.seq) for one in filled.verify()}
    assert expected <= found
    assert any(code == "guard-missing" for code, _, _ in found)


_QUIET_CASES: list[tuple[str, set[tuple[str, str, int]], list[LiteralString]]] = [
    (
        "another command id",
        {("command-other", "INC-0001", 1)},
        ["UPDATE commands SET command_id = 'other' WHERE incident_id = 'INC-0001'"],
    ),
    (
        "another command id in an entry",
        {("digest", "INC-0001", 2), ("command-other", "INC-0001", 1)},
        ["UPDATE events SET command_id = 'other' WHERE incident_id = 'INC-0001' AND seq = 2"],
    ),
    (
        "an attempt that got another ending",
        {("attempt-digest", "INC-0003", 1)},
        ["UPDATE attempts SET class = 'delivered', status = 250 WHERE n = 1"],
    ),
    (
        "an attempt that tells another story",
        {("attempt-altered", "INC-0003", 1)},
        ["UPDATE attempts SET detail = 'delivered at once' WHERE n = 1"],
    ),
    (
        "an attempt whose words are gone although the message stands",
        {("attempt-altered", "INC-0003", 1)},
        ["UPDATE attempts SET detail = '', salt = substr(salt, 1, 0) WHERE n = 1"],
    ),
    (
        "an attempt that vanished",
        {("attempt-gap", "INC-0003", 1), ("attempt-digest", "INC-0003", 1)},
        ["DELETE FROM attempts WHERE n = 1"],
    ),
    ("the last attempt that vanished", {("attempt-missing", "INC-0003", 1)}, ["DELETE FROM attempts WHERE n = 2"]),
    (
        "a delivery that vanished",
        {("delivery-missing", "", 0), ("delivery-missing", "INC-0003", 1)},
        ["DELETE FROM outbox"],
    ),
    ("a delivery to somebody else", {("delivery-unsaid", "INC-0003", 1)}, [FORGED]),
    (
        "another recipient",
        {("delivery-altered", "INC-0003", 1)},
        ["UPDATE outbox SET recipient = 'Eve', address = 'eve@example.org'"],
    ),
    ("another target", {("delivery-altered", "INC-0003", 1)}, ["UPDATE outbox SET target_id = 'chat'"]),
    ("other words to send", {("delivery-altered", "INC-0003", 1)}, ["UPDATE outbox SET body = 'All is well'"]),
    (
        "words taken out of a delivery that nobody erased",
        {("delivery-altered", "INC-0003", 1)},
        ["UPDATE outbox SET title = '', body = '', words_salt = substr(words_salt, 1, 0)"],
    ),
    (
        "a delivery sealed anew",
        {("delivery-altered", "INC-0003", 1)},
        ["UPDATE outbox SET body = 'All is well', words_salt = whom_salt, words_digest = whom_digest"],
    ),
    ("a delivery called off by nobody", {("delivery-state", "INC-0003", 1)}, ["UPDATE outbox SET state = 'cancelled'"]),
    (
        "a delivery that is unknown and was never tried",
        {("delivery-state", "INC-0003", 1)},
        ["UPDATE outbox SET state = 'unknown', tries = 0"],
    ),
    ("a sent delivery that expired", {("delivery-state", "INC-0003", 1)}, ["UPDATE outbox SET state = 'expired'"]),
    (
        "a sent delivery that expired in time",
        {("delivery-state", "INC-0003", 1)},
        ["UPDATE outbox SET state = 'expired', expired_at = expires_at"],
    ),
    (
        "a sent delivery that nobody knows of",
        {("delivery-state", "INC-0003", 1)},
        ["UPDATE outbox SET state = 'unknown'"],
    ),
    ("a sent delivery that waits", {("delivery-state", "INC-0003", 1)}, ["UPDATE outbox SET state = 'pending'"]),
    (
        "a sent delivery that is being sent",
        {("delivery-state", "INC-0003", 1), ("delivery-told", "INC-0003", 1)},
        ["UPDATE outbox SET state = 'sending', lease_until = 1"],
    ),
    ("a delivery that was tried more often", {("delivery-state", "INC-0003", 1)}, ["UPDATE outbox SET tries = 9"]),
    (
        "a delivery that was confirmed",
        {("delivery-told", "INC-0003", 1)},
        ["UPDATE outbox SET assurance = 'confirmed', last_detail = 'read by all', provider_id = '<1@x>'"],
    ),
    ("another hour", {("delivery-told", "INC-0003", 1)}, ["UPDATE outbox SET due_at = expires_at + 1"]),
    (
        "another year",
        {("delivery-told", "INC-0003", 1)},
        ["UPDATE outbox SET due_at = 4000000000000000, expires_at = 4000000000000000 + lifetime"],
    ),
    (
        "too late at once",
        {("delivery-told", "INC-0003", 1)},
        ["UPDATE outbox SET due_at = created_at + 1 - lifetime, expires_at = created_at + 1"],
    ),
    (
        "a delivery called off and sent",
        {("delivery-told", "INC-0003", 1)},
        ["UPDATE outbox SET recalled = (1 = 1), retry_seq = 1"],
    ),
    ("attempts that vanished", {("attempt-missing", "INC-0003", 1)}, ["DELETE FROM attempts"]),
]


@pytest.fixture
def sent(filled: StoredLog) -> StoredLog:
    """A third incident whose message went out at the second try."""
    filled.load_targets(TARGETS)
    filled.append(batch_of("INC-0003", 0, released(), deliveries=[a_delivery("d1")]))
    for result, state in ((AttemptClass.NOT_SENT, DeliveryState.PENDING), (AttemptClass.DELIVERED, DeliveryState.SENT)):
        (row,) = filled.claim("me", NOW, timedelta(minutes=1), 1)
        filled.record(an_attempt(row, result, detail="said the server", status=451), state, NOW)
    assert filled.verify() == []
    return filled


@pytest.mark.parametrize(
    ("expected", "edits"), [case[1:] for case in _QUIET_CASES], ids=[case[0] for case in _QUIET_CASES]
)
def test_tampering_shows_although_the_guards_were_put_back(
    sent: StoredLog, address: str, expected: set[tuple[str, str, int]], edits: list[LiteralString]
) -> None:
    raw_behind_guards(address, *edits)
    assert {(one.code, one.incident_id, one.seq) for one in sent.verify()} == expected


_WAITING_CASES: list[tuple[str, set[str], LiteralString]] = [
    (
        "claimed for ever",
        {"lease_until"},
        "UPDATE outbox SET state = 'sending', fence = 1, tries = 1, owner = 'x', lease_until = 253402300799999999",
    ),
    (
        "claimed for longer than anybody claims",
        {"lease_until"},
        "UPDATE outbox SET state = 'sending', fence = 1, tries = 1, owner = 'x', lease_until = expires_at",
    ),
    ("said to be too late before it was", {"expired"}, "UPDATE outbox SET state = 'expired', expired_at = expires_at"),
    ("said to be too late", {"expired"}, "UPDATE outbox SET state = 'expired'"),
    ("too late one day", {"expired_at"}, "UPDATE outbox SET expired_at = expires_at"),
    ("due later", {"due_at"}, "UPDATE outbox SET due_at = due_at + 1"),
    (
        "due and too late later",
        {"expires_at"},
        "UPDATE outbox SET due_at = due_at + 60000000, expires_at = expires_at + 60000000",
    ),
]


@pytest.mark.parametrize(
    ("expected", "edit"), [case[1:] for case in _WAITING_CASES], ids=[case[0] for case in _WAITING_CASES]
)
def test_a_waiting_delivery_that_was_silenced_shows(
    filled: StoredLog, address: str, expected: set[str], edit: LiteralString
) -> None:
    filled.load_targets(TARGETS)
    filled.append(batch_of("INC-0003", 0, released(), deliveries=[a_delivery("d1")]))
    assert filled.verify(now=NOW) == []
    raw_behind_guards(address, edit)
    found = filled.verify(now=NOW)
    assert {one.fields.get("columns") or one.fields.get("state") for one in found} == expected


def test_a_log_in_which_nothing_stands_yet_is_intact(stored: StoredLog) -> None:
    assert stored.verify(now=NOW) == []


def test_what_a_sender_does_with_a_delivery_is_no_finding_at_any_time(stored: StoredLog) -> None:
    stored.load_targets(TARGETS)
    stored.append(telling("INC-0001", 0, a_delivery("d1"), a_delivery("d2", target_id="chat")))
    (one, other) = stored.claim("me", NOW, timedelta(minutes=1), 2)
    assert stored.verify(now=NOW) == []
    late = NOW + timedelta(minutes=50)
    stored.record(an_attempt(one, AttemptClass.NOT_SENT), DeliveryState.EXPIRED)
    stored.record(an_attempt(other, AttemptClass.NOT_SENT), DeliveryState.PENDING, late)
    assert stored.verify(now=late) == []
    stored.reap(NOW + timedelta(hours=2))
    assert stored.verify(now=NOW + timedelta(hours=2)) == []


def test_what_was_given_up_by_a_clock_that_ran_ahead_is_no_finding_where_the_log_was_told_so(stored: StoredLog) -> None:
    """Fault 27: without that entry nobody could tell it from an edit."""
    stored.load_targets(TARGETS)
    stored.append(telling("INC-0001", 0, a_delivery("d1")))
    ahead = NOW + timedelta(days=3)
    stored.reap(ahead)
    assert [each.fields["state"] for each in stored.verify(now=NOW)] == ["expired"]
    told = MessageUndelivered(message="M1", unknown=0)
    stored.append(batch_of("INC-0001", 1, told, occurred_at=ahead, recorded_at=ahead))
    assert stored.verify(now=NOW) == []


def test_an_entry_that_was_moved_among_all_shows(filled: StoredLog, address: str) -> None:
    if address.startswith("postgresql"):
        moved: LiteralString = "OVERRIDING SYSTEM VALUE SELECT -position"
        rest: LiteralString = "incident_id, seq, event_id, type, schema_version, actor, on_behalf_of, occurred_at, "
        rest += "recorded_at, body, command_id, digest"
        raw_behind_guards(
            address,
            "ALTER TABLE contents DROP CONSTRAINT contents_incident_id_seq_fkey",
            "CREATE TABLE kept AS SELECT * FROM events WHERE incident_id = 'INC-0001' AND seq = 2",
            "DELETE FROM events WHERE incident_id = 'INC-0001' AND seq = 2",
            "INSERT INTO events (position, " + rest + ") " + moved + ", " + rest + " FROM kept",
            "DROP TABLE kept",
        )
    else:
        raw_behind_guards(address, "UPDATE events SET position = -7 WHERE incident_id = 'INC-0001' AND seq = 2")
    found = {(one.code, one.incident_id, one.seq) for one in filled.verify()}
    assert ("entry-moved", "INC-0001", 2) in found
    assert found - {("entry-moved", "INC-0001", 2), ("place-empty", "", 0), ("guard-missing", "", 0)} == set()


def test_a_short_end_that_was_cut_off_before_others_wrote_leaves_an_empty_place(
    stored: StoredLog, address: str
) -> None:
    """On a server counters have gaps, and only the printed head tells."""
    stored.append(batch_of("INC-0007", 0, note()))
    stored.append(batch_of("INC-0007", 1, note()))
    stored.append(batch_of("INC-0008", 0, note()))
    own_head: LiteralString = "(SELECT digest FROM events WHERE events.incident_id = incident_summaries.incident_id)"
    raw_behind_guards(address, *_CUT_AFTER_THE_FIRST, "UPDATE incident_summaries SET head = " + own_head)  # noqa: S608  (words of our own)
    expected = [] if address.startswith("postgresql") else [("place-empty", 2)]
    assert [(one.code, one.fields["place"]) for one in stored.verify()] == expected


def test_a_reader_that_no_program_of_this_version_asks_for_shows(filled: StoredLog, address: str) -> None:
    raw(address, "UPDATE meta SET min_reader = min_reader + 1")
    assert [one.code for one in filled.verify()] == ["version-other"]


def test_a_delivery_that_was_moved_in_the_queue_shows(sent: StoredLog, address: str) -> None:
    sent.append(batch_of("INC-0003", 1, released(), deliveries=[a_delivery("d2")]))
    assert sent.verify() == []
    own: LiteralString = "OVERRIDING SYSTEM VALUE " if address.startswith("postgresql") else ""
    raw_behind_guards(
        address,
        "CREATE TABLE moved AS SELECT * FROM outbox WHERE id = 'd2'",
        "DELETE FROM outbox WHERE id = 'd2'",
        "UPDATE moved SET position = -1",
        "INSERT INTO outbox " + own + "SELECT * FROM moved",  # noqa: S608  (words of our own)
        "DROP TABLE moved",
    )
    found = {(one.code, one.fields["delivery"], one.fields["columns"]) for one in sent.verify("INC-0003")}
    assert found == {("delivery-told", "d1", "position")}


def test_notes_about_copies_that_do_not_follow_show(sent: StoredLog, address: str) -> None:
    if address.startswith("postgresql"):
        forge: LiteralString = "INSERT INTO custody VALUES (2, 'made', 0, 'eve', place_of_log(), 'x')"
    else:
        forge = "INSERT INTO custody VALUES (1, 'confirmed', 0, 'eve', '', (SELECT instance_id FROM meta), 0)"
    raw(address, forge)
    assert [one.code for one in sent.verify()] == ["custody-other"]


def test_a_message_whose_deliveries_vanished_with_all_their_attempts_shows(sent: StoredLog, address: str) -> None:
    drafted, released = EVENTS["MessageDrafted", 1], EVENTS["MessageReleased", 1]
    sent.append(batch_of("INC-0004", 0, drafted, released, deliveries=[a_delivery("d4", event_index=1)]))
    (row,) = sent.claim("me", NOW, timedelta(minutes=1), 1)
    sent.record(an_attempt(row), DeliveryState.SENT)
    sent.append(batch_of("INC-0004", 2, MessageDelivered(message="M1", delivery="d4")))
    sent.append(batch_of("INC-0004", 3, drafted, released, EVENTS["AudienceUnreachable", 1]))
    assert sent.verify() == []
    raw_behind_guards(address, "DELETE FROM attempts WHERE outbox_id = 'd4'", "DELETE FROM outbox WHERE id = 'd4'")
    found = {(one.code, one.incident_id, one.seq) for one in sent.verify()}
    assert found == {("delivery-missing", "INC-0004", 3)}


def test_a_released_message_that_has_no_delivery_left_shows(sent: StoredLog, address: str) -> None:
    released = EVENTS["MessageReleased", 1]
    sent.append(
        batch_of("INC-0004", 0, EVENTS["MessageDrafted", 1], released, deliveries=[a_delivery("d4", event_index=1)])
    )
    assert sent.verify("INC-0004") == []
    raw_behind_guards(address, "DELETE FROM outbox WHERE id = 'd4'")
    assert [(one.code, one.seq) for one in sent.verify()] == [("delivery-missing", 2)]


def test_guards_that_were_put_back_are_no_finding(filled: StoredLog, address: str) -> None:
    raw_behind_guards(address, "SELECT 1")
    assert filled.verify() == []


_CUT_AFTER_THE_FIRST: list[LiteralString] = [
    "DELETE FROM contents WHERE incident_id = 'INC-0007' AND seq > 1",
    "DELETE FROM commands WHERE incident_id = 'INC-0007' AND first_seq > 1",
    "DELETE FROM events WHERE incident_id = 'INC-0007' AND seq > 1",
    "UPDATE incident_summaries SET seq = 1, head = (SELECT digest FROM events WHERE incident_id = 'INC-0007')",
]
"""As a forger would: entries, command, contents and the row of the list, all in step."""


@pytest.mark.parametrize("name", ["TierRaised", "TierLowered", "MessageReleased"])
def test_an_open_incident_that_lost_a_grave_end_shows(stored: StoredLog, address: str, name: str) -> None:
    stored.append(batch_of("INC-0007", 0, note()))
    stored.append(batch_of("INC-0007", 1, EVENTS[name, 1]))
    raw_behind_guards(address, *_CUT_AFTER_THE_FIRST)
    found = {(one.code, one.incident_id) for one in stored.verify()}
    assert found - {("row-unsaid", "INC-0007")} == {("chain-head", "INC-0007")}  # a file's list of names tells it too


def test_an_open_incident_that_lost_a_long_end_shows(stored: StoredLog, address: str) -> None:
    notes: list[Event] = [note() for _ in range(30)]
    stored.append(batch_of("INC-0007", 0, note()))
    stored.append(batch_of("INC-0007", 1, *notes))
    assert stored.verify() == []
    raw_behind_guards(address, *_CUT_AFTER_THE_FIRST)
    assert [(one.code, one.incident_id) for one in stored.verify()] == [("chain-head", "INC-0007")]


def test_a_short_end_cut_off_an_open_incident_is_missed_by_its_printed_head_alone(
    stored: StoredLog, address: str
) -> None:
    stored.append(batch_of("INC-0007", 0, note()))
    stored.append(batch_of("INC-0007", 1, note()))
    (head, workspace) = stored.heads("INC-0007")
    raw_behind_guards(address, *_CUT_AFTER_THE_FIRST)
    assert stored.verify() == []
    assert not stored.knows_head(head.digest)
    assert stored.knows_head(workspace.digest)


def test_the_last_incident_and_its_link_are_missed_by_the_printed_head(filled: StoredLog, address: str) -> None:
    filled.append(batch_of("INC-0003", 0, note()))
    printed = filled.heads()[-1]
    raw_behind_guards(
        address,
        "DELETE FROM contents WHERE incident_id = 'INC-0003'",
        "DELETE FROM commands WHERE incident_id = 'INC-0003'",
        "DELETE FROM incident_summaries WHERE incident_id = 'INC-0003'",
        "DELETE FROM events WHERE incident_id = 'INC-0003'",
        "DELETE FROM workspace_chain WHERE incident_id = 'INC-0003'",
    )
    assert filled.verify() == []
    assert printed.incident_id == ""
    assert not filled.knows_head(printed.digest)


def test_what_nobody_built_shows(filled: StoredLog, address: str) -> None:
    if address.startswith("postgresql"):
        raw(
            address,
            "CREATE FUNCTION swallow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$",
            "CREATE TRIGGER swallowed BEFORE INSERT ON attempts FOR EACH ROW EXECUTE FUNCTION swallow()",
            "CREATE RULE rerouted AS ON INSERT TO contents DO INSTEAD NOTHING",
        )
        raw(address, "CREATE UNIQUE INDEX one_target ON outbox (target_id)")
        raw(address, "ALTER TABLE outbox ADD CONSTRAINT none CHECK (title <> 'Outage') NOT VALID")
        only_one = "outbox one_target CREATE UNIQUE INDEX one_target ON outbox USING btree (target_id)"
        none = "outbox none CHECK ((title <> 'Outage'::text)) NOT VALID"
        expected = {"swallowed", "rerouted", only_one, none}
    else:
        raw(
            address,
            "CREATE TRIGGER swallowed BEFORE INSERT ON attempts BEGIN SELECT RAISE(IGNORE); END",
            "CREATE UNIQUE INDEX one_target ON outbox (target_id)",
        )
        expected = {"swallowed", "one_target"}
    findings = filled.verify()
    assert {one.code for one in findings} == {"guard-strange"}
    assert {one.fields["guard"] for one in findings} == expected


def test_missing_guards_show_even_when_nothing_else_was_touched(filled: StoredLog, address: str) -> None:
    drop_guards(address)
    assert {one.code for one in filled.verify()} == {"guard-missing"}
    assert {"events_never_go", "events_follow"} <= {str(one.fields["guard"]) for one in filled.verify()}


def test_a_guard_that_was_made_toothless_shows(filled: StoredLog, address: str) -> None:
    if address.startswith("postgresql"):
        raw(
            address,
            "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql "
            "AS $$ BEGIN RETURN OLD; END $$",
        )
    else:
        raw(
            address,
            "DROP TRIGGER events_never_go",
            "CREATE TRIGGER events_never_go BEFORE DELETE ON events BEGIN SELECT 1; END",
        )
    assert "events_never_go" in {one.fields["guard"] for one in filled.verify()}


def test_one_incident_can_be_verified_alone(filled: StoredLog, address: str) -> None:
    drop_guards(address)
    raw(address, "UPDATE events SET actor = 'bo' WHERE incident_id = 'INC-0001' AND seq = 1")
    assert "digest" in {one.code for one in filled.verify("INC-0001")}
    assert "digest" not in {one.code for one in filled.verify("INC-0002")}
    assert {one.code for one in filled.verify("INC-0009")} == {"guard-missing"}


@pytest.mark.parametrize("erased", ["title", "message"])
def test_what_was_erased_from_a_delivery_by_rule_is_no_finding_and_its_rest_is_held_to_the_log(
    stored: StoredLog, address: str, erased: str
) -> None:
    stored.load_targets(TARGETS)
    declared, drafted = EVENTS["IncidentDeclared", 1], EVENTS["MessageDrafted", 1]
    events = declared, drafted, released()
    first, second, _ = stored.append(batch_of("INC-0001", 0, *events, deliveries=[a_delivery("d1", event_index=2)]))
    assert isinstance(first.event, IncidentDeclared)
    assert isinstance(second.event, MessageDrafted)
    words = [text for each in second.event.wordings.values() for text in (each.title, each.body)]
    ids = tuple(text.content_id for text in ([first.event.title] if erased == "title" else words))
    event = ContentErased(seq=1 if erased == "title" else 2, contents=ids, because="retention")
    stored.append(batch_of("INC-0001", 3, event, erase_contents=ids))
    assert stored.verify() == []
    raw_behind_guards(address, "UPDATE outbox SET address = 'eve@example.org'")
    assert [(one.code, one.seq) for one in stored.verify()] == [("delivery-altered", 3)]


def test_a_delivery_that_expired_too_early_shows(stored: StoredLog, address: str) -> None:
    stored.append(telling("INC-0001", 0, a_delivery("d1"), a_delivery("d2", target_id="chat")))
    stored.reap(NOW + timedelta(hours=1))
    assert stored.verify() == []
    raw_behind_guards(address, "UPDATE outbox SET expired_at = expires_at - 1 WHERE id = 'd1'")
    assert [(one.code, one.fields["delivery"]) for one in stored.verify()] == [("delivery-state", "d1")]


def test_a_delivery_that_was_refused_and_waits_again_shows_without_an_order(stored: StoredLog, address: str) -> None:
    stored.append(telling("INC-0001", 0, a_delivery("d1")))
    (row,) = stored.claim("me", NOW, timedelta(minutes=1), 1)
    stored.record(an_attempt(row, AttemptClass.PERMANENT), DeliveryState.FAILED)
    raw_behind_guards(address, "UPDATE outbox SET state = 'pending', due_at = expires_at - lifetime")
    assert [one.code for one in stored.verify()] == ["delivery-state"]
    raw_behind_guards(address, "UPDATE outbox SET state = 'failed'")
    stored.append(batch_of("INC-0001", 1, MessageRetried(delivery="d1"), retry_delivery="d1"))
    assert stored.verify() == []


@pytest.mark.parametrize("table", ["workspace_chain", "outbox", "controller_contents"])
def test_a_table_that_is_gone_is_what_verifying_finds(filled: StoredLog, address: str, table: str) -> None:
    end: LiteralString = " CASCADE" if address.startswith("postgresql") else ""
    raw(address, "DROP TABLE " + table + end)
    assert [(one.code, one.fields) for one in filled.verify()] == [("table-missing", {"table": table})]


_STRAYS: dict[str, LiteralString] = {
    "reservations": "INSERT INTO reservations VALUES ('r1', 'truck', (1 = 0), 'INC-0001', 'R1', 2, 1, 1, NULL)",
    "budget_holds": "INSERT INTO budget_holds VALUES ('r1', 'travel', (1 = 0), 'INC-0001', 'R1', 2, 5, 9, 'EUR', NULL)",
    "controller_stream": "INSERT INTO controller_stream VALUES ('INC-0001', 2, 'r1', 'Held', 1, 'cy', 0, 0, '{}', '')",
}


@pytest.mark.parametrize("table", _STRAYS)
def test_a_row_of_a_table_that_no_entry_writes_shows(filled: StoredLog, address: str, table: str) -> None:
    raw_behind_guards(address, _STRAYS[table])
    assert [(one.code, one.incident_id, one.seq, one.fields) for one in filled.verify()] == [
        ("row-unsaid", "INC-0001", 2, {"table": table, "row": "r1"})
    ]
    assert filled.verify("INC-0001") == filled.verify()
    assert filled.verify("INC-0002") == []


@pytest.mark.parametrize("later", ["schema_version = 99", "schema_version = 99, min_reader = 99"])
def test_the_guards_of_a_newer_program_are_not_taken_for_strangers_and_not_for_checked(
    sent: StoredLog, address: str, later: LiteralString
) -> None:
    """What they are to be, only that program can say; every digest is recomputed all the same."""
    raw(address, "UPDATE meta SET " + later)  # noqa: S608  (numbers of our own)
    drop_guards(address)
    assert [one.code for one in sent.verify()] == ["version-newer"]
    raw(address, "UPDATE events SET actor = 'eve' WHERE incident_id = 'INC-0001' AND seq = 1")
    assert [one.code for one in sent.verify()] == ["version-newer", "digest"]


def test_a_database_that_says_it_has_not_had_its_last_migrations_shows(sent: StoredLog, address: str) -> None:
    last: LiteralString = "10" if address.startswith("postgresql") else "7"
    raw(address, "UPDATE meta SET min_reader = 5, schema_version = " + last)  # noqa: S608  (a number of our own)
    found = sent.verify()
    assert {one.code for one in found} == {
        "guard-missing",
        "guard-strange",
    }  # a later migration has put one in another's place
    assert any("meta_keeps_its_name" in str(one.fields["guard"]) for one in found)


def test_a_database_that_says_it_is_older_than_its_tables_shows(sent: StoredLog, address: str) -> None:
    raw(address, "UPDATE meta SET min_reader = 1")
    assert [one.code for one in sent.verify()] == ["version-other"]
