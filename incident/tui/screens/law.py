"""The clocks of the incident and what the law asks of it; what answers the law is stated here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType

from incident.i18n import N_, _
from incident.tui.messages import Appended, IncidentRead, NotDone
from incident.tui.screens.dialogue import Dialogue
from incident.tui.screens.sheet import Sheet
from incident.tui.session import Session
from incident.tui.views.law import law_lines
from incident.tui.views.lines import Line, beside, line, rule, wrap
from incident.tui.views.mode import mode_part
from incident.walk.flows.asking import Ready
from incident.walk.flows.law import law_flow
from incident.walk.moment import Walk
from incident.wording.tiers import tier_word
from incident.wording.trouble import say_trouble

__all__ = ["LawSheet"]

NOTICE_LINES = 2


class LawSheet(Sheet[None]):
    """The clocks that run, the duties, and a key for each statement about them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("M", "state('law-moment')", N_("moment"), id="law.moment", tooltip=N_("State when something happened")),
        Binding(
            "F", "state('law-filed')", N_("report made"), id="law.filed", tooltip=N_("Enter a report with its proof")
        ),
        Binding(
            "K",
            "state('law-class')",
            N_("class"),
            id="law.class",
            tooltip=N_("State the class of a law; the tier stays"),
        ),
        Binding(
            "E", "state('law-extend')", N_("more time"), id="law.extend", tooltip=N_("Take time that the law allows")
        ),
        Binding(
            "minus",
            "state('law-off')",
            N_("not applicable"),
            id="law.off",
            tooltip=N_("Say that a rule does not apply"),
        ),
        Binding("plus", "state('law-on')", N_("switch on"), id="law.on", tooltip=N_("Let a rule count that is no law")),
        Binding("L", "leave", N_("back"), id="law.leave", tooltip=N_("Back to the walk")),
    ]

    def __init__(self, session: Session, walk: Walk) -> None:
        super().__init__()
        self.session = session
        self._walk = walk
        self._rows: Sequence[Line] = ()
        self._notice = ""

    def on_mount(self) -> None:
        """Follow the incident."""
        super().on_mount()
        self.session.gateway.read_incident(self._walk.incident.id, self)

    def on_unmount(self) -> None:
        """Follow nothing that nobody sees."""
        self.session.gateway.forget(self)

    def on_incident_read(self, message: IncidentRead) -> None:
        """Show how the clocks stand now."""
        walk = self._walk
        self._walk = Walk(
            incident=message.incident,
            person=walk.person,
            speech=self.session.speech(message.incident.bundle, message.incident.law.pinned),
            now=self.session.gateway.now(),
            names_law=message.names_law,
        )
        self.on_resize()
        self.drawn_again()

    def on_appended(self, message: Appended) -> None:
        """It is on disk."""
        self._notice = message.said
        self.session.gateway.read_incident(self._walk.incident.id, self)

    def on_not_done(self, message: NotDone) -> None:
        """Say the refusal."""
        message.stop()
        self._notice = say_trouble(message.reason, self._walk.speech, self.session.gateway.now())
        self.drawn_again()

    def on_resize(self) -> None:
        """Wrap the words to the window."""
        self._rows = law_lines(self._walk, self.size.width)
        self.listing.rows_changed(len(self._rows))

    def head(self, width: int) -> list[Line]:
        """Which incident."""
        incident = self._walk.incident
        left = line(" ", (_("CLOCKS AND LAW"), ".bright"), f"  {incident.id} {incident.title}")
        return [beside(left, line(tier_word(incident.tier), "  ", mode_part(incident.mode)), width), rule(width)]

    def row(self, number: int, width: int) -> Line:
        """One row."""
        return self._rows[number].truncate(width, ellipsis=True) if number < len(self._rows) else line("")

    def foot(self, width: int) -> list[Line]:
        """The keys, and what the program has to say."""
        keys = _("M moment   F report made   K class   E more time   - n/a   + on   Esc back")
        said = [line((f" {part}", ".bright")) for part in wrap(self._notice, width - 2, NOTICE_LINES)]
        return [rule(width), line((f" {keys}", ".muted")), *said]

    async def action_state(self, name: str) -> None:
        """Ask what is to be stated."""
        walk = self._walk
        flow = law_flow(name, walk, self.session.people)
        if flow is None:
            return
        if not isinstance(part := flow.part({}), Ready):
            drafts = self.session.drafts
            await self.app.push_screen(Dialogue(flow, drafts=drafts, incident=walk.incident.id, finish=self._stated))
            return
        self._notice = part.said
        self.drawn_again()

    def _stated(self, ready: Ready) -> None:
        if ready.commands:
            self.session.gateway.execute(self._walk.incident.id, ready.commands, self, ready.said, ready.settle)
