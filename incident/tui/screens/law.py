"""What the law asks of the incident, with the command lines that answer it. It shows and never marks."""

from __future__ import annotations

from incident.i18n import _
from incident.tui.screens.sheet import Sheet
from incident.tui.views.lines import Line, beside, line, rule
from incident.tui.views.mode import mode_part
from incident.walk.moment import Walk
from incident.wording.statutory_sheet import statutory_lines

__all__ = ["LawSheet"]


class LawSheet(Sheet[None]):
    """The legal clocks, and what has to be typed for each."""

    BINDING_GROUP_TITLE = "law"

    def __init__(self, walk: Walk) -> None:
        super().__init__()
        self._walk = walk
        self._rows: list[str] = []

    def on_resize(self) -> None:
        """Wrap the words to the window."""
        walk = self._walk
        rows = statutory_lines(walk.incident, walk.now, walk.speech, self.size.width - 2, detail=False)
        self._rows = rows[1:]  # the blank before the first head
        self.listing.rows_changed(len(self._rows))

    def head(self, width: int) -> list[Line]:
        """Which incident."""
        title = _("{incident}: what the law asks").format(incident=self._walk.incident.id)
        return [beside(line(" ", (title, ".bright")), line(mode_part(self._walk.incident.mode)), width), rule(width)]

    def row(self, number: int, width: int) -> Line:
        """One row."""
        words = self._rows[number] if number < len(self._rows) else ""
        return line(f" {words}").truncate(width, ellipsis=True)

    def foot(self, width: int) -> list[Line]:
        """The keys."""
        words = _("Esc back   j k scroll   type the commands at a shell")
        return [rule(width), line((f" {words}", ".muted"))]
