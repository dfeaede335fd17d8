"""From a page to what was chosen in the palette: never two incidents on top of each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from incident.tui.screens.home import Home
from incident.tui.screens.library import Reader
from incident.tui.screens.people import People
from incident.tui.screens.walk import Walking
from incident.tui.views.palette import Kind, Place

if TYPE_CHECKING:
    from incident.tui.screens.page import Page

__all__ = ["go"]


async def go(page: Page, place: Place) -> None:
    """Show the place."""
    match place.kind:
        case Kind.DEED:
            await page.run_action(place.value)
        case Kind.STEP if isinstance(page, Walking):
            page.look_at(place.value)
        case Kind.INCIDENT:
            await _walk(page, place.value)
        case Kind.PERSON:
            walk = page.walk if isinstance(page, Walking) else None
            await page.app.push_screen(People(page.session, walk, place.value))
        case Kind.RUNBOOK:
            await _read(page, place.value)
        case _:
            return


async def _read(page: Page, runbook: str) -> None:
    """Read a runbook over the page; declaring with it begins at Home."""

    def declare(chosen: str | None) -> None:
        if chosen is not None:
            page.call_next(_declare, page, chosen)

    await page.app.push_screen(Reader(page.session, runbook), declare)


async def _declare(page: Page, runbook: str) -> None:
    if isinstance(page, Walking):
        page.session.gateway.forget(page)
        await page.app.pop_screen()
    home = page.app.screen
    if isinstance(home, Home):
        home.declare_with(runbook)


async def _walk(page: Page, incident_id: str) -> None:
    if isinstance(page, Walking):
        if page.incident_id == incident_id:
            return
        page.session.gateway.forget(page)
        await page.app.pop_screen()
    page.session.gateway.forget(page)
    await page.app.push_screen(Walking(page.session, incident_id))
