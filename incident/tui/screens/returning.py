"""The return card over the walk: where one was, what happened meanwhile, what is due; Enter goes on, Esc does not.

Apart from the dialogues, because it asks for no words and keeps no draft.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.events import Key
from textual.getters import query_one
from textual.screen import ModalScreen

from incident.i18n import N_, _
from incident.tui.screens.page import Asks
from incident.tui.views.asking import bright_keys
from incident.tui.views.labelled import labelled_rows
from incident.tui.views.lines import STYLES, Line, blank, line
from incident.tui.widgets.pane import Pane

__all__ = ["ReturnCard"]

MOST_ROWS = 2
Rows = Sequence[tuple[str, str]]


class ReturnCard(Asks[bool], ModalScreen[bool]):
    """What somebody has to know who comes back; its result is whether they go on."""

    CSS_PATH = "returning.tcss"
    COMPONENT_CLASSES = set(STYLES)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "go_on", N_("go on"), id="returning.on", tooltip=N_("Go on where you were")),
        Binding("escape", "leave", N_("back"), id="returning.leave", tooltip=N_("Back to the walk as it stands")),
    ]
    card = query_one("#card", Pane)

    def __init__(self, rows: Rows, *, is_held: bool) -> None:
        super().__init__()
        self._rows = rows
        self._is_held = is_held
        self._unused = ""

    def compose(self) -> ComposeResult:
        """The card."""
        with Vertical(id="returning"):
            yield Pane[bool](lambda _view, width, height: self._lines(width, height), id="card")
        yield self.small_pane()

    def on_mount(self) -> None:
        """Draw it."""
        self.card.view = True

    def look_again(self) -> None:
        """It was said in the language of the moment; its keys follow."""
        self.card.view = True

    async def take_key(self, event: Key) -> bool:
        """A key that is none of its own says which are."""
        if event.is_printable and event.key not in self.active_bindings:
            self.say(
                _("'{key}' does nothing here.").format(key=_("Space") if event.key == "space" else event.character)
            )
            return True
        return False

    def say(self, words: str) -> None:
        """Under the card."""
        self._unused = words
        self.card.view = True

    announce = say

    def action_go_on(self) -> None:
        """They have read it."""
        self.dismiss(True)  # noqa: FBT003  (whether they go on)

    def action_leave(self) -> None:
        """The hold stays."""
        self.dismiss(False)  # noqa: FBT003  (as above)

    def _lines(self, width: int, height: int) -> Sequence[Line]:
        keys = _("Enter goes on   Esc stays on hold") if self._is_held else _("Enter goes on   Esc back")
        below = [blank(), bright_keys(keys), line((self._unused, ".wrong"))]
        rows = [line((_("YOU ARE BACK"), ".bright")), blank(), *labelled_rows(self._rows, width, MOST_ROWS)]
        return [*rows[: height - len(below)], *below]
