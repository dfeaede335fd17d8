"""What every screen offers: its keys, the language, text to copy, paper, a call for help, settings and the palette.

Apart from the application, which brings them to every screen and knows none of them.
"""

from __future__ import annotations

import os
from asyncio import to_thread
from typing import TYPE_CHECKING, ClassVar

from textual.app import App
from textual.binding import Binding, BindingType

from incident.i18n import N_, _, current, next_after, use
from incident.tui.clipboard import MOST_CHARACTERS, copied_words, copying
from incident.tui.keys import is_small
from incident.tui.plain_text import all_rows, plain_rows
from incident.tui.screens.page import Asks, Page
from incident.tui.session import Session
from incident.walk.keys import key_of

if TYPE_CHECKING:  # the first frame asks nothing
    from incident.walk.flows.asking import Flow

__all__ = ["Everywhere"]


class Everywhere(App[None]):
    """The keys that no screen takes for itself."""

    session: Session
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark", "app.help", N_("keys"), id="app.help", tooltip=N_("All keys of this screen")),
        Binding("c,f2", "app.language", N_("language"), id="app.language", tooltip=N_("English or Chinese, at once")),
        Binding(
            "ctrl+l", "app.redraw", N_("redraw"), id="app.redraw", tooltip=N_("Draw the whole screen again"), show=False
        ),
        Binding(
            "comma",
            "app.settings",
            N_("settings"),
            id="app.settings",
            tooltip=N_("Language, colours (theme), frames, mouse, bell"),
        ),
        Binding("y", "app.copy", N_("copy"), id="app.copy", tooltip=N_("Copy this line, or the step's text to copy")),
        Binding("Y", "app.copy_all", N_("copy all"), id="app.copy.all", tooltip=N_("Copy all that is shown, as text")),
        Binding(
            "exclamation_mark",
            "app.call",
            N_("call for help"),
            id="app.call",
            tooltip=N_("Who would come, and how; in an exercise, pause or stop it"),
        ),
        Binding("x", "app.export", N_("write to a file"), id="app.export", tooltip=N_("This screen, to print or keep")),
        Binding("v", "app.plain", N_("plain text"), id="app.plain", tooltip=N_("The screen as text to select from")),
        Binding("colon,ctrl+p", "app.palette", N_("palette"), id="app.palette", tooltip=N_("Find and do anything")),
        Binding(
            "ctrl+q", "app.quit", N_("leave"), id="app.leave", tooltip=N_("Leave the program; everything is saved")
        ),
    ]

    async def action_help(self) -> None:
        """Show all keys of the screen; the one that is chosen runs there."""
        from incident.tui.screens.help import Help  # here: the first frame needs no help

        below = self.screen
        if isinstance(below, Help):
            return  # its key again must not lay one over the other

        def chosen(action: str | None) -> None:
            if action is not None:
                self.call_next(self.run_action, action, below)

        await self.push_screen(Help(below), chosen)

    def action_language(self) -> None:
        """Go to the next language at once; nothing is lost."""
        chosen = use(next_after(current()))
        self.session.look.choose(language=chosen)
        self.look_again()

    def action_copy(self) -> None:
        """Copy the line that matters here."""
        screen = self.screen
        self._copy(screen.line_to_copy() if isinstance(screen, (Page, Asks)) else "")

    def action_interrupt(self) -> None:
        """Whoever presses it wants out, or to copy as elsewhere; it must never end a walk."""
        selected = self.screen.get_selected_text()
        if selected:
            self._copy(selected)
        elif isinstance(self.screen, (Page, Asks)):
            words = _("Nothing is stopped by Ctrl+C. {key} on Home leaves the program; everything is saved.")
            self.screen.say(words.format(key=key_of("home.leave", "q")))

    def action_copy_all(self) -> None:
        """Copy everything that is shown."""
        self._copy("\n".join(plain_rows(self.screen)))

    async def action_plain(self) -> None:
        """Show the screen as text."""
        from incident.tui.screens.plain import PlainText  # here: few select anything

        if not isinstance(self.screen, PlainText):
            await self.push_screen(PlainText(plain_rows(self.screen)))

    def _copy(self, text: str) -> None:
        """Hand it to the terminal and say so, with the beginning of it: no terminal answers whether it took it."""
        if self._driver is not None and text:
            self._driver.write(copying(text[:MOST_CHARACTERS], os.environ))
        if isinstance(self.screen, (Page, Asks)):
            self.screen.say(copied_words(text[:MOST_CHARACTERS]))

    async def action_quit(self) -> None:
        """Leave; who leads is asked first, where there is room to ask."""
        led = [each for screen in self.screen_stack if isinstance(screen, Page) for each in screen.led]
        if not led or is_small(self.size):
            self.exit()
            return
        from incident.walk.flows.leaving import LeaveFlow  # here: the first frame is not left
        from incident.wording.delivery import unsent_words  # as above

        unsent = unsent_words(self.session.unsent, is_held=self.session.is_held)
        await self._ask_over(self._page, LeaveFlow(led=led, unsent=unsent))

    async def action_call(self) -> None:
        """Show who would come, over whatever is shown."""
        await self._ask_over(self._page, self._page.call())

    @property
    def _page(self) -> Page:
        return next(screen for screen in reversed(self.screen_stack) if isinstance(screen, Page))

    async def _ask_over(self, page: Page, flow: Flow) -> None:
        """Ask over whatever is shown; its key again lays none over it."""
        if getattr(getattr(self.screen, "asking", None), "title", "") != flow.title:
            await page.ask(flow)

    async def action_export(self) -> None:
        """Write what is shown to a file, and say where."""
        from incident.tui.printing import write  # here, as below: few print anything
        from incident.wording.safe import clean_line

        screen, name = self.screen, type(self.screen).__name__.lower()
        incident = next(filter(None, (getattr(each, "incident_id", "") for each in self.screen_stack)), "")
        text = (screen.on_paper() if isinstance(screen, Page) else "") or "\n".join(all_rows(screen))
        try:
            path = await to_thread(write, self.session.root, "-".join(filter(None, (incident, name))), text)
        except OSError as trouble:
            said = _("Nothing was written: {why}").format(why=trouble.strerror)
        else:
            said = _("Written to {path}.").format(path=clean_line(str(path)))
        if isinstance(screen, (Page, Asks)):
            screen.say(said)

    async def action_settings(self) -> None:
        """Choose language, colours, frames, mouse and bell."""
        from incident.tui.screens.settings import SettingsSheet  # here: the first frame chooses nothing

        await self.push_screen(SettingsSheet(self.session.look))

    async def action_palette(self) -> None:
        """Show everything that can be done or gone to from here."""
        from incident.tui.screens.palette import open_palette  # here: the first frame needs no palette

        await open_palette(self, self.session)

    def look_again(self) -> None:
        """Draw all screens anew: the language or the people have changed."""
        for screen in self.screen_stack:
            if isinstance(screen, (Page, Asks)) and screen.is_mounted:
                screen.look_again()
            elif isinstance(screen, (Page, Asks)):  # it was only just opened, and holds nothing yet
                screen.call_later(screen.look_again)
