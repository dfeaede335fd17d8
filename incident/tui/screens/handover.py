"""The hand-over on the screen: the briefing from the record, and the keys by which work and command go over.

Both people may look at it at once: it is read anew whenever the log changes, and but for the times nothing on it moves
by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Final

from textual.binding import Binding, BindingType

from incident.application.briefing import Briefing
from incident.domain.duties.carrying import still_offered
from incident.domain.refusals import Refusal, Refused
from incident.i18n import N_, _
from incident.tui.messages import BriefingRead, IncidentRead, NotDone
from incident.tui.screens.following import Following
from incident.tui.session import Session
from incident.tui.views.handover import briefing_rows, handover_head, handover_keys
from incident.tui.views.lines import Line, line, rule, shortened, wrap
from incident.walk.flows.handover import command_refused
from incident.walk.moment import Walk
from incident.wording.handover import given_words
from incident.wording.refusals import say_refusal
from incident.wording.trouble import say_trouble

__all__ = ["HandoverSheet"]

UNREAD_ROWS: Final = 6
"""Of why there is no briefing: a sentence may name a long path."""


class HandoverSheet(Following):
    """One row a line of the briefing."""

    BINDING_GROUP_TITLE = "hand-over"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("o", "offer", N_("hand over"), id="handover.offer", tooltip=N_("Offer all that you carry to a person")),
        Binding("r", "read_back", N_("read back"), id="handover.read_back", tooltip=N_("Say in your words what comes")),
        Binding("a", "accept", N_("accept"), id="handover.accept", tooltip=N_("Carry it from now on, all or one")),
        Binding("T", "take", N_("take command"), id="handover.take", tooltip=N_("Take command, by typing the phrase")),
        Binding("w", "call_off", N_("call off"), id="handover.call_off", tooltip=N_("Call it off, or decline it")),
        Binding("H", "leave", N_("back"), id="handover.leave", tooltip=N_("Back to the walk")),
    ]

    def __init__(self, session: Session, walk: Walk) -> None:
        super().__init__(session, walk)
        self._briefing: Briefing | None = None
        self._rows: Sequence[Line] = ()
        self._unread = ""
        """Why there is no briefing."""

    def stands(self) -> None:
        """It has changed: write the briefing anew."""
        self.session.gateway.read_briefing(self._in, self)

    def tick(self) -> None:
        """Let the clock go, and the time that is left until what is due."""
        now = self.session.gateway.now()
        self._walk = self._walk.at(now)
        self.top.view = True
        if self._briefing is None:
            return
        self._briefing, before = self._briefing.changed(now=now), self._rows
        self._write()
        if self._rows != before:
            self.listing.rows_changed(len(self._rows))

    def on_incident_read(self, message: IncidentRead) -> None:
        """Whoever offered it reads how far it has gone over, in the place of what was so before."""
        before = self._walk
        super().on_incident_read(message)
        for handover in self._walk.incident.handovers.values():
            if handover.giver == self._walk.person and handover != before.incident.handovers.get(handover.id):
                left = [each.key for each in still_offered(self._walk.incident, handover, self._walk.now)]
                self.answer(given_words(handover, left, self._walk.speech) or self._notice)

    def on_not_done(self, message: NotDone) -> None:
        """Say the refusal; a page that has nothing to show keeps it in the place of that until it has."""
        super().on_not_done(message)
        if self._briefing is None and not isinstance(message.reason, Refused):
            self._unread = say_trouble(message.reason, self.speech(), self.session.gateway.now())
            self._unused = ""
            self.on_resize()

    def announce(self, words: str) -> None:
        """Say it below, unless it stands in the place of the page already."""
        if self._briefing is not None or words != self._unread:
            super().announce(words)

    def on_briefing_read(self, message: BriefingRead) -> None:
        """Show it; the place stays."""
        self._briefing = message.briefing
        super().stands()

    def on_resize(self) -> None:
        """Wrap the briefing to the window."""
        self._write()
        self.listing.rows_changed(len(self._rows))

    def _write(self) -> None:
        if self._briefing is not None:
            self._rows = briefing_rows(self._briefing, self._walk.speech, self.size.width)
        else:
            words = self._unread or _("The record is being read.")
            self._rows = [line(" ", row) for row in wrap(words, self.size.width - 2, UNREAD_ROWS)]

    def head(self, width: int) -> list[Line]:
        """Which incident, from whom to whom."""
        return list(handover_head(self._walk, width))

    def row(self, number: int, width: int) -> Line:
        """One row."""
        return shortened(self._rows[number], width) if number < len(self._rows) else line("")

    def foot(self, width: int) -> list[Line]:
        """The keys that make sense now, and what the program has to say."""
        return [rule(width), line((f" {handover_keys(self._walk)}", ".muted")), *self.said(width)]

    async def action_offer(self) -> None:
        """Ask to whom and what worries most."""
        await self.begin(self.verbs().offer())

    async def action_read_back(self) -> None:
        """Ask for what was heard."""
        await self.begin(self.verbs().read_back())

    async def action_accept(self) -> None:
        """Ask which."""
        await self.begin(self.verbs().accept())

    async def action_take(self) -> None:
        """Ask for the phrase, nothing half typed of which is kept; or first for the read-back that it wants.

        Letters typed for the phrase stand in a field then: on the bare screen each would be a key.
        """
        refused = command_refused(self._walk)
        if refused is not None and refused.code is Refusal.HANDOVER_NOT_READ_BACK:
            await self.begin(self.verbs().read_back(say_refusal(refused, self.speech(), self._walk.now)))
        else:
            await self.begin(self.verbs().take_command(), keeps=False)

    async def action_call_off(self) -> None:
        """Ask why."""
        await self.begin(self.verbs().call_off())
