"""What was typed cannot command a terminal, and a stream that takes nothing costs no record."""

from __future__ import annotations

import os
import resource
import select
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from time import monotonic, sleep

import pytest

from incident.adapters.workspace.starter import Starter, init_workspace
from incident.bootstrap.assembly import Program
from incident.cli.main import run
from tests.bundles import RUNBOOK_ID
from tests.cli.conftest import CommandLine
from tests.cli.world import World
from tests.conftest import CHECKOUT

BAD = "\x1b]0;pwn\x07\x9b31m\u202e\r\nforged"
PROGRAM = [sys.executable, "-m", "incident"]
DECLARE = ("declare", "outage.core-channel", "--tier", "2", "--title", "Voice line down")
FULL = Path("/dev/full")


@pytest.mark.parametrize(
    "words",
    [
        ("fact", "INC-0001", "--", BAD),
        ("fact", "INC-0001", BAD),
        ("mark", "INC-0001", "aware", "--at", BAD),
        ("mark", "INC-0001", BAD, "--at", "now"),
        ("tier", "INC-0001", "raise", BAD, "--because", "x"),
        ("tier", "INC-0001", BAD, "1", "--because", "x"),
        ("step", "INC-0001", "notice", "defer", "--until", BAD, "--reason", "x"),
        ("step", "INC-0001", "fix", "ask", "--person", "bo", "--within", BAD),
        ("list", "--lang", BAD),
        ("list", f"--{BAD}"),
        ("list", BAD),
        ("declare", RUNBOOK_ID, "--tier", BAD, "--title", "x"),
        ("declare", RUNBOOK_ID, "--tier", "2", "--title", "x", "--fact", BAD),
        (BAD,),
        ("message", BAD),
        ("review", "INC-0001", "-o", f"/nowhere/{BAD}"),
        ("runbook", "check", "--format", BAD),
    ],
)
def test_a_wrong_line_is_repeated_without_what_commands_a_terminal(cli: CommandLine, words: tuple[str, ...]) -> None:
    cli.declared()
    ran = cli(*words)
    assert ran.code == 2, ran.err
    assert not [char for char in ran.out + ran.err if not char.isprintable() and char != "\n"]
    assert not any(line.startswith("forged") for line in ran.err.splitlines())


def test_the_place_of_a_report_is_said_clean(cli: CommandLine, tmp_path: Path) -> None:
    ran = cli("review", cli.declared(), "-o", str(tmp_path / BAD))
    assert ran.code == 0
    assert [char for char in ran.err if not char.isprintable()] == ["\n"]


def test_a_report_replaces_the_one_before_it_whole_or_not_at_all(cli: CommandLine, tmp_path: Path) -> None:
    incident, place = cli.declared(), tmp_path / "review.md"
    link = tmp_path / "link.md"
    place.write_text("the one before")
    place.chmod(0o640)
    link.symlink_to(place)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20, before[1]))
    try:
        ran = cli("review", incident, "-o", str(place))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert (ran.code, place.read_text()) == (2, "the one before")
    cli.done("review", incident, "-o", str(link))
    assert place.read_text().startswith("# ")
    assert place.stat().st_mode & 0o777 == 0o640
    assert link.is_symlink()
    assert sorted(each.name for each in tmp_path.iterdir()) == ["link.md", "review.md"]


@pytest.mark.skipif(not FULL.exists(), reason="there is no /dev/full here")
def test_a_full_disk_is_no_wrong_line(cli: CommandLine) -> None:
    ran = cli("review", cli.declared(), "-o", str(FULL))
    assert ran.code == 4
    assert ran.err == "The disk is full, so '/dev/full' was not written. Make room and try again.\n"
    assert FULL.is_char_device()


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A first workspace, for the program in a process of its own."""
    folder = tmp_path / "desk"
    init_workspace(folder, Starter(name="Desk", language="en", zone="UTC", person="lin", login="lin"))
    Program(folder).make_log()
    for name, value in (("INCIDENT_HOME", str(folder)), ("INCIDENT_LOGIN", "lin"), ("HOME", str(tmp_path))):
        monkeypatch.setenv(name, value)
    return folder


def _shell(line: str) -> subprocess.CompletedProcess[str]:
    ran = subprocess.run(
        ["bash", "-c", line, "bash", *PROGRAM], cwd=CHECKOUT, capture_output=True, text=True, timeout=60, check=False
    )
    assert "Traceback" not in ran.stderr
    assert "Exception ignored" not in ran.stderr
    return ran


needs_full = pytest.mark.skipif(not FULL.exists(), reason="there is no /dev/full here")


@needs_full
@pytest.mark.parametrize("words", ["list", "list --json", "--help", "declare --help", "--version"])
@pytest.mark.usefixtures("home")
def test_a_reading_that_cannot_be_written_exits_as_a_log_that_cannot_be_written(words: str) -> None:
    _shell(f'"$@" {" ".join(DECLARE[:4])} --title x')
    ran = _shell(f'"$@" {words} > /dev/full')
    assert ran.returncode == 4, ran.stderr
    assert "The output could not be written: No space left on device." in ran.stderr


@needs_full
@pytest.mark.usefixtures("home")
def test_what_was_recorded_is_recorded_though_its_id_cannot_be_printed() -> None:
    ran = _shell(f'"$@" {" ".join(DECLARE[:4])} --title x > /dev/full')
    assert ran.returncode == 4
    assert "What this command recorded stays recorded." in ran.stderr
    assert "INC-0001" in _shell('"$@" list').stdout


@needs_full
@pytest.mark.usefixtures("home")
def test_talk_that_cannot_be_written_is_no_failure() -> None:
    assert _shell(f'"$@" {" ".join(DECLARE[:4])} --title x 2> /dev/full').returncode == 0
    assert _shell('"$@" note INC-0001 text 2> /dev/full').returncode == 0
    assert _shell('"$@" note INC-0009 text 2> /dev/full').returncode == 1


@pytest.mark.parametrize("words", ["list --json", "runbook show outage.core-channel", "--help", "--version"])
@pytest.mark.usefixtures("home")
def test_a_reader_that_goes_away_is_silent_success(words: str) -> None:
    ran = _shell(f'"$@" {words} | true; echo "${{PIPESTATUS[0]}}"')
    assert ran.stdout == "0\n"
    assert "could not be written" not in ran.stderr


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_signal_is_the_exit_code(cli: CommandLine, number: signal.Signals) -> None:
    def struck() -> int:
        os.kill(os.getpid(), number)
        raise AssertionError(number)

    cli.world.on_start = struck
    before = signal.getsignal(number)
    assert cli(at_terminal=True).code == 128 + number
    assert signal.getsignal(number) is before


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
@pytest.mark.parametrize("disguise", [RuntimeError("Error calling __set_name__"), SystemError("no result")], ids=str)
def test_a_signal_that_comes_back_as_another_fault_is_still_the_exit_code(
    cli: CommandLine, number: signal.Signals, disguise: Exception
) -> None:
    """Python 3.11 makes another fault of it while a class names its fields; others forget where theirs came from."""

    def struck() -> int:
        with suppress(BaseException):
            os.kill(os.getpid(), number)
        raise disguise

    cli.world.on_start = struck
    ran = cli(at_terminal=True)
    assert (ran.code, "fault" in ran.err) == (128 + number, False)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
@pytest.mark.usefixtures("home")
def test_a_signal_ends_the_program_without_a_traceback(number: signal.Signals) -> None:
    reading, writing = os.pipe()
    os.write(writing, b"a note that has no end")
    started = subprocess.Popen(
        [*PROGRAM, "note", "INC-0001", "-"], cwd=CHECKOUT, stdin=reading, stderr=subprocess.PIPE, text=True
    )
    deadline = monotonic() + 60
    while select.select([reading], [], [], 0)[0] and monotonic() < deadline:
        sleep(0.01)  # until it has read what there is, and waits for more
    started.send_signal(number)
    _out, said = started.communicate(timeout=60)
    os.close(writing)
    os.close(reading)
    assert (started.returncode, "Traceback" in said) == (128 + number, False)


@pytest.mark.parametrize(
    ("words", "code"), [(("list", "--workspace"), 2), (("list", "--db"), 4), (("review", "INC-0001", "-o"), 2)]
)
@pytest.mark.usefixtures("home")
def test_a_name_that_is_far_too_long_is_a_sentence(words: tuple[str, ...], code: int) -> None:
    subprocess.run([*PROGRAM, *DECLARE], cwd=CHECKOUT, check=True, capture_output=True)
    ran = subprocess.run(
        [*PROGRAM, *words, "x" * 100_000], cwd=CHECKOUT, capture_output=True, text=True, timeout=60, check=False
    )
    assert (ran.returncode, "File name too long" in ran.stderr) == (code, True), ran.stderr


def test_a_wrong_line_still_shows_how_it_is_written(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(("message",), world, at_terminal=False) == 2
    assert "Usage: incident message" in capsys.readouterr().err
