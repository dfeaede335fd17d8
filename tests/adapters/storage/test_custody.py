"""A backup is whole, is told from the log it was made from, and is put back without losing or sending in silence."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from incident.adapters.storage import open_log
from incident.adapters.storage.log import StoredLog
from incident.adapters.storage.sqlite.backing_up import BackedUp, back_up
from incident.adapters.storage.sqlite.restoring import Erasure, Restored, restore
from incident.application.errors import (
    BackupOnLog,
    BackupThere,
    BackupUnfit,
    FileUnwritable,
    LogAhead,
    LogInUse,
    NotFound,
    StorageTooNew,
)
from incident.application.ports import DeliveryState, OnUnknown, Target
from incident.domain.events import ContentErased, NoteAdded
from tests.adapters.storage.older import make_as_of
from tests.contracts.batches import NOW, a_delivery, batch_of, note, released
from tests.contracts.tampering import raw, raw_behind_guards
from tests.contracts.test_leading import EVENTS, PREPARED, erasing, lead_batch
from tests.deliveries import enqueue

LATER = NOW + timedelta(minutes=5)
LEASE = timedelta(seconds=30)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    place = tmp_path / "incident.db"
    with opened(place, create=True) as log:
        log.append(batch_of("INC-0001", 0, note("kept")))
    return place


@contextmanager
def opened(path: Path, *, create: bool = False) -> Iterator[StoredLog]:
    with closing(open_log(path, create=create)) as log:
        yield log


def texts(path: Path) -> Sequence[str]:
    with opened(path) as log:
        return [str(each.event.text) for each in log.read("INC-0001") if isinstance(each.event, NoteAdded)]


def saved(path: Path, name: str = "backup.db", *, replace: bool = False) -> BackedUp:
    return back_up(path, path.parent / name, NOW, "ana", replace=replace)


def erased_by_hand(log: StoredLog, erasures: Sequence[Erasure]) -> int:
    for each in erasures:
        seq = len(log.read(each.incident_id))
        event = ContentErased(seq=each.seq, contents=each.contents, because=each.because)
        log.append(
            batch_of(each.incident_id, seq, event, command_id=f"again-{seq}", erase_contents=list(each.contents))
        )
    return len(erasures)


def put_back(path: Path, name: str = "backup.db", lose: int = 0) -> Restored:
    return restore(path.with_name(name), path, LATER, "ana", lose=lose, erase=erased_by_hand)


def names(path: Path) -> set[str]:
    return {each.name for each in path.parent.iterdir()} - {"incident.db-wal", "incident.db-shm"}


def test_a_folder_whose_name_is_no_text_takes_a_backup_and_gives_it_back(path: Path, tmp_path: Path) -> None:
    folder = Path(os.fsdecode(os.fsencode(tmp_path) + b"/night-\xff"))
    folder.mkdir()
    made = back_up(path, folder / "backup.db", NOW, "ana", replace=False)
    assert (made.is_kept, made.is_noted) == (True, True)
    with opened(path) as log:
        last = log.last_backup()
    assert last is not None
    assert last.place == f"{tmp_path.resolve()}/night-?/backup.db"
    restore(folder / "backup.db", path, LATER, "ana", lose=0, erase=erased_by_hand)
    assert texts(path) == ["kept"]


def test_a_backup_is_the_whole_log_in_one_file_for_its_owner_alone(path: Path) -> None:
    made = saved(path)
    assert (made.incidents, made.entries, made.findings, made.is_kept, made.is_noted) == (1, 1, [], True, True)
    copy = path.with_name("backup.db")
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert names(path) == {"incident.db", "backup.db"}
    assert texts(copy) == ["kept"]
    with opened(path) as log:
        assert made.heads == log.heads()


def test_a_backup_is_made_while_others_write_and_keeps_none_of_them_waiting(path: Path) -> None:
    done = threading.Event()
    written: list[int] = []

    def write() -> None:
        with closing(open_log(path)) as log:
            while not done.is_set():
                seq = 1 + len(written)
                log.append(batch_of("INC-0001", seq, note("x" * 2000), command_id=f"c{seq}"))
                written.append(seq)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        while len(written) < 20:
            assert writer.is_alive()
        made = [saved(path, f"backup-{n}.db") for n in range(5)]
    finally:
        done.set()
        writer.join(30)
    assert [each.findings for each in made] == [[]] * 5
    assert 20 < made[0].entries <= made[-1].entries <= 1 + len(written)


def test_nothing_is_written_over_what_is_there_unless_told(path: Path) -> None:
    path.with_name("backup.db").write_text("holiday photos")
    with pytest.raises(BackupThere):
        saved(path)
    assert path.with_name("backup.db").read_text() == "holiday photos"
    assert saved(path, replace=True).entries == 1


@pytest.mark.parametrize("name", ["incident.db", "incident.db-wal", "link.db"])
def test_the_log_itself_is_no_place_for_its_backup(path: Path, name: str) -> None:
    os.link(path, path.with_name("link.db"))
    with pytest.raises(BackupOnLog):
        saved(path, name, replace=True)
    assert texts(path) == ["kept"]


@pytest.mark.parametrize("place", ["nowhere/backup.db", "incident.db/backup.db"])
def test_a_place_that_cannot_be_written_is_said_by_its_name(path: Path, place: str) -> None:
    with pytest.raises(FileUnwritable) as refused:
        saved(path, place)
    assert str(refused.value.fields["path"]).endswith(place)


def test_a_faulty_record_never_takes_the_place_of_an_earlier_backup(path: Path) -> None:
    saved(path)
    raw_behind_guards(str(path), "UPDATE events SET actor = 'somebody'")
    made = saved(path, replace=True)
    assert made.findings
    assert not made.is_kept
    with opened(path.with_name("backup.db")) as log:
        assert log.verify() == []
    assert saved(path, "faulty.db").is_kept  # it is all there is of what came after


def test_the_log_knows_its_last_backup_and_so_does_the_backup(path: Path) -> None:
    with opened(path) as log:
        assert log.last_backup() is None
    saved(path)
    for each in (path, path.with_name("backup.db")):
        with opened(each) as log:
            backup = log.last_backup()
            assert backup is not None
            assert (backup.taken_at, backup.place) == (NOW, str(path.with_name("backup.db")))


def test_a_backup_that_is_only_copied_into_place_sends_nothing_either(path: Path) -> None:
    with opened(path) as log:
        enqueue(log, log, a_delivery("d1"), seq=1)
    saved(path)
    other = path.with_name("other.db")
    shutil.copy(path.with_name("backup.db"), other)
    with opened(other) as log:
        assert log.unconfirmed() is not None
        assert log.claim("worker", LATER, LEASE, 9) == []
    with opened(path) as log:
        assert log.unconfirmed() is None
        assert len(log.claim("worker", LATER, LEASE, 9)) == 1


def test_an_older_program_cannot_send_from_a_copy(path: Path) -> None:
    with opened(path) as log:
        enqueue(log, log, a_delivery("d1"), seq=1)
    saved(path)
    with pytest.raises(sqlite3.IntegrityError, match="before a person confirms"):
        raw(
            str(path.with_name("backup.db")),
            "UPDATE outbox SET state = 'sending', owner = 'w', lease_until = 1, fence = 1, tries = 1",
        )


def test_custody_grows_and_never_changes(path: Path) -> None:
    saved(path)
    for statement in (
        "UPDATE custody SET kind = 'confirmed'",
        "DELETE FROM custody",
        "INSERT OR REPLACE INTO custody SELECT * FROM custody",
    ):
        with pytest.raises(sqlite3.IntegrityError):
            raw(str(path.with_name("backup.db")), statement)


def test_what_is_put_back_has_a_name_of_its_own_and_verifies(path: Path) -> None:
    saved(path)
    with opened(path) as log:
        before = log.instance_id()
    done = put_back(path)
    with opened(path) as log:
        assert log.instance_id() not in ("", before)
        assert log.verify() == []
        assert log.unconfirmed() == done.unconfirmed
        assert (done.unconfirmed.backed_up_at, done.unconfirmed.restored_at) == (NOW, LATER)
    assert (done.lost, done.entries) == (0, 1)


def test_entries_that_the_backup_lacks_are_counted_before_anything_is_put_back(path: Path) -> None:
    saved(path)
    with opened(path) as log:
        log.append(batch_of("INC-0001", 1, note("later"), note("last")))
        log.append(batch_of("INC-0002", 0, note("another")))
    with pytest.raises(LogAhead) as refused:
        put_back(path)
    assert refused.value.fields["count"] == 3
    assert refused.value.fields["incidents"] == ("INC-0001", "INC-0002")
    with pytest.raises(LogAhead):
        put_back(path, lose=2)
    assert texts(path) == ["kept", "later", "last"]
    done = put_back(path, lose=3)
    assert texts(path) == ["kept"]
    assert texts(Path(done.kept)) == ["kept", "later", "last"]
    assert stat.S_IMODE(Path(done.kept).stat().st_mode) == 0o600


def test_what_was_erased_since_the_backup_is_erased_again(path: Path) -> None:
    with opened(path) as log:
        log.append(batch_of("INC-0001", 1, note("Mrs Kowalczyk")))
    saved(path)
    with opened(path) as log:
        entry = log.read("INC-0001")[-1]
        assert isinstance(entry.event, NoteAdded)
        content = entry.event.text.content_id
        event = ContentErased(seq=2, contents=(content,), because="retention")
        log.append(batch_of("INC-0001", 2, event, erase_contents=[content]))
    assert put_back(path, lose=1).erased == 1
    assert texts(path) == ["kept", ""]
    assert b"Kowalczyk" not in path.read_bytes()
    with opened(path) as log:
        assert log.verify() == []


def test_what_those_who_lead_erased_since_the_backup_is_erased_again(path: Path) -> None:
    with opened(path) as log:
        log.append(batch_of("EX-0001", 0, PREPARED))
        seen = log.leading().append(lead_batch(0, *EVENTS))[3]
    saved(path)
    with opened(path) as log:
        log.leading().append(lead_batch(len(EVENTS), erasing(seen)))
    with pytest.raises(LogAhead):
        put_back(path)
    assert put_back(path, lose=1).erased == 1
    assert b"read back" not in path.read_bytes()
    with opened(path) as log:
        assert log.leading().read("EX-0001")[-1].event == erasing(seen)
        assert log.verify() == []
    saved(path, "again.db")
    assert put_back(path, "again.db").erased == 0


def test_what_waited_in_the_backup_is_unknown_or_marked_once_confirmed(path: Path) -> None:
    with opened(path) as log:
        rows = [
            a_delivery("d1"),
            a_delivery("d2", target_id="pager", on_unknown=OnUnknown.REPEAT),
        ]
        later = LATER + LEASE
        coming = a_delivery("d3", target_id="chat", due_at=later, expires_at=later + timedelta(hours=1))
        enqueue(log, log, *rows, seq=1, targets=[Target(id="chat", exercise=False, kind="apprise", secret="")])
        log.append(batch_of("INC-0001", 2, released(), deliveries=[coming], occurred_at=later))
    saved(path)
    assert put_back(path).waiting == 3
    with opened(path) as log:
        enqueue(log, log, a_delivery("d4", target_id="other"), seq=3)  # nobody can have sent this one
        assert log.claim("worker", LATER, LEASE, 9) == []
        assert log.reap(LATER + timedelta(days=1)) == []
        assert log.waiting()[0] == 4
        assert log.confirm("ana", LATER) == 2
        states = {each.id: each.state for each in log.deliveries("INC-0001")}
        assert states == {
            "d1": DeliveryState.UNKNOWN,
            "d2": DeliveryState.PENDING,
            "d3": DeliveryState.PENDING,
            "d4": DeliveryState.PENDING,
        }
        assert {each.id for each in log.claim("worker", LATER, LEASE, 9)} == {"d2", "d4"}
        (again,) = (each for each in log.deliveries("INC-0001") if each.id == "d2")
        assert again.fence == 2  # the dispatcher takes that for a send whose owner died over it, and marks it
        assert log.unconfirmed() is None
        assert log.confirm("ana", LATER) == 0
        assert log.verify() == []


@pytest.mark.parametrize("kind", ["photo", "torn", "edited", "newer"])
def test_what_is_no_whole_backup_is_not_put_back(path: Path, kind: str) -> None:
    saved(path)
    copy = path.with_name("backup.db")
    if kind == "photo":
        copy.write_bytes(b"\x89PNG" * 5000)
    elif kind == "torn":
        copy.write_bytes(copy.read_bytes()[:20_000])
    elif kind == "edited":
        raw_behind_guards(str(copy), "UPDATE events SET actor = 'somebody'")
    else:
        raw(str(copy), "UPDATE meta SET min_reader = 99")
    with pytest.raises((BackupUnfit, StorageTooNew)):
        put_back(path)
    assert texts(path) == ["kept"]
    with opened(path) as log:
        assert log.unconfirmed() is None
    assert names(path) == {"incident.db", "backup.db"}


def test_a_log_that_somebody_has_open_is_not_replaced_under_them(path: Path) -> None:
    saved(path)
    with opened(path) as log:
        log.read("INC-0001")
        with pytest.raises(LogInUse):
            put_back(path)
        log.append(batch_of("INC-0001", 1, note("goes on")))
    assert texts(path) == ["kept", "goes on"]


def test_where_no_log_stands_the_backup_becomes_it(path: Path) -> None:
    saved(path)
    path.unlink()
    assert put_back(path).kept == ""
    assert texts(path) == ["kept"]


def test_a_log_that_nobody_can_read_is_kept_and_replaced(path: Path) -> None:
    saved(path)
    for each in path.parent.glob("incident.db-*"):
        each.unlink()
    path.write_bytes(b"\xff" * 50_000)
    done = put_back(path)
    assert done.lost is None
    assert Path(done.kept).read_bytes() == b"\xff" * 50_000
    assert texts(path) == ["kept"]


def test_a_second_restore_keeps_what_the_first_one_kept(path: Path) -> None:
    saved(path)
    kept = [put_back(path).kept for _ in range(3)]
    assert len(set(kept)) == 3
    assert all(texts(Path(each)) == ["kept"] for each in kept)


def test_a_log_with_pages_of_another_size_takes_the_backup(path: Path) -> None:
    saved(path)
    file = sqlite3.connect(path)
    file.execute("PRAGMA journal_mode = DELETE")
    file.execute("PRAGMA page_size = 8192")
    file.execute("VACUUM")
    file.execute("PRAGMA journal_mode = WAL")
    file.close()
    put_back(path)
    assert texts(path) == ["kept"]


def test_a_backup_that_is_not_there_or_is_the_log_is_said_so(path: Path) -> None:
    with pytest.raises(NotFound):
        put_back(path, "none.db")
    with pytest.raises(BackupOnLog):
        put_back(path, "incident.db")


def test_a_backup_of_before_custody_is_brought_up_and_held(path: Path) -> None:
    saved(path)
    make_as_of(path.with_name("backup.db"), 9)
    put_back(path)
    with opened(path) as log:
        assert log.unconfirmed() is not None
        assert log.verify() == []
