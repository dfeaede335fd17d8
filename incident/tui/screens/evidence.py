"""The evidence of the incident: what is kept, the chain of custody of each, legal holds, and what shall be erased."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType

from incident.i18n import N_, _
from incident.tui.messages import ProposedNamingRead
from incident.tui.screens.following import Following
from incident.tui.session import Session
from incident.tui.views.evidence import evidence_rows
from incident.tui.views.footing import hint_rows
from incident.tui.views.lines import Line, line, rule, shortened
from incident.walk.flows.erasing import EraseFlow
from incident.walk.flows.evidence import evidence_flow
from incident.walk.moment import Walk

__all__ = ["EvidenceSheet"]


class EvidenceSheet(Following):
    """Every piece with its custody, and a key for what can be done with one."""

    BINDING_GROUP_TITLE = "evidence"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "a", "begin('evidence-keep')", N_("keep a file"), id="evidence.keep", tooltip=N_("Keep a file as evidence")
        ),
        Binding(
            "o",
            "begin('evidence-give')",
            N_("hand it over"),
            id="evidence.give",
            tooltip=N_("Hand over a piece that you hold"),
        ),
        Binding(
            "y",
            "begin('evidence-take')",
            N_("take custody"),
            id="evidence.take",
            tooltip=N_("Say that you have what is offered"),
        ),
        Binding(
            "w",
            "begin('evidence-decline')",
            N_("decline"),
            id="evidence.decline",
            tooltip=N_("Do not take it, or call off what you offered."),
        ),
        Binding(
            "X",
            "begin('evidence-erase')",
            N_("erase"),
            id="evidence.erase",
            tooltip=N_("Ask that a piece is erased, or answer somebody who asked"),
        ),
        Binding("E", "leave", N_("back"), id="evidence.leave", tooltip=N_("Back to the walk")),
    ]

    def __init__(self, session: Session, walk: Walk) -> None:
        super().__init__(session, walk)
        self._rows: Sequence[Line] = ()

    def on_resize(self) -> None:
        """Wrap the words to the window."""
        self._rows = evidence_rows(self._walk, self.size.width)
        self.listing.rows_changed(len(self._rows))

    def head(self, width: int) -> list[Line]:
        """Which incident."""
        return [*self.title_rows(_("EVIDENCE"), width), rule(width)]

    def row(self, number: int, width: int) -> Line:
        """One row."""
        return shortened(self._rows[number], width) if number < len(self._rows) else line("")

    def foot(self, width: int) -> list[Line]:
        """The keys, and what the program has to say."""
        keys = _("a keep a file   o hand over   y take   w decline   X erase   j k scroll   Esc back")
        return [rule(width), *hint_rows(keys, width, 2), *self.said(width)]

    async def action_begin(self, name: str) -> None:
        """Ask what is needed; of customers who are to go, once it is known where else they are named."""
        if name == "evidence-erase" and any(each.cases for each in self._walk.incident.evidence.proposed):
            self.session.gateway.read_naming_proposed(self._in, self)
            return
        flow = evidence_flow(name, self._walk, self.session.people)
        if flow is not None:
            await self.ask(flow)

    async def on_proposed_naming_read(self, message: ProposedNamingRead) -> None:
        """Now whoever answers knows it."""
        entries = message.entries
        await self.ask(EraseFlow(walk=self._walk, naming=lambda erasure: entries.get(erasure.id, ())))
