"""Whom to phone and what to say, where messages have not arrived."""

from __future__ import annotations

from collections.abc import Sequence

from incident.application.messages.call_sheet import write_call_sheet
from incident.i18n import _
from incident.tui.screens.sheet import Sheet
from incident.tui.views.lines import Line, beside, line, rule, shortened
from incident.tui.views.mode import tier_and_mode
from incident.walk.moment import Walk
from incident.wording.call_sheet import WIDTH, call_sheet_lines

__all__ = ["CallSheet"]


class CallSheet(Sheet[None]):
    """The call sheet of what has not arrived."""

    def __init__(self, walk: Walk) -> None:
        super().__init__()
        self._walk = walk
        self._rows: Sequence[str] = ()

    def on_resize(self) -> None:
        """In a narrow window the sheet is narrower than on paper: words that are read out are not cut."""
        walk = self._walk
        if walk.directory is not None:
            sheet = write_call_sheet(walk.incident, walk.deliveries, walk.directory, is_cut=walk.cut is not None)
            self._rows = list(call_sheet_lines(sheet, walk.speech, walk.now, min(WIDTH, self.app.size.width)))
        self.listing.rows_changed(len(self._rows))

    def head(self, width: int) -> list[Line]:
        """What it is."""
        incident = self._walk.incident
        title = line(" ", (_("CALL SHEET"), ".bright"), f"  {incident.id}")
        return [beside(title, tier_and_mode(incident.tier, incident.mode), width), rule(width)]

    def row(self, number: int, width: int) -> Line:
        """One row."""
        return shortened(line(self._rows[number] if number < len(self._rows) else ""), width)

    def foot(self, width: int) -> list[Line]:
        """The keys; how it gets on paper."""
        paper = _("on paper: incident message call-sheet {incident} -o FILE").format(incident=self._walk.incident.id)
        return [rule(width), line((f" {paper}", ".muted")), line((" " + _("Esc back   j k scroll"), ".muted"))]
