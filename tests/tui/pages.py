"""Driving the terminal program in tests: keys in, rows of the screen out, and waiting for what they say."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from time import monotonic
from typing import Any, TypeVar

from rich.style import Style
from textual._compositor import LayoutUpdate
from textual.pilot import Pilot
from textual.screen import Screen

from incident.i18n import _
from incident.tui.app import IncidentApp
from incident.tui.look import Look
from tests.tui.worlds import World

__all__ = ["Page", "opened"]

PATIENCE_SECONDS = 15.0
ScreenT = TypeVar("ScreenT", bound=Screen[Any])


@dataclass
class Page:
    """The running program, seen as a person sees it."""

    app: IncidentApp
    pilot: Pilot[None]

    @property
    def rows(self) -> Sequence[str]:
        """The rows of the screen as text."""
        app = self.app
        update = app.screen._compositor.render_update(full=True, screen_stack=app._background_screens)
        assert isinstance(update, LayoutUpdate)
        return ["".join(segment.text for strip in line for segment in strip) for line in update.strips]

    @property
    def styles(self) -> Sequence[Style | None]:
        """How the parts of the screen are drawn, as they go to the terminal."""
        app = self.app
        update = app.screen._compositor.render_update(full=True, screen_stack=app._background_screens)
        assert isinstance(update, LayoutUpdate)
        return [segment.style for line in update.strips for strip in line for segment in strip]

    def screen(self, kind: type[ScreenT]) -> ScreenT:
        """The screen in front, which is of that kind."""
        assert isinstance(self.app.screen, kind)
        return self.app.screen

    @property
    def text(self) -> str:
        """The whole screen."""
        return "\n".join(self.rows)

    async def press(self, *keys: str) -> None:
        """Press the keys one after the other, as fast as they are taken."""
        for key in keys:
            await self.pilot.press(key)

    async def type(self, words: str) -> None:
        """Type the words into the field that has the focus."""
        await self.press(*("space" if char == " " else char for char in words))

    async def until(self, holds: Callable[[], bool], what: str) -> None:
        """Wait until it holds.

        Raises:
            AssertionError: it did not within the patience; the message shows the screen.
        """
        end = monotonic() + PATIENCE_SECONDS
        while not holds():
            if monotonic() > end:
                raise AssertionError(f"waited in vain for {what}; the screen shows:\n{self.text}")
            await asyncio.sleep(0.01)

    async def sees(self, *words: str) -> None:
        """Wait until all the words are on the screen."""
        for word in words:
            await self.until(partial(self._shows, word), repr(word))

    def _shows(self, word: str) -> bool:
        return word in self.text

    async def settled(self) -> Sequence[str]:
        """The rows once every part of the screen has been drawn: a tenth of a second passes without a change."""
        rows, since, end = self.rows, monotonic(), monotonic() + PATIENCE_SECONDS
        while monotonic() < min(since + 0.1, end):
            await self.pilot.pause()
            if (now := self.rows) != rows:
                rows, since = now, monotonic()
        return rows

    async def loses(self, words: str) -> None:
        """Wait until the words are gone from the screen."""
        await self.until(lambda: words not in self.text, f"{words!r} to go")


@asynccontextmanager
async def opened(
    world: World, *, incident: str | None = None, size: tuple[int, int] = (80, 24), look: Look | None = None
) -> AsyncIterator[Page]:
    """The program on that world, at Home or in the walk of an incident."""
    app = IncidentApp(world, incident, look)
    async with app.run_test(size=size) as pilot:
        page = Page(app, pilot)
        if min(size[0] - 60, size[1] - 20) >= 0:
            await page.sees("T+" if incident else _("OPEN INCIDENTS {count}, the worst first").partition(" {")[0])
            await page.until(lambda: app.session.person != "", "the workspace")
        yield page
