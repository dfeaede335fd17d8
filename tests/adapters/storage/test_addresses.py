"""What looks like an address and is none is refused; it is never the name of a file."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from incident.adapters.storage.opening import open_log, upgrade_log
from incident.application.errors import StorageDriverMissing, StorageMissing, StorageNowhere
from incident.wording.errors import say_error

NOWHERE = [
    "foo://bar",
    "postgresql+psycopg://mara:hunter2@host/db",
    "POSTGRESQL://host/db",
    "host=localhost dbname=incident password=hunter2",
    "dbname = incident",
    "postgresql://[",
    "postgresql://mara:hunter2@[::1/db",
    "postgresql://host/db?hunter2=1",
    "sqlite://log.db",
    "sqlite:log.db",
    "file:///tmp/log.db",
    "~nobody-of-that-name/log.db",
]


@pytest.mark.parametrize("address", NOWHERE)
def test_an_address_of_no_log_is_refused_and_nothing_is_made(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for attempt in (open_log, upgrade_log):
        with pytest.raises(StorageNowhere) as refusal:
            attempt(address)
        assert "hunter2" not in str(refusal.value.fields)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("address", ["log.db", "a=b.db", "C:log.db", "sqlite:///log.db", "folder/host=x.db"])
def test_a_path_stays_a_path(address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(StorageMissing):
        open_log(address)


def test_a_server_without_the_library_for_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(StorageDriverMissing) as refusal:
        open_log("postgresql://host/db")
    assert "pip install 'incident[postgres]'" in say_error(refusal.value)
