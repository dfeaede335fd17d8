"""A terminal that sends bytes that are no UTF-8 loses those keys, and nothing else; what it pastes is text.

Apart from the application: Textual's reader of keys ends at the first such byte and takes the program with it. A
terminal set to GBK sends them with every Chinese word. And it looks ten times a second whether a key has come, also
where none can come any more because the terminal is gone; here the program ends with its terminal.
"""

from __future__ import annotations

import os
import sys
import time
from codecs import getincrementaldecoder
from select import select
from threading import Event
from typing import IO, TYPE_CHECKING, Any, Final

from textual.events import Key

from incident.tui.messages import TerminalGone
from incident.tui.pasting import cleaning
from incident.tui.sudden import GOES_ON_SECONDS, MANY, Sudden, is_phrase, is_sudden

if TYPE_CHECKING:
    from textual.driver import Driver
    from textual.message import Message

__all__ = ["reading_on", "turn_mouse"]

LOOK_SECONDS: Final = 0.05
"""How soon a lone Escape is looked for, which may begin a longer key."""
MOST_BYTES: Final = 4096
TERMINAL: Final = "textual.drivers.linux_driver"
"""A browser sends its keys otherwise."""


class _Ending(Event):
    """Wakes whoever waits for keys."""

    def __init__(self) -> None:
        super().__init__()
        self.woken, self._waker = os.pipe()

    def set(self) -> None:
        super().set()
        os.write(self._waker, b".")

    def clear(self) -> None:
        if self.is_set():
            os.read(self.woken, MOST_BYTES)
        super().clear()


class _HeardOrNot:
    """What nobody hears any more is no fault; an error would end the writer, for whom the screens would wait."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file

    def write(self, text: str) -> None:
        try:
            self._file.write(text)
        except OSError:
            self._let_go()

    def flush(self) -> None:
        try:
            self._file.flush()
        except OSError:
            self._let_go()

    def _let_go(self) -> None:
        """What is left to write would fail once more at the very end."""
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, self._file.fileno())
        os.close(nowhere)


def reading_on(kind: type[Driver]) -> type[Driver]:
    """The driver of that kind, which goes on after bytes that are no text; one that reads no bytes stays as it is."""
    if not hasattr(kind, "run_input_thread"):
        return kind
    _clean(kind)
    base: Any = kind

    class ReadingOn(base):  # type: ignore[misc]  # its kind is known when the terminal is
        def __init__(self, *given: Any, **named: Any) -> None:  # noqa: ANN401  (whatever the terminal's own takes)
            super().__init__(*given, **named)
            if kind.__module__ == TERMINAL:
                _survive(self)

        def run_input_thread(self) -> None:
            while True:
                try:
                    _read_keys(self) if kind.__module__ == TERMINAL else super().run_input_thread()
                except UnicodeDecodeError:
                    continue
                return

        def turn_mouse(self, *, on: bool) -> None:
            """Textual knows the mouse from the start on only; both of its switches look at the flag first."""
            self._mouse = True
            if on:
                self._enable_mouse_support()
            else:
                self._disable_mouse_support()
                self._mouse = False

    return ReadingOn


def _clean(kind: type[Driver]) -> None:
    """Let its reader of keys clean what is pasted, and tell words from keys; a browser's is that of what ours is of."""
    for module in [sys.modules[each.__module__] for each in kind.__mro__]:
        reader = getattr(module, "XTermParser", None)
        if reader is not None and not hasattr(reader, "sudden_at"):
            module.__dict__["XTermParser"] = _gathering(cleaning(reader))  # the thread makes its own, and asks nobody


def _gathering(reader: Any) -> type:  # noqa: ANN401  (Textual's own)
    """The reader of keys that gives what came all at once as one."""

    class Gathering(reader):  # type: ignore[misc]  # its kind is known when the terminal is
        sudden_at = float("-inf")

        def feed(self, data: str) -> list[Message]:
            pressed: list[Message] = list(super().feed(data)) if data else []  # '' would be the end of all keys
            since = time.monotonic() - self.sudden_at
            if not is_sudden(pressed, since):
                return [Sudden(_keys(pressed), is_short=True)] if is_phrase(pressed) else pressed
            if len(pressed) >= MANY or since < GOES_ON_SECONDS:  # an input method gives all of its words at once
                self.sudden_at = time.monotonic()
            return [Sudden(_keys(pressed))]

    return Gathering


def _keys(pressed: list[Message]) -> list[Key]:
    return [key for key in pressed if isinstance(key, Key)]


def _survive(driver: Any) -> None:  # noqa: ANN401  (as below: what it has is Textual's own)
    """Let it be woken at the end, and its writer go on without a terminal."""
    driver.exit_event = _Ending()
    driver._file = _HeardOrNot(driver._file)  # noqa: SLF001  (it has no public name)


def _read_keys(driver: Any) -> None:  # noqa: ANN401  (what it has is Textual's own)
    """Until the end, or that of the terminal; sleeps while no key is under way."""
    module: Any = sys.modules[TERMINAL]
    parser, decode = module.XTermParser(), getincrementaldecoder("utf-8")().decode
    while not driver.exit_event.is_set():
        wait = None if parser._timeout_time is None else LOOK_SECONDS  # noqa: SLF001  (it has no public name)
        ready, _, _ = select([driver.fileno, driver.exit_event.woken], [], [], wait)
        if driver.fileno in ready:
            arrived = _pressed(driver.fileno)
            if not arrived:
                break
            for event in parser.feed(decode(arrived)):
                driver.process_message(event)
        for event in parser.tick():
            driver.process_message(event)
    if not driver.exit_event.is_set():
        driver.send_message(TerminalGone())  # behind the keys that it sent before


def _pressed(terminal: int) -> bytes:
    """What was typed; nothing where the terminal is gone: it would be read again and again."""
    try:
        return os.read(terminal, MOST_BYTES)
    except OSError:  # of a terminal that was never the program's own; one that was is at its end
        return b""


def turn_mouse(driver: Driver, *, on: bool) -> None:
    """Report the mouse from now on, or leave it to the terminal, which then selects text with it."""
    turn = getattr(driver, "turn_mouse", None)
    if turn is not None:
        turn(on=on)
