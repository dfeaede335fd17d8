"""The driver of a terminal that stands in a browser: when the server that carries its keys is gone, the program ends.

Apart from the driver of real terminals: Textual's own driver for the web waits for keys that nobody can send any more.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.drivers.web_driver import WebDriver

from incident.tui.messages import TerminalGone

__all__ = ["ServedDriver"]


class ServedDriver(WebDriver):
    """Keys come in by packets, cells go out by them; `incident serve` names it to Textual."""

    def __init__(self, *args: Any, **fields: Any) -> None:  # noqa: ANN401  (Textual's own)
        super().__init__(*args, **fields)
        self._write: Callable[[bytes], int] = _heard_or_not(self._write)  # type: ignore[assignment]  # Textual's is a partial

    def run_input_thread(self) -> None:
        """Read until the input ends; if nobody asked for that, the server is gone."""
        super().run_input_thread()
        if not self.exit_event.is_set():
            self._app.post_message(TerminalGone())


def _heard_or_not(write: Callable[[bytes], int]) -> Callable[[bytes], int]:
    """What nobody hears any more is no fault: the program puts its drafts away and ends."""

    def written(data: bytes) -> int:
        try:
            return write(data)
        except BrokenPipeError:
            return len(data)

    return written
