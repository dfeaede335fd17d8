"""The exercises that are open: who leads one goes to the facilitator's screen, everybody else to the walk."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from incident.i18n import N_, _
from incident.tui.messages import ExercisesListed
from incident.tui.screens.sheet import Sheet
from incident.tui.session import Session
from incident.tui.views.drills import drill_heads, drill_line
from incident.tui.views.lines import Line, beside, blank, heading, line, rule

if TYPE_CHECKING:
    from incident.application.ports import Summary
    from incident.domain.exercises.state import Exercise

__all__ = ["Drills"]


class Drills(Sheet[tuple[str, bool]]):
    """One row an exercise; the answer is its id, and whether whoever sits here leads it."""

    BINDING_GROUP_TITLE = "exercises"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", N_("open"), id="drills.open", tooltip=N_("Lead it if you lead it, else play it")),
        Binding("t", "leave", N_("back"), id="drills.leave", tooltip=N_("Back to the list of incidents")),
    ]

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._rows: Sequence[tuple[Summary, Exercise | None]] | None = None

    def on_mount(self) -> None:
        """Ask which are open."""
        super().on_mount()
        self.session.gateway.list_exercises(self)

    def on_exercises_listed(self, message: ExercisesListed) -> None:
        """Show them."""
        self._rows = message.rows
        self.listing.rows_changed(len(message.rows) or 3)
        self.listing.has_cursor = bool(message.rows)
        self.drawn_again()

    def head(self, width: int) -> list[Line]:
        """What they are."""
        left = line(" ", (_("EXERCISES"), ".bright"), "  ", (_("open now"), ".muted"))
        return [beside(left, self.standing(), width), rule(width), drill_heads(width)]

    def row(self, number: int, width: int) -> Line:
        """An exercise; where there is none, how one begins."""
        if self._rows:
            session = self.session
            return drill_line(self._rows[number], session.speech(), session.person, session.gateway.now(), width)
        if self._rows is None:
            return blank()
        words = (
            _("No exercise is open."),
            _("'incident drill run SCENARIO' begins one."),
            _("'incident drill held' says which scenarios are overdue."),
        )
        return heading(words[number])

    def foot(self, width: int) -> list[Line]:
        """The keys."""
        return [rule(width), heading(_("Enter open   j k move   Esc back"))]

    def action_open(self) -> None:
        """Answer with the one under the cursor."""
        if self._rows:
            summary, exercise = self._rows[self.listing.place]
            leads = exercise is not None and self.session.person in exercise.controllers
            self.dismiss((summary.incident_id, leads))
