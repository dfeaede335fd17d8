"""What a file can be, and do wrong."""

from __future__ import annotations

import os
import resource
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path
from time import monotonic
from types import SimpleNamespace

import pytest

from incident.adapters.storage import open_log
from incident.adapters.storage.log import StoredLog
from incident.adapters.storage.migrations import READER, migrations
from incident.adapters.storage.opening import upgrade_log
from incident.adapters.storage.sqlite.failures import explained
from incident.application.errors import (
    StorageBusy,
    StorageDamaged,
    StorageError,
    StorageFull,
    StorageLimited,
    StorageMissing,
    StorageNoFile,
    StorageOnReserve,
    StorageReadOnly,
    StorageTooNew,
    StorageTooOld,
)
from incident.domain.events import ContentErased, IncidentMode, NoteAdded
from incident.wording.errors import say_error
from tests.contracts.batches import NOW, TARGETS, a_delivery, batch_of, fold, note, released, telling
from tests.contracts.tampering import fill, make_older, raw
from tests.rights import nobody_special


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A log with one entry."""
    place = tmp_path / "incident.db"
    with closing(open_log(place, create=True)) as log:
        log.append(batch_of("INC-0001", 0, note("kept")))
    return place


def texts(log: StoredLog) -> list[str]:
    return [str(entry.event.text) for entry in log.read("INC-0001") if isinstance(entry.event, NoteAdded)]


def test_a_log_that_is_not_there_is_missing_and_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(StorageMissing) as missing:
        open_log(tmp_path / "no.db")
    assert missing.value.fields["path"] == str(tmp_path / "no.db")
    assert not (tmp_path / "no.db").exists()


def test_making_a_log_twice_keeps_it(path: Path) -> None:
    with closing(open_log(path, create=True)) as log:
        assert texts(log) == ["kept"]


def test_a_log_is_made_with_its_folder(tmp_path: Path) -> None:
    open_log(tmp_path / "deep" / "er" / "incident.db", create=True).close()
    assert (tmp_path / "deep" / "er" / "incident.db").exists()


@pytest.mark.parametrize("form", ["{}", "sqlite:///{}"])
def test_an_address_may_be_a_path_or_a_url(path: Path, form: str) -> None:
    with closing(open_log(form.format(path))) as log:
        assert texts(log) == ["kept"]


def test_a_name_with_odd_letters_is_opened(tmp_path: Path) -> None:
    place = tmp_path / "50% off?#事件 '.db"
    open_log(place, create=True).close()
    with closing(open_log(place)) as log:
        assert log.next_incident_id(IncidentMode.REAL) == "INC-0001"


@pytest.mark.parametrize("content", [b"this is a shopping list, not a log\n" * 200, b""], ids=["text", "empty"])
def test_a_file_that_is_no_log_is_said_to_be_none(tmp_path: Path, content: bytes) -> None:
    place = tmp_path / "list.txt"
    place.write_bytes(content)
    with pytest.raises(StorageDamaged):
        open_log(place)
    assert place.read_bytes() == content


def test_a_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    place = tmp_path / "music.db"
    with closing(sqlite3.connect(place)) as other:
        other.execute("CREATE TABLE songs (name)")
    for create in (False, True):
        with pytest.raises(StorageDamaged):
            open_log(place, create=create)
    assert raw(str(place), "SELECT name FROM sqlite_master") == [("songs",)]


def test_a_folder_is_no_log(tmp_path: Path) -> None:
    with pytest.raises(StorageError):
        open_log(tmp_path)


@pytest.mark.parametrize("kind", ["folder", "pipe", "socket", "device"])
@pytest.mark.parametrize("create", [False, True])
def test_what_is_no_file_is_said_to_be_none_and_is_never_waited_for(tmp_path: Path, kind: str, create: bool) -> None:  # noqa: FBT001  (a parameter of the claim)
    place = tmp_path / "incident.db"
    with socket.socket(socket.AF_UNIX) as listening:
        if kind == "folder":
            place.mkdir()
        elif kind == "pipe":
            os.mkfifo(place)
        elif kind == "socket":
            listening.bind(str(place))
        else:
            place.symlink_to(os.devnull)
        with pytest.raises(StorageNoFile):
            open_log(place, create=create)


def test_a_file_that_may_not_grow_past_the_limit_of_the_process_is_said_so(path: Path) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    with closing(open_log(path)) as log:
        resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, hard))
        try:
            with pytest.raises(StorageLimited) as refused:
                log.append(batch_of("INC-0001", 1, note("x" * 400_000)))
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        assert "ulimit" in say_error(refused.value)
        assert texts(log) == ["kept"]
        log.append(batch_of("INC-0001", 1, note("room again")))
        assert log.verify() == []


def test_a_damaged_page_is_said_to_be_damage(path: Path) -> None:
    """Fault 25."""
    content = bytearray(path.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    path.write_bytes(content)
    with pytest.raises(StorageDamaged):
        open_log(path)


@contextmanager
def _held(path: Path) -> Iterator[None]:
    with closing(sqlite3.connect(path, isolation_level=None)) as holder:
        holder.execute("BEGIN IMMEDIATE")
        yield


def test_a_log_that_another_program_holds_is_busy_after_a_while_and_can_be_read(path: Path) -> None:
    """Fault 23."""
    with _held(path), closing(open_log(path, patience_seconds=0.2)) as log:
        assert texts(log) == ["kept"]
        started = monotonic()
        with pytest.raises(StorageBusy):
            log.append(batch_of("INC-0001", 1, note()))
        assert 0.2 <= monotonic() - started < 5


def test_a_worker_whose_targets_are_all_busy_keeps_no_writer_waiting(path: Path) -> None:
    with closing(open_log(path, patience_seconds=0.2)) as log:
        log.load_targets(TARGETS)
        log.append(telling("INC-0001", 1, a_delivery("d1")))
        with _held(path):
            assert log.claim("me", NOW, timedelta(minutes=1), 5, busy=["mail"]) == []
            with pytest.raises(StorageBusy):
                log.claim("me", NOW, timedelta(minutes=1), 5)


def test_a_writer_waits_until_the_other_is_done(path: Path) -> None:
    with closing(open_log(path, patience_seconds=30)) as log:
        with _held(path):
            writer = threading.Thread(target=log.append, args=(batch_of("INC-0001", 1, note("patient")),))
            writer.start()
            writer.join(0.05)
            assert writer.is_alive()
        writer.join(30)
        assert texts(log) == ["kept", "patient"]


def test_a_full_disk_keeps_what_was_written_and_writes_nothing_more(path: Path) -> None:
    """Fault 24."""
    with closing(open_log(path)) as log:
        (connection,) = log._database._idle  # type: ignore[attr-defined]  # the bound is a connection's own
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(StorageFull):
            log.append(batch_of("INC-0001", 1, note("x" * 100_000)))
        assert texts(log) == ["kept"]
        assert log.verify() == []
        connection.execute("PRAGMA max_page_count = 1000000")
        log.append(batch_of("INC-0001", 1, note("room again")))
        assert texts(log) == ["kept", "room again"]


def test_of_a_full_disk_nothing_is_said_that_is_not_the_cause(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite says `attempt to write a readonly database` where the files beside the log cannot be made."""
    connecting = closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True))
    with connecting as connection, pytest.raises(sqlite3.Error) as refused:
        connection.execute("CREATE TABLE t (a)")
    monkeypatch.setattr(shutil, "disk_usage", lambda _place: SimpleNamespace(free=0))
    error = explained(refused.value, str(path))
    assert (type(error), error.fields.get("detail", "")) == (StorageFull, "")


def test_room_that_was_laid_by_is_given_up_for_an_entry_and_not_for_a_trial(path: Path) -> None:
    """Fault 24: `doctor` and a worker lay it by, and only ask."""
    reserve = path.with_name(f"{path.name}-reserve")
    with closing(open_log(path)) as log:
        log.check_writable()
        assert reserve.stat().st_blocks * 512 >= reserve.stat().st_size > 0
        (connection,) = log._database._idle  # type: ignore[attr-defined]  # as above
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(StorageFull):
            log.check_writable()
        assert (log.warning, reserve.exists()) == (None, True)
        log.append(batch_of("INC-0001", 1, note("x" * 100_000)))
        assert (type(log.warning), reserve.exists()) == (StorageOnReserve, False)
        assert log.verify() == []


def test_a_write_that_has_no_room_even_so_leaves_the_room_laid_by_for_a_smaller_one(path: Path) -> None:
    reserve = path.with_name(f"{path.name}-reserve")

    def too_much(_session: object) -> None:
        raise StorageFull(path=str(path), detail="a file of 20 MB")

    with closing(open_log(path)) as log:
        log.check_writable()
        with pytest.raises(StorageFull):
            log._database.write(too_much)
        assert reserve.stat().st_blocks * 512 >= reserve.stat().st_size > 0


def test_a_log_of_an_older_program_is_written_only_after_the_upgrade(path: Path) -> None:
    """Programs of its day may still be writing, and would not know the new entries."""
    make_older(str(path))
    with closing(open_log(path)) as log:
        assert texts(log) == ["kept"]
        assert [(row.title, row.titles) for row in log.summaries()] == [("A core channel is down", {})]
        assert log.verify() == []  # its guards are those of its day
        assert isinstance(log.obstacle, StorageTooOld)
        with pytest.raises(StorageTooOld) as refused:
            log.append(batch_of("INC-0001", 1, note()))
        assert "incident db upgrade" in say_error(refused.value)
    assert upgrade_log(path) == [
        "0004_reader_2",
        "0005_reader_3",
        "0006_said_deliveries",
        "0007_proven_endings",
        "0008_one_name",
        "0009_now_lines",
        "0010_custody",
        "0011_corrections",
        "0012_escalations",
        "0013_more_time",
        "0014_stand_ins",
        "0015_reader_12",
        "0016_bundles",
        "0017_next_delivery",
        "0018_evidence",
        "0019_claims",
        "0020_pauses",
        "0021_leading",
        "0022_said_once",
        "0023_reader_13",
        "0024_reader_14",
        "0025_called_off",
        "0026_reader_15",
        "0027_reader_16",
        "0028_underway",
    ]
    with closing(open_log(path)) as log:
        log.append(batch_of("INC-0001", 1, note("after")))
        assert texts(log) == ["kept", "after"]


def test_a_log_of_a_newer_program_is_read_and_not_written(path: Path) -> None:
    raw(str(path), "UPDATE meta SET min_reader = 99, schema_version = 99")
    with closing(open_log(path)) as log:
        assert texts(log) == ["kept"]
        assert [one.code for one in log.verify()] == ["version-newer"]  # its guards, only that program knows
        for write in (lambda: log.append(batch_of("INC-0001", 1, note())), lambda: log.rebuild_summaries(fold)):
            with pytest.raises(StorageTooNew):
                write()
        assert texts(log) == ["kept"]


def test_a_log_that_becomes_too_new_while_it_is_open_is_not_written(path: Path) -> None:
    with closing(open_log(path)) as log:
        raw(str(path), "UPDATE meta SET min_reader = 99")
        with pytest.raises(StorageTooNew):
            log.append(batch_of("INC-0001", 1, note()))


def test_a_schema_that_is_no_text_any_more_is_damage(path: Path) -> None:
    held = bytearray(path.read_bytes())
    held[held.index(b"events_never_change")] ^= 0xFF
    path.write_bytes(held)
    for way in (open_log, upgrade_log):
        with pytest.raises(StorageDamaged) as damaged:
            way(path)
        assert damaged.value.fields["path"] == str(path)
        assert "Restore the last backup" in say_error(damaged.value)


def test_the_log_of_a_newer_program_is_not_called_up_to_date(path: Path) -> None:
    raw(str(path), "UPDATE meta SET min_reader = 99")
    with pytest.raises(StorageTooNew) as refused:
        upgrade_log(path)
    assert "newer program" in say_error(refused.value)


@pytest.mark.parametrize("folder_mode", [0o555, 0o777], ids=["folder too", "file alone"])
def test_a_read_only_log_is_read_and_not_written(path: Path, folder_mode: int) -> None:
    with tempfile.TemporaryDirectory() as folder:  # not pytest's: that is closed to other users
        place = Path(folder) / "incident.db"
        place.write_bytes(path.read_bytes())
        place.chmod(0o444)
        Path(folder).chmod(folder_mode)
        with nobody_special(), closing(open_log(place)) as log:
            assert texts(log) == ["kept"]
            assert log.verify() == []
            assert log.change_mark() == log.change_mark()
            with pytest.raises(StorageReadOnly):
                log.check_writable()
            with pytest.raises(StorageReadOnly) as refused:
                log.append(batch_of("INC-0001", 1, note()))
        assert refused.value.fields["path"] == str(place)


@pytest.mark.parametrize("beside", ["-shm", "-wal"])
def test_the_file_beside_the_log_that_is_closed_is_named(path: Path, beside: str) -> None:
    with tempfile.TemporaryDirectory() as folder, closing(open_log(path)) as log:
        log.append(batch_of("INC-0001", 1, note()))
        place = Path(folder) / "incident.db"
        for end in ("", "-wal", "-shm"):  # as a program leaves them that was killed
            place.with_name(place.name + end).write_bytes(path.with_name(path.name + end).read_bytes())
            place.with_name(place.name + end).chmod(0o666)
        closed = place.with_name(place.name + beside)
        closed.chmod(0o444)
        Path(folder).chmod(0o777)
        with nobody_special(), closing(open_log(place)) as other, pytest.raises(StorageReadOnly) as refused:
            other.check_writable()
        assert f"because '{closed}' is closed to you" in say_error(refused.value)


def test_a_log_cannot_be_made_where_nothing_may_be_written() -> None:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o555)
        for place in (Path(folder) / "incident.db", Path(folder) / "deeper" / "incident.db"):
            with nobody_special(), pytest.raises(StorageError):
                open_log(place, create=True)


def test_an_erased_text_is_in_no_file(path: Path) -> None:
    with closing(open_log(path)) as log:
        (entry,) = log.append(batch_of("INC-0001", 1, note("call 555-0100 at once")))
        assert isinstance(entry.event, NoteAdded)
        assert b"555-0100" in _bytes_on_disk(path)
        erased = ContentErased(seq=2, contents=(entry.event.text.content_id,), because="retention")
        log.append(batch_of("INC-0001", 2, erased, erase_contents=erased.contents))
        assert b"555-0100" not in _bytes_on_disk(path)


def _bytes_on_disk(path: Path) -> bytes:
    return b"".join(file.read_bytes() for file in path.parent.glob(f"{path.name}*"))


def test_an_erasure_under_a_reader_is_done_although_the_file_is_cleaned_later(path: Path) -> None:
    with closing(open_log(path, patience_seconds=0.1)) as log, closing(sqlite3.connect(path)) as reader:
        (entry,) = log.append(batch_of("INC-0001", 1, note("call 555-0100")))
        assert isinstance(entry.event, NoteAdded)
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM events").fetchone()
        erased = ContentErased(seq=2, contents=(entry.event.text.content_id,), because="retention")
        log.append(batch_of("INC-0001", 2, erased, erase_contents=erased.contents))
        assert texts(log) == ["kept", ""]


@pytest.mark.parametrize(
    "statement",
    [
        "REPLACE INTO events SELECT * FROM events WHERE seq = 1",
        (
            "REPLACE INTO events SELECT NULL, 'INC-9', 1, event_id, type, 1, actor, NULL, 0, 0, body, 'c', digest "
            "FROM events WHERE seq = 1"
        ),
        "REPLACE INTO commands SELECT * FROM commands",
        "REPLACE INTO contents SELECT * FROM contents",
        "REPLACE INTO workspace_chain SELECT * FROM workspace_chain",
        "REPLACE INTO attempts SELECT * FROM attempts",
        "REPLACE INTO outbox SELECT * FROM outbox",
        "REPLACE INTO controller_stream SELECT * FROM controller_stream",
        "REPLACE INTO controller_contents SELECT * FROM controller_contents",
    ],
)
def test_replacing_a_row_is_refused_although_no_delete_trigger_fires(tmp_path: Path, statement: str) -> None:
    place = tmp_path / "full.db"
    with closing(open_log(place, create=True)) as log:
        fill(log, str(place))
        with (
            closing(sqlite3.connect(place)) as file,
            pytest.raises(sqlite3.IntegrityError, match=r"(?i)once|follow|grow|begins"),
        ):
            file.execute(statement)


@pytest.mark.parametrize(
    "place",
    [
        "events.position",
        "events.rowid",
        "contents.rowid",
        "commands.command_id",
        "workspace_chain.position",
        "attempts.rowid",
        "outbox.position",
        "outbox.rowid",
        "targets.rowid",
    ],
)
def test_moving_a_row_onto_another_does_not_delete_that(tmp_path: Path, place: str) -> None:
    table, column = place.split(".")
    path = tmp_path / "full.db"
    with closing(open_log(path, create=True)) as log, closing(sqlite3.connect(path)) as file:
        fill(log, str(path))
        log.append(batch_of("INC-0001", 2, released(), deliveries=[a_delivery("d2")]))
        count = file.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608  (names of our own)
        with pytest.raises(sqlite3.IntegrityError):
            file.execute(f"UPDATE OR REPLACE {table} SET {column} = (SELECT max({column}) FROM {table}) || ''")  # noqa: S608
        assert file.execute(f"SELECT count(*) FROM {table}").fetchone() == count  # noqa: S608


def test_a_log_that_can_be_written_says_so_and_keeps_nothing_of_the_trial(path: Path) -> None:
    with closing(open_log(path)) as log:
        log.check_writable()
        assert log.obstacle is None
        assert log.verify() == []
        log.check_writable()


def test_a_log_that_is_migrated_while_it_is_open_is_written_to_without_opening_it_anew(path: Path) -> None:
    make_older(str(path))
    with closing(open_log(path)) as log:
        before = log.obstacle
        upgrade_log(path)
        log.change_mark()
        assert (type(before), log.obstacle) == (StorageTooOld, None)
        log.append(batch_of("INC-0001", 1, note()))


def test_a_log_of_a_newer_program_says_what_stands_in_the_way_before_anything_is_written(path: Path) -> None:
    raw(str(path), "UPDATE meta SET min_reader = 99")
    with closing(open_log(path)) as log:
        assert isinstance(log.obstacle, StorageTooNew)
        assert log.obstacle.fields["path"] == str(path)
        with pytest.raises(StorageTooNew):
            log.check_writable()
        assert texts(log) == ["kept"]


def test_a_log_that_another_program_holds_cannot_be_written(path: Path) -> None:
    with _held(path), closing(open_log(path, patience_seconds=0.1)) as log, pytest.raises(StorageBusy):
        log.check_writable()


def test_a_file_that_may_not_grow_is_said_so_by_the_trial(path: Path) -> None:
    with closing(open_log(path)) as log:
        for connection in log._database._idle:  # type: ignore[attr-defined]  # the limit is a connection's own
            connection.execute("PRAGMA max_page_count = 1")
        with pytest.raises(StorageFull):
            log.check_writable()


def test_a_file_asks_nobody_who_they_are(path: Path) -> None:
    with closing(open_log(path)) as log:
        log.load_persons({"ann": "ann"})
        assert log.session_login() is None


def test_every_commit_is_flushed_and_kept_in_order(path: Path) -> None:
    with closing(open_log(path)) as log:
        (connection,) = log._database._idle  # type: ignore[attr-defined]  # settings are a connection's own
        settings = {name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in _SETTINGS}
    assert settings == _SETTINGS


_SETTINGS = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1}


def test_a_migration_is_recorded(path: Path) -> None:
    ((version, reader, instance),) = raw(str(path), "SELECT schema_version, min_reader, instance_id FROM meta")
    assert version == max(number for number, _ in migrations("sqlite"))
    assert (reader, len(instance)) == (READER, 32)


def test_two_makers_at_once_make_one_log(tmp_path: Path) -> None:
    place = tmp_path / "incident.db"
    makers = [threading.Thread(target=lambda: open_log(place, create=True).close()) for _ in range(4)]
    for maker in makers:
        maker.start()
    for maker in makers:
        maker.join(30)
    with closing(open_log(place)) as log:
        log.load_targets(())
        log.append(batch_of("INC-0001", 0, note()))
        assert log.verify() == []


def test_an_unknown_target_is_named_by_the_refusal_of_the_database(path: Path) -> None:
    with closing(open_log(path)) as log, pytest.raises(StorageError, match="cannot be reached") as refused:
        log.append(batch_of("INC-0001", 1, released(), deliveries=[a_delivery("d1", target_id="nowhere")]))
    assert "FOREIGN KEY" in refused.value.fields["detail"]


def test_a_log_in_a_file_loads_nothing_of_the_other_database() -> None:
    code = "import sys; from incident.adapters.storage.sqlite import opening; print('psycopg' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout == "False\n"


def test_a_constraint_that_was_taken_off_a_table_shows(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    with closing(open_log(path, create=True)) as log:
        assert log.verify() == []
    key = "FOREIGN KEY (target_id, exercise) REFERENCES targets (id, exercise),"
    raw(
        str(path),
        "PRAGMA writable_schema = 1",
        f"UPDATE sqlite_master SET sql = replace(sql, '{key}', '') WHERE name = 'outbox'",  # noqa: S608  (the key above)
    )
    with closing(open_log(path)) as log:
        assert [(one.code, one.fields) for one in log.verify()] == [("guard-missing", {"guard": "outbox"})]
