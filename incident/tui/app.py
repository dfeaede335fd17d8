"""The terminal program: theme, screens, and one gateway to the services. It paints first and opens the log after."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import Sequence
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, ClassVar, Final

from textual.events import Event, Key, Mount, Paste, Resize
from textual.reactive import Reactive
from textual.screen import Screen

from incident.i18n import _
from incident.tui.driver import reading_on, turn_mouse
from incident.tui.everywhere import Everywhere
from incident.tui.gateway import Gateway
from incident.tui.keys import SMALL_KEYS, UNSEEN_KEYS, is_small, key_word, settled
from incident.tui.look import Look
from incident.tui.messages import (
    CommandMoved,
    InjectWaits,
    InjectWaitsNoMore,
    MouseLeft,
    NotDone,
    TerminalBack,
    TerminalGone,
    WorkspaceOpened,
    WorkspaceRenewed,
)
from incident.tui.screens.home import Home
from incident.tui.screens.page import Asks, Page
from incident.tui.session import Session
from incident.tui.shown import Cells, Run, Shown
from incident.tui.stops import going_on
from incident.tui.sudden import Sudden, deal_with, goes_nowhere, is_typing, refuse
from incident.tui.themes import PLAIN, every_theme
from incident.walk.keys import CALM, use_keys

if TYPE_CHECKING:
    from textual.driver import Driver

    # the first frame waits for none of it
    from incident.application.services import Services

__all__ = ["IncidentApp", "run"]

BY_SIGNAL: Final = 128
"""What shells add to the number of the signal that ended a program."""
HUNG_UP: Final = BY_SIGNAL + 1
"""The exit code of a program that its terminal has left."""
_ENDS: Final = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP", "SIGQUIT") if hasattr(signal, name)]
SECOND: Final = 1.0
"""Clock cells change once a second, and nothing else does by itself."""


class IncidentApp(Everywhere):
    """Holds the session; everything else is the screens' own."""

    CSS_PATH: ClassVar[list[str | PurePath]] = [
        "app.tcss",
        "screens/home.tcss",
    ]  # the first screen's own sheet is not read by itself
    ENABLE_COMMAND_PALETTE = False
    TITLE = "incident"
    theme: Reactive[str] = Reactive("ansi-dark")  # until the settings are known: so that NO_COLOR leaves no colour

    def __init__(
        self, services: Services, incident_id: str | None = None, look: Look | None = None, *, leads: bool = False
    ) -> None:
        super().__init__()
        self.session = Session(gateway=Gateway(services), look=look or Look())
        self.animation_level = "none"
        for theme in every_theme():
            self.register_theme(theme)
        self.show_look()
        self.stylesheet.set_variables(self.get_css_variables())
        self.ended_by: Sequence[int] = ()
        """Signals at which it leaves as at its own key; raised amid the screens, one could keep their terminal."""
        self._incident_id, self._leads = incident_id, leads
        self._shown = Shown()
        self._gathered: list[Run] | None = None
        """The cells that a second changes, while it passes; each piece sent by itself wakes the thread that writes."""
        self._is_leaving = False
        self._obstacle: Exception | None = None
        self._waits: dict[tuple[str, int], str] = {}
        """What was said of the injects that wait for a hand, in the words in which it was said."""
        self._is_resting = False
        self._last_key = 0.0
        """When the last key was pressed, in the seconds of Textual's events."""
        self._home = Home(self.session)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """The colours of states before a theme is chosen."""
        return {f"look-{name}": value for name, value in PLAIN.items()}

    def show_look(self) -> None:
        """Let what the settings say hold now."""
        settings = self.session.look.settings
        self.theme = settings.theme
        self.set_class(settings.ascii, "-ascii")
        if self._driver is not None:
            turn_mouse(self._driver, on=settings.mouse)

    def get_driver_class(self) -> type[Driver]:
        """The terminal's own, which bytes that are no text do not end."""
        return going_on(reading_on(super().get_driver_class()))

    def get_default_screen(self) -> Screen[None]:
        """Home is the first thing drawn."""
        return self._home

    def on_load(self) -> None:
        """Begin to read while the terminal is made ready; the first frame does not wait for it."""
        for number in self.ended_by:
            asyncio.get_running_loop().add_signal_handler(number, self._end_by, number)
        gateway, keymap = self.session.gateway, self.session.look.keymap
        if keymap:
            self.set_keymap(dict(keymap))
            use_keys({name: key_word(keys.partition(",")[0]) for name, keys in keymap.items()})
        gateway.read_home(self._home)
        gateway.open_workspace(self)
        gateway.start()

    def _end_by(self, number: int) -> None:
        self.exit(return_code=BY_SIGNAL + number)

    def on_mount(self, event: Mount) -> None:
        """Hear what was read; let the clock cells go."""
        self._last_key = event.time
        self.session.gateway.listen()
        self.set_interval(SECOND, self.pass_second)

    def pass_second(self) -> None:
        """Textual takes a screen for visible that lies below an opaque one, and would draw all of that one anew."""
        if not self.is_running:
            return  # the screens are being taken apart
        top, self._gathered = self.screen, []
        try:
            for screen in (*self._background_screens, top) if top.is_modal else (top,):
                if isinstance(screen, (Page, Asks)) and screen.is_mounted:
                    screen.tick()
        finally:
            runs, self._gathered = self._gathered, None
            if runs:
                self._display(top, Cells(runs))

    def _display(self, screen: Screen[Any], renderable: Any) -> None:  # noqa: ANN401  (Rich's types do not know Textual's changes)
        """Draw what changed, and send no more of it than that; what one second changes, in one piece."""
        if isinstance(renderable, Cells) and self._gathered is not None:
            self._gathered += renderable.runs
            return
        super()._display(screen, self._shown.sparing(renderable))

    def exit(self, *args: Any, **fields: Any) -> None:  # noqa: ANN401  (Textual's signature)
        """Leave; keys that come after it are for whatever the terminal shows next."""
        self._is_leaving = True
        super().exit(*args, **fields)

    def _fatal_error(self) -> None:
        """End without the picture that Textual would print: it quotes the incident. `run` raises what happened."""
        self.bell()
        self._close_messages_no_wait()

    async def on_event(self, event: Event) -> None:
        """Deal with a key before looking at the next: keys typed fast never reach the screen that they have left.

        Textual hands a key to the screen of that moment and runs its binding later, so that the words of a note
        typed right after its key would be commands.
        """
        if isinstance(event, Resize):
            self._shown.forget()
        if isinstance(event, (Key, Paste)) and self._is_leaving:
            return  # a screen that is opened now would find nothing to stand on
        if isinstance(event, Key) and not event.is_forwarded and await self._taken(event):
            return
        if isinstance(event, Paste) and not is_typing(self):
            refuse(self.screen)
        await super().on_event(event)

    async def _taken(self, event: Key) -> bool:
        """Whether the key was dealt with; those that still come after a question was struck away act on nothing."""
        calm, self._last_key = event.time - self._last_key, event.time
        screen = self.screen
        if self._is_resting and calm < CALM:
            return True
        for page in self.screen_stack:
            if isinstance(page, Page):
                page.touched(calm)
        taken = await self._acted(screen, event)
        self._is_resting = isinstance(screen, Asks) and screen.was_struck_away
        return taken

    async def _acted(self, screen: Screen[Any], event: Key) -> bool:
        if isinstance(screen, Asks) and not screen.is_mounted:
            await screen._mounted_event.wait()  # noqa: SLF001 - it came by itself, as the return card does
        if isinstance(screen, Page) and is_small(self.size) and event.key not in SMALL_KEYS:
            return True  # nothing of what it would act on is drawn
        if isinstance(screen, Asks) and is_small(self.size) and event.key not in UNSEEN_KEYS:
            screen.take_unseen(event)
            return True
        if isinstance(screen, (Page, Asks)) and await screen.take_key(event):
            return True
        active, field = screen.active_bindings.get(event.key), self.focused
        if active is None or not active.enabled or (field is not None and active.node is not field):
            return False
        if field is not None:
            await settled(field)  # a Backspace takes the letter before it, and not one that comes after
        await self.run_action(active.binding.action, active.node)
        return True

    def action_redraw(self) -> None:
        """Send every cell again, after something else wrote on the terminal."""
        self._shown.forget()
        self.screen.refresh(layout=True)

    async def on_workspace_opened(self, message: WorkspaceOpened) -> None:
        """Everybody has a name now; drafts have a place."""
        from incident.walk.drafts import Drafts  # here: nobody types before this

        session = self.session
        session.person, session.people, session.reached = message.person, message.people, message.reached
        session.zone, session.contact, session.workspace = message.zone, message.contact, message.name
        session.root, session.rotas = message.root, message.rotas
        session.drafts = Drafts(Path(message.root) / ".drafts", message.person)
        self.look_again()
        if self._incident_id is not None:
            await self._home.open_at(self._incident_id, leads=self._leads)
        self._say_at_start(session.look.trouble)
        if message.stale_because:
            from incident.wording.errors import say_stale  # here: files are mostly right

            self._say_at_start(say_stale(message.stale_because))

    def _say_at_start(self, words: str) -> None:
        """At Home, and on what was opened over it: whoever began there may not see Home for hours."""
        for page in self.screen_stack if words else ():
            if isinstance(page, Page):
                page.say(words, refused=True)

    def on_workspace_renewed(self, message: WorkspaceRenewed) -> None:
        """Its people have changed while the program was open."""
        session = self.session
        session.people, session.reached, session.rotas = message.people, message.reached, message.rotas
        self.look_again()

    async def on_sudden(self, message: Sudden) -> None:
        """What came all at once is no row of keys, unless a line that hung let them go together."""
        if message.is_short and not goes_nowhere(self, message.keys):
            for key in message.keys:
                await self.on_event(key)
            return
        await deal_with(self, message.keys, self.on_event)

    def on_look_changed(self) -> None:
        """It holds at once, on every screen."""
        self.show_look()
        self.look_again()
        self.screen.refresh(layout=True)
        for widget in self.screen.query():
            widget.refresh()

    def on_mouse_left(self, message: MouseLeft) -> None:
        """Selecting text is the terminal's, until the settings hold again."""
        if self._driver is not None:
            turn_mouse(self._driver, on=self.session.look.settings.mouse and not message.is_left)

    def on_not_done(self, message: NotDone) -> None:
        """What nobody else says, the page in front does; without a workspace, or a person in it, `run` raises why."""
        page = next((screen for screen in reversed(self.screen_stack) if isinstance(screen, Page)), None)
        if self.session.person and page is not None:
            page.on_not_done(message)
            return
        self._obstacle = message.reason
        self.exit()

    def on_terminal_gone(self, _message: TerminalGone) -> None:
        """Leave as after SIGHUP, which a terminal that was cut off does not send, or nohup hides."""
        self.exit(return_code=HUNG_UP)

    def on_terminal_back(self, _message: TerminalBack) -> None:
        """Set the terminal as at the start, and draw all of it; whoever is leaving gives it back."""
        if self._driver is not None and not self._is_leaving:
            self._driver.suspend_application_mode()
            self._driver.resume_application_mode()
            self.action_redraw()

    def on_command_moved(self, message: CommandMoved) -> None:
        """Say it on every screen there is, whichever is in front."""
        words = _("COMMAND of {incident}: {name} has it now.")
        if message.person == self.session.person:  # taken in another terminal; what stood here may be another's name
            words = _("COMMAND of {incident}: you have it now.")
        name = self.session.speech().person(message.person)
        for screen in self.screen_stack:
            if isinstance(screen, (Page, Asks)):
                screen.announce(words.format(incident=message.incident, name=name))

    def on_inject_waits(self, message: InjectWaits) -> None:
        """Say it to whoever leads the exercise, whatever is in front."""
        said = _("{exercise}: inject {number} is due and waits for your hand, on the facilitator's screen.")
        words = said.format(exercise=message.exercise, number=message.number)
        self._waits[message.exercise, message.number] = words
        for screen in self.screen_stack:
            if isinstance(screen, (Page, Asks)):
                screen.announce(words)

    def on_inject_waits_no_more(self, message: InjectWaitsNoMore) -> None:
        """Take it back wherever it still stands."""
        words = self._waits.pop((message.exercise, message.number), "")
        for screen in self.screen_stack:
            if isinstance(screen, (Page, Asks)):
                screen.withdraw(words)

    async def on_unmount(self) -> None:
        """What was asked for is finished; drafts are on disk."""
        self.end()

    def end(self) -> None:
        """Finish what was asked for; put drafts on disk."""
        self.session.gateway.stop()
        if self.session.drafts is not None:
            self.session.drafts.close()

    def leaving_words(self) -> str:
        """What to say on the way out, or ''."""
        from incident.wording.delivery import unsent_words  # here: nobody leaves before the first frame

        return unsent_words(self.session.unsent, is_held=self.session.is_held)

    @property
    def fault(self) -> Exception | None:
        """What ended the program: a workspace that cannot be opened, or a fault of its own."""
        return self._obstacle or self._exception


def run(services: Services, incident_id: str | None = None, look: Look | None = None, *, leads: bool = False) -> int:
    """Run the terminal program until it is left; the result is the exit code.

    Args:
        services: the wired program.
        incident_id: where it begins; None for the list of incidents.
        look: how it looks.
        leads: whether it begins on the screen of whoever leads that exercise, and not in its walk.

    Raises:
        Refused, IncidentError: the workspace cannot be opened, or names nobody with this login.
        Exception: the fault that ended it; the terminal is given back, and marks and drafts are on disk.
    """
    app = IncidentApp(services, incident_id, look, leads=leads)
    app.ended_by = [number for number in _ENDS if signal.getsignal(number) is not signal.SIG_IGN]
    try:
        app.run(mouse=app.session.look.settings.mouse)
    finally:  # a signal may leave the screens no time for it; a second time it does nothing
        app.end()
    if app.fault is not None:
        raise app.fault
    words = app.leaving_words()
    if words and (app.return_code or 0) < BY_SIGNAL:
        sys.stdout.write(f"{words}\n")  # Textual's own console writes to nowhere
    return app.return_code or 0
