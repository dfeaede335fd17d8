"""Every log there is, one after the other."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from incident.adapters.storage import open_log
from incident.adapters.storage.log import StoredLog
from incident.adapters.storage.memory import MemoryLog
from tests.contracts.batches import TARGETS

_DATABASES = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]


@pytest.fixture(params=_DATABASES)
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a log stands that several processes may open, on each kind of database."""
    if request.param == "postgres":
        return str(request.getfixturevalue("postgres_log"))
    place = str(tmp_path / "log.db")
    open_log(place, create=True).close()
    return place


@pytest.fixture
def stored(address: str) -> Iterator[StoredLog]:
    """A log on disk, opened."""
    log = open_log(address, patience_seconds=5)
    log.load_targets(TARGETS)
    yield log
    log.close()


@pytest.fixture(params=["memory", *_DATABASES])
def log(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[MemoryLog | StoredLog]:
    """A log of each kind, with three targets."""
    opened: MemoryLog | StoredLog
    match request.param:
        case "memory":
            opened = MemoryLog()
        case "sqlite":
            opened = open_log(tmp_path / "log.db", create=True)
        case _:
            opened = open_log(request.getfixturevalue("postgres_log"))
    opened.load_targets(TARGETS)
    yield opened
    opened.close()
