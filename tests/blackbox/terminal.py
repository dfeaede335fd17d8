"""A terminal with a person before it: the program in a pty, its screen in cells, keys as they are typed.

Cells are exact: a Chinese character fills two of them, and rows and columns are
those of the window that the program was told of.
"""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import termios
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from time import monotonic
from types import TracebackType
from typing import Final, Self

import pyte

from incident.walk.keys import CALM

__all__ = ["KEYS", "Terminal"]

KEYS: Final[Mapping[str, str]] = {"Space": " ", "Enter": "\r", "Esc": "\x1b", "空格": " ", "回车": "\r"}
"""What to send for the names of keys that are printed on the screen."""
PATIENCE_SECONDS: Final = 20.0
PIECE: Final = 8
"""Characters that somebody types at once."""


class Terminal:
    """The program, started; a context manager that leaves nothing running."""

    def __init__(
        self, command: Sequence[str | Path], environment: Mapping[str, str], *, columns: int = 80, rows: int = 24
    ) -> None:
        self.columns, self.rows = columns, rows
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self.sent = b""
        """Everything that the program wrote to the terminal, as bytes."""
        self.master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        plain = {name: value for name, value in environment.items() if name not in {"COLUMNS", "LINES"}}
        self.process = subprocess.Popen(
            [str(word) for word in command],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env={"TERM": "xterm-256color", "COLORTERM": "truecolor", **plain},
            start_new_session=True,
            close_fds=True,
        )
        os.close(slave)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.kill()
        os.close(self.master)

    @property
    def lines(self) -> list[str]:
        """The rows of the screen; a character of two cells stands once."""
        self.read()
        return [self._row(number) for number in range(self.rows)]

    @property
    def text(self) -> str:
        """The whole screen."""
        return "\n".join(self.lines)

    def cells(self, row: int) -> list[str]:
        """The row cell by cell; the second cell of a wide character is ''."""
        return [self._screen.buffer[row][column].data for column in range(self.columns)]

    def press(self, *keys: str) -> None:
        """Type keys: a name such as `Enter`, or the characters themselves."""
        for key in keys:
            os.write(self.master, KEYS.get(key, key).encode())

    def type(self, words: str) -> None:
        """Type a text as a person does: what arrives all at once is taken for a paste, and its Enter for none."""
        for end in range(PIECE, len(words) + PIECE, PIECE):
            self.press(words[end - PIECE : end])
            self.sees(words[:end])

    def leaves(self) -> None:
        """Leave from Home as somebody who leads: asked first."""
        self.press("q")
        self.until(lambda: "LEAVE THE PROGRAM" in self.text or "离开程序" in self.text, "the question")
        self.confirm("y")

    def confirm(self, key: str) -> None:
        """A grave question heeds its key once the hands have rested."""
        end = monotonic() + CALM + 0.1
        self.until(lambda: monotonic() > end, "the rest")
        self.press(key)

    def sees(self, *words: str) -> None:
        """Wait until all the words are on the screen.

        Raises:
            AssertionError: they are not there in time, or the program ended.
        """
        for word in words:
            self.until(partial(self._shows, word), repr(word))

    def _shows(self, word: str) -> bool:
        return word in self.text

    def until(self, holds: Callable[[], bool], what: str) -> None:
        """Wait until it holds; the error shows the screen."""
        end = monotonic() + PATIENCE_SECONDS
        while not holds():
            left = end - monotonic()
            if left <= 0:
                raise AssertionError(f"waited in vain for {what}; the screen shows:\n{self.text}")
            self.read(min(left, 0.05))

    def read(self, seconds: float = 0.0) -> bytes:
        """Take in what the program wrote, waiting at most that long for the first byte; what was read."""
        taken = b""
        while select.select([self.master], [], [], 0.0 if taken else seconds)[0]:
            try:
                part = os.read(self.master, 65_536)
            except OSError:  # the other end is closed: the program ended
                break
            if not part:
                break
            taken += part
        self.sent += taken
        self._stream.feed(taken)
        return taken

    def resize(self, columns: int, rows: int) -> None:
        """Another window."""
        self.columns, self.rows = columns, rows
        self._screen.resize(rows, columns)
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        os.killpg(self.process.pid, signal.SIGWINCH)

    def is_cleared(self) -> None:
        """Something else has cleared the screen."""
        self._stream.feed(b"\x1b[2J\x1b[H")

    def go(self) -> None:
        """Be gone, as a line that was cut; whoever has no terminal of its own, or is deaf to it, hears no SIGHUP."""
        nothing = os.open(os.devnull, os.O_RDWR)
        os.dup2(nothing, self.master)  # the last hold on this end
        os.close(nothing)

    def kill(self) -> None:
        """End it as a power cut would."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def ends(self) -> int:
        """Wait for its end; the exit code."""
        self.until(lambda: self.process.poll() is not None, "the program to end")
        self.read()  # what it wrote between the last look and its end
        return self.process.returncode

    def _row(self, number: int) -> str:
        return "".join(self.cells(number))
