"""A claim whose send never began is no doubtful one: it goes again (reference/DELIVERY.md 5, fault 14; ADR 40)."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from incident.adapters.delivery.beginnings import FileBeginnings, begin, this_boot
from incident.adapters.storage.opening import open_log
from incident.application.delivery.dispatch import Dispatcher
from incident.application.ports import AttemptClass, DeliveryState, OnUnknown
from tests.application.dispatching import A_MOMENT, World, until
from tests.conftest import CHECKOUT
from tests.deliveries import a_delivery, a_row, enqueue, the_only_row
from tests.sinks import HANG, ScriptedSink

DAY = 86_400
WORKER = """
import pathlib, sys
sys.path.insert(0, {checkout!r})
from datetime import timedelta
from incident.adapters.delivery.beginnings import FileBeginnings, this_boot
from incident.adapters.delivery.process_sender import ProcessSender
from incident.adapters.ids import RandomIds
from incident.adapters.secrets import Redactor, Secrets
from incident.adapters.storage.opening import open_log
from incident.application.delivery.dispatch import Dispatcher
from incident.application.ports import Target
from tests.fakes import START, FakeClock, FakeDirectory

if __name__ == "__main__":
    folder, later = pathlib.Path(sys.argv[1]), timedelta(seconds=int(sys.argv[3]))
    target = Target(id="pager", exercise=False, kind="apprise", secret="cmd:sh secret.sh")
    begun = FileBeginnings(folder / "begun", this_boot())
    sender = ProcessSender(Secrets(folder), Redactor(), beginnings=begun)
    worker = Dispatcher(
        outbox=open_log(sys.argv[2]),
        sender=sender,
        targets=FakeDirectory(all_targets=[target]),
        clock=FakeClock(START + later),
        ids=RandomIds(),
        beginnings=begun,
    )
    worker.drain(timedelta(seconds=20))
    sender.close()
"""


@pytest.fixture
def beginnings(tmp_path: Path) -> FileBeginnings:
    kept = FileBeginnings(tmp_path / "begun", this_boot())
    kept.open("me")
    return kept


def test_whoever_comes_first_has_it_the_sender_or_who_takes_the_claim_away(beginnings: FileBeginnings) -> None:
    first, second = (a_delivery(id=name, owner="me", fence=1) for name in ("d1", "d2"))
    assert begin(beginnings.marks(first))
    assert not beginnings.never_begun(first)
    assert beginnings.never_begun(second)
    assert not begin(beginnings.marks(second))
    assert beginnings.never_begun(second), "who was killed before he wrote it down, asks again"
    assert begin(beginnings.marks(second.changed(fence=2)))


def test_what_leaves_in_one_begins_together(beginnings: FileBeginnings) -> None:
    carried = a_delivery(id="d2", owner="me", fence=3)
    assert beginnings.never_begun(carried)
    assert not begin(beginnings.marks(a_delivery(id="d1", owner="me", carries=(carried,))))


@pytest.mark.parametrize(
    "lost",
    [
        pytest.param(lambda folder: (folder / "me" / "boot").write_text("another run"), id="the machine began anew"),
        pytest.param(shutil.rmtree, id="somebody cleared it away"),
    ],
)
def test_where_the_machine_cannot_know_the_claim_is_in_doubt(
    tmp_path: Path, beginnings: FileBeginnings, lost: Callable[[Path], object]
) -> None:
    lost(tmp_path / "begun")
    row = a_delivery(owner="me")
    assert not beginnings.never_begun(row)
    assert begin(beginnings.marks(row)), "and it is sent all the same"


def test_a_disk_that_takes_no_file_leaves_everything_in_doubt(tmp_path: Path, beginnings: FileBeginnings) -> None:
    """Nobody may say later that what has no file was not sent."""
    row = a_delivery(owner="me")
    assert begin([f"{tmp_path}/begun/me/{'x' * 300}"])
    assert not beginnings.stands("me")
    assert not beginnings.never_begun(row)


def test_what_was_written_down_leaves_no_file_behind(tmp_path: Path) -> None:
    kept = FileBeginnings(tmp_path / "begun", this_boot())
    world = World()
    enqueue(world.log, world.log, a_row())
    dispatcher = Dispatcher(
        outbox=world.log,
        sender=world.sender,
        targets=world.targets,
        clock=world.clock,
        ids=world.ids,
        beginnings=kept,
    )
    assert dispatcher.drain(A_MOMENT).settled
    assert list((tmp_path / "begun").iterdir()) == []
    world.log.fails["record"] = 10**6
    enqueue(world.log, world.log, a_row("d2"), seq=len(world.log.read("INC-0001")))
    assert dispatcher.drain(A_MOMENT).unwritten
    assert len(list((tmp_path / "begun").iterdir())) == 1, "it is not written down: who looks later must not send it"


def test_a_second_attempt_by_the_same_claim_is_ours_as_the_first_one_was(beginnings: FileBeginnings) -> None:
    """A service that takes a key no longer is asked again with the new one (fault 34)."""
    row = a_delivery(owner="me")
    assert begin(beginnings.marks(row))
    assert begin(beginnings.marks(row))
    assert not beginnings.never_begun(row)


def test_where_neither_file_nor_doubt_can_be_written_nothing_is_sent_and_the_next_claim_goes_without(
    beginnings: FileBeginnings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that takes no more writing leaves the proof there: who looks later would say that nothing had begun."""

    def refuses(*_arguments: object, **_options: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    row = a_delivery(owner="me")
    with monkeypatch.context() as disk:
        for name in ("touch", "unlink", "mkdir"):
            disk.setattr(Path, name, refuses)
        disk.setattr(os, "utime", refuses)
        assert not begin(beginnings.marks(row))
        assert not beginnings.stands("me")
        beginnings.open("me again")
        again = row.changed(owner="me again", fence=2)
        assert begin(beginnings.marks(again))
    assert beginnings.never_begun(row)
    assert not beginnings.never_begun(again)


def test_a_worker_that_sends_for_months_takes_another_folder_each_day_and_the_old_ones_go(tmp_path: Path) -> None:
    kept, old = FileBeginnings(tmp_path / "begun", this_boot()), tmp_path / "begun" / "me"
    kept.open("me")
    now = old.stat().st_mtime
    os.utime(old / "boot", (now - DAY - 1,) * 2)
    assert not kept.stands("me")
    kept.open("me again")
    assert kept.stands("me again")
    assert old.exists(), "claims of the last day may run out yet"
    os.utime(old, (now - DAY - 1,) * 2)
    kept.open("and again")
    assert not old.exists()


@pytest.mark.slow
@pytest.mark.parametrize("on_unknown", OnUnknown)
def test_a_worker_that_is_killed_before_its_send_leaves_it_to_the_next_which_sends_it_once(
    tmp_path: Path, on_unknown: OnUnknown
) -> None:
    """Fault 14: it was killed while it waited for the secret, between the claim and the first byte."""
    place = str(tmp_path / "log.db")
    with closing(open_log(place, create=True)) as log, ScriptedSink() as sink:
        _secret(tmp_path, sink.url, "[ -e unlocked ] || sleep 3;")
        enqueue(log, log, a_row(on_unknown=on_unknown))
        _kill_while(tmp_path, place, lambda: the_only_row(log).state is DeliveryState.SENDING)
        (tmp_path / "unlocked").touch()
        subprocess.run(_worker(tmp_path, place, later=31), check=True, timeout=60)
        row = the_only_row(log)
        assert (row.state, row.tries, len(sink.inbox.letters)) == (DeliveryState.SENT, 2, 1)
        assert "POSSIBLE REPEAT" not in sink.inbox.letters[0].body
        classes = [each.outcome.result for each in log.attempts(row.id)]
        assert classes == [AttemptClass.NOT_SENT, AttemptClass.DELIVERED]
        assert log.verify() == []


@pytest.mark.slow
def test_a_worker_that_is_killed_after_the_first_byte_leaves_it_unknown(tmp_path: Path) -> None:
    """Fault 15, beside the other: the file says that it began."""
    place = str(tmp_path / "log.db")
    with closing(open_log(place, create=True)) as log, ScriptedSink(HANG) as sink:
        _secret(tmp_path, sink.url)
        enqueue(log, log, a_row())
        _kill_while(tmp_path, place, lambda: bool(sink.inbox.letters))
        subprocess.run(_worker(tmp_path, place, later=31), check=True, timeout=60)
        assert the_only_row(log).state is DeliveryState.UNKNOWN
        assert len(sink.inbox.letters) == 1


def _secret(folder: Path, url: str, first: str = "") -> None:
    (folder / "secret.sh").write_text(f"cd {folder}; {first} echo {url}\n")
    (folder / "worker.py").write_text(WORKER.format(checkout=str(CHECKOUT)))


def _worker(folder: Path, place: str, *, later: int) -> list[str]:
    return [sys.executable, str(folder / "worker.py"), str(folder), place, str(later)]


def _kill_while(folder: Path, place: str, condition: Callable[[], bool]) -> None:
    worker = subprocess.Popen(_worker(folder, place, later=0))
    until(condition)
    worker.send_signal(signal.SIGKILL)
    worker.wait()
