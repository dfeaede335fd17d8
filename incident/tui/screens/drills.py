"""The exercises that are open, and what the plan asks for: each leads to the facilitator's screen, or to the walk."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from incident.i18n import N_, _
from incident.tui.messages import AgendaRead, ExercisesListed
from incident.tui.screens.sheet import Sheet
from incident.tui.session import Session
from incident.tui.views.agenda import agenda_lines
from incident.tui.views.drills import drill_heads, drill_line, scenario_line
from incident.tui.views.lines import Line, beside, blank, heading, line, rule, wrap

if TYPE_CHECKING:
    from incident.application.exercises.agenda import Agenda
    from incident.application.ports import Summary
    from incident.domain.exercises.scenario import ScenarioBundle
    from incident.domain.exercises.state import Exercise

__all__ = ["Drills"]


class Drills(Sheet[tuple[str, bool]]):
    """One row an exercise; the answer is its id, and whether it opens for whoever leads it; a rehearsal never does."""

    BINDING_GROUP_TITLE = "exercises"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", N_("open"), id="drills.open", tooltip=N_("Lead it if you lead it, else play it")),
        Binding("t", "leave", N_("back"), id="drills.leave", tooltip=N_("Back to the list of incidents")),
    ]

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._rows: Sequence[tuple[Summary, Exercise | None]] | None = None
        self._playable: Sequence[ScenarioBundle] = ()
        self._agenda: Agenda | None = None

    def on_mount(self) -> None:
        """Ask which are open."""
        super().on_mount()
        self.session.gateway.list_exercises(self)
        self.session.gateway.read_agenda(self)

    def tick(self) -> None:
        """Their clocks go, and others may have begun or ended."""
        self.session.gateway.list_exercises(self)

    def on_exercises_listed(self, message: ExercisesListed) -> None:
        """Show them."""
        self._rows, self._playable = message.rows, message.playable
        self.listing.rows_changed(len(message.rows) or len(message.playable) or 3)
        self.listing.has_cursor = bool(message.rows or message.playable)
        self.drawn_again()

    def on_agenda_read(self, message: AgendaRead) -> None:
        """Say what the plan of the year asks for."""
        self._agenda = message.agenda
        self.drawn_again()

    def on_listing_moved(self) -> None:
        """Another scenario is begun with another line."""
        self.bottom.view = True

    def head(self, width: int) -> list[Line]:
        """What they are."""
        left = line(" ", (_("EXERCISES"), ".bright"), "  ", (_("open now"), ".muted"))
        heads = [drill_heads(width)]
        if self._playable:
            left = line(" ", (_("EXERCISES"), ".bright"))
            said = _("No exercise is open. These can be played; whoever begins one leads it.")
            heads = [heading(words) for words in wrap(said, width - 2, 2)]
        planned = [*agenda_lines(self._agenda, width), rule(width)] if self._agenda else []
        return [beside(left, self.standing(), width), rule(width), *planned, *heads]

    def row(self, number: int, width: int) -> Line:
        """An exercise; where there is none, what can be played."""
        if self._rows:
            session = self.session
            return drill_line(self._rows[number], session.speech(), session.person, session.gateway.now(), width)
        if self._rows is None:
            return blank()
        if self._playable:
            return scenario_line(self._playable[number], width)
        words = (
            _("No exercise is open."),
            _("'incident drill run SCENARIO' begins one."),
            _("'incident drill held' says which scenarios are overdue."),
        )
        return heading(words[number])

    def foot(self, width: int) -> list[Line]:
        """The keys."""
        if not self._playable:
            return [rule(width), heading(_("Enter open   j k move   Esc back"))]
        rows = [heading(_("In a shell this begins it:")), heading(self.line_to_copy(), ".bright")]
        return [rule(width), *rows, heading(_("y copies that command   j k move   Esc back"))]

    def line_to_copy(self) -> str:
        """The command that begins the scenario under the cursor; of an exercise its row."""
        if not self._playable:
            return super().line_to_copy()
        return f"incident drill run {self._playable[self.listing.place].scenario.id}"

    def action_open(self) -> None:
        """Answer with the one under the cursor."""
        if self._playable:
            self.say(_("No single key begins an exercise: y copies the line above."))
        if self._rows:
            summary, exercise = self._rows[self.listing.place]
            leads = exercise is not None and self.session.person in exercise.controllers and not exercise.is_solo
            self.dismiss((summary.incident_id, leads))
