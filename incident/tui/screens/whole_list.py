"""All steps of the tier with their states; the one that is picked is looked at, and the place stays."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from incident.domain.walking.checklist import Item
from incident.i18n import N_, _
from incident.tui.screens.sheet import Sheet
from incident.tui.session import Session
from incident.tui.views.head import head_lines
from incident.tui.views.lines import Line, line, rule
from incident.tui.views.rows import step_row
from incident.tui.widgets.listing import Listing
from incident.walk.moment import Walk

__all__ = ["WholeList"]


class WholeList(Sheet[str]):
    """Phases and their steps."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "pick", N_("look at it"), id="list.pick", tooltip=N_("Look at this step; marks nothing")),
        Binding("g", "leave", N_("back"), id="list.leave", tooltip=N_("Back to the walk")),
        Binding("full_stop", "current", N_("current"), id="list.current", tooltip=N_("To the current step")),
    ]

    def __init__(self, session: Session, walk: Walk) -> None:
        super().__init__()
        self.session = session
        self._walk = walk
        self._rows = _rows(walk)

    def on_mount(self) -> None:
        """Begin at the current step."""
        super().on_mount()
        self.listing.rows_changed(len(self._rows))
        self.call_after_refresh(self.action_current)

    def renew(self, walk: Walk) -> None:
        """Marks of others, and what is sensed, show here too; the cursor stays on its step."""
        found = self._rows[self.listing.place]
        self._walk, self._rows = walk, _rows(walk)
        self.listing.rows_changed(len(self._rows))
        if isinstance(found, Item):
            self._stand_on(found.step.id)
        self.drawn_again()

    def head(self, width: int) -> list[Line]:
        """Which incident, how the time stands."""
        return list(head_lines(self._walk, width))

    def row(self, number: int, width: int) -> Line:
        """A step, or the heading of a phase."""
        found = self._rows[number]
        if isinstance(found, Item):
            return step_row(self._walk, found, width)
        view = self._walk.checklist.phases[found]
        words = f"{found + 1} {self._walk.speech.phase(view.phase.id)}  {view.done}/{view.total}"
        exit_words = self._walk.speech.text(f"phase.{view.phase.id}.exit")
        return line(" ", (words, ".bright"), "   ", (exit_words, ".muted"))

    def foot(self, width: int) -> list[Line]:
        """The keys."""
        return [rule(width), line((" " + _("Enter look at it   . current   j k move   Esc back"), ".muted"))]

    def on_listing_clicked(self, message: Listing.Clicked) -> None:
        """A click moves the cursor."""
        self.listing.place = message.place

    def action_pick(self) -> None:
        """Look at the step under the cursor."""
        found = self._rows[self.listing.place]
        if isinstance(found, Item):
            self.dismiss(found.step.id)

    def action_current(self) -> None:
        """To the current step, or to the first that is open."""
        shown = self._walk.current or next(iter(self._walk.checklist.open_items), None)
        if shown is not None:
            self._stand_on(shown.step.id)

    def _stand_on(self, step: str) -> None:
        ids = [row.step.id if isinstance(row, Item) else None for row in self._rows]
        if step in ids:
            self.listing.place = ids.index(step)


def _rows(walk: Walk) -> list[Item | int]:
    """The steps in order, the index of a phase before its first step."""
    rows: list[Item | int] = []
    for item in walk.checklist.items:
        if item.phase not in rows:
            rows.append(item.phase)
        rows.append(item)
    return rows
