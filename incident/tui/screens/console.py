"""The facilitator's screen: lets injects go, marks what came of them, keeps what was seen, stops play.

Only who leads the exercise gets past its first row: the gateway refuses everybody else before anything is read.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Final

from textual.binding import Binding, BindingType

from incident.application.errors import LedSideShut
from incident.application.exercises.console import Console
from incident.domain import commands as c
from incident.domain.exercises.clock import FASTEST
from incident.domain.exercises.leading import Mark
from incident.domain.exercises.state import Phase
from incident.i18n import N_, _, current
from incident.tui.messages import ConsoleRead, IncidentRead, Led, NotDone
from incident.tui.screens.following import MOST_ROWS
from incident.tui.screens.page import Page
from incident.tui.screens.unled import Unled
from incident.tui.session import Session
from incident.tui.views.console import console_aside, console_clock, console_foot, console_rule, plan_heads, plan_line
from incident.tui.views.footing import whole_hints
from incident.tui.views.lines import Line, beside, blank, heading, line, rule, wrap
from incident.tui.views.mode import tier_and_mode
from incident.tui.widgets.walk_body import BROAD
from incident.walk.flows.asking import Ready
from incident.walk.flows.exercises.improvising import ImproviseFlow
from incident.walk.flows.exercises.observing import ObserveFlow
from incident.walk.flows.exercises.rating import RateFlow
from incident.walk.flows.exercises.sending import SendEarlyFlow, sent
from incident.walk.flows.exercises.skipping import SkipFlow
from incident.walk.flows.exercises.stopping import EndExerciseFlow, GoOnFlow, RealEventFlow
from incident.wording.console import real_event_words, unheld_words
from incident.wording.results import mark_word
from incident.wording.times import clock_time
from incident.wording.trouble import say_trouble

__all__ = ["ConsoleSheet"]

CELLS: Final = 48
"""Of what stands beside the plan, as wide as sheet.tcss has it."""
RATES: Final = (1, 2, 5, 10, 20, 30, FASTEST)


class ConsoleSheet(Unled):
    """One row an inject; the cursor goes with the one to come until somebody moves it or sends one by hand."""

    BINDING_GROUP_TITLE = "exercise"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "send", N_("send now"), id="console.send", tooltip=N_("Let the inject under the cursor go")),
        Binding("p", "pause", N_("pause, go on"), id="console.pause", tooltip=N_("Let the clock stand, or go on")),
        Binding("less_than_sign", "pace(-1)", N_("slower"), id="console.slower", tooltip=N_("A slower clock")),
        Binding("greater_than_sign", "pace(1)", N_("faster"), id="console.faster", tooltip=N_("A faster clock")),
        Binding("minus", "skip", N_("not played"), id="console.skip", tooltip=N_("This inject is not played")),
        Binding("h", "hold", N_("hold back"), id="console.hold", tooltip=N_("This inject waits for your hand")),
        Binding("1", "mark('met')", N_("met"), id="console.met", tooltip=N_("They did what was expected")),
        Binding("2", "mark('part')", N_("part"), id="console.part", tooltip=N_("They did a part of it")),
        Binding("3", "mark('not')", N_("not met"), id="console.not", tooltip=N_("They did not do it")),
        Binding(
            "r", "rate", N_("rate"), id="console.rate", tooltip=N_("Rate a critical task or an objective: P S M U")
        ),
        Binding("o", "observe", N_("observe"), id="console.observe", tooltip=N_("Keep what you saw, for the review")),
        Binding(
            "i", "improvise", N_("improvise"), id="console.improvise", tooltip=N_("Words that are not in the plan")
        ),
        Binding("plus", "hint", N_("hint"), id="console.hint", tooltip=N_("Let players have the next hint")),
        Binding("full_stop", "follow", N_("back to what comes"), id="console.follow", tooltip=N_("The inject to come")),
        Binding("C", "finish", N_("end"), id="console.end", tooltip=N_("End play, by typing its number")),
        Binding(
            "exclamation_mark",
            "real",
            N_("REAL EVENT"),
            id="console.real",
            tooltip=N_("Stop play and say why to everybody"),
        ),
        Binding("t", "leave", N_("back"), id="console.leave", tooltip=N_("Back; what is due goes out all the same")),
    ]

    def __init__(self, session: Session, exercise: str) -> None:
        super().__init__(session)
        self._in = exercise
        self._is_asked = False
        """Whether it is being read."""
        self._pace = 0
        """The rate that was asked for and is not in the log yet; 0: none."""

    @property
    def room(self) -> int:
        """The cells of a row."""
        width = self.size.width
        return width - CELLS if width >= BROAD else width

    def on_incident_read(self, message: IncidentRead) -> None:
        """Somebody did something: read what came of it."""
        self._walk = self.session.seen(message.walk)
        self._ask()

    async def on_console_read(self, message: ConsoleRead) -> None:
        """Show it; who sees it first is asked what the time counts as in which nobody led it."""
        self._is_asked, is_first = False, self._led is None
        self._show(message.console)
        if is_first:
            await self.ask_what_counts()

    def on_led(self, message: Led) -> None:
        """It stands."""
        self._notice = message.said or self._notice
        self._show(message.console)

    def _warn(self, before: Console, console: Console) -> None:
        """Say of what just went out that nobody reads it for a role."""
        known, speech = before.standing.exercise.released, self.speech()
        for inject, row in console.plan:
            words = unheld_words(console.standing.incident, inject, speech)
            if row.released is not None and inject.id not in known and words:
                said = _("Inject {number} is out: {words}.")
                self.answer(said.format(number=inject.number, words=words))

    def on_not_done(self, message: NotDone) -> None:
        """Say the refusal; who does not lead it, or whose login may not, sees nothing but that."""
        self._is_asked, self._pace = False, 0
        if self._led is not None:
            if self._sent not in self._led.standing.exercise.released:
                self._sent = ""  # it did not go: the cursor goes with what comes again
            super().on_not_done(message)
            return
        message.stop()
        if not self.is_current:
            return  # it has left at an earlier refusal, or comes back to this one
        pages = (screen for screen in reversed(self.app.screen_stack) if isinstance(screen, Page))
        words = say_trouble(message.reason, self.session.speech(), self.session.gateway.now())
        if isinstance(message.reason, LedSideShut):  # they lead it: here they look for why nothing comes
            self.listing.nothing = lambda width: [line(" ", row) for row in wrap(words, width - 2, MOST_ROWS * 2)]
            self.listing.refresh()
            return
        self.dismiss(None)
        for page in pages:
            page.say(words, refused=True)
            return

    def on_screen_resume(self) -> None:
        """What lay over it is gone; it may have been refused meanwhile."""
        if self._led is None and getattr(self, "_walk", None) is not None:
            self._ask()

    def _ask(self) -> None:
        if not self._is_asked:
            self._is_asked = True
            self.session.gateway.read_console(self._in, self)

    def _show(self, console: Console) -> None:
        known = self._led
        self._led = console
        self._pace = 0 if self._pace == console.standing.exercise.clock.rate else self._pace
        self.listing.rows_changed(len(console.plan))
        if known is not None:
            self._warn(known, console)
        self.follow(console, is_first=known is None)
        self.drawn_again()

    def action_leave(self) -> None:
        """Back, saying how one comes here again, which nobody does once play is over."""
        is_over = self._led is None or self._led.standing.exercise.phase is Phase.ENDED
        pages = (screen for screen in reversed(self.app.screen_stack) if isinstance(screen, Page))
        super().action_leave()
        for page in () if is_over else pages:
            page.say(_("{exercise}: Enter on its row of Home opens your screen again.").format(exercise=self._in))
            return

    def tick(self) -> None:
        """Let the clock go; what is due goes out."""
        if self._led is None:
            return
        self._walk = self._walk.at(self.session.gateway.now())
        self.top.view = True
        if self._led.standing.exercise.phase in (Phase.RUNNING, Phase.SUSPENDED):
            self._ask()

    def head(self, width: int) -> list[Line]:
        """Which exercise, for whose eyes; its clock; the columns."""
        side = _("EVALUATOR") if self._evaluates else _("FACILITATOR")
        left = line(" ", (side, ".bright"), f"  {self._in}  ", (_("no player sees this"), ".muted"))
        if self._led is None:
            return [left, blank(), rule(width), blank()]
        incident, now = self._walk.incident, self.session.gateway.now()
        time = clock_time(now, self.speech().zone, seconds=True)
        right = line(f"{time}  ") + tier_and_mode(incident.tier, incident.mode)
        heads = plan_heads(self.room)
        return [
            beside(left, right, width),
            console_clock(self._led, self._walk, now, width),
            console_rule(self._led, self.speech(), now, width, was_asked=self._was_asked),
            heads,
        ]

    def row(self, number: int, width: int) -> Line:
        """One inject."""
        if self._led is None or number >= len(self._led.plan):
            return blank()
        return plan_line(self._led, number, self.speech(), width)

    def aside(self, width: int, height: int) -> Sequence[Line]:
        """What players will read, what to look for, who does what."""
        if self._led is None:
            return ()
        return console_aside(self._led, self._under_cursor(), self.speech(), width, height)

    def foot(self, width: int) -> list[Line]:
        """What has no room beside the plan, then the keys and what the program has to say."""
        phase = self._led.standing.exercise.phase if self._led is not None else None
        keys = _("Enter send   p pause   < > speed   - skip   1 met 2 part 3 not   o observe   r rate")
        more = _("! REAL EVENT stops play   Esc back   i improvise   + hint   C end   h hold   . what comes   ? keys")
        if phase in (Phase.PAUSED, Phase.SUSPENDED):
            keys = _("Enter send   p resume   < > speed   - skip   1 met 2 part 3 not   o observe   r rate")
        if self._evaluates:
            keys = _("1 met 2 part 3 not   o observe   r rate   p pause   Esc back")
            more = _("! REAL EVENT stops play   C end   j k move   . what comes   ? keys")
        if phase is Phase.ENDED:
            keys = _("Play is over   1 met 2 part 3 not   o observe   r rate   Esc back   ? keys")
            more = _("Its report stands: incident review {exercise}").format(exercise=self._in)
        said = self.said(width) if self._notice else [heading(more)]
        return [rule(width), heading(keys), *said]

    def _below(self, width: int) -> list[Line]:
        if self._led is None:
            return [rule(width), heading(_("Esc back"))]
        size = (width, self.size.height)
        under = console_foot(self._led, self._under_cursor(), self.speech(), size, self.below_sight())
        _rule, *rows = self.foot(width)
        keys = [whole_hints(self._rekeyed(row), width) for row in rows]
        return [*under, rule(width, self._aimed()), *self._ended(keys, width)]

    def _aimed(self) -> str:
        """Which inject a mark or a hint would be about; '' where it is the one under the cursor."""
        about = self._about()
        if about is None or about == self._under_cursor():
            return ""
        return _("1 2 3 +: inject {number}").format(number=about.number)

    async def action_send(self) -> None:
        """Let it go; where the cursor has just gone on by itself, only once that was said."""
        if self._led is None or (inject := self._under_cursor()) is None or not self._steers():
            return
        if (gone := self.just_gone()) is not None:
            words = _("Inject {gone} went out just now. Nothing was sent: Enter again sends inject {number}.")
            self.answer(words.format(gone=gone.number, number=inject.number))
            return
        if inject.id == self._sent and inject.id in self._led.standing.exercise.released:
            self.action_follow()
            words = _("Inject {number} is out; the cursor is on what comes, and nothing else was sent.")
            self.answer(words.format(number=inject.number))
            return
        self._sent = inject.id
        if self._led.standing.waits_for_play(inject):
            flow = SendEarlyFlow(walk=self._walk, inject=inject, plan=self._led.standing.bundle)
            await self.ask(flow, keeps=False)
        else:
            self._lead(sent(self._in, inject))

    async def action_pause(self) -> None:
        """Let the clock stand, or go on; beside a real incident only if it is sure."""
        if self._led is None or self.asks_first():
            return
        if self._led.standing.exercise.phase is Phase.RUNNING:
            order = c.PauseExercise(by=self._walk.person)
            self.finished(Ready(commands=(order,), said=_("EXERCISE paused: its clock stands")))
        elif not self._steers():
            return
        elif self._led.still_open or self._led.ceased_by is not None:
            await self.ask(self._going_on(self._led), keeps=False)
        else:
            said = _("EXERCISE goes on where it stood")
            self._lead(Ready(leads=lambda leading: leading.resume(self._in), said=said))

    def _going_on(self, console: Console) -> GoOnFlow:
        """What has to be over before it goes on."""
        now, ceased = self.session.gateway.now(), console.ceased_by
        said = real_event_words(ceased, self.speech(), now) if ceased is not None else ""
        return GoOnFlow(walk=self._walk, still_open=console.still_open, real_event=said)

    def action_pace(self, way: int) -> None:
        """One rate slower or faster."""
        if self._led is None or not self._steers():
            return
        now = self._pace or self._led.standing.exercise.clock.rate
        others = [rate for rate in RATES if (rate > now if way > 0 else rate < now)]
        if not others:
            self.answer(_("The clock of the exercise does not go slower or faster than that."))
            return
        self._pace = rate = others[0] if way > 0 else others[-1]
        said = _("the clock of the exercise now goes at {rate} times the speed").format(rate=rate)
        self.finished(Ready(commands=(c.SetExerciseRate(by=self._walk.person, rate=rate),), said=said))

    async def action_skip(self) -> None:
        """Ask why it is not played."""
        if self._led is not None and (inject := self._under_cursor()) is not None and self._steers():
            title = self._led.standing.bundle.text(f"inject.{inject.id}.title", current())
            await self.ask(SkipFlow(walk=self._walk, inject=inject, inject_title=title))

    def action_hold(self) -> None:
        """It does not go by itself; said first as when it is sent."""
        if (inject := self._under_cursor()) is None or not self._steers():
            return
        if (gone := self.just_gone()) is not None:
            words = _("Inject {gone} went out just now. Nothing was held: h again holds back inject {number}.")
            self.answer(words.format(gone=gone.number, number=inject.number))
        else:
            said = _("Inject {number} waits for your hand.").format(number=inject.number)
            number = str(inject.number)
            self._lead(Ready(leads=lambda leading: leading.set_aside(self._in, number, skip=False), said=said))

    def action_mark(self, mark: str) -> None:
        """Of the inject that it is about, and of no other; then on to the one to come: two keys an inject."""
        if self._led is None or (inject := self._about()) is None or self.asks_first():
            return
        number, given = str(inject.number), Mark(mark)
        said = _("Inject {number} marked: {mark}").format(number=number, mark=mark_word(given))
        self._lead(Ready(leads=lambda leading: leading.mark(self._in, number, given), said=said))
        if inject.id in self._led.standing.exercise.released:
            self.action_follow()

    async def action_observe(self) -> None:
        """Ask for the words; they are about the inject under the cursor, before it is out about the last that is."""
        if self._led is not None and not self.asks_first():
            inject, seen_at = self._under_cursor(), self.session.gateway.now()
            is_out = inject is not None and inject.id in self._led.standing.exercise.released
            about = inject if is_out else self._led.latest
            await self.ask(ObserveFlow(walk=self._walk, inject=about, seen_at=seen_at))

    async def action_rate(self) -> None:
        """Ask which task or objective, how well, and why."""
        if self._led is not None and not self.asks_first():
            await self.ask(RateFlow(walk=self._walk, console=self._led))

    async def action_improvise(self) -> None:
        """Ask for the words, and in whose voice."""
        if self._led is not None and self._steers():
            await self.ask(ImproviseFlow(walk=self._walk))

    def action_hint(self) -> None:
        """Of the inject that it is about, and of no other."""
        if (inject := self._about()) is not None and self._steers():
            number = str(inject.number)
            said = _("A hint about inject {number} is with the players.").format(number=number)
            self._lead(Ready(leads=lambda leading: leading.hint(self._in, number), said=said))

    async def action_finish(self) -> None:
        """Ask why, and for its number."""
        if self._led is not None and not self.asks_first():
            await self.ask(EndExerciseFlow(walk=self._walk), keeps=False)

    async def action_real(self) -> None:
        """Ask how play stops; nothing that was half typed is kept."""
        if self._led is not None:
            await self.ask(RealEventFlow(walk=self._walk), keeps=False)

    def finished(self, ready: Ready) -> None:
        """Do what was asked for."""
        if ready.leads is not None:
            self._lead(ready)
        else:
            super().finished(ready)

    def _lead(self, ready: Ready) -> None:
        if ready.leads is not None:
            self.session.gateway.lead(self._in, ready.leads, self, ready.said, ready.settle)

    def line_to_copy(self) -> str:
        """The inject under the cursor."""
        return "" if self._led is None else super().line_to_copy()
