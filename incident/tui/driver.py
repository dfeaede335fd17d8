"""A terminal that sends bytes that are no UTF-8 loses those keys, and nothing else; what it pastes is text.

Apart from the application: Textual's reader of keys ends at the first such byte and takes the program with it. A
terminal set to GBK sends them with every Chinese word.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from incident.tui.pasting import cleaning

if TYPE_CHECKING:
    from textual.driver import Driver

__all__ = ["reading_on", "turn_mouse"]


def reading_on(kind: type[Driver]) -> type[Driver]:
    """The driver of that kind, which goes on after bytes that are no text; one that reads no bytes stays as it is."""
    if not hasattr(kind, "run_input_thread"):
        return kind
    base: Any = kind
    module: Any = sys.modules[kind.__module__]
    reader = getattr(module, "XTermParser", None)
    if reader is not None and not hasattr(reader, "is_cleaning"):
        module.XTermParser = cleaning(reader)  # the thread makes its own, and asks nobody which

    class ReadingOn(base):  # type: ignore[misc]  # its kind is known when the terminal is
        def run_input_thread(self) -> None:
            while True:
                try:
                    super().run_input_thread()
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


def turn_mouse(driver: Driver, *, on: bool) -> None:
    """Report the mouse from now on, or leave it to the terminal, which then selects text with it."""
    turn = getattr(driver, "turn_mouse", None)
    if turn is not None:
        turn(on=on)
