"""Everything about one case: its masked words, whose it is, what is due, what was done."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType

from incident.i18n import _
from incident.tui.screens.case_keys import ACTS, CALLING
from incident.tui.screens.sheet import Sheet
from incident.tui.views.cases import whole_case
from incident.tui.views.lines import Line, beside, line, rule
from incident.tui.views.mode import tier_and_mode

if TYPE_CHECKING:
    from incident.domain.cases.case import Case
    from incident.domain.cases.words import CaseWords
    from incident.walk.moment import Walk

__all__ = ["CaseDetails"]


class CaseDetails(Sheet[str]):
    """One case, as it stood when it was opened; a key of the board goes back there, and on with its dialogue."""

    BINDING_GROUP_TITLE = "case"
    BINDINGS: ClassVar[list[BindingType]] = [*ACTS]

    def __init__(self, walk: Walk, case: Case, words: CaseWords | None) -> None:
        super().__init__()
        self._walk, self._case, self._words = walk, case, words
        self._rows: Sequence[Line] = ()

    def on_resize(self) -> None:
        """Wrap the words to the window."""
        self._rows = whole_case(self._case, self._words, self._walk, self.size.width)
        self.listing.rows_changed(len(self._rows))

    def head(self, width: int) -> list[Line]:
        """Which case of which incident."""
        incident = self._walk.incident
        left = line(" ", (_("CASE"), ".bright"), f"  {incident.id} {self._case.id}")
        return [beside(left, tier_and_mode(incident.tier, incident.mode), width), rule(width)]

    def row(self, number: int, width: int) -> Line:
        """One row."""
        return self._rows[number].truncate(width, ellipsis=True) if number < len(self._rows) else line("")

    def foot(self, width: int) -> list[Line]:
        """What may be done about it, and how to go back."""
        acts = _("a accept   o hand on   e answer   t told   d finish   b call back")
        rows = (acts, _("j k scroll   y copy   Esc back"))
        return [rule(width), *(line((f" {row}", ".muted")) for row in rows)]

    def action_begin(self, name: str) -> None:
        """Go back to the board, which asks what is needed."""
        self.dismiss(name)

    def action_call_back(self) -> None:
        """Go back to the board, which shows name and number."""
        self.dismiss(CALLING)
