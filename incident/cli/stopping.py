"""SIGTERM, SIGHUP, SIGQUIT and Ctrl-C end a command alike: what is half written is taken back, the exit code says why.

Ctrl-C itself is heard from here on; before, while the program was loading, it ended it without a word.

Apart from the entry, because a thread that is not the first may not ask for signals, and tests run in such threads.
"""

from __future__ import annotations

import _signal as signal  # type: ignore[import-not-found]  # built in: `signal` makes enumerations, half a millisecond
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final

__all__ = ["Stopped", "Stopping", "stops_by_signal"]

_SIGNALS: Final = ("SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT")
_SHELL: Final = 128
"""What shells add to the number of the signal that ended a program."""


class Stopped(SystemExit):
    """The system asked the program to end."""

    def __init__(self, exit_code: int) -> None:
        super().__init__(exit_code)
        self.exit_code = exit_code


class Stopping:
    """Whether the program was asked to end, and with which exit code; None until then.

    Whatever goes wrong afterwards comes of it, in whatever guise: what arrives in the midst of a library becomes a
    fault of its own, as Python 3.11 makes one while a class names its fields, which loading does.
    """

    exit_code: int | None = None

    def __call__(self, number: int, _frame: FrameType | None) -> None:
        """Hear the signal.

        Raises:
            KeyboardInterrupt: it is Ctrl-C.
            Stopped: it is any other.
        """
        self.exit_code = _SHELL + number
        if number == signal.SIGINT:
            raise KeyboardInterrupt
        if hasattr(signal, "SIGCONT"):  # a window that is closed sends it as well, and nothing is taken up again
            signal.signal(signal.SIGCONT, _go_on)
        raise Stopped(self.exit_code)


@contextmanager
def stops_by_signal() -> Iterator[Stopping]:
    """While it lasts, a signal is heard and raised; one that was ignored before, as under nohup, stays ignored."""
    stopping = Stopping()
    if threading.current_thread() is not threading.main_thread():
        yield stopping
        return
    numbers = [getattr(signal, name) for name in _SIGNALS if hasattr(signal, name)]  # Windows has not all
    before = {number: signal.getsignal(number) for number in numbers}
    for number, handler in before.items():
        if handler != signal.SIG_IGN:
            signal.signal(number, stopping)
    told, sys.unraisablehook = sys.unraisablehook, _silent
    try:
        yield stopping
    finally:
        sys.unraisablehook = told
        for number, handler in before.items():
            signal.signal(number, handler)


def _silent(lost: sys.UnraisableHookArgs) -> None:
    """What a signal raised where a library cannot pass it on, as while its C code makes a class, is nobody's fault."""
    if not issubclass(lost.exc_type, (KeyboardInterrupt, Stopped)):
        sys.__unraisablehook__(lost)


def _go_on(_number: int, _frame: FrameType | None) -> None:
    """Nothing; not the system's own ignoring, which Python takes for a fault where the signal came before it."""
