"""Everything that happened, the latest first; entries are corrected beside, never changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.getters import query_one

from incident.domain import commands as c
from incident.domain.events import Recorded
from incident.i18n import N_, _
from incident.tui.messages import Appended, NotDone, TimelineRead
from incident.tui.screens.dialogue import Dialogue
from incident.tui.screens.sheet import Sheet
from incident.tui.session import Session
from incident.tui.views.head import elapsed
from incident.tui.views.lines import Line, beside, line, rule
from incident.tui.views.mode import mode_part
from incident.tui.views.timeline import TimelineRow, timeline_row, timeline_rows
from incident.tui.widgets.listing import Listing
from incident.walk.flows.asking import Ready
from incident.walk.flows.reasons import ReasonFlow
from incident.walk.moment import Walk
from incident.wording.tiers import tier_word
from incident.wording.trouble import say_trouble

__all__ = ["Timeline"]


class Timeline(Sheet[None]):
    """Rows from the log, read anew after each correction."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("e", "correct", N_("correct"), id="timeline.correct", tooltip=N_("Put words beside this entry")),
        Binding("t", "leave", N_("back"), id="timeline.leave", tooltip=N_("Back to the walk")),
    ]
    listing = query_one("#listing", Listing)

    def __init__(self, session: Session, walk: Walk) -> None:
        super().__init__()
        self.session = session
        self._walk = walk
        self._entries: Sequence[Recorded] = ()
        self._rows: Sequence[TimelineRow] = ()
        self._notice = ""

    def on_mount(self) -> None:
        """Read the log."""
        super().on_mount()
        self.session.gateway.read_timeline(self._walk.incident.id, self)

    def on_timeline_read(self, message: TimelineRead) -> None:
        """Show the entries, the latest first."""
        self._entries = message.entries
        self.on_resize()
        self.drawn_again()

    def on_resize(self) -> None:
        """Wrap the words to the window."""
        self._rows = timeline_rows(self._entries, self._walk.speech, self.size.width, self._walk.now)
        self.listing.rows_changed(len(self._rows))

    def on_appended(self, message: Appended) -> None:
        """The correction is on disk."""
        self._notice = message.said
        self.session.gateway.read_timeline(self._walk.incident.id, self)

    def on_not_done(self, message: NotDone) -> None:
        """Say the refusal."""
        message.stop()
        self._notice = say_trouble(message.reason, self._walk.speech, self.session.gateway.now())
        self.drawn_again()

    def head(self, width: int) -> list[Line]:
        """Which incident, and how much there is to read."""
        incident = self._walk.incident
        left = line(" ", (_("TIMELINE"), ".bright"), f"  {incident.id} {incident.title}")
        end = line(f" {tier_word(incident.tier)}  {elapsed(self._walk.elapsed())}  ", mode_part(incident.mode))
        return [beside(left, end, width), rule(width, _("the latest first"))]

    def row(self, number: int, width: int) -> Line:
        """One entry, or a correction under it."""
        return timeline_row(self._rows[number], width)

    def foot(self, width: int) -> list[Line]:
        """The keys, and what the program has to say."""
        words = self._notice or _("entries are added, never erased; corrections stand under the original")
        keys = _("e correct   j k move   G end   Esc back")
        return [rule(width), line((f" {keys}", ".muted")), line((f" {words}", ".muted"))]

    async def action_correct(self) -> None:
        """Ask for the words that stand beside the entry under the cursor."""
        if not self._rows:
            return
        walk, seq = self._walk, self._rows[self.listing.place].seq
        flow = ReasonFlow(
            name=f"correct.{seq}",
            title=_("CORRECT entry {seq}").format(seq=seq),
            words=_("What is right? The entry stays; your words stand under it."),
            reasons=(),
            command=lambda words: c.CorrectEntry(by=walk.person, seq=seq, text=words),
            said=_("Corrected."),
        )
        drafts = self.session.drafts
        await self.app.push_screen(Dialogue(flow, drafts=drafts, incident=walk.incident.id, finish=self._corrected))

    def _corrected(self, ready: Ready) -> None:
        self.session.gateway.execute(self._walk.incident.id, ready.commands, self, ready.said)
