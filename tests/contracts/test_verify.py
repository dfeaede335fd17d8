"""What verifying shows when somebody got past the guards."""

from __future__ import annotations

from typing import LiteralString

import pytest

from incident.adapters.storage.log import StoredLog
from incident.domain.events import IncidentClosed
from tests.contracts.batches import batch_of, note
from tests.contracts.tampering import drop_guards, raw

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
