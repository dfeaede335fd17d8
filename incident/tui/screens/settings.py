"""What a person can choose of the terminal program: each row shows its value, and the next one holds at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar, Final

from textual.binding import Binding, BindingType

from incident.i18n import LANGUAGES, N_, NAMES, _, current, use
from incident.tui.look import Look
from incident.tui.messages import LookChanged
from incident.tui.screens.sheet import Sheet
from incident.tui.views.lines import Line, beside, columns, line, rule
from incident.tui.widgets.listing import Listing
from incident.walk.settings import Settings

__all__ = ["SettingsSheet"]

NAME_CELLS: Final = 16
_THEMES: Final = {
    "terminal": N_("the terminal's own"),
    "dark": N_("dark"),
    "light": N_("light"),
    "safe": N_("for every kind of sight, on black"),
    "mono": N_("none: bold and reverse alone"),
}
_ASCII: Final = {False: N_("lines"), True: N_("ASCII signs")}
_MOUSE: Final = {True: N_("heeded"), False: N_("left to the terminal, which selects text with it")}
_BELL: Final = {True: N_("rings once when something falls due"), False: N_("silent")}


def _row(name: str, field: str, words: dict[Any, str]) -> tuple[str, str, Callable[[Settings], str], Sequence[Any]]:
    return name, field, lambda settings: _(words[getattr(settings, field)]), tuple(words)


_ROWS: Final = (
    ("", "language", lambda _settings: NAMES[current()], LANGUAGES),
    _row(N_("Colours"), "theme", _THEMES),
    _row(N_("Frames"), "ascii", _ASCII),
    _row(N_("Mouse"), "mouse", _MOUSE),
    _row(N_("Bell"), "bell", _BELL),
)


class SettingsSheet(Sheet[None]):
    """One row a setting."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "next", N_("next value"), id="settings.next", tooltip=N_("The next value, at once")),
        Binding("comma", "leave", N_("back"), id="settings.leave", tooltip=N_("Back to the screen before")),
    ]

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._notice = ""

    def on_mount(self) -> None:
        """All rows."""
        super().on_mount()
        self.listing.rows_changed(len(_ROWS))

    def head(self, width: int) -> list[Line]:
        """What this is."""
        title = line(" ", (_("SETTINGS"), ".bright"), "  ", _("yours, in this workspace"))
        return [beside(title, self.standing(), width), rule(width)]

    def row(self, number: int, width: int) -> Line:
        """A setting and its value."""
        name, _field, value, _values = _ROWS[number]
        language = _("Language") if self._look.settings.ascii else "Language 语言"
        words = (f" {_(name) if name else language}", ".bright")
        return columns((words, NAME_CELLS), (value(self._look.settings), max(1, width - NAME_CELLS - 1)))

    def foot(self, width: int) -> list[Line]:
        """The keys, and what is not remembered."""
        keys = _("Enter next value   j k move   Esc back")
        return [rule(width), line((f" {self._notice}", ".wrong")), line((f" {keys}", ".muted"))]

    def on_listing_clicked(self, message: Listing.Clicked) -> None:
        """A click moves the cursor."""
        self.listing.place = message.place

    def action_next(self) -> None:
        """The next value of the row under the cursor."""
        _name, field, _value, values = _ROWS[self.listing.place]
        now = current() if field == "language" else getattr(self._look.settings, field)
        chosen = values[(values.index(now) + 1) % len(values)]
        if field == "language":
            use(chosen)
        is_kept = self._look.choose(**{field: chosen})
        self._notice = "" if is_kept else _("This holds until you leave: the workspace cannot be written.")
        self.app.post_message(LookChanged())
        self.listing.rows_changed(len(_ROWS))
        self.drawn_again()
