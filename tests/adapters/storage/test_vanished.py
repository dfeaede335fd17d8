"""A log whose file is deleted, replaced or gutted under a running program: said, never written past."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from incident.adapters.storage import open_log
from incident.adapters.storage.opening import upgrade_log
from incident.application.errors import StorageDamaged, StorageMissing, StorageReplaced
from tests.contracts.batches import batch_of, note
from tests.contracts.tampering import raw_behind_guards


def remove(path: Path) -> None:
    for each in path.parent.glob(f"{path.name}*"):
        each.unlink()


def test_a_mark_after_the_file_was_deleted_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "incident.db"
    log = open_log(path, create=True)
    log.append(batch_of("INC-0001", 0, note()))
    remove(path)
    with pytest.raises(StorageReplaced):  # whoever made another log in its place would lose this one from sight
        log.append(batch_of("INC-0001", 1, note()))
    with pytest.raises(StorageReplaced):
        log.read("INC-0001")
    log.close()


@pytest.mark.parametrize("moved", ["incident.db", "incident.db*"])
def test_a_log_that_was_moved_away_and_back_goes_on_by_itself(tmp_path: Path, moved: str) -> None:
    path, away = tmp_path / "incident.db", tmp_path / "away"
    away.mkdir()
    with closing(open_log(path, create=True)) as log:
        log.append(batch_of("INC-0001", 0, note()))
        for each in list(tmp_path.glob(moved)):
            each.rename(away / each.name)
        with pytest.raises(StorageReplaced):
            log.append(batch_of("INC-0001", 1, note()))
        with pytest.raises(StorageReplaced):
            log.change_mark()
        for each in list(away.iterdir()):
            each.rename(tmp_path / each.name)
        log.change_mark()
        log.append(batch_of("INC-0001", 1, note()))
    with closing(open_log(path)) as log:
        assert len(log.read("INC-0001")) == 2


def test_a_mark_after_the_file_was_replaced_is_refused_and_says_what_to_do(tmp_path: Path) -> None:
    path, other = tmp_path / "incident.db", tmp_path / "other.db"
    log = open_log(path, create=True)
    open_log(other, create=True).close()
    remove(path)
    shutil.move(other, path)
    with pytest.raises(StorageMissing) as refused:
        log.append(batch_of("INC-0001", 0, note()))
    assert "start the program again" in str(refused.value.fields["detail"])
    log.close()


def test_a_log_without_its_control_row_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "incident.db"
    open_log(path, create=True).close()
    raw_behind_guards(str(path), "DELETE FROM meta")
    log = open_log(path)
    with pytest.raises(StorageDamaged):
        log.append(batch_of("INC-0001", 0, note()))
    log.close()
    with pytest.raises(StorageDamaged):
        upgrade_log(path)


@pytest.mark.parametrize("stands", ["nothing", "another"])
def test_a_mark_is_not_claimed_once_the_write_ahead_log_is_gone(tmp_path: Path, stands: str) -> None:
    path = tmp_path / "incident.db"
    log = open_log(path, create=True)
    log.append(batch_of("INC-0001", 0, note()))
    path.with_name("incident.db-wal").unlink()
    if stands == "another":
        path.with_name("incident.db-wal").touch()
    with pytest.raises(StorageReplaced):
        log.append(batch_of("INC-0001", 1, note()))
    with pytest.raises(StorageReplaced):
        log.read("INC-0001")
    log.close()


def test_an_older_copy_put_over_an_open_log_is_noticed_and_nothing_is_written_to_it(tmp_path: Path) -> None:
    path, older = tmp_path / "incident.db", tmp_path / "older.db"
    with closing(open_log(path, create=True)) as log:
        log.append(batch_of("INC-0001", 0, note("before the copy")))
    shutil.copy(path, older)
    with closing(open_log(path)) as log:
        log.append(batch_of("INC-0001", 1, note("after the copy")))
    with closing(open_log(path)) as log:
        path.write_bytes(older.read_bytes())  # as `cp` does: the same file, and other bytes
        for _ in range(2):
            with pytest.raises(StorageReplaced) as refused:
                log.append(batch_of("INC-0001", 1, note()))
            assert "an older or another log was copied over it" in str(refused.value.fields["detail"])
    with closing(open_log(path)) as log:
        assert len(log.read("INC-0001")) == 1


def test_a_log_that_grows_past_its_checkpoints_is_its_own(tmp_path: Path) -> None:
    path = tmp_path / "incident.db"
    with closing(open_log(path, create=True)) as log:
        log.append(batch_of("INC-0001", 0, note()))
        for seq in range(1, 40):
            log.append(batch_of("INC-0001", seq, note("x" * 2000)))
            if not seq % 10:
                with closing(sqlite3.connect(path)) as other:
                    other.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        assert len(log.read("INC-0001")) == 40


def test_a_log_that_others_open_and_close_keeps_its_write_ahead_log(tmp_path: Path) -> None:
    path = tmp_path / "incident.db"
    log = open_log(path, create=True)
    for number in range(3):
        other = open_log(path)
        other.append(batch_of("INC-0001", 2 * number, note()))
        other.close()
        log.append(batch_of("INC-0001", 2 * number + 1, note()))
    assert len(log.read("INC-0001")) == 6
    log.close()
