"""The bytes of evidence in every log: apart from the entries, guarded, verified, gone when they are erased."""

from __future__ import annotations

import sqlite3
from typing import LiteralString

import psycopg
import pytest

from incident.adapters.storage.log import StoredLog
from incident.adapters.storage.memory import MemoryLog
from incident.domain.content import FilePart, FreeText
from incident.domain.events import ContentErased, EvidenceAdded
from tests.contracts.batches import NOW, batch_of, note
from tests.contracts.tampering import raw

PARTS = (b"\x00\x01mrs kowalczyk" * 4000, b"the rest")
Refusal = (sqlite3.IntegrityError, psycopg.errors.RestrictViolation, psycopg.errors.UniqueViolation)


def added(*parts: bytes) -> EvidenceAdded:
    return EvidenceAdded(
        evidence="E1",
        name=FreeText("log.csv"),
        where=FreeText("gateway 2"),
        sha256=FreeText("5a" * 32),
        size=sum(map(len, parts)),
        found_at=NOW,
        found_by="bo",
        parts=tuple(map(FilePart, parts)),
    )


def keep(log: MemoryLog | StoredLog) -> EvidenceAdded:
    """The event as the log gives it back."""
    log.append(batch_of("INC-0001", 0, note(), added(*PARTS)))
    event = log.read("INC-0001")[1].event
    assert isinstance(event, EvidenceAdded)
    return event


def test_an_entry_names_its_pieces_and_is_read_without_them(log: MemoryLog | StoredLog) -> None:
    event = keep(log)
    assert [part.data for part in event.parts] == [None, None]
    assert [log.part("INC-0001", 2, part.content_id) for part in event.parts] == list(PARTS)
    assert log.verify() == []


@pytest.mark.parametrize(("incident", "seq"), [("INC-0002", 2), ("INC-0001", 1)])
def test_a_piece_is_found_by_its_own_entry_only(log: MemoryLog | StoredLog, incident: str, seq: int) -> None:
    assert log.part(incident, seq, keep(log).parts[0].content_id) is None


def test_words_are_no_piece_of_a_file(log: MemoryLog | StoredLog) -> None:
    assert log.part("INC-0001", 2, keep(log).name.content_id) is None


def test_what_is_erased_is_gone_and_the_record_still_verifies(log: MemoryLog | StoredLog) -> None:
    event = keep(log)
    ids = (event.name.content_id, *(part.content_id for part in event.parts))
    gone = ContentErased(seq=2, contents=ids, because="retention")
    log.append(batch_of("INC-0001", 2, gone, erase_contents=ids))
    assert [log.part("INC-0001", 2, part.content_id) for part in event.parts] == [None, None]
    assert log.verify() == []


_EDITS: tuple[LiteralString, ...] = (
    "UPDATE evidence_parts SET bytes = salt",
    "DELETE FROM evidence_parts",
    "INSERT INTO evidence_parts SELECT * FROM evidence_parts",
)


@pytest.mark.parametrize("edit", _EDITS)
def test_raw_sql_changes_no_piece(stored: StoredLog, address: str, edit: LiteralString) -> None:
    keep(stored)
    with pytest.raises(Refusal):
        raw(address, edit)
    assert stored.verify() == []


@pytest.mark.parametrize(
    ("edit", "code"),
    [
        ("UPDATE evidence_parts SET bytes = salt WHERE length(bytes) < 10", "content-altered"),
        ("DELETE FROM evidence_parts WHERE length(bytes) < 10", "content-missing"),
        ("UPDATE evidence_parts SET seq = 1 WHERE length(bytes) < 10", "content-unnamed"),
    ],
)
def test_what_the_owner_of_the_file_does_to_a_piece_shows(
    stored: StoredLog, address: str, edit: LiteralString, code: str
) -> None:
    keep(stored)
    unguarded(address)
    raw(address, edit)
    assert code in {finding.code for finding in stored.verify()}


def unguarded(address: str) -> None:
    """Take the guards off, as only the owner of the tables can."""
    if address.startswith("postgresql"):
        raw(address, "ALTER TABLE evidence_parts DISABLE TRIGGER ALL")
        return
    raw(address, "DROP TRIGGER evidence_parts_never_change")
    raw(address, "DROP TRIGGER evidence_parts_go_by_rule")


def test_a_table_of_evidence_that_is_gone_is_missed(stored: StoredLog, address: str) -> None:
    raw(address, "DROP TABLE evidence_parts")
    assert ("table-missing", "evidence_parts") in {
        (finding.code, finding.fields.get("table")) for finding in stored.verify()
    }
