"""A sheet that has something to say beside its rows, where the screen is broad; elsewhere the rows have all of it.

Apart from the sheet, because a title, rows and keys are enough for most.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.getters import query_one

from incident.tui.keys import LEAST_WIDTH
from incident.tui.screens.sheet import ResultT, Sheet
from incident.tui.views.lines import Line
from incident.tui.widgets.pane import Pane
from incident.tui.widgets.walk_body import BROAD

__all__ = ["Aside"]

CELLS: Final = 44
"""As wide as sheet.tcss has it."""


class Aside(Sheet[ResultT]):
    """Its rows end where the frames beside them begin."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (LEAST_WIDTH, "-wide"), (BROAD, "-broad")]
    beside = query_one("#aside", Pane)

    def middle(self) -> ComposeResult:
        """The rows, and the frames beside them."""
        frames = Pane[bool](lambda _view, width, height: self.aside(width, height), id="aside")
        yield Horizontal(*super().middle(), frames, id="middle")

    @property
    def room(self) -> int:
        """The cells of a row."""
        width = self.size.width
        return width - CELLS if width >= BROAD else width

    def aside(self, width: int, height: int) -> Sequence[Line]:
        """What stands beside the rows."""
        raise NotImplementedError

    def drawn_again(self) -> None:
        """Draw title, keys and what stands beside anew."""
        super().drawn_again()
        self.beside.view = True
