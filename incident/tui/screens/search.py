"""Finds anything: the open incidents at once, and what was written in all others, a few words typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final

from textual.binding import Binding, BindingType
from textual.timer import Timer

from incident.i18n import N_, _, ngettext
from incident.tui.messages import IncidentsListed, NotDone, SearchRead
from incident.tui.screens.filtered import Filtered
from incident.tui.views.lines import Line, beside, columns, line, rule, width_of, wrap
from incident.tui.views.matching import fits
from incident.tui.views.mode import mode_part
from incident.wording.finding import found_words, place_word
from incident.wording.tiers import tier_word
from incident.wording.titles import title_of
from incident.wording.trouble import say_trouble

if TYPE_CHECKING:
    from incident.application.ports import Summary
    from incident.application.searching import Found
    from incident.tui.session import Session

__all__ = ["Search"]

PAUSE: Final = 0.3
"""Seconds without a key after which the record is read."""
LEAST: Final = 2
"""One Latin letter stands in everything."""
PLACE_CELLS: Final = 9
MOST_TITLE: Final = 8
"""Rows: a title has at most 200 characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchRow:
    """An incident, what of its title has no room beside it, or a text in the one above."""

    summary: Summary
    found: Found | None = None
    title: str = ""
    """As much of the title as this row has."""
    goes_on: bool = False
    """Whether the title began in the row above."""


class Search(Filtered[tuple[str, str]]):
    """Answers with the incident to open, and the step to look at if the words stand in one."""

    OPENS_TYPING = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter", "pick", N_("open"), id="search.open", tooltip=N_("Open the incident, at the step that was found")
        ),
    ]

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._open: Sequence[Summary] = ()
        self._hits: list[tuple[Summary, Sequence[Found]]] = []
        self._rows: list[SearchRow] = []
        self._looked_for = ""
        self._left = 0
        self._pausing: Timer | None = None

    @property
    def is_looking(self) -> bool:
        """Whether the record is still looked through."""
        return self._left > 0

    def on_mount(self) -> None:
        """The open incidents stand there before a word is typed."""
        super().on_mount()
        self.session.gateway.list_incidents(self)

    def on_incidents_listed(self, message: IncidentsListed) -> None:
        """Show those that are open."""
        self._open = message.summaries
        self._again()

    def on_search_read(self, message: SearchRead) -> None:
        """More was looked through; of words that nobody looks for any more nothing is shown."""
        if message.typed == self.typed:
            self._hits += message.hits
            self._left = message.left
            self._again()

    def on_not_done(self, message: NotDone) -> None:
        """Say what could not be read."""
        message.stop()
        self.announce(say_trouble(message.reason, self.session.speech(), self.session.gateway.now()))

    def narrow(self) -> None:
        """Open incidents by title at once; all of the record after a pause in typing."""
        self._hits, self._left = [], 0
        if self._pausing is not None:
            self._pausing.stop()
        if len(self.typed.strip()) >= LEAST or not self.typed.isascii():
            self._left = 1
            self._pausing = self.set_timer(PAUSE, self._look)
        self._again()

    def _look(self) -> None:
        self.session.gateway.search(self.typed, self)

    def _again(self) -> None:
        """Make the rows; a cursor that was moved stays on its row."""
        place = self.listing.place
        before = self._rows[place] if 0 < place < len(self._rows) else None
        self._rows = list(self._made())
        self.listing.rows_changed(len(self._rows))
        self.listing.place = self._rows.index(before) if before in self._rows else 0
        self.drawn_again()

    def _made(self) -> list[SearchRow]:
        found = {row.incident_id: (row, hits) for row, hits in self._hits}
        titled = [row for row in self._open if fits(self.typed, _names(row)) is not None]
        order = {row.incident_id: row for row in [*titled, *(row for row, _hits in self._hits)]}
        rows: list[SearchRow] = []
        for incident_id, row in order.items():
            rows += _titled(row, self.size.width)
            hits = found[incident_id][1] if incident_id in found else ()
            rows += [SearchRow(summary=row, found=hit) for hit in hits if hit.place.value != "title"]
        return rows

    def on_resize(self) -> None:
        """Rows of another width."""
        super().on_resize()
        self._again()

    def is_heading(self, number: int) -> bool:
        """The cursor rests on an incident or on a text in it, and not on the rest of a title."""
        return number < len(self._rows) and self._rows[number].goes_on

    def head(self, width: int) -> list[Line]:
        """What this is, and how far it got."""
        count = len({row.summary.incident_id for row in self._rows})
        words = ngettext("{count} incident", "{count} incidents", count).format(count=count)
        if self._left:
            words = _("{words}, still looking").format(words=words)
        title = _("titles, notes, messages and steps of open and closed incidents")
        return [beside(line(" ", (_("FIND"), ".bright"), "  ", title), self.standing(), width), rule(width, words)]

    def row(self, number: int, width: int) -> Line:
        """An incident, or a text in it."""
        row = self._rows[number]
        summary, found = row.summary, row.found
        if row.goes_on:
            return line(" " * width_of(_named(summary)), row.title)
        if found is None:
            return beside(_named(summary) + line(row.title), _standing(summary), width)
        speech, now = self.session.speech(), self.session.gateway.now()
        words = found_words(found, self.typed, width - PLACE_CELLS - 6, speech, now)
        return line("    ") + columns(((place_word(found.place), ".muted"), PLACE_CELLS)) + line(" ", words)

    def foot(self, width: int) -> list[Line]:
        """The keys."""
        return [rule(width), self.typing_foot("")]

    async def action_pick(self) -> None:
        """Open the incident under the cursor."""
        if not self._rows:
            return
        row = self._rows[self.listing.place]
        self.dismiss((row.summary.incident_id, row.found.step if row.found else ""))


def _names(row: Summary) -> list[str]:
    """What an incident is found by: its id with its title, and its title in any language."""
    return [f"{row.incident_id} {title_of(row)}", row.title, *row.titles.values()]


def _titled(summary: Summary, width: int) -> list[SearchRow]:
    """The incident with its title, in as many rows as that takes."""
    room = width - width_of(_named(summary)) - width_of(_standing(summary)) - 1
    parts = wrap(title_of(summary) or _("(erased)"), room, MOST_TITLE)
    return [SearchRow(summary=summary, title=part, goes_on=number > 0) for number, part in enumerate(parts)]


def _named(summary: Summary) -> Line:
    return line(" ", (summary.incident_id, ".bright"), "  ")


def _standing(summary: Summary) -> Line:
    status = tier_word(summary.tier) if summary.status == "open" else _("closed")
    return line((status, ".bright"), "  ", mode_part(summary.mode), " ")
