"""What the program sends to a terminal, cell by cell, and what it would show if all of it were drawn anew."""

from __future__ import annotations

from io import StringIO
from typing import Any

from rich.console import Console
from textual._compositor import LayoutUpdate

from incident.tui.app import IncidentApp
from incident.tui.moving import Cell
from incident.tui.shown import Shown, cells_of

__all__ = ["Watched"]


class Watched:
    """A terminal beside the running program, which in tests has none."""

    def __init__(self, app: IncidentApp) -> None:
        self._app = app
        self._shown = Shown()
        self._console = Console(file=StringIO(), force_terminal=True, color_system="truecolor")
        self.sent = 0
        """Bytes."""
        app._display = self._takes  # type: ignore[method-assign, assignment]
        app.screen.refresh(layout=True)

    @property
    def cells(self) -> list[list[Cell]]:
        """What was sent."""
        return self._shown._rows

    @property
    def drawn_anew(self) -> list[list[Cell]]:
        """The cells of a whole new drawing."""
        app = self._app
        update = app.screen._compositor.render_update(full=True, screen_stack=app._background_screens)
        assert isinstance(update, LayoutUpdate)
        return [list(cells_of(strips)) for strips in update.strips]

    def _takes(self, _screen: object, drawing: Any) -> None:  # noqa: ANN401  (Rich does not know what Textual draws)
        if drawing is not None:
            self.sent += len(self._shown.sparing(drawing).render_segments(self._console).encode())
