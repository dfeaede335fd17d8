"""SIGTERM, SIGHUP and SIGQUIT end a command as Ctrl-C does: what is half written is taken back, the exit code says why.

Ctrl-C itself is heard from here on; before, while the program was loading, it ended it without a word.

Apart from the entry, because a thread that is not the first may not ask for signals, and tests run in such threads.
"""

from __future__ import annotations

import _signal as signal  # type: ignore[import-not-found]  # built in: `signal` makes enumerations, half a millisecond
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final

from incident.cli.exits import Exit

__all__ = ["Stopped", "stopped_behind", "stops_by_signal"]

_SIGNALS: Final = ("SIGTERM", "SIGHUP", "SIGQUIT")
_SHELL: Final = 128
"""What shells add to the number of the signal that ended a program."""


class Stopped(SystemExit):
    """The system asked the program to end."""

    def __init__(self, number: int) -> None:
        super().__init__(_SHELL + number)
        self.exit_code = _SHELL + number


def stopped_behind(error: BaseException | None) -> int | None:
    """The exit code of the signal that a fault came from, or None.

    Python 3.11 makes a RuntimeError of whatever arrives while a class names its fields, which loading does.
    """
    while error is not None:
        if isinstance(error, Stopped):
            return error.exit_code
        if isinstance(error, KeyboardInterrupt):
            return Exit.INTERRUPTED
        error = error.__cause__ or error.__context__
    return None


@contextmanager
def stops_by_signal() -> Iterator[None]:
    """While it lasts, such a signal raises `Stopped`; one that was ignored before, as under nohup, stays ignored."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    numbers = [getattr(signal, name) for name in _SIGNALS if hasattr(signal, name)]  # Windows has not all
    before = {number: signal.getsignal(number) for number in (*numbers, signal.SIGINT)}
    for number, handler in before.items():
        if handler != signal.SIG_IGN:
            signal.signal(number, signal.default_int_handler if number == signal.SIGINT else _stop)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _stop(number: int, _frame: FrameType | None) -> None:
    if hasattr(signal, "SIGCONT"):  # a window that is closed sends it as well, and nothing is taken up again
        signal.signal(signal.SIGCONT, _go_on)
    raise Stopped(number)


def _go_on(_number: int, _frame: FrameType | None) -> None:
    """Nothing; not the system's own ignoring, which Python takes for a fault where the signal came before it."""
