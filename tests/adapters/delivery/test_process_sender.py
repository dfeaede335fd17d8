"""Children: started when needed, killed alone, gone at the end; and the locks before them."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from threading import Event

import pytest

from incident.adapters.delivery.nursery import Nursery
from incident.adapters.delivery.process_sender import ProcessSender
from incident.adapters.delivery.sender_child import SenderChild
from incident.adapters.secrets import Redactor, Secrets
from incident.application.delivery.reasons import Reason
from incident.application.ports import AttemptClass, Target
from incident.domain.exercises.mark import MARK, wrapped
from tests.adapters.delivery.conftest import LIMIT, Rig
from tests.deliveries import a_delivery
from tests.sinks import HANG, Answer, MailServer, ScriptedSink, closed_port

CHECKOUT = Path(__file__).resolve().parents[3]
LATE_SECONDS = 15.0
"""Far less than what hangs would take, and ample for a machine that is busy."""


def children() -> list[int]:
    """The processes that this one has, sender children and their server among them; zombies are `Z`."""
    listed = subprocess.run(
        ["ps", "-o", "pid=,stat=", "--ppid", str(os.getpid())], capture_output=True, text=True, check=False
    ).stdout
    return [int(line.split()[0]) for line in listed.splitlines() if "Z" in line.split()[1]]


def test_a_hanging_target_holds_up_nobody(rig: Rig) -> None:
    """Fault 1: while five targets hang, a sixth is served at once."""
    with ScriptedSink(HANG) as hanging, ScriptedSink() as healthy, ThreadPoolExecutor(5) as threads:
        places = {"stuck": hanging, "well": healthy}
        for name, sink in places.items():
            (rig.folder / name).write_text(sink.url)
        stuck, well = (Target(id=name, exercise=False, kind="apprise", secret=f"file:{name}") for name in places)
        hangs = [threads.submit(rig.sender.send, stuck, a_delivery(), timedelta(seconds=4)) for _ in range(5)]
        assert len(hanging.inbox.wait_for(5)) == 5
        assert rig.sender.send(well, a_delivery(), LIMIT).result is AttemptClass.DELIVERED
        assert not any(each.done() for each in hangs)
        assert {each.result().result for each in hangs} == {AttemptClass.UNKNOWN}


def test_closing_ends_what_is_in_flight_and_leaves_no_process(tmp_path: Path) -> None:
    with ScriptedSink(HANG) as sink, ThreadPoolExecutor(1) as thread:
        (tmp_path / "hook").write_text(sink.url)
        sender = ProcessSender(Secrets(tmp_path), Redactor())
        target = Target(id="pager", exercise=False, kind="apprise", secret="file:hook")
        sending = thread.submit(sender.send, target, a_delivery(), timedelta(seconds=30))
        assert sink.inbox.wait_for(1)
        began = time.monotonic()
        sender.close()
        outcome = sending.result(timeout=LATE_SECONDS)
    assert time.monotonic() - began < LATE_SECONDS
    assert (outcome.result, outcome.detail) == (AttemptClass.UNKNOWN, Reason.KILLED)
    assert children() == []
    sender.close()


def test_a_closed_sender_can_send_again(tmp_path: Path) -> None:
    with ScriptedSink() as sink:
        (tmp_path / "hook").write_text(sink.url)
        sender = ProcessSender(Secrets(tmp_path), Redactor())
        target = Target(id="pager", exercise=False, kind="apprise", secret="file:hook")
        for _ in range(2):
            assert sender.send(target, a_delivery(), LIMIT).result is AttemptClass.DELIVERED
            sender.close()


def test_a_child_that_died_between_two_sends_is_replaced(rig: Rig) -> None:
    with ScriptedSink() as sink:
        assert rig.hook(sink.url).result is AttemptClass.DELIVERED
        for child in multiprocessing.active_children():
            assert child.pid is not None
            os.kill(child.pid, signal.SIGKILL)
            child.join(5)
        assert rig.hook(sink.url).result is AttemptClass.DELIVERED


def test_a_poison_message_fails_alone(rig: Rig) -> None:
    """Fault 30: whatever cannot be rendered kills its child before a byte goes out, and only that."""
    with ScriptedSink() as sink:
        poisoned = rig.hook(sink.url, title=None)
        assert rig.hook(sink.url).result is AttemptClass.DELIVERED
    assert poisoned.result is AttemptClass.PERMANENT
    assert poisoned.detail.startswith(Reason.CRASHED)
    assert len(sink.inbox.letters) == 1


def test_no_time_left_is_not_sent(rig: Rig) -> None:
    """Fault 19: who wakes after the lease sends nothing."""
    with ScriptedSink() as sink:
        outcome = rig.hook(sink.url, limit=timedelta(0))
    assert outcome.result is AttemptClass.NOT_SENT
    assert sink.inbox.letters == ()


@pytest.mark.parametrize(
    ("to_exercise", "is_exercise", "body"),
    [
        (True, True, "Join."),
        (True, True, f"{MARK}\nJoin."),
        (True, True, f"Join.\n{MARK}"),
        (True, True, MARK),
        (False, True, wrapped("Join.")),
        (True, False, "Join."),
        (True, False, wrapped("Join.")),
        (False, False, wrapped("Join.")),
    ],
)
def test_exercise_and_reality_do_not_meet(rig: Rig, *, to_exercise: bool, is_exercise: bool, body: str) -> None:
    """Fault 36, the second lock."""
    with ScriptedSink() as sink:
        (rig.folder / "locked").write_text(sink.url)
        target = Target(id="t", exercise=to_exercise, kind="apprise", secret="file:locked")
        outcome = rig.sender.send(target, a_delivery(exercise=is_exercise, body=body), LIMIT)
    assert (outcome.result, outcome.detail) == (AttemptClass.PERMANENT, Reason.EXERCISE_LOCK)
    assert sink.inbox.letters == ()


def test_an_exercise_reaches_its_own_target(rig: Rig) -> None:
    with ScriptedSink() as sink:
        outcome = rig.hook(sink.url, exercise=True, body=wrapped("Join."))
    assert outcome.result is AttemptClass.DELIVERED
    (letter,) = sink.inbox.letters
    assert (letter.title, letter.body) == (f"{MARK}: Core channel is down", f"{MARK}\nJoin.\n{MARK}")


@pytest.mark.parametrize("status", [401, 404, 400])
def test_a_secret_that_was_changed_is_tried_at_once(rig: Rig, status: int) -> None:
    """Fault 34: the key is refused, which some services say with a 400, and by then there is a new one."""
    (rig.folder / "turns").unlink(missing_ok=True)
    line = f'{sys.executable} -c \'import pathlib; p = pathlib.Path("turns"); n = p.stat().st_size if p.exists() else 0'
    with ScriptedSink(Answer(status=status), Answer()) as sink:
        line += f'; p.write_text("x" * (n + 1)); print("json://127.0.0.1:{sink.port}/key-" + str(n))\''
        target = Target(id="pager", exercise=False, kind="apprise", secret=f"cmd:{line}")
        outcome = rig.sender.send(target, a_delivery(), LIMIT)
    assert outcome.result is AttemptClass.DELIVERED
    assert [letter.recipient for letter in sink.inbox.letters] == ["/key-0", "/key-1"]


def test_a_secret_that_is_the_same_is_not_tried_twice(rig: Rig) -> None:
    with ScriptedSink(Answer(status=401)) as sink:
        outcome = rig.hook(sink.url)
    assert (outcome.result, outcome.status) == (AttemptClass.PERMANENT, 401)
    assert len(sink.inbox.letters) == 1


def test_a_locked_secret_store_means_later(rig: Rig) -> None:
    """Fault 35: nothing is lost, and the error names the reference only."""
    target = Target(id="pager", exercise=False, kind="apprise", secret="cmd:false --token=abc")
    outcome = rig.sender.send(target, a_delivery(), LIMIT)
    assert outcome.result is AttemptClass.NOT_SENT
    assert outcome.detail == f"{Reason.SECRET_UNAVAILABLE}: cmd:false"


def test_a_secret_that_does_not_come_in_time_means_later(rig: Rig) -> None:
    target = Target(id="pager", exercise=False, kind="apprise", secret="cmd:sleep 60")
    began = time.monotonic()
    outcome = rig.sender.send(target, a_delivery(), timedelta(seconds=1))
    assert time.monotonic() - began < LATE_SECONDS
    assert outcome.result is AttemptClass.NOT_SENT
    assert outcome.detail == f"{Reason.SECRET_UNAVAILABLE}: cmd:sleep"


def test_closing_waits_for_no_secret(tmp_path: Path) -> None:
    sender = ProcessSender(Secrets(tmp_path), Redactor())
    target = Target(id="pager", exercise=False, kind="apprise", secret="cmd:sh -c 'touch asked; sleep 60'")
    with ThreadPoolExecutor(1) as thread:
        sending = thread.submit(sender.send, target, a_delivery(), timedelta(seconds=30))
        while not (tmp_path / "asked").exists():
            assert not sending.done()
        began = time.monotonic()
        sender.close()
        assert sending.result(timeout=LATE_SECONDS).result is AttemptClass.NOT_SENT
        assert time.monotonic() - began < LATE_SECONDS


def test_a_child_that_is_not_born_in_time_sends_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine under load takes its time; the message goes out later, and nobody holds it for lost."""
    born, gate = Nursery._born, Event()

    def late(nursery: Nursery) -> SenderChild:
        gate.wait(20)
        return born(nursery)

    monkeypatch.setattr(Nursery, "_born", late)
    with ScriptedSink() as sink:
        (tmp_path / "hook").write_text(sink.url)
        sender = ProcessSender(Secrets(tmp_path), Redactor())
        target = Target(id="pager", exercise=False, kind="apprise", secret="file:hook")
        outcome = sender.send(target, a_delivery(), timedelta(seconds=1))
        assert (outcome.result, outcome.detail) == (AttemptClass.NOT_SENT, Reason.KILLED)
        gate.set()
        assert sender.send(target, a_delivery(), LIMIT).result is AttemptClass.DELIVERED
        sender.close()
    assert len(sink.inbox.letters) == 1


def test_an_unknown_kind_of_target_is_permanent(rig: Rig) -> None:
    outcome = rig.sender.send(Target(id="t", exercise=False, kind="pigeon", secret=""), a_delivery(), LIMIT)
    assert (outcome.result, outcome.detail) == (AttemptClass.PERMANENT, Reason.TARGET_INVALID)


def test_no_outcome_carries_a_secret(rig: Rig) -> None:
    """A provider that echoes the key gets it redacted; so does every fault on the way."""
    canary = "CANARY-9f3c2b71"
    with ScriptedSink(Answer(body=f'{{"errcode": 40001, "errmsg": "{canary} wrong"}}'.encode())) as sink:
        outcomes = [
            rig.hook(f"json://user:{canary}@127.0.0.1:{sink.port}/{canary}?token={canary}"),
            rig.hook(f"json://127.0.0.1:{closed_port()}/{canary}"),
            rig.hook(f"nothing://{canary}"),
            rig.hook(f"json://{canary}.invalid/x"),
        ]
    assert canary not in repr(outcomes)
    assert rig.redactor.redact(f"see {canary}") == "see [secret]"


def test_no_secret_is_cut_in_half_before_it_is_taken_out(rig: Rig) -> None:
    """Every prefix of a secret that a line's end could leave gives some of it away."""
    secret = "CANARY-9f3c2b71-0123456789"
    with MailServer(password=secret) as server:
        (rig.folder / "password").write_text(secret)
        options = {"host": "127.0.0.1", "port": str(server.port), "sender": "i@example.org", "security": "none"}
        target = Target(id="m", exercise=False, kind="smtp", secret="file:password", options={**options, "user": "i"})
        details = []
        for room in range(100, 165):
            server.refuse = {"MAIL": f"550 {'x' * room}{secret}"}
            details.append(rig.sender.send(target, a_delivery(), LIMIT).detail)
    assert all(len(detail) <= 160 for detail in details)
    assert "CANARY" not in repr(details)
    assert "[secret]" in repr(details)


SCRIPT = """
import sys, threading, pathlib, datetime
sys.path.insert(0, {checkout!r})
from incident.adapters.delivery.process_sender import ProcessSender
from incident.adapters.secrets import Redactor, Secrets
from incident.application.ports import Target
from tests.deliveries import a_delivery
import os
os.environ["HOOK"] = {url!r}
sender = ProcessSender(Secrets(pathlib.Path(".")), Redactor())
target = Target(id="t", exercise=False, kind="apprise", secret="env:HOOK")
if __name__ == "__main__":
    send = lambda: sender.send(target, a_delivery(), datetime.timedelta(seconds=30))
    threading.Thread(target=send, daemon=True).start()
    sys.stdin.readline()
    print(sorted({{name.partition(".")[0] for name in sys.modules}} & {{"apprise", "requests", "smtplib"}}))
"""


def test_a_hanging_target_does_not_keep_the_program_from_ending(tmp_path: Path) -> None:
    """And the program itself has never loaded Apprise."""
    script = tmp_path / "program.py"
    with ScriptedSink(HANG) as sink:
        script.write_text(SCRIPT.format(checkout=str(CHECKOUT), url=sink.url))
        program = subprocess.Popen(
            [sys.executable, script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        assert sink.inbox.wait_for(1, 60)
        began = time.monotonic()
        said, complained = program.communicate("\n", timeout=60)
        assert time.monotonic() - began < LATE_SECONDS
    assert (said, complained, program.returncode) == ("[]\n", "", 0)


def test_children_do_not_outlive_a_program_that_was_killed(tmp_path: Path) -> None:
    script = tmp_path / "program.py"
    with ScriptedSink(Answer()) as sink:
        script.write_text(SCRIPT.format(checkout=str(CHECKOUT), url=sink.url))
        program = subprocess.Popen([sys.executable, script], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
        assert sink.inbox.wait_for(1, 60)
        family = descendants(program.pid)
        assert len(family) >= 2
        program.kill()
        program.communicate()
        deadline = time.monotonic() + 10
        while (left := [pid for pid in family if is_running(pid)]) and time.monotonic() < deadline:
            time.sleep(0.02)
    assert left == []


def descendants(pid: int) -> list[int]:
    listed = subprocess.run(["ps", "-eo", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
    parents = {int(child): int(parent) for child, parent in (line.split() for line in listed.splitlines())}
    family = {pid}
    while grown := {child for child, parent in parents.items() if parent in family} - family:
        family |= grown
    return sorted(family - {pid})


def is_running(pid: int) -> bool:
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False).stdout
    return bool(state.strip()) and not state.startswith("Z")
