"""The walk: one incident, one bright step. What a key did is drawn when the log has it, never before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.events import Key, ScreenResume
from textual.getters import query_one
from textual.reactive import reactive

from incident.application.errors import StorageMissing, StorageUnreachable
from incident.domain.commands import Command, UndoMark
from incident.domain.incident import StepState
from incident.domain.timing.clocks import late_thresholds
from incident.domain.walking.checklist import Item
from incident.i18n import N_, _
from incident.tui.messages import Appended, IncidentRead, LastActStands, Led, NotDone, NothingAgain
from incident.tui.readings import LATEST
from incident.tui.screens.page import Asks, Page, small_lines
from incident.tui.screens.walk_keys import WALK_KEYS
from incident.tui.screens.walk_returning import WalkReturning
from incident.tui.screens.walk_sheets import leads_it
from incident.tui.session import Session
from incident.tui.views.head import ruled_title
from incident.tui.views.hints import walk_hints
from incident.tui.views.lines import Line, line
from incident.tui.views.mode import tier_and_mode
from incident.tui.views.notice import Notice, said_lines
from incident.tui.views.status import small_words, status_lines
from incident.tui.widgets.hint_bar import HintBar
from incident.tui.widgets.pane import Pane
from incident.tui.widgets.walk_body import WalkBody
from incident.walk.flows.asking import Flow, Ready
from incident.walk.looking import ends_look
from incident.walk.moment import Walk
from incident.walk.redoing import again_on_walk, unread_words
from incident.walk.undoing import last_act_words, with_messages
from incident.wording.delivery import left_words
from incident.wording.sentences import in_a_row
from incident.wording.speech import Speech
from incident.wording.steps import text_to_copy

if TYPE_CHECKING:
    from incident.application.ports import Cut
    from incident.tui.views.palette import Place

__all__ = ["Walking"]


UNWRITTEN_SECONDS: Final = 1.0
"""After so long it is said that a mark is not written yet."""


class Walking(WalkReturning):
    """One incident, followed as it changes."""

    CSS_PATH = "walk.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        *WALK_KEYS,
        Binding("q", "how_to_leave", N_("leave"), id="walk.leave", show=False, tooltip=N_("Says how to leave")),
    ]

    walk: reactive[Walk | None] = reactive(None, init=False, always_update=True, repaint=False)
    body = query_one("#walk", WalkBody)
    small = query_one("#small", Pane)
    status = query_one("#status", Pane)
    bar = query_one("#hints", HintBar)

    def __init__(self, session: Session, incident_id: str, *, opens: str = "") -> None:
        """`opens`: what opens over it once read: `resources`, `cases`, `evidence`, `review`; for who leads, `lead`."""
        super().__init__(session)
        self.incident_id = incident_id
        self._opens = opens
        self._has_taken_up = False
        """Whether what waits before the first step was asked: not under a board, whose keys would answer it."""
        self._known: Walk | None = None
        """What was read last, with what was appended since."""
        self._look: str | None = None
        self._late: set[tuple[str, str]] | None = None
        """What was wrong at the last look: late clocks, with how often each had come again, and troubled messages."""
        self._sensed: frozenset[str] = frozenset()
        """The steps that were ticked by themselves at the last look."""

    def compose(self) -> ComposeResult:
        """The walk, the footer, the last row; and a sentence for small windows."""
        yield WalkBody(id="walk")
        yield HintBar(id="hints")
        yield Pane(_status, id="status")
        yield Pane(small_lines, id="small")

    def on_screen_resume(self, event: ScreenResume) -> None:
        """Read the incident whenever it comes to the front."""
        super().on_screen_resume(event)
        self.look_again()  # words that were not saved may be thrown away by now
        self.session.gateway.read_incident(self.incident_id, self)

    def on_not_done(self, message: NotDone) -> None:
        """Say the refusal; what was typed and not saved is said from then on.

        An incident that was never read has nothing to show: Home, which has its line, is there again and says why.
        """
        super().on_not_done(message)
        self.look_again()
        is_away = isinstance(message.reason, (StorageMissing, StorageUnreachable))
        if is_away and self._known is None and self.app.screen is self:
            self.action_back()

    async def on_incident_read(self, message: IncidentRead) -> None:
        """Show it as it stands; the place that is looked at stays."""
        if self._opens == "lead" and not leads_it(message.walk):
            self._opens = ""
        if not (self._has_taken_up or self._opens) and self.app.screen is self:
            self._has_taken_up = True
            await self._take_up_draft(self.session.seen(message.walk))
        if self._opens and self.app.screen is self:
            board, self._opens = self._opens, ""
            self._stands(message.walk)
            boards = {"cases": self.action_cases, "evidence": self.action_evidence, "review": self.action_review}
            boards["lead"] = self.lead
            await boards.get(board, self.action_resources)()
            return
        if self._known is None or not message.walk.looks_like(self._known):
            self._stands(message.walk)
        else:
            self._known = message.walk  # an own mark is drawn already; a message went a step that nobody sees

    def on_appended(self, message: Appended) -> None:
        """The mark is on disk: draw it."""
        outcome, known = message.outcome, self._known
        if known is not None:
            latest = [*known.latest, *outcome.entries][-LATEST:]
            self._stands(replace(known, incident=outcome.incident, latest=latest))
        speech = self.speech()
        unreachable = [speech.audience(name) for name in outcome.unreachable]
        if unreachable:
            names = _(", ").join(unreachable)
            self.say(_("Recorded, but nobody can be reached for: {names}.").format(names=names), refused=True)
        elif message.said:
            left = left_words(outcome.incident, outcome.entries, speech, self.session.gateway.now())
            self._tell(with_messages(message.said, message.recalls, left, speech))

    def _tell(self, words: str) -> None:
        """Say it here, and on the list over it, where a mark is taken back too."""
        self.say(words)
        if isinstance(self.app.screen, Asks):
            self.app.screen.announce(words)

    def on_last_act_stands(self, message: LastActStands) -> None:
        """Say what the last act was; a second `u` takes back the mark all the same."""
        walk = self.walk
        mark = walk.undoable() if walk else None
        if walk is None or mark is None:
            return
        self._may_undo = walk.incident.version
        self._tell(last_act_words(message.entry, walk, mark))

    def on_nothing_again(self, message: NothingAgain) -> None:
        """Say why nothing was set again."""
        self.say(unread_words(message.entry, self.speech()), refused=True)

    def watch_walk(self, walk: Walk | None) -> None:
        """Hand the view down."""
        if walk is None:
            return
        self._ring(walk)
        self.body.walk_view = walk
        self.bar.named = partial(ruled_title, walk)
        self.bar.view = self.hinted(walk_hints(walk))
        self.status.view = (walk.at(walk.now), self.notice)
        self.small.view = self.small_words()

    def small_words(self) -> str:
        """Where it stands; behind it what the program has to say, which no key takes away in such a window."""
        return in_a_row(small_words(self.walk) if self.walk is not None else "", self.notice[0] if self.notice else "")

    def _ring(self, walk: Walk) -> None:
        """Once for what has fallen due since the last look, and for each time that a question comes again.

        And for each message that somebody has to see to, and each step that unticked itself. What was so when the
        walk was opened is no news.
        """
        late = {(clock.key, str(each)) for clock in walk.clocks for each in late_thresholds(clock, walk.now)}
        late |= {("message", row.id) for row in walk.troubled} | {
            ("nobody", each.id) for each in walk.incident.unreached
        }
        late |= {("message", "")} if walk.gets_nothing_out else set()
        late |= {("sensed", each) for each in self._say_open_again(walk)}
        is_news = self._late is not None and bool(late - self._late) and not walk.is_relieved
        if is_news and self.session.look.settings.bell:
            self.app.bell()
        self._late = late

    def _say_open_again(self, walk: Walk) -> frozenset[str]:
        """Name the steps that were ticked by themselves and are open again; their ids (reference/UX.md rule 13)."""
        opened = self._sensed.intersection(item.step.id for item in walk.checklist.open_items)
        self._sensed = frozenset(item.step.id for item in walk.checklist.items if item.state is StepState.SENSED)
        if opened:
            titles = _(", ").join(walk.speech.step(each) for each in sorted(opened))
            self.say(_("No longer so, and open again: {steps}.").format(steps=titles))
        return opened

    def watch_notice(self) -> None:
        """The last row alone; before the incident was read there is nothing else."""
        self.status.view = (self.walk, self.notice)
        self.small.view = self.small_words()

    def speech(self) -> Speech:
        """How the runbook of this incident calls things."""
        if self._known is None:
            return self.session.speech()
        incident = self._known.incident
        return self.session.speech(incident.bundle, incident.law.pinned, incident)

    def line_to_copy(self) -> str:
        """The text that the step shows to be copied, filled in; else what it says to do."""
        walk = self.walk
        if walk is None or walk.shown is None:
            return ""
        step = walk.shown.step
        shown = text_to_copy(step, walk.incident, walk.speech)
        return shown or walk.speech.text(f"step.{step.id}.do") or walk.speech.step(step.id)

    def look_again(self) -> None:
        """The same incident, a little later."""
        if self._known is not None and self.is_mounted:
            before = self.walk.stand if self.walk is not None else None
            self.walk = walk = replace(self.session.seen(self._known), look=self._look, before=before)
            if not walk.is_looking:
                self._look = None  # the step is the current one now, and the box goes on with that

    def tick(self) -> None:
        """Let the clocks go; nothing else changes until an instant comes that a rule hangs on."""
        self._say_unwritten()
        walk = self.walk
        later = walk.at(self.session.gateway.now()) if walk is not None else None
        if walk is None or later is None or later.stand is not walk.stand:
            self.look_again()
            return
        self._ring(later)
        self.set_reactive(Walking.walk, later)
        self.body.pass_time(later)
        status = self.status.view
        if status is not None and not status[0].lasts(later.now):
            self.status.view = (later.at(later.now), self.notice)

    async def take_key(self, event: Key) -> bool:
        """A key takes the last notice away, but not that something is not saved."""
        is_taken = await super().take_key(event)
        if self.notice is None:
            self._say_unwritten()
        return is_taken

    def _say_unwritten(self) -> None:
        """That a mark is not in the log yet: whoever pressed a key and sees nothing would press it again."""
        words = _("Not saved yet: the log is held. It is asked again; do not press twice.")
        if self.session.gateway.unwritten_for() < UNWRITTEN_SECONDS:
            if self.notice == (words, True):
                self.notice = None
            return
        self.say(words, refused=True)
        if isinstance(self.app.screen, Asks):
            self.app.screen.announce(words)

    def perform(self, ready: Ready) -> None:
        """Give the commands to the log; the look goes back to the current step, unless they leave the step open."""
        if ready.leads is not None:
            self.session.gateway.lead(self.incident_id, ready.leads, self, ready.said, ready.settle)
            return
        if ends_look(ready.commands):
            self._look = None
        self.session.gateway.execute(self.incident_id, ready.commands, self, ready.said, ready.settle)

    def on_led(self, message: Led) -> None:
        """What whoever rehearses alone did with play stands."""
        self.say(message.said)
        self.session.gateway.read_incident(self.incident_id, self)

    def take_back(self, command: UndoMark, said: str) -> None:
        """Take the mark back if it was the last act; the look goes back to the current step."""
        self._look = None
        self.session.gateway.undo(self.incident_id, command, self, said)

    def set_again(self, walk: Walk) -> None:
        """Set the mark again that was taken back last; the look goes back to the current step."""
        self._look = None
        self.session.gateway.redo(self.incident_id, walk.person, self, partial(again_on_walk, walk=walk))

    def perform_one(self, command: Command) -> None:
        """Give one command to the log while a dialogue goes on."""
        self.session.gateway.execute(self.incident_id, [command], self)

    def action_look(self, rows: int) -> None:
        """Look up or down; the place stays where it is."""
        if self.walk is not None:
            self._look = self.walk.beside(rows)
            self.look_again()

    def action_look_last(self) -> None:
        """Look at the last step."""
        if self.walk is not None:
            self.action_look(len(self.walk.checklist.items))

    def action_current(self) -> None:
        """Look at the current step again; from there, at what asks or is back from waiting."""
        walk = self.walk
        calling = walk.calling if walk is not None and (not walk.is_looking or walk.current is None) else None
        self._look = calling.step.id if calling is not None else None
        self.look_again()

    def look_at(self, step: str | None) -> None:
        """Look at a step that was picked elsewhere."""
        self._look = step
        self.look_again()

    def standing(self) -> Line:
        """Tier and mode of the incident."""
        incident = self._known.incident if self._known is not None else None
        return line("") if incident is None else tier_and_mode(incident.tier, incident.mode)

    @property
    def cut(self) -> Cut | None:
        """Since when the incident's server does not answer."""
        return self._known.cut if self._known is not None else None

    def call(self) -> Flow:
        """Who is missing in this incident."""
        from incident.walk.flows.calling import CallFlow  # here: the first step needs none of it

        return super().call() if self.walk is None else CallFlow(walk=self.walk, people=self.session.people)

    def on_paper(self) -> str:
        """The whole list, with boxes and blanks."""
        from incident.tui.printing import checklist_on_paper  # here: the first step needs none of it

        return checklist_on_paper(self.walk) if self.walk is not None else ""

    def places(self) -> Sequence[Place]:
        """The steps of the incident; in an exercise the reserved word first."""
        from incident.tui.views.palette import law_places, real_places, step_places  # here: the first step needs none

        walk = self.walk
        return [*real_places(walk), *law_places(), *step_places(walk)] if walk is not None else ()

    def action_back(self) -> None:
        """One level back: from a step that is looked at to the current one, else to Home; drafts and place stay."""
        if self.walk is not None and self.walk.is_looking and self.walk.current is not None:
            self.action_current()
            return
        self.session.gateway.forget(self)
        self.dismiss()

    def action_how_to_leave(self) -> None:
        """Nobody leaves an incident by one stray letter."""
        self.say(_("Esc, then q leaves the program."))

    def _stands(self, known: Walk) -> None:
        """Draw it; what was read before something was appended, and comes after it, is late."""
        if self._known is not None and known.incident.version < self._known.incident.version:
            known = replace(known, incident=self._known.incident)
        before, self._known = self._known, known
        if known.incident.exercise is not None and known.incident.exercise.is_solo:
            self.session.gateway.steer(self.incident_id)
        stood, here = (self.walk.shown, self.notice) if self.walk is not None else (None, None)
        self.look_again()
        if stood is not None and here is not None and here[1] and self._goes_on(stood):
            self.notice = None  # it was refused because of the hold
        if before is not None and before.incident.version < known.incident.version:
            self._announce_answers(before, known)
        if self.walk is not None and isinstance(self.app.screen, Asks):
            self.app.screen.renew(self.walk)

    def _goes_on(self, stood: Item) -> bool:
        """Whether that step was held and is not any more."""
        found = self.walk.checklist.item(stood.step.id) if self.walk is not None else None
        free = (StepState.CURRENT, StepState.TO_DO)
        return stood.state is StepState.HELD and found is not None and found.state in free

    def _announce_answers(self, before: Walk, known: Walk) -> None:
        """Say it on whichever screen is in front: whoever has asked waits for it."""
        steps = before.incident.steps.values()
        if not before.incident.questions and not any(each.state is StepState.ASKED for each in steps):
            return
        from incident.wording.questions import answer_words, answers_to  # here: the first step needs none of it

        for question in answers_to(before.incident, known.incident, known.person):
            self.session.told.add((self.incident_id, question.seq))
            for screen in {self, self.app.screen}:
                if isinstance(screen, (Page, Asks)):
                    screen.announce(answer_words(question, self.speech()))

    async def _take_up_draft(self, walk: Walk) -> None:
        """Open the dialogue in which the program ended the last time, or the lines before the first step that wait.

        Before the walk is drawn, so that no key that its sight calls for comes in between.
        """
        drafts = self.session.drafts
        draft = drafts.interrupted(self.incident_id) if drafts else None
        flow = self.flow_named(draft.flow, walk) if draft else self.first_lines(walk)
        if flow is not None:
            await self.ask(flow, self.incident_id, goes_on=True)


def _status(view: tuple[Walk | None, Notice | None], width: int, _height: int) -> Sequence[Line]:
    walk, notice = view
    if walk is not None:
        return status_lines(walk, notice, width)
    return said_lines(notice, "", width) if notice is not None else ()
