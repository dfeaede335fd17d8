"""What a release names is read once, and says as much about each delivery as if it were read for each."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import LiteralString

import psycopg
import pytest

from incident.adapters.storage import open_log
from incident.adapters.storage.log import StoredLog
from tests.contracts.batches import TARGETS, a_delivery, telling
from tests.contracts.tampering import FORGED, raw, raw_behind_guards

_NAMED: LiteralString = (
    "INSERT INTO named_deliveries (incident_id, event_seq, delivery) VALUES ('INC-0001', 1, 'forged')"
)
_ANOTHER: LiteralString = FORGED.replace("'forged', 'k'", "'d2', 'other'").replace(
    "event_seq, message, target_id, exercise, 'Eve'", "event_seq, 'M2', target_id, exercise, 'Eve'"
)


@pytest.fixture
def told(address: str) -> str:
    """A log whose first entry released a message to two."""
    with closing(open_log(address)) as log:
        log.load_targets(TARGETS)
        log.append(telling("INC-0001", 0, a_delivery("d1"), a_delivery("d2", recipient="cy")))
    return address


@pytest.fixture
def file(tmp_path: Path) -> str:
    """The same, in a file."""
    place = str(tmp_path / "log.db")
    with closing(open_log(place, create=True)) as log:
        log.load_targets(TARGETS)
        log.append(telling("INC-0001", 0, a_delivery("d1"), a_delivery("d2", recipient="cy")))
    return place


def found(place: str) -> set[tuple[str, str]]:
    """The code of each finding, and what it names."""
    with closing(open_log(place)) as log:
        return {
            (each.code, str(each.fields.get("row") or each.fields.get("guard") or each.fields.get("delivery")))
            for each in log.verify()
        }


def test_no_delivery_is_made_that_the_entry_does_not_name(told: str) -> None:
    with pytest.raises((sqlite3.Error, psycopg.Error), match="named by the entry"):
        raw(told, f"{FORGED} WHERE outbox.id = 'd1'")
    with closing(open_log(told)) as log:
        assert log.verify() == []


def test_no_delivery_is_made_of_a_message_that_the_entry_does_not_release(told: str) -> None:
    raw_behind_guards(told, "DELETE FROM outbox WHERE id = 'd2'")
    with pytest.raises((sqlite3.Error, psycopg.Error), match="named by the entry"):
        raw(told, f"{_ANOTHER} WHERE outbox.id = 'd1'")


def test_deliveries_of_several_messages_are_made_together(stored: StoredLog) -> None:
    rows = [a_delivery(f"d{n}", message=f"M{n // 10}") for n in range(30)]
    stored.append(telling("INC-0001", 0, *rows))
    assert [row.id for row in stored.deliveries("INC-0001")] == [row.id for row in rows]
    assert stored.verify() == []


@pytest.mark.parametrize(
    "statement",
    [
        _NAMED,
        _NAMED.replace("INSERT", "INSERT OR REPLACE"),
        _NAMED.replace("'forged'", "'d1'").replace("INSERT", "INSERT OR REPLACE"),
        _NAMED.replace("1, 'forged'", "2, 'forged'"),
        "UPDATE named_deliveries SET delivery = 'forged' WHERE delivery = 'd1'",
        "DELETE FROM named_deliveries WHERE delivery = ''",
    ],
)
def test_what_an_entry_names_stays_as_it_was_written(file: str, statement: LiteralString) -> None:
    with pytest.raises(sqlite3.Error, match=r"names|never"):
        raw(file, statement)


def test_a_name_that_was_added_shows_before_and_after_it_is_used(file: str) -> None:
    raw_behind_guards(file, _NAMED)
    assert found(file) == {("row-unsaid", "forged")}
    raw(file, f"{FORGED} WHERE outbox.id = 'd1'")
    assert ("delivery-unsaid", "forged") in found(file)


def test_a_list_that_was_opened_again_shows(file: str) -> None:
    raw_behind_guards(file, "DELETE FROM named_deliveries WHERE delivery = ''")
    assert found(file) == {("guard-missing", "named_deliveries")}


def test_a_list_that_says_another_message_shows(file: str) -> None:
    raw_behind_guards(file, "UPDATE named_deliveries SET message = 'M2' WHERE delivery = ''")
    assert found(file) == {("row-unsaid", "M2")}


def test_a_list_without_its_entry_shows(file: str) -> None:
    raw_behind_guards(file, _NAMED.replace("INC-0001", "INC-0009"))
    assert found(file) == {("row-unsaid", "forged")}
