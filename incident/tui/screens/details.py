"""All words of one step: why, caution, undo, the message as it would leave. It shows and never marks."""

from __future__ import annotations

from textual.binding import Binding
from textual.events import Key

from incident.i18n import _
from incident.tui.keys import key_word
from incident.tui.screens.sheet import Sheet
from incident.tui.screens.walk_keys import WALK_KEYS
from incident.tui.views.details import detail_rows
from incident.tui.views.lines import Line, beside, line, rule, shortened, width_of, wrap
from incident.tui.views.mode import tier_and_mode
from incident.walk.moment import Walk

__all__ = ["Details"]

MARGIN = 2
MOST_ROWS = 3
"""Of the title."""


class Details(Sheet[None]):
    """The step shown, in full."""

    BINDING_GROUP_TITLE = "details"

    def __init__(self, walk: Walk) -> None:
        super().__init__()
        self._walk = walk
        self._rows: list[Line] = []

    def on_resize(self) -> None:
        """Wrap the words to the window."""
        self._rows = list(detail_rows(self._walk, self.size.width - 2))
        self.listing.rows_changed(len(self._rows))

    def head(self, width: int) -> list[Line]:
        """Which step."""
        item = self._walk.shown
        title = f"{item.glyph} {item.number}  {self._walk.speech.step(item.step.id)}" if item else ""
        incident = self._walk.incident
        end = tier_and_mode(incident.tier, incident.mode)
        first, *others = wrap(title, width - width_of(end) - MARGIN, MOST_ROWS)
        under = (line(" " * MARGIN, (row, ".bright")) for row in others)
        return [beside(line(" ", (first, ".bright")), end, width), *under, rule(width)]

    def row(self, number: int, width: int) -> Line:
        """One row."""
        return shortened(self._rows[number], width) if number < len(self._rows) else line("")

    def foot(self, width: int) -> list[Line]:
        """The keys."""
        return [rule(width), line((" " + _("Esc back, there the step is marked   j k scroll"), ".muted"))]

    def unused_words(self, event: Key) -> str:
        """A key of the walk marks nothing here: what it does, and where."""
        verb = next((key for key in _walk_keys() if event.key in key.key.split(",")), None)
        if verb is None:
            return super().unused_words(event)
        words = _("{key} ({words}) acts on the walk, not here: Esc goes back there.")
        return words.format(key=key_word(event.key), words=_(verb.description))


def _walk_keys() -> list[Binding]:
    return [key for key in WALK_KEYS if isinstance(key, Binding)]
