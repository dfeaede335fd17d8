"""Home: the open incidents, the worst first; opens one, declares one, leaves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.events import Key, ScreenResume
from textual.getters import query_one
from textual.reactive import reactive

from incident.application.errors import StorageError
from incident.domain.timing.present import Present
from incident.i18n import N_, _
from incident.tui.messages import Declared, HomeGlanced, HomeRead, NotDone, ReadinessRead, RunbooksRead
from incident.tui.screens.home_sheets import HomeSheets
from incident.tui.screens.page import Asks, small_lines
from incident.tui.session import Session
from incident.tui.views.home import HomeView, home_hints, home_rows, home_status
from incident.tui.views.home_cursor import nothing_words, reached_below
from incident.tui.views.lines import Line, line
from incident.tui.views.mode import mode_of_all, mode_part
from incident.tui.widgets.hint_bar import HintBar
from incident.tui.widgets.pane import Pane
from incident.wording.safe import clean_line
from incident.wording.sentences import in_a_row
from incident.wording.titles import title_of

if TYPE_CHECKING:  # the first frame waits for none of it
    from datetime import datetime

    from incident.application.ports import Cut, Lost, Summary
    from incident.application.readiness import Readiness
    from incident.domain.incident import Incident
    from incident.walk.flows.asking import Ready

__all__ = ["Home"]

BOARDS = (
    ("R", "resources", N_("resources"), N_("Who and what is on the incident")),
    ("K", "cases", N_("cases"), N_("Which customers of that incident wait")),
    ("E", "evidence", N_("evidence"), N_("What is kept as evidence of that incident")),
)
"""What opens over the incident under the cursor: key, name, label, what it shows."""
GLANCED = 9
"""Of so many incidents Home says how much needs a person: those that have a digit."""


class Home(HomeSheets):
    """The first screen; it draws before anything was read."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", N_("open"), id="home.open", tooltip=N_("Open the incident at its current step")),
        Binding("d", "declare", N_("declare"), id="home.declare", tooltip=N_("Declare an incident")),
        Binding("o", "library", N_("runbooks"), id="home.library", tooltip=N_("Read the runbooks; declare with one")),
        Binding("slash", "search", N_("find"), id="home.search", tooltip=N_("Find words in open and closed incidents")),
        Binding("p", "people", N_("people"), id="home.people", tooltip=N_("Who may fill which role, how reached")),
        *(Binding(key, f"board('{name}')", words, id=f"home.{name}", tooltip=tip) for key, name, words, tip in BOARDS),
        Binding("V", "review", N_("review"), id="home.review", tooltip=N_("The report of that incident")),
        Binding("t", "drills", N_("exercises"), id="home.drills", tooltip=N_("Exercises that are open; lead yours")),
        Binding("down,j", "move(1)", N_("down"), id="home.down", tooltip=N_("The next incident")),
        Binding("up,k", "move(-1)", N_("up"), id="home.up", tooltip=N_("The incident before")),
        Binding("q", "leave", N_("leave"), id="home.leave", tooltip=N_("Leave the program; everything is saved")),
        *(
            Binding(
                str(n),
                f"number({n})",
                N_("open that row"),
                id=f"home.number.{n}",
                show=False,
                tooltip=N_("Open that row"),
            )
            for n in range(1, 10)
        ),
    ]

    summaries: reactive[Sequence[Summary] | None] = reactive(None, init=False, repaint=False)
    place: reactive[int] = reactive(0, init=False, repaint=False)
    below: reactive[int] = reactive(0, init=False, repaint=False)
    """Of those that ended lately, the one that the cursor is on, from 1; 0 while it is among those that are open."""
    body = query_one("#body", Pane)
    small = query_one("#small", Pane)
    status = query_one("#status", Pane)
    bar = query_one("#hints", HintBar)

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._glanced: HomeGlanced | None = None
        self._glance_at: datetime | None = None
        """When to glance again, though nothing changes in the log; None while it is on its way."""
        self._readiness: Readiness | None = None
        self._cut: Cut | None = None
        self._lost: Sequence[Lost] = ()
        self._can_write = True
        self._waiting: dict[str, Incident] = {}
        """Where the person has asked and waits for an answer, as last seen."""
        self._chosen = ""
        """The runbook to declare with, where it was chosen before."""
        self._unread = ""
        """Why the list could not be read at all."""
        self._waits_for = ""
        """What is on its way and will open a screen; '' while keys are for Home."""

    def compose(self) -> ComposeResult:
        """The list, the footer, the last row; and a sentence for small windows."""
        yield Pane(home_rows, id="body")
        yield HintBar(id="hints")
        yield Pane(_status_lines, id="status")
        yield Pane(small_lines, id="small")

    def on_screen_resume(self, event: ScreenResume) -> None:
        """Read the list whenever it comes to the front."""
        super().on_screen_resume(event)
        self.session.gateway.read_home(self)

    def on_screen_suspend(self) -> None:
        """Follow nothing that nobody sees; under a question the list is seen, and what is declared elsewhere counts."""
        if not isinstance(self.app.screen, Asks):
            self.session.gateway.forget(self)

    def watch_summaries(self) -> None:
        self.look_again()

    watch_place = watch_below = watch_notice = watch_summaries

    def line_to_copy(self) -> str:
        """The incident under the cursor: its id and its title."""
        summary = self._under_cursor()
        return "" if summary is None else clean_line(f"{summary.incident_id} {title_of(summary)}")

    @property
    def cut(self) -> Cut | None:
        """Since when the server does not answer."""
        return self._cut

    def standing(self) -> Line:
        """The mode of what is open."""
        return line(mode_part(mode_of_all(summary.mode for summary in self.summaries or ())))

    def look_again(self) -> None:
        """Draw what is known now, unless the program is on its way out."""
        if not (self.is_mounted and self.app.is_running):
            return
        view = self._view()
        self.body.view = view
        self.status.view = (view, self.notice)
        self.bar.view = self.hinted(
            home_hints(
                is_ascii=self.session.look.settings.ascii, is_empty=self.summaries is not None and not self.summaries
            )
        )
        self.small.view = self.small_words()

    def tick(self) -> None:
        """Let the clocks go; hand-overs and days come by themselves too."""
        view, now = self.body.view, self.session.gateway.now()
        if self._glance_at is not None and now >= self._glance_at:
            self._glance_at = None
            self._glance()
        if view is None or view.now is None or not view.lasts(now):
            self.look_again()
        else:
            self.body.pass_time(view.at(now))

    def on_home_read(self, message: HomeRead) -> None:
        """Show the list; the cursor stays on its incident."""
        if self.summaries is None and self.notice == (nothing_words(self._view()), False):
            self.notice = None  # the rows are there: it is no longer so
        before, self._unread = self._open_under_cursor(), ""
        self.session.unsent, self._cut, self._lost = message.unsent, message.cut, message.lost
        self._can_write, self.session.is_held = message.can_write, message.is_held
        ids = [summary.incident_id for summary in message.summaries]
        if self.summaries is not None and isinstance(self.app.screen, Asks):
            from incident.tui.answered import tell_declared  # here: the first frame is under no question

            tell_declared(self.summaries, message.summaries, self.app.screen, self.session.speech())
        self.summaries = message.summaries
        self.place = ids.index(before.incident_id) if before and before.incident_id in ids else 0
        if self.below and not reached_below(self._view(), self.body.size.width, self.body.size.height):
            self.below = 0  # what is open took its room
        # Once the list is drawn: what is read for this would only make its titles wait.
        self.call_after_refresh(self._glance)

    def on_not_done(self, message: NotDone) -> None:
        """Say it; why the list cannot be read stays where the list would stand, and keys are for Home again."""
        self._waits_for = ""
        super().on_not_done(message)
        if self.summaries is None and isinstance(message.reason, StorageError) and self.notice is not None:
            self._unread = self.notice[0]
            self.look_again()

    def _glance(self) -> None:
        shown = [each.incident_id for each in (self.summaries or ())[:GLANCED]]
        self.session.gateway.glance(shown, list(self._waiting), self)

    def on_home_glanced(self, message: HomeGlanced) -> None:
        """Add what the list does not say."""
        before = self._ended_under_cursor()
        self._glanced, self._glance_at = message, message.again_at
        ids = [each.incident_id for each in message.lately.ended]
        self.below = ids.index(before.incident_id) + 1 if before and before.incident_id in ids else 0
        self.look_again()
        if message.asked:
            from incident.tui.answered import news_of  # here: the first frame waits for no answer

            for words in news_of(message.asked, self._waiting, self.session):
                self.announce(words)

    def on_readiness_read(self, message: ReadinessRead) -> None:
        """Say what would hurt tonight."""
        self._readiness = message.readiness
        self.look_again()

    async def on_runbooks_read(self, message: RunbooksRead) -> None:
        """Begin to declare, if nobody turned away meanwhile."""
        if not self._waits_for or self.app.screen is not self:
            return
        from incident.walk.flows.declaring import DeclareFlow  # here: the first frame declares nothing
        from incident.wording.trouble import say_trouble

        self._waits_for = ""
        for runbook, reason in message.invalid.items():
            trouble = say_trouble(reason, self.session.speech(), self.session.gateway.now())
            self.say(_("{runbook} cannot be used: {why}").format(runbook=runbook, why=trouble), refused=True)
        session, lawless = self.session, message.lawless
        flow = DeclareFlow(
            offers=message.offers,
            speech=session.speech(),
            person=session.person,
            now=session.gateway.now(),
            zone=session.zone,
            contact=session.contact,
            rotas=session.rotas,
            held_to=message.held_to,
            chosen=self._chosen,
            past=message.past,
            lawless=say_trouble(lawless, session.speech(), session.gateway.now()) if lawless else "",
        )
        await self.ask(flow)

    async def on_declared(self, message: Declared) -> None:
        """Go straight to its first step."""
        self._waits_for = ""
        await self._walk(message.outcome.incident.id)

    async def action_open(self) -> None:
        """Open the incident under the cursor."""
        if (summary := self._under_cursor()) is None:
            self.say(nothing_words(self._view()))
            return
        await self._walk(summary.incident_id, opens="lead")

    async def action_board(self, name: str) -> None:
        """Open the board of resources, of cases or the evidence of the incident under the cursor, over its walk."""
        if (summary := self._under_cursor()) is None:
            await self.action_open()  # it says why there is none
        else:
            await self._walk(summary.incident_id, opens=name)

    async def action_review(self) -> None:
        """The report of the incident under the cursor, as far as it goes by now."""
        await self.action_board("review")

    async def action_number(self, digit: int) -> None:
        """Open the row of that number, which is its place in the whole list."""
        if self.summaries and digit <= len(self.summaries):
            self.place, self.below = digit - 1, 0
            await self._walk(self.summaries[self.place].incident_id, opens="lead")
        else:
            self.say(nothing_words(self._view(), digit))

    def action_move(self, rows: int) -> None:
        """Move the cursor; from the last that is open to what ended lately, where there is room to see it."""
        last = max(0, len(self.summaries or ()) - 1)
        ended = reached_below(self._view(), self.body.size.width, self.body.size.height)
        if self.below or (rows > 0 and self.place >= last and ended):
            self.below = max(0, min(len(ended), self.below + rows))
        else:
            self.place = max(0, min(last, self.place + rows))

    async def take_key(self, event: Key) -> bool:
        """While the runbooks are read, keys are meant for the questions that come: none of them opens anything."""
        if self._waits_for and event.key != "escape":
            self.say(self._waits_for)
            return True
        self._waits_for = ""
        return await super().take_key(event)

    def declare_with(self, runbook: str | None) -> None:
        """Read the runbooks, then ask; which one is known already."""
        if runbook is not None:
            self.action_declare()
            self._chosen = runbook

    def action_declare(self) -> None:
        """Read the runbooks, then ask."""
        self._chosen = ""
        self._waits_for = _("Reading the runbooks; Esc stops it.")
        self.session.gateway.read_runbooks(self)

    async def action_leave(self) -> None:
        """Leave, as Ctrl+Q does; what waits to be sent is said on the way out."""
        await self.run_action("app.quit")

    @property
    def led(self) -> Sequence[str]:
        """The open incidents that the person leads."""
        person = self.session.person
        own = (row for row in self.summaries or () if person and row.commander == person and row.status == "open")
        return [row.incident_id for row in own]

    def perform(self, ready: Ready) -> None:
        """Declare; or note it in the incident that is open already, and go there."""
        from incident.domain.commands import DeclareIncident  # here: the first frame declares nothing

        if ready.joins:
            self.call_next(self._join, ready)
        for command in ready.commands:
            if isinstance(command, DeclareIncident):
                self._waits_for = _("Writing the new incident.")
                self.session.gateway.declare(command, self, ready.settle)

    async def _join(self, ready: Ready) -> None:
        from incident.tui.screens.walk import Walking  # here, as below

        await self._walk(ready.joins)
        if isinstance(walking := self.app.screen, Walking):
            walking.perform(ready)

    async def _walk(self, incident_id: str, *, step: str = "", opens: str = "") -> None:
        from incident.tui.screens.walk import Walking  # here: the first frame walks nowhere

        self.session.gateway.forget(self)
        walking = Walking(self.session, incident_id, opens=opens)
        if step:
            walking.look_at(step)
        await self.app.push_screen(walking)

    def _under_cursor(self) -> Summary | None:
        return self._ended_under_cursor() or (None if self.below else self._open_under_cursor())

    def _ended_under_cursor(self) -> Summary | None:
        lately = self._glanced.lately if self._glanced else None
        return lately.ended[self.below - 1] if lately and 0 < self.below <= len(lately.ended) else None

    def _open_under_cursor(self) -> Summary | None:
        return self.summaries[self.place] if self.summaries and self.place < len(self.summaries) else None

    def _view(self) -> HomeView:
        session = self.session
        view = HomeView(
            summaries=self.summaries,
            unread=self._unread,
            person=session.person,
            workspace=session.workspace,
            speech=session.speech(),
            now=Present.of(session.gateway.now()) if session.person else None,
            place=self.place,
            below=self.below,
            has_begun=session.has_begun,
            unsent=session.unsent,
            cut=self._cut,
            lost=self._lost,
            can_write=self._can_write,
            is_held=session.is_held,
            readiness=self._readiness,
        )
        return view if self._glanced is None else view.with_glance(self._glanced)

    def small_words(self) -> str:
        """How much is open, where that is known; behind it what the program has to say, such as why it is not."""
        known = _("incident: {count} open.").format(count="?" if self.summaries is None else len(self.summaries))
        return in_a_row(known, _("Make the window at least 60 by 20."), self.notice[0] if self.notice else self._unread)


def _status_lines(view: tuple[HomeView, tuple[str, bool] | None], width: int, _height: int) -> Sequence[Line]:
    home, notice = view
    return home_status(home, notice, width)
