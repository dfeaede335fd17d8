"""A program in a pty of 80x24, watched for bytes, time and what it costs."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import struct
import subprocess
import termios
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.bench.rounds import surroundings

__all__ = ["PATIENCE_SECONDS", "Terminal", "idle", "running"]

PATIENCE_SECONDS = 60.0
QUIET_SECONDS = 0.08
POLL_SECONDS = 1.0
WHOLE_PROCESS = 2


class Terminal:
    """The program, from its start."""

    def __init__(self, *command: str) -> None:
        self._leader, follower = pty.openpty()
        fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        os.set_blocking(self._leader, False)
        environment = surroundings(TERM="xterm-256color", COLUMNS="80", LINES="24")
        self._started = time.perf_counter()
        self._running = subprocess.Popen(
            command, stdin=follower, stdout=follower, stderr=follower, env=environment, start_new_session=True
        )
        os.close(follower)
        self.drawn = b""

    def seconds_until(self, words: bytes) -> float:
        """How long until these bytes are drawn, from now.

        Raises:
            TimeoutError: they never were.
        """
        start = time.perf_counter()
        place = len(self.drawn)
        while words not in self.drawn[place:]:
            if time.perf_counter() - start > PATIENCE_SECONDS:
                raise TimeoutError(self.drawn[-2000:])
            self._read(0.5)
        return time.perf_counter() - start

    def press(self, keys: bytes) -> None:
        """Type."""
        os.write(self._leader, keys)

    def seconds_of(self, keys: bytes) -> tuple[float, int]:
        """How long from a key to the first change, and how many bytes until it is quiet again, as it was before."""
        self._drain()
        place, start = len(self.drawn), time.perf_counter()
        self.press(keys)
        while len(self.drawn) == place and time.perf_counter() - start < PATIENCE_SECONDS:
            self._read(0.5)
        seconds = time.perf_counter() - start
        self.settle()
        return seconds, len(self.drawn) - place

    def settle(self) -> None:
        """Read until nothing comes for a moment."""
        while self._read(QUIET_SECONDS):
            pass

    def _drain(self) -> None:
        """Read what is there: a clock may have gone on since."""
        while self._read(0):
            pass

    def spent(self) -> tuple[int, int]:
        """Nanoseconds of all its threads, those that have ended too, and bytes that it has written."""
        self._drain()
        clock = (~self._running.pid << 3) | WHOLE_PROCESS  # how Linux names the processor clock of another process
        return time.clock_gettime_ns(clock), len(self.drawn)

    def memory(self) -> float:
        """Megabytes that are resident."""
        words = Path(f"/proc/{self._running.pid}/smaps_rollup").read_text(encoding="ascii").split()
        return int(words[words.index("Rss:") + 1]) / 1024

    def end(self) -> None:
        """Kill it; what it marked is on disk."""
        self._running.kill()
        self._running.wait()
        os.close(self._leader)

    def _read(self, seconds: float) -> bool:
        if not select.select([self._leader], [], [], seconds)[0]:
            return False
        self.drawn += os.read(self._leader, 65536)
        return True


def idle(seconds: float, **terminals: Terminal) -> dict[str, tuple[float, float]]:
    """Milliseconds of processor time and bytes, each a second, of all at once while nobody types."""
    for terminal in terminals.values():
        terminal.settle()
    before = {name: terminal.spent() for name, terminal in terminals.items()}
    start = time.perf_counter()
    while time.perf_counter() - start < seconds:
        time.sleep(POLL_SECONDS)
        for terminal in terminals.values():
            terminal.spent()  # nobody waits for a full pipe
    passed = time.perf_counter() - start
    after = {name: terminal.spent() for name, terminal in terminals.items()}
    return {
        name: ((after[name][0] - used) / 1e6 / passed, (after[name][1] - sent) / passed)
        for name, (used, sent) in before.items()
    }


@contextmanager
def running(*command: str) -> Iterator[Terminal]:
    """The program, ended afterwards."""
    terminal = Terminal(*command)
    try:
        yield terminal
    finally:
        terminal.end()
