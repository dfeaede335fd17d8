"""Lines that a person types or a pipe brings; time passes between them, and pasting is told from typing.

Apart from what the lines mean, because a terminal, a serial line and a pipe differ here and nowhere else.
"""

from __future__ import annotations

import os
import select
import time
from collections.abc import Callable
from typing import Final, Protocol

from incident.domain.frozen import Frozen

__all__ = ["Lines", "Typed", "TypedLines"]

TOGETHER: Final = 0.05
"""Seconds; nobody types two lines so close to each other."""
IDLE: Final = 1.0
"""Seconds between two looks around while nothing is typed."""
AT_ONCE: Final = 65_536


class Typed(Frozen):
    """What was typed before the next look."""

    lines: tuple[str, ...]
    seconds: float = 0.0
    """How long after it was asked for."""

    @property
    def words(self) -> str:
        """All of it."""
        return "\n".join(self.lines)

    @property
    def is_pasted(self) -> bool:
        """Whether several lines came at once."""
        return len(self.lines) > 1


class Lines(Protocol):
    """Where lines come from."""

    @property
    def is_terminal(self) -> bool:
        """Whether a person types them."""
        ...

    def next(self, idle: Callable[[], None]) -> Typed | None:
        """The next line, or lines that came at once; None at the end. `idle` is called now and then meanwhile."""
        ...

    def forget(self) -> None:
        """Take what a terminal has sent so far for something that was meant for an earlier question."""
        ...


class TypedLines:
    """Lines from a file descriptor."""

    def __init__(self, descriptor: int, *, is_terminal: bool) -> None:
        self._descriptor = descriptor
        self._is_terminal = is_terminal
        self._held = b""
        self._has_ended = descriptor < 0
        """Nothing more comes; where there is no descriptor, nothing ever did."""

    @property
    def is_terminal(self) -> bool:
        """Whether a person types them."""
        return self._is_terminal

    def next(self, idle: Callable[[], None]) -> Typed | None:
        """The next line, or lines that came at once; None at the end."""
        asked = time.monotonic()
        line = self._line(idle)
        if line is None:
            return None
        lines, seconds = [line], time.monotonic() - asked
        while self._is_terminal and self._comes(TOGETHER) and (line := self._line(idle)) is not None:
            lines.append(line)
        return Typed(lines=tuple(lines), seconds=seconds)

    def forget(self) -> None:
        """Drop what is there already, of a terminal only: a pipe brings everything at once."""
        while self._is_terminal and self._comes(0) and self._line(lambda: None) is not None:
            pass

    def _comes(self, seconds: float) -> bool:
        is_there = b"\n" in self._held
        return is_there or (not self._has_ended and bool(select.select([self._descriptor], [], [], seconds)[0]))

    def _line(self, idle: Callable[[], None]) -> str | None:
        while b"\n" not in self._held and not self._has_ended:
            if select.select([self._descriptor], [], [], IDLE)[0]:
                self._read()
            else:
                idle()
        line, end, rest = self._held.partition(b"\n")
        self._held = rest
        if not end and (self._is_terminal or not line):
            return None
        return line.rstrip(b"\r").decode("utf-8", "replace")

    def _read(self) -> None:
        try:
            part = os.read(self._descriptor, AT_ONCE)
        except OSError:  # the terminal is gone, or there never was one
            part = b""
        self._held += part
        self._has_ended = not part
