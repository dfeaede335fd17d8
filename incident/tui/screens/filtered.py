"""A sheet whose rows a few typed words narrow. Letters are words while the field has the focus: TYPING."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Final, Generic, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.events import Key
from textual.getters import query_one
from textual.widgets import Input

from incident.i18n import N_, _
from incident.tui.keys import settled
from incident.tui.screens.sheet import Sheet
from incident.tui.views.lines import Line, line, wrap
from incident.tui.widgets.field import Field
from incident.wording.safe import clean_line

__all__ = ["Filtered"]

ResultT = TypeVar("ResultT")
MOST: Final = 3
"""Rows of a sentence where nothing was found."""


class Filtered(Sheet[ResultT], Generic[ResultT]):
    """Rows, and a field above them that is open while somebody types."""

    AUTO_FOCUS = ""  # the field has the focus while somebody types, and only then
    OPENS_TYPING: ClassVar[bool] = False
    """Whether it is there for typing: the field stays open, and Enter takes the row under the cursor at once."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "filter", N_("filter"), id="sheet.filter", tooltip=N_("Show only rows with some words")),
    ]
    field = query_one("#filter", Field)
    _was_moved = False

    def compose(self) -> ComposeResult:
        """The field stands between the title and the rows."""
        top, *others = super().compose()
        yield top
        yield Field(id="filter", compact=True, select_on_focus=False)
        yield from others

    def on_mount(self) -> None:
        """Some sheets begin with typing."""
        super().on_mount()
        self.listing.nothing = self._nothing
        if self.OPENS_TYPING:
            self.action_filter()

    def _nothing(self, width: int) -> Sequence[Line]:
        """That no row has the words, and what to do then; nothing where no words were typed."""
        if not self.typed.strip() or self.is_looking:
            return ()
        found = _("Nothing here has '{words}'.").format(words=clean_line(self.typed.strip()))
        ways = _("Try fewer letters or another word, or Esc for all rows.")
        if self.OPENS_TYPING:
            ways = _("Try fewer letters or another word: Ctrl+U empties the field, Esc goes back.")
        said = [
            line(("  " + row, style))
            for words, style in ((found, ".bright"), (ways, ""))
            for row in wrap(words, width - 3, MOST)
        ]
        return [line(""), *said]

    @property
    def is_typing(self) -> bool:
        """Whether letters are words now."""
        return self.focused is self.field

    @property
    def is_looking(self) -> bool:
        """Whether it still looks for rows, so that none may be there yet."""
        return False

    @property
    def typed(self) -> str:
        """The words that the rows are narrowed to; '' for all rows."""
        return self.field.value if self.is_mounted else ""

    def narrow(self) -> None:
        """Make the rows anew: other words were typed."""
        raise NotImplementedError

    def is_heading(self, _number: int) -> bool:
        """Whether the row only names those below it; the cursor never rests there."""
        return False

    async def action_pick(self) -> None:
        """Take the row under the cursor, where there is something to take."""

    def action_move(self, rows: int) -> None:
        """From one row to the next, over the headings."""
        self._was_moved = True
        before = self.listing.place
        self.listing.move(rows)
        while self.listing.count and self.is_heading(here := self.listing.place):
            self.listing.move(1 if rows > 0 else -1)
            if self.listing.place == here:  # at an end there is nothing further to rest on
                self.listing.place = before
                break
        self.settle()

    def action_page(self, pages: int) -> None:
        """A window further, and on to where the cursor may rest."""
        super().action_page(pages)
        self.settle()

    def action_end(self, end: int) -> None:
        """To one end, and to where the cursor may rest."""
        super().action_end(end)
        self.settle()

    def settle(self) -> None:
        """From a heading to the row below it, from the last one to the row above."""
        if not self.listing.count or not self.is_heading(self.listing.place):
            return
        below = range(self.listing.place, self.listing.count)
        above = range(self.listing.place, -1, -1)
        found = [place for place in (*below, *above) if not self.is_heading(place)]
        self.listing.place = found[0] if found else self.listing.place

    def action_filter(self) -> None:
        """Type into the field from now on."""
        self.add_class("-filtering")
        self.set_focus(self.field)  # at once: the next key is already on its way
        self.drawn_again()

    def is_aimed(self) -> bool:
        """Whether somebody typed or moved to the row under the cursor; else says so, for nobody chose it."""
        if self.typed or self.listing.place or self._was_moved:
            return True
        self.say(_("Type a word or move to a row: Enter then does it."))
        return False

    def on_input_changed(self, _event: Input.Changed) -> None:
        """Every key narrows; the cursor begins at the best row."""
        self.narrow()
        self.listing.place = 0
        self.settle()
        self.drawn_again()

    async def take_key(self, event: Key) -> bool:
        """While the field is open: the arrows move the cursor, Enter takes or leaves the field, Esc goes back."""
        await super().take_key(event)
        if not self.is_typing or event.key not in {"enter", "escape", "up", "down", "pageup", "pagedown"}:
            return False
        await settled(self.field)
        match event.key:
            case "enter":
                await self._entered()
            case "escape":
                self.action_leave()
            case "up" | "down":
                self.action_move(1 if event.key == "down" else -1)
            case _:
                self.action_page(1 if event.key == "pagedown" else -1)
        return True

    async def _entered(self) -> None:
        if self.OPENS_TYPING:
            await self.action_pick()
            return
        self.set_focus(None)
        self.set_class(bool(self.typed), "-filtering")
        self.drawn_again()

    def action_leave(self) -> None:
        """All rows again, if they were narrowed; else back."""
        if self.OPENS_TYPING or not (self.is_typing or self.typed):
            super().action_leave()
            return
        self.field.value = ""
        self.set_focus(None)
        self.remove_class("-filtering")
        self.drawn_again()

    def typing_foot(self, keys: str) -> Line:
        """The row of keys; while the field is open, what its keys do."""
        if not self.is_typing:
            return line((f" {keys}", ".muted"))
        said = _("Enter takes it   Up Down move   Esc back")
        if not self.OPENS_TYPING:
            said = _("Enter keeps the filter   Up Down move   Esc all rows")
        return line(" ", (_("TYPING"), ".bright"), (f"   {said}", ".muted"))
