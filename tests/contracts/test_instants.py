"""Instants that no calendar has: refused by the tables, and told from a fault of the program when they got in."""

from __future__ import annotations

import sqlite3
from datetime import timedelta

import psycopg
import pytest

from incident.adapters.storage.log import StoredLog
from incident.application.errors import StorageDamaged
from tests.contracts.batches import NOW, a_delivery, an_attempt, batch_of, released
from tests.contracts.tampering import drop_guards, raw

ABSURD = 2**63 - 1
TABLES = ("events.recorded_at", "events.occurred_at", "incident_summaries.declared_at", "outbox.created_at")


def _force(address: str, place: str) -> None:
    """Past the guards and past the constraint."""
    table, column = place.split(".")
    if address.startswith("postgresql"):
        with psycopg.connect(address) as server:
            server.execute(f"ALTER TABLE {table} DROP CONSTRAINT {table}_{column}_check")
            server.execute(f"UPDATE {table} SET {column} = {ABSURD}")  # noqa: S608  (names of our own)
        return
    file = sqlite3.connect(address)
    file.execute("PRAGMA ignore_check_constraints = ON")
    with file:
        file.execute(f"UPDATE {table} SET {column} = {ABSURD}")  # noqa: S608  (names of our own)
    file.close()


@pytest.fixture
def unguarded(stored: StoredLog, address: str) -> str:
    """The address of a log with one entry and one delivery, whose guards are gone."""
    stored.append(batch_of("INC-0001", 0, released(), deliveries=[a_delivery("d1")]))
    drop_guards(address)
    return address


@pytest.mark.parametrize("place", TABLES)
def test_the_tables_take_no_instant_past_the_last_day(unguarded: str, place: str) -> None:
    table, column = place.split(".")
    with pytest.raises((sqlite3.IntegrityError, psycopg.errors.CheckViolation)):
        raw(unguarded, f"UPDATE {table} SET {column} = {ABSURD}")  # noqa: S608  (names of our own)


@pytest.mark.parametrize("place", TABLES[:3])
def test_an_absurd_instant_is_damage_with_a_place(stored: StoredLog, unguarded: str, place: str) -> None:
    _force(unguarded, place)
    with pytest.raises(StorageDamaged) as damaged:
        stored.read("INC-0001") if place.startswith("events") else stored.summaries()
    assert (damaged.value.fields["incident_id"], damaged.value.fields["seq"]) == ("INC-0001", 1)
    assert damaged.value.fields["detail"] == f"INC-0001:1: instant {ABSURD}"
    assert damaged.value.fields["path"]


def test_an_absurd_instant_in_the_outbox_is_damage(stored: StoredLog, unguarded: str) -> None:
    _force(unguarded, "outbox.created_at")
    with pytest.raises(StorageDamaged):
        stored.deliveries("INC-0001")
    with pytest.raises(StorageDamaged):
        stored.claim("me", NOW, timedelta(minutes=1), 1)


def test_a_row_of_the_record_that_is_far_off_is_still_verified(stored: StoredLog, unguarded: str) -> None:
    (row,) = stored.claim("me", NOW, timedelta(minutes=1), 1)
    stored.record(an_attempt(row), row.state.SENT)
    _force(unguarded, "events.recorded_at")
    assert {one.code for one in stored.verify()} == {"digest", "guard-missing"}
