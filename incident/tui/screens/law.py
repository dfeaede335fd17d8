"""The clocks of the incident and what the law asks of it; what answers the law is stated here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType

from incident.i18n import N_, _
from incident.tui.screens.following import Following
from incident.tui.session import Session
from incident.tui.views.law import law_lines
from incident.tui.views.lines import Line, line, rule, shortened
from incident.walk.flows.law import law_flow
from incident.walk.keys import key_of
from incident.walk.moment import Walk

__all__ = ["LawSheet"]


class LawSheet(Following):
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
        Binding(
            "d", "detail", N_("detail"), id="law.detail", tooltip=N_("What every report holds, and why it is due then")
        ),
        Binding("L", "leave", N_("back"), id="law.leave", tooltip=N_("Back to the walk")),
    ]

    def __init__(self, session: Session, walk: Walk) -> None:
        super().__init__(session, walk)
        self._rows: Sequence[Line] = ()
        self._has_detail = False

    def on_resize(self) -> None:
        """Wrap the words to the window."""
        self._rows = law_lines(self._walk, self.size.width, detail=self._has_detail)
        self.listing.rows_changed(len(self._rows))

    def head(self, width: int) -> list[Line]:
        """Which incident."""
        return [*self.title_rows(_("CLOCKS AND LAW"), width), rule(width)]

    def row(self, number: int, width: int) -> Line:
        """One row."""
        return shortened(self._rows[number], width) if number < len(self._rows) else line("")

    def foot(self, width: int) -> list[Line]:
        """The keys, and what the program has to say."""
        keys = _("M moment   F reported   K class   E extend   d detail   - n/a   + on   Esc back")
        return [rule(width), line((f" {keys}", ".muted")), *self.said(width)]

    def action_detail(self) -> None:
        """Show all that is known of every report, or the first one's contents alone."""
        self._has_detail = not self._has_detail
        self.stands()
        all_of_it = _("{count} rows: every report with what it holds and why. {key} shows fewer.")
        less = _("{count} rows: what the first report and those with a clock hold. {key} shows all.")
        words = all_of_it if self._has_detail else less
        self.answer(words.format(count=len(self._rows), key=key_of("law.detail", "d")))

    async def action_state(self, name: str) -> None:
        """Ask what is to be stated."""
        flow = law_flow(name, self._walk, self.session.people)
        if flow is not None:
            await self.ask(flow)
