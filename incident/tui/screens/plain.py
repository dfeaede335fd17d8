"""The screen below as plain text, to be selected with the mouse of the terminal or read aloud: no frames, no cursor."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from incident.i18n import _
from incident.tui.messages import MouseLeft
from incident.tui.screens.sheet import Sheet
from incident.tui.views.lines import Line, blank, line
from incident.wording import cells

__all__ = ["PlainText"]


class PlainText(Sheet[None]):
    """Rows of text; the mouse is the terminal's while they are shown."""

    def __init__(self, rows: Iterable[str]) -> None:
        super().__init__()
        self._text = list(rows)
        self._rows: Sequence[str] = ()

    def on_mount(self) -> None:
        """Leave the mouse to the terminal."""
        super().on_mount()
        self.listing.has_cursor = False
        self.app.post_message(MouseLeft(is_left=True))

    def on_unmount(self) -> None:
        """Take the mouse back, if it was heeded."""
        self.app.post_message(MouseLeft(is_left=False))

    def on_resize(self) -> None:
        """Wrap to the window: nothing is out of sight at the right."""
        self._rows = [part for row in self._text for part in cells.wrap(row, max(2, self.size.width - 1))]
        self.listing.rows_changed(len(self._rows))

    def head(self, _width: int) -> list[Line]:
        """Nothing that would be selected too."""
        return []

    def row(self, number: int, _width: int) -> Line:
        """One row."""
        return line(self._rows[number]) if number < len(self._rows) else blank()

    def foot(self, _width: int) -> list[Line]:
        """The keys."""
        return [blank(), line((_("plain text: select with the mouse   j k scroll   Esc back"), ".muted"))]

    def _below(self, width: int) -> list[Line]:
        return self.foot(width)

    def action_move(self, rows: int) -> None:
        """Scroll: there is no cursor."""
        self.listing.scroll_relative(y=rows, animate=False)

    def action_page(self, pages: int) -> None:
        """Scroll by a window."""
        self.action_move(pages * max(1, self.listing.size.height - 1))

    def action_end(self, end: int) -> None:
        """To one end."""
        self.listing.scroll_to(y=len(self._rows) * end, animate=False)
