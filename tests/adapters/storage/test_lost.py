"""What a server has lost is kept aside once, and leaves nothing behind where it cannot be."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from incident.adapters.storage.replica import aside
from incident.adapters.storage.replica.replica import Replica, open_replica
from incident.application.errors import StorageReadOnly
from tests.contracts.batches import batch_of, note

LACKING = {"INC-0001": (1, 2)}


@pytest.fixture
def replica(tmp_path: Path) -> Iterator[Replica]:
    with closing(open_replica(tmp_path / "copy.db")) as opened:
        opened.append(batch_of("INC-0001", 0, note(), note()))
        yield opened


def test_what_is_found_a_second_time_is_kept_and_told_once(replica: Replica, tmp_path: Path) -> None:
    """As by two programs of one machine, or when the line is cut again before the copy has followed."""
    replica.keep_aside(LACKING)
    replica.keep_aside(LACKING)
    assert [(each.incident_id, each.after, each.until) for each in replica.lost()] == [("INC-0001", 1, 2)]
    replica.keep_aside({"INC-0001": (1, 3)})
    assert [each.name for each in sorted(tmp_path.glob("*.lost-*"))] == ["copy.lost-1.db", "copy.lost-2.db"]


def test_a_disk_without_room_is_not_filled_with_halves(
    replica: Replica, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(aside, "_write", full)
    with pytest.raises(StorageReadOnly):
        replica.keep_aside(LACKING)
    assert list(tmp_path.glob("*.lost-*")) == []
