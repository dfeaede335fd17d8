"""A terminal that sends bytes that are no UTF-8 loses those keys, and nothing else.

Apart from the application: Textual's reader of keys ends at the first such byte and takes the program with it. A
terminal set to GBK sends them with every Chinese word.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from textual.driver import Driver

__all__ = ["reading_on"]


def reading_on(kind: type[Driver]) -> type[Driver]:
    """The driver of that kind, which goes on after bytes that are no text; one that reads no bytes stays as it is."""
    if not hasattr(kind, "run_input_thread"):
        return kind
    base: Any = kind

    class ReadingOn(base):  # type: ignore[misc]  # its kind is known when the terminal is
        def run_input_thread(self) -> None:
            while True:
                try:
                    super().run_input_thread()
                except UnicodeDecodeError:
                    continue
                return

    return ReadingOn
