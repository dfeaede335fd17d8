"""A program that is stopped from outside goes on with its whole screen; one that is leaving takes nothing up again.

Apart from the reading of keys: Textual takes the terminal up whenever it is told to go on, also where it never laid it
down, or has left already. A second reader of keys begins then, and the first is waited for for ever. A window that is
closed sends just that.
"""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING, Any

from incident.tui.messages import TerminalBack

if TYPE_CHECKING:
    from textual.driver import Driver

__all__ = ["going_on"]


def going_on(kind: type[Driver]) -> type[Driver]:
    """The driver of that kind, which takes up what it laid down; one that is never stopped stays as it is."""
    if not hasattr(kind, "_sigcont_application"):
        return kind
    base: Any = kind

    class GoingOn(base):  # type: ignore[misc]  # its kind is known when the terminal is
        _has_terminal = False

        def start_application_mode(self) -> None:
            super().start_application_mode()
            self._has_terminal = True

        def stop_application_mode(self) -> None:
            self._has_terminal = False
            super().stop_application_mode()

        def _sigtstp_application(self, *given: Any) -> None:  # noqa: ANN401  (a signal and its frame)
            if self._has_terminal:
                super()._sigtstp_application(*given)
            else:
                os.kill(os.getpid(), signal.SIGSTOP)

        def _sigcont_application(self, *given: Any) -> None:  # noqa: ANN401  (a signal and its frame)
            if self._must_signal_resume:
                super()._sigcont_application(*given)
            if self._has_terminal:
                self.send_message(TerminalBack())

    return GoingOn
