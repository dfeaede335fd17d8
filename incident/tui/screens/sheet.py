"""Text or rows over a whole screen, with a title: what details, lists, the timeline and the help share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar, Generic, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.events import Key
from textual.getters import query_one

from incident.i18n import N_, _, current, ngettext
from incident.tui.keys import key_word, rekeyed
from incident.tui.screens.page import Asks, Page
from incident.tui.views.footing import whole_hints
from incident.tui.views.lines import STYLES, Line, line, rule
from incident.tui.views.notice import notice_lines
from incident.tui.widgets.listing import Listing
from incident.tui.widgets.pane import Pane
from incident.walk.keys import key_of
from incident.walk.moment import Walk

__all__ = ["Sheet"]

ResultT = TypeVar("ResultT")


class Sheet(Asks[ResultT], Generic[ResultT]):
    """A title, rows with a cursor, and a row of keys."""

    CSS_PATH = "sheet.tcss"
    COMPONENT_CLASSES = set(STYLES)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", N_("back"), id="sheet.leave", tooltip=N_("Back to the screen before")),
        Binding("down,j", "move(1)", N_("down"), id="sheet.down", tooltip=N_("The next row")),
        Binding("up,k", "move(-1)", N_("up"), id="sheet.up", tooltip=N_("The row before")),
        Binding("pagedown", "page(1)", N_("page down"), id="sheet.page.down", tooltip=N_("A window further down")),
        Binding("pageup", "page(-1)", N_("page up"), id="sheet.page.up", tooltip=N_("A window further up")),
        Binding("home", "end(0)", N_("first"), id="sheet.first", tooltip=N_("The first row")),
        Binding("end,G", "end(1)", N_("last"), id="sheet.last", tooltip=N_("The last row")),
    ]

    _walk: Walk
    """The moment of the incident that it is about; sheets about no incident have none."""
    _unused = ""
    """What to say of the last key, if it does nothing; what was announced."""
    _notice = ""
    """What became of what was asked here."""
    listing = query_one("#listing", Listing)
    top = query_one("#top", Pane)
    bottom = query_one("#bottom", Pane)

    def compose(self) -> ComposeResult:
        """Title, rows, keys."""
        yield Pane(lambda _view, width, _height: self.head(width), id="top")
        yield from self.middle()
        yield Pane(lambda _view, width, _height: self._below(width), id="bottom")
        yield self.small_pane()

    def middle(self) -> ComposeResult:
        """The rows, and what a sheet has beside them."""
        yield Listing(self.row, id="listing")

    def on_mount(self) -> None:
        """Draw title and keys."""
        self.drawn_again()

    def head(self, width: int) -> list[Line]:
        """The rows above the list."""
        raise NotImplementedError

    def row(self, number: int, width: int) -> Line:
        """One row of the list."""
        raise NotImplementedError

    def foot(self, width: int) -> list[Line]:
        """The rows below the list."""
        raise NotImplementedError

    def standing(self) -> Line:
        """Tier and mode of the incident below, for the end of row 1; where there is none, the mode of what is open."""
        page = self._page()
        return page.standing() if page is not None else line("")

    def offline_words(self) -> str:
        """Since when the server does not answer: what is shown is as it stood then."""
        page = self._page()
        return page.offline_words() if page is not None else ""

    def _page(self) -> Page | None:
        """What it lies over."""
        return next((screen for screen in reversed(self.app.screen_stack) if isinstance(screen, Page)), None)

    def _below(self, width: int) -> list[Line]:
        """The rows below the list; the rule says how many rows follow."""
        left = self.below_sight()
        more = ngettext("{count} more below", "{count} more below", left).format(count=left) if left > 0 else ""
        words = "  ".join(filter(None, (self.offline_words(), more)))
        rows = [rule(width, words), *(whole_hints(self._rekeyed(row), width) for row in self.foot(width)[1:])]
        return self._ended(rows, width)

    def _ended(self, rows: Sequence[Line], width: int) -> list[Line]:
        """The rows with what is announced in the place of the last one."""
        return [*rows[:-1], *notice_lines(self._unused, is_refusal=False, width=width)] if self._unused else [*rows]

    def below_sight(self) -> int:
        """How many rows follow below those in sight."""
        return self.listing.count - self.listing.scroll_offset.y - self.listing.size.height

    @property
    def other_language(self) -> str:
        """What the key that changes the language leads to, in signs that can be drawn here."""
        return _("Chinese") if self.app.has_class("-ascii") else "中文 / English"

    def _rekeyed(self, row: Line) -> Line:
        words = rekeyed(row.plain, self)
        return row if words == row.plain else line((words, ".muted"))

    def on_listing_scrolled(self) -> None:
        """Other rows are in sight."""
        self.bottom.view = True

    async def take_key(self, event: Key) -> bool:  # noqa: ARG002 (a sheet that is typed into takes some)
        """No key but those that are bound; what was announced was read."""
        if self._unused:
            self._unused = ""
            self.drawn_again()
        return False

    def on_key(self, event: Key) -> None:
        """Say of a key that is not in use that it does nothing."""
        if event.is_printable and event.key not in self.active_bindings:
            self.say(self.unused_words(event))

    def unused_words(self, event: Key) -> str:
        """What to say of a key that is not in use here."""
        pressed = key_word(event.key) if event.key == "space" else event.character
        said = _("'{key}' does nothing here. {help} shows the keys.")
        return said.format(key=pressed, help=key_of("app.help", "?"))

    def say(self, words: str) -> None:
        """Show one sentence in the last row until the next key."""
        self._unused = words
        self.drawn_again()

    def line_to_copy(self) -> str:
        """The row under the cursor."""
        return self.listing.line_of(self.listing.place).plain.strip() if self.listing.count else ""

    def announce(self, words: str) -> None:
        """Say it alone in the last rows until the next key; of a sheet that was only just opened, once it is drawn."""
        self._unused, self._notice = words, ""
        self.call_later(self.drawn_again)

    def withdraw(self, words: str) -> None:
        """Say that no more, if it still stands."""
        if self._unused == words:
            self._unused = ""
            self.drawn_again()

    def drawn_again(self) -> None:
        """Draw title and keys anew."""
        self.top.view = self.bottom.view = True

    def on_resize(self) -> None:
        """Make rows that depend on the window anew."""

    def look_again(self) -> None:
        """The language has changed: say everything anew."""
        walk: Walk | None = getattr(self, "_walk", None)
        if walk is not None:
            self._walk = replace(walk, speech=replace(walk.speech, language=current()))
        self.on_resize()
        self.listing.refresh()
        self.drawn_again()

    def action_move(self, rows: int) -> None:
        """Move the cursor."""
        self.listing.move(rows)

    def action_page(self, pages: int) -> None:
        """Move the cursor by a window."""
        self.listing.move(pages * max(1, self.listing.size.height - 1))

    def action_end(self, end: int) -> None:
        """Move the cursor to one end."""
        self.listing.move(self.listing.count if end else -self.listing.count)

    def action_leave(self) -> None:
        """Back, without a choice."""
        self.dismiss(None)
