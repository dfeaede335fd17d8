"""What ends the program from outside: the terminal is as it was, no draft is lost, nothing is left behind."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import termios
import time
from pathlib import Path

import pytest

from tests.blackbox.conftest import Team
from tests.blackbox.terminal import Terminal
from tests.conftest import CHECKOUT

pytestmark = pytest.mark.slow

PATIENCE_SECONDS = 30.0
NOHUP = """
import fcntl, os, signal, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
signal.signal(signal.SIGHUP, signal.SIG_IGN)
os.execv(sys.argv[1], sys.argv[1:])
"""
"""In a window of its own, and deaf to its end."""


OUR_FRAME = re.compile(rb'site-packages/incident/(\S+)", line (\d+)')
SETTLED = 1 + next(
    number
    for number, line in enumerate((CHECKOUT / "incident/__main__.py").read_text("utf-8").splitlines())
    if "_signal.signal(" in line
)
"""The line of the door that says what Ctrl-C does."""


def _opened(team: Team, *words: str, **environment: str) -> Terminal:
    return Terminal([team.program, *words], team.environment | environment)


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGQUIT"])
def test_the_terminal_is_given_back_and_the_half_typed_note_is_there_again(team: Team, name: str) -> None:
    team.declared("outage.core-channel", "--tier", "2", "--title", "Voice is down")
    number = int(getattr(signal, name))
    with _opened(team) as terminal:
        modes = termios.tcgetattr(terminal.master)
        terminal.sees("Voice is down")
        terminal.press("1")
        terminal.sees("[>] 1")
        terminal.press("m")
        terminal.sees("TYPING")
        terminal.press("half a note")
        terminal.sees("half a note")
        drawn = len(terminal.sent)
        os.kill(terminal.process.pid, number)
        assert terminal.ends() == 128 + number
        assert termios.tcgetattr(terminal.master) == modes
        for left in (b"\x1b[?1049l", b"\x1b[?25h", b"\x1b[?1000l", b"\x1b[?2004l"):
            assert left in terminal.sent[drawn:], left
        assert b"Traceback" not in terminal.sent
    with _opened(team) as terminal:
        terminal.sees("Voice is down")
        terminal.press("1")
        terminal.sees("half a note")


@pytest.mark.parametrize("before", [(), (sys.executable, "-c", NOHUP)], ids=["setsid", "nohup"])
def test_a_terminal_that_goes_without_a_word_ends_the_program_and_no_note(team: Team, before: tuple[str, ...]) -> None:
    team.declared("outage.core-channel", "--tier", "2", "--title", "Voice is down")
    with Terminal([*before, team.program], team.environment) as terminal:
        terminal.sees("Voice is down")
        terminal.press("1")
        terminal.sees("[>] 1")
        terminal.press("m")
        terminal.sees("TYPING")
        terminal.press("half a note")
        terminal.sees("half a note")
        terminal.go()
        assert terminal.process.wait(PATIENCE_SECONDS) == 128 + signal.SIGHUP
    with _opened(team) as terminal:
        terminal.sees("Voice is down")
        terminal.press("1")
        terminal.sees("half a note")


@pytest.mark.parametrize("words", [(), ("demo",)])
def test_a_window_that_is_closed_leaves_no_report_of_a_fault(
    team: Team, tmp_path: Path, words: tuple[str, ...]
) -> None:
    """The system hangs up and lets go on at once, as it does for whatever ran in the window."""
    folder = tmp_path / "own"
    folder.mkdir()
    with _opened(team, *words, TMPDIR=str(folder)) as terminal:
        terminal.sees("OPEN INCIDENTS")
        os.kill(terminal.process.pid, signal.SIGHUP)
        os.kill(terminal.process.pid, signal.SIGCONT)
        assert terminal.ends() == 128 + signal.SIGHUP
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("delay", [0.0, 0.02, 0.05, 0.1, 0.2])
def test_a_program_that_is_leaving_takes_nothing_up_again(team: Team, delay: float) -> None:
    """The one reader of keys that is left behind would keep it for ever."""
    with _opened(team) as terminal:
        terminal.sees("OPEN INCIDENTS")
        os.kill(terminal.process.pid, signal.SIGHUP)
        time.sleep(delay)  # the instant is what is tried here
        for _ in range(3):
            if terminal.process.poll() is None:
                os.kill(terminal.process.pid, signal.SIGTSTP)
                os.kill(terminal.process.pid, signal.SIGCONT)
        terminal.until(lambda: _goes_on_and_ends(terminal), "the program to end")
        assert terminal.process.returncode == 128 + signal.SIGHUP
        assert b"Traceback" not in terminal.sent


def _goes_on_and_ends(terminal: Terminal) -> bool:
    if terminal.process.poll() is None:
        os.kill(terminal.process.pid, signal.SIGCONT)
    return terminal.process.poll() is not None


@pytest.mark.parametrize("name", ["SIGSTOP", "SIGTSTP"])
def test_a_program_that_was_stopped_goes_on_with_the_whole_screen(team: Team, name: str) -> None:
    """Whoever had the terminal meanwhile set it for lines, and wrote on it."""
    team.declared("outage.core-channel", "--tier", "2", "--title", "Voice is down")
    with _opened(team) as terminal:
        terminal.sees("Voice is down")
        raw = termios.tcgetattr(terminal.master)
        os.kill(terminal.process.pid, int(getattr(signal, name)))
        os.waitid(os.P_PID, terminal.process.pid, os.WSTOPPED)
        terminal.read(1.0)
        lines = termios.tcgetattr(terminal.master)
        lines[3] |= termios.ICANON | termios.ECHO
        termios.tcsetattr(terminal.master, termios.TCSANOW, lines)
        terminal.is_cleared()
        os.kill(terminal.process.pid, signal.SIGCONT)
        terminal.sees("Voice is down")
        assert termios.tcgetattr(terminal.master) == raw
        terminal.press("1")
        terminal.sees("[>] 1")


def _is_before_the_first_statement(name: bytes, line: bytes) -> bool:
    return name == b"__init__.py" or (name == b"__main__.py" and int(line) <= SETTLED)


@pytest.mark.parametrize("words", [("list",), ("--help",), ("doctor",)])
def test_ctrl_c_while_a_command_loads_or_runs_shows_no_traceback(team: Team, words: tuple[str, ...]) -> None:
    """Python itself is deaf or loud until our first statement has settled it; from there on nothing of us shows."""
    codes = set()
    for delay in range(0, 200, 6):
        with _opened(team, *words) as terminal:
            time.sleep(delay / 1000)  # the instant is what is tried here
            if terminal.process.poll() is None:
                os.killpg(terminal.process.pid, signal.SIGINT)
            codes.add(terminal.ends())
            after = [each for each in OUR_FRAME.findall(terminal.sent) if not _is_before_the_first_statement(*each)]
            assert not after, (delay, terminal.sent.decode())
    assert codes <= {0, 1, 130, -signal.SIGINT}
    assert codes & {130, -signal.SIGINT}


@pytest.mark.parametrize("words", [("demo",), ("demo", "--play")])
def test_a_demonstration_that_is_stopped_leaves_nothing_behind(
    team: Team, tmp_path: Path, words: tuple[str, ...]
) -> None:
    folder = tmp_path / "own"
    folder.mkdir()
    with _opened(team, *words, TMPDIR=str(folder)) as terminal:
        terminal.until(lambda: any(folder.iterdir()), "the demonstration's workspace")
        if words == ("demo",):
            terminal.sees("OPEN INCIDENTS 1")
        os.kill(terminal.process.pid, signal.SIGTERM)
        assert terminal.ends() == 128 + signal.SIGTERM
        assert b"Traceback" not in terminal.sent
        end = time.monotonic() + PATIENCE_SECONDS
        while (left := _session_of(terminal.process.pid)) and time.monotonic() < end:
            time.sleep(0.05)
        assert left == []
    assert list(folder.iterdir()) == []


def _session_of(leader: int) -> list[str]:
    """The processes that are still there of the session that the program led."""
    ran = subprocess.run(["ps", "-o", "pid=,args=", "-s", str(leader)], capture_output=True, text=True, check=False)
    return [line for line in ran.stdout.splitlines() if "defunct" not in line]
