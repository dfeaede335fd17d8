"""All that the board of resources has no room for: what is missing, who reports to whom, who rests next, what comes."""

from __future__ import annotations

from collections.abc import Sequence

from incident.domain.resources.resource import Stock
from incident.i18n import _
from incident.tui.screens.sheet import Sheet
from incident.tui.views.lines import Line, line, rule, shortened
from incident.tui.views.resource_whole import whole_lines
from incident.tui.views.sheet_title import sheet_title
from incident.walk.moment import Walk

__all__ = ["ResourceWhole"]


class ResourceWhole(Sheet[None]):
    """Its lists as they stood when it was opened, each whole."""

    BINDING_GROUP_TITLE = "resources"

    def __init__(self, walk: Walk, stock: Stock) -> None:
        super().__init__()
        self._walk, self._stock = walk, stock
        self._rows: Sequence[Line] = ()

    def on_resize(self) -> None:
        """Wrap the words to the window."""
        self._rows = list(whole_lines(self._walk, self._stock, self.size.width))
        self.listing.rows_changed(len(self._rows))

    def head(self, width: int) -> list[Line]:
        """Which incident."""
        return [*sheet_title(_("RESOURCES"), self._walk.incident, width), rule(width)]

    def row(self, number: int, width: int) -> Line:
        """One row."""
        return shortened(self._rows[number], width) if number < len(self._rows) else line("")

    def foot(self, width: int) -> list[Line]:
        """How to go back."""
        return [rule(width), line((" " + _("j k scroll   y copy   Esc back"), ".muted"))]
