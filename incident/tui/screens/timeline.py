"""Everything that happened, the latest first; entries are corrected beside, never changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.getters import query_one

from incident.domain import commands as c
from incident.domain.events import ClockWarned, ContentErased, InjectReleased, NoteKind, Recorded
from incident.domain.refusals import Refusal, Refused
from incident.i18n import N_, _, ngettext
from incident.tui.messages import IncidentRead, TimelineRead
from incident.tui.screens.aside import Aside
from incident.tui.screens.filtered import Filtered
from incident.tui.screens.following import Following
from incident.tui.session import Session
from incident.tui.views.lines import Line, line, rule
from incident.tui.views.sheet_title import sheet_title
from incident.tui.views.timeline import TimelineRow, kind_counts, timeline_row, timeline_rows
from incident.tui.views.timeline_aside import timeline_aside
from incident.tui.views.timeline_update import update_lines
from incident.tui.views.told import is_theirs
from incident.tui.widgets.listing import Listing
from incident.tui.widgets.pane import Pane
from incident.walk.flows.reasons import NoteFlow, ReasonFlow
from incident.walk.keys import key_of
from incident.walk.moment import Walk
from incident.wording.cells import clauses
from incident.wording.exercising import speed_words
from incident.wording.milestones import note_kind_word
from incident.wording.times import elapsed

__all__ = ["Timeline"]

TALL: Final = 30
"""Rows from which the rows of the timeline can spare some."""


class Timeline(Aside[None], Following, Filtered[None]):
    """Rows from the log, read anew after each correction."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("e", "correct", N_("correct"), id="timeline.correct", tooltip=N_("Put words beside this entry")),
        Binding("m", "note", N_("note"), id="timeline.note", tooltip=N_("Write a line into the timeline")),
        Binding("U", "update", N_("update"), id="timeline.update", tooltip=N_("Send the due update to customers")),
        Binding("tab", "kind", N_("kind"), id="timeline.kind", tooltip=N_("Show all entries, or notes of one kind")),
        Binding(
            "W", "warnings", N_("clock warnings"), id="timeline.warnings", tooltip=N_("Show or hide warnings of clocks")
        ),
        Binding("I", "injects", N_("injects"), id="timeline.injects", tooltip=N_("Of an exercise: what reached you")),
        Binding("X", "erase", N_("erase"), id="timeline.erase", tooltip=N_("Ask that the words of this entry go")),
        Binding("E", "evidence", N_("evidence"), id="timeline.evidence", tooltip=N_("What is kept as proof")),
        Binding("t", "leave", N_("back"), id="timeline.leave", tooltip=N_("Back to the walk")),
    ]
    listing = query_one("#listing", Listing)
    under = query_one("#under", Pane)

    def __init__(self, session: Session, walk: Walk) -> None:
        super().__init__(session, walk)
        self._entries: Sequence[Recorded] = ()
        self._rows: Sequence[TimelineRow] = ()
        self._kind = ""
        self._hides_warnings = False
        self._shows_injects = False

    def middle(self) -> ComposeResult:
        """The rows and what stands beside them; on a screen with room for it, the next update under them."""
        yield from super().middle()
        yield Pane[bool](lambda _view, width, _height: self._update(width), id="under")

    def drawn_again(self) -> None:
        """Draw all around the rows anew."""
        super().drawn_again()
        self.under.view = True

    def tick(self) -> None:
        """Let the time since the declaration go, and that until the update."""
        self._walk = self._walk.at(self.session.gateway.now())
        self.top.view = self.under.view = True

    def _update(self, width: int) -> Sequence[Line]:
        return update_lines(self._walk, width) if self.size.height >= TALL else ()

    def on_incident_read(self, message: IncidentRead) -> None:
        """Somebody may have written: read what there is to read by now."""
        self._walk = self.session.seen(message.walk)
        self.bottom.view = True
        known = self._entries[-1].seq if self._entries else 0
        if message.walk.incident.version > known:
            self.session.gateway.read_timeline(self._in, self, after=known)

    def on_timeline_read(self, message: TimelineRead) -> None:
        """Show the entries, the latest first; the cursor stays on its entry, and the entry in its row."""
        if any(isinstance(entry.event, ContentErased) for entry in message.entries) and self._entries:
            self._entries = ()  # the words are gone from earlier entries too
            self.session.gateway.read_timeline(self._in, self)
            return
        later = [entry for entry in message.entries if not self._entries or entry.seq > self._entries[-1].seq]
        place, top = self.listing.place, self.listing.scroll_offset.y
        before = self._rows[place] if place < len(self._rows) else None
        self._entries = [*self._entries, *later]
        self.stands()
        if before in self._rows and place:
            self.listing.place = self._rows.index(before)
            if top:
                self.listing.scroll_to(y=top + self.listing.place - place, animate=False)

    def on_resize(self) -> None:
        """Wrap the words to the window."""
        self.narrow()

    def narrow(self) -> None:
        """The entries of the kind that is shown, with the words that were typed."""
        walk, width = self._walk, self.room
        entries = [each for each in self._entries if not (self._hides_warnings and isinstance(each.event, ClockWarned))]
        if self._shows_injects:
            entries = [
                each for each in entries if isinstance(each.event, InjectReleased) and is_theirs(each.event, walk)
            ]
        self._rows = timeline_rows(entries, walk.speech, width, walk.now, kind=self._kind, typed=self.typed)
        self.listing.rows_changed(len(self._rows))

    def head(self, width: int) -> list[Line]:
        """Which incident, and how much there is to read."""
        time = " ".join(filter(None, (elapsed(self._walk.elapsed()), speed_words(self._walk.incident.exercise))))
        return [*sheet_title(_("TIMELINE"), self._walk.incident, width, time=time), rule(width, self._shown())]

    def _shown(self) -> str:
        """Which entries stand there: all with how many notes of each kind, or those of one kind."""
        if self._kind:
            word = note_kind_word(NoteKind(self._kind))
            return _("only {kind} {word}; Tab shows others").format(kind=self._kind, word=word)
        if self._shows_injects:
            return _("only injects for you; {key} shows all").format(key=key_of("timeline.injects", "I"))
        counts = kind_counts(self._entries)
        return "   ".join(filter(None, (_("the latest first"), counts, self._warnings())))

    def _warnings(self) -> str:
        """How many warnings of clocks there are, and how they go and come."""
        count = sum(isinstance(each.event, ClockWarned) for each in self._entries)
        if not count:
            return ""
        words = ngettext("{key} hides {count} clock warning", "{key} hides {count} clock warnings", count)
        if self._hides_warnings:
            words = ngettext("{count} clock warning hidden: {key}", "{count} clock warnings hidden: {key}", count)
        return words.format(count=count, key=key_of("timeline.warnings", "W"))

    def row(self, number: int, width: int) -> Line:
        """One entry, or a correction under it."""
        return timeline_row(self._rows[number], width)

    def aside(self, width: int, height: int) -> Sequence[Line]:
        """All of it at a glance, and the notes of each kind that is looked for."""
        return timeline_aside(self._walk, self._entries, width, height)

    def line_to_copy(self) -> str:
        """The whole entry under the cursor, with its time and its name, in one line."""
        if not self._rows:
            return ""
        rows = [row for row in self._rows if row.seq == self._rows[self.listing.place].seq and not row.is_day]
        return " ".join(part for row in rows for part in (row.time, row.who, row.words) if part)

    def foot(self, width: int) -> list[Line]:
        """The keys, and what the program has to say."""
        words = clauses(
            _("entries are added; corrections stand under the original; {key} asks to erase words").format(
                key=key_of("timeline.erase", "X")
            ),
            width - 2,
        )
        last = self.said(width) if self._notice else [line((f" {words}", ".muted"))]
        keys = _("e correct   m note   Tab kind   / filter   j k move   Esc back")
        return [rule(width), self.typing_foot(keys), *last]

    def action_kind(self) -> None:
        """All entries, then the notes of one kind after the other."""
        kinds = ["", *(kind.value for kind in NoteKind)]
        self._shows_injects = False
        self._kind = kinds[(kinds.index(self._kind) + 1) % len(kinds)]
        self.narrow()
        self.listing.place = 0
        self.drawn_again()

    def action_injects(self) -> None:
        """Of an exercise what reached whoever looks on, or all again."""
        if self._walk.incident.exercise is None:
            self.answer(_("This is no exercise: nothing is injected."))
            return
        self._shows_injects, self._kind = not self._shows_injects, ""
        self.narrow()
        self.listing.place = 0
        self.drawn_again()

    def action_warnings(self) -> None:
        """Leave the warnings of clocks out, or show them again; the record keeps them."""
        self._hides_warnings = not self._hides_warnings
        self.narrow()
        self.listing.place = 0
        self.drawn_again()

    async def action_update(self) -> None:
        """Read the update that is due, and send it."""
        await self.begin(self.verbs().update())

    async def action_evidence(self) -> None:
        """What is kept as proof, and who holds it."""
        from incident.tui.screens.evidence import EvidenceSheet  # here: most nights keep nothing

        await self.app.push_screen(EvidenceSheet(self.session, self._walk))

    async def action_note(self) -> None:
        """Write a line."""
        await self.ask(NoteFlow(walk=self._walk, step=None))

    async def action_erase(self) -> None:
        """Ask why the words of the entry under the cursor must go."""
        entry = self._entry()
        if entry is None:
            return
        from incident.application.messages.echoes import has_words  # here: words are seldom erased
        from incident.walk.flows.erasing import ProposeErasureFlow
        from incident.wording.refusals import say_refusal

        if not has_words(entry.event):
            self.answer(say_refusal(Refused(Refusal.ENTRY_WORDLESS, seq=entry.seq), self._walk.speech))
            return
        quoted = self.line_to_copy()
        await self.ask(ProposeErasureFlow(walk=self._walk, seq=entry.seq, author=entry.person, quoted=quoted))

    def _entry(self) -> Recorded | None:
        """The one under the cursor."""
        seq = self._rows[self.listing.place].seq if self._rows else None
        return next((each for each in self._entries if each.seq == seq), None)

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
            notes=(self.line_to_copy(),),
            command=lambda words: c.CorrectEntry(by=walk.person, seq=seq, text=words),
            said=_("Corrected."),
        )
        await self.ask(flow)
