"""A sheet about an incident: it follows it, gives its commands to the log, and says what became of them.

Apart from the sheet, because many are about no incident, and those only look.
"""

from __future__ import annotations

from typing import Final

from textual.events import Key

from incident.tui.messages import Appended, IncidentRead, LogBack, NotDone
from incident.tui.screens.dialogue import Dialogue
from incident.tui.screens.sheet import Sheet
from incident.tui.session import Session
from incident.tui.views.lines import Line, blank, line, wrap
from incident.tui.views.notice import offline_words
from incident.tui.views.sheet_title import sheet_title
from incident.walk.flows.asking import Flow, Ready
from incident.walk.moment import Walk
from incident.walk.verbs import Begun, Nothing, Verbs
from incident.wording.speech import Speech
from incident.wording.times import clock_time
from incident.wording.trouble import log_back_words, say_trouble

__all__ = ["Following"]

MOST_ROWS: Final = 3
"""Of what the program has to say."""


class Following(Sheet[None]):
    """One moment of the incident, read anew whenever the log changes."""

    def __init__(self, session: Session, walk: Walk | None) -> None:
        """`walk`: None, where it stands beside no incident and follows nothing."""
        super().__init__()
        self.session = session
        if walk is not None:
            self._walk = walk
        self._in = walk.incident.id if walk is not None else ""

    def on_mount(self) -> None:
        """Follow the incident."""
        if self._in:
            self.read()

    def on_unmount(self) -> None:
        """Follow nothing that nobody sees."""
        self.session.gateway.forget(self)

    def tick(self) -> None:
        """Let the clock in the first rows go; what the rows say is made anew when the incident changes."""
        if self._in:
            self._walk = self._walk.at(self.session.gateway.now())
            self.top.view = True

    def title_rows(self, name: str, width: int) -> list[Line]:
        """The first rows: which sheet of which incident, tier and mode; the time where it has room."""
        walk = self._walk
        return sheet_title(name, walk.incident, width, time=clock_time(walk.now, walk.speech.zone, seconds=True))

    def read(self) -> None:
        """Ask for what is shown, as it stands now."""
        self.session.gateway.read_incident(self._in, self)

    def on_incident_read(self, message: IncidentRead) -> None:
        """It was read, or has changed."""
        self._walk = self.session.seen(message.walk)
        self.stands()

    def stands(self) -> None:
        """Show it as it stands now."""
        self.on_resize()
        self.drawn_again()

    def on_appended(self, message: Appended) -> None:
        """It is on disk."""
        self._notice = message.said or self._notice
        self.read()

    def on_not_done(self, message: NotDone) -> None:
        """Say the refusal."""
        message.stop()
        self.announce(say_trouble(message.reason, self.speech(), self.session.gateway.now()))

    def on_log_back(self, _message: LogBack) -> None:
        """Say so in the place of why it could not be used, and show what could not be read."""
        self.announce(log_back_words())
        if self._in:
            self.read()

    async def take_key(self, event: Key) -> bool:
        """What was said before the key may not be so after it."""
        if self._notice:
            self.answer("")
        return await super().take_key(event)

    def answer(self, words: str) -> None:
        """Say it until there is something else to say, or the next key."""
        self._notice, self._unused = words, ""
        self.drawn_again()

    def speech(self) -> Speech:
        """How the runbook of the incident calls things."""
        return self._walk.speech if self._in else self.session.speech()

    def offline_words(self) -> str:
        """Since when the incident's server does not answer."""
        if not self._in:
            return super().offline_words()
        return offline_words(self._walk.cut, self._walk.speech, self.session.gateway.now())

    def said(self, width: int) -> list[Line]:
        """The last rows: what the program has to say."""
        return [line((f" {part}", ".bright")) for part in wrap(self._notice, width - 2, MOST_ROWS)] or [blank()]

    async def begin(self, begun: Begun, *, keeps: bool = True) -> None:
        """Do what a verb begins: ask, do it at once, or say why not; `keeps`: what is half typed is kept."""
        if isinstance(begun, Nothing):
            self.answer(begun.words)
        elif isinstance(begun, Ready):
            self.finished(begun)
        else:
            await self.ask(begun, keeps=keeps)

    def verbs(self) -> Verbs:
        """What can be begun now."""
        return Verbs(walk=self._walk, people=tuple(self.session.people))

    async def ask(self, flow: Flow, *, keeps: bool = True) -> None:
        """Ask until there is something to do, and do it; `keeps`: what is half typed is kept."""
        part = flow.part({})
        if isinstance(part, Ready):
            self.finished(part)
            return
        drafts = self.session.drafts if keeps else None
        gateway = self.session.gateway
        await self.app.push_screen(
            Dialogue(flow, drafts=drafts, incident=self._in, finish=self.finished, gateway=gateway)
        )

    def finished(self, ready: Ready) -> None:
        """Do what was asked for; without a command there is only something to say."""
        if ready.commands:
            self.session.gateway.execute(self._in, ready.commands, self, ready.said, ready.settle)
        else:
            self.answer(ready.said)
