"""The palette: everything that can be done or gone to from a screen, found by a few letters; choosing it does it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar, Final

from textual.binding import Binding, BindingType
from textual.screen import ModalScreen

from incident.i18n import N_, _, ngettext, use
from incident.tui.messages import IncidentsListed, LibraryRead, NotDone
from incident.tui.screens.filtered import Filtered
from incident.tui.screens.help import bindings_of, is_number
from incident.tui.screens.page import Asks, Page
from incident.tui.views.lines import Line, beside, line, rule, width_of
from incident.tui.views.palette import (
    Kind,
    Place,
    commands_of,
    incident_places,
    language_places,
    narrowed,
    note_rows,
    person_places,
    place_row,
    runbook_places,
)

if TYPE_CHECKING:
    from typing import Any

    from textual.app import App
    from textual.screen import Screen

    from incident.tui.session import Session

__all__ = ["Palette", "open_palette"]

MOVES: Final = ("sheet.", "app.palette", "home.up", "home.down")
"""Keys that move a cursor are for the hand, not for a list."""


class Palette(Filtered[Place]):
    """Typed letters narrow it; Enter does what stands under the cursor."""

    OPENS_TYPING = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "pick", N_("do it"), id="palette.pick", tooltip=N_("Do what stands under the cursor")),
    ]

    def __init__(self, session: Session, below: Screen[Any], places: Sequence[Place]) -> None:
        super().__init__()
        self.session = session
        found = ((binding, keys) for binding, keys in bindings_of(below) if not _is_move(binding))
        self._first = [
            *commands_of(found),
            *language_places(is_ascii=session.look.settings.ascii),
            *person_places(session.reached),
        ]
        self._places: Sequence[Place] = [*self._first, *places]
        self._shown: Sequence[Place] = ()

    def on_mount(self) -> None:
        """What the screen knows stands there at once; the rest is read."""
        super().on_mount()
        self.session.gateway.list_incidents(self)
        self.session.gateway.read_library(self)
        self.narrow()

    def on_incidents_listed(self, message: IncidentsListed) -> None:
        """Add the incidents; the cursor stays on its row."""
        self._add(incident_places(message.summaries))

    def on_library_read(self, message: LibraryRead) -> None:
        """Add the runbooks."""
        self._add(runbook_places(message.offers))

    def _add(self, places: Iterable[Place]) -> None:
        """More rows; a cursor that was moved stays on its row."""
        place = self.listing.place
        before = self._shown[place] if 0 < place < len(self._shown) else None
        self._places = [*self._places, *places]
        self.narrow()
        self.listing.place = self._shown.index(before) if before in self._shown else 0

    def on_not_done(self, message: NotDone) -> None:
        """What cannot be read is not listed; the screen below says why."""
        message.stop()

    def on_listing_moved(self) -> None:
        """Another row is described."""
        self.bottom.view = True

    def narrow(self) -> None:
        """The rows that fit what was typed."""
        self._shown = narrowed(self._places, self.typed)
        self.listing.rows_changed(len(self._shown))
        self.drawn_again()

    def head(self, width: int) -> list[Line]:
        """What this is, and how much fits."""
        count = ngettext("{count} row", "{count} rows", len(self._shown)).format(count=len(self._shown))
        title, end = line(" ", (_("PALETTE"), ".bright")), self.standing()
        hint = line("  ", _("type what you want; a few letters are enough"))
        has_room = width_of(title) + width_of(hint) + width_of(end) < width
        return [beside(title + hint if has_room else title, end, width), rule(width, count)]

    def row(self, number: int, width: int) -> Line:
        """One thing to do."""
        return place_row(self._shown[number], width)

    def foot(self, width: int) -> list[Line]:
        """What the row under the cursor does, and the keys."""
        here = self._shown[self.listing.place] if self.listing.place < len(self._shown) else None
        return [rule(width), *note_rows(here, width), self.typing_foot("")]

    async def action_pick(self) -> None:
        """Do it, on the screen below."""
        if self._shown and self.is_aimed():
            self.dismiss(self._shown[self.listing.place])


async def open_palette(app: App[None], session: Session) -> None:
    """Show the palette of the screen that is shown, and do what is chosen there."""
    below = app.screen
    if isinstance(below, Palette):
        return  # its key again must not lay one over the other
    if isinstance(below, ModalScreen) and isinstance(below, Asks):
        below.announce(_("The palette opens outside of questions: Esc goes back, what is typed is kept."))
        return
    page = _page_of(app)

    def chosen(place: Place | None) -> None:
        if place is not None:
            app.call_next(_go, app, below, place)

    places = page.places() if page is not None else ()
    await app.push_screen(Palette(session, below, places), chosen)


async def _go(app: App[None], below: Screen[Any], place: Place) -> None:
    """Do it: a command on the screen below; anything else from the page that this screen belongs to."""
    if place.kind is Kind.COMMAND:
        await app.run_action(place.value, below)
        return
    if place.kind is Kind.LANGUAGE:
        chosen, page = use(place.value), _page_of(app)
        if page is not None:
            page.session.look.choose(language=chosen)
        for screen in app.screen_stack:
            if isinstance(screen, (Page, Asks)):
                screen.look_again()
        return
    while not isinstance(app.screen, Page) and len(app.screen_stack) > 1:
        await app.pop_screen()
    page = _page_of(app)
    if page is not None:
        await page.go(place)


def _page_of(app: App[None]) -> Page | None:
    return next((screen for screen in reversed(app.screen_stack) if isinstance(screen, Page)), None)


def _is_move(binding: Binding) -> bool:
    return is_number(binding) or (binding.id or "").startswith(MOVES)
