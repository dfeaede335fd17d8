"""A second sends the cells that show it, and leaves on the terminal what a new drawing would."""

from __future__ import annotations

import pytest

from incident import i18n
from incident.tui.look import Look
from incident.tui.widgets.pane import Pane
from incident.walk.settings import Settings
from tests.tui.pages import Page, opened
from tests.tui.terminals import Watched
from tests.tui.worlds import World

SPANS = (1, 1, 8, 50, 1, 600, 3_000, 40_000, 60_000)
"""Seconds between two ticks; something falls due in some of them, and a date changes."""


async def _ticks(page: Page, world: World, watched: Watched) -> None:
    await page.until(lambda: bool(watched.cells), "the first frame")
    for seconds in SPANS:
        world.clock.forward(seconds=seconds)
        page.app.pass_second()
        await page.pilot.pause()
        await page.until(lambda: watched.cells == watched.drawn_anew, "the same cells")


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (60, 20)])
@pytest.mark.parametrize("language", ["en", "zh-CN"])
@pytest.mark.parametrize("where", ["home", "walk", "dialogue"])
async def test_a_second_leaves_the_cells_of_a_whole_drawing(
    world: World, size: tuple[int, int], language: str, where: str
) -> None:
    i18n.use(language)
    incident = world.declared(title="三号线 down")
    async with opened(world, incident=None if where == "home" else incident, size=size) as page:
        await page.settled()
        if where == "dialogue":
            await page.press("m")
            await page.settled()
        await _ticks(page, world, Watched(page.app))


@pytest.mark.parametrize("settings", [Settings(ascii=True), Settings(theme="mono")])
async def test_it_is_drawn_with_the_signs_and_colours_of_the_rest(world: World, settings: Settings) -> None:
    async with opened(world, incident=world.declared(), look=Look(settings=settings)) as page:
        await page.settled()
        await _ticks(page, world, Watched(page.app))


async def test_without_colour_a_second_brings_none(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with opened(world, incident=world.declared()) as page:
        await page.settled()
        await _ticks(page, world, Watched(page.app))


@pytest.mark.parametrize("where", ["home", "walk"])
async def test_a_quiet_second_makes_no_pane_anew(world: World, where: str) -> None:
    world.exercise()
    incident = world.declared()
    async with opened(world, incident=None if where == "home" else incident) as page:
        if where == "home":
            await page.sees("an exercise is open now")
        await page.settled()
        panes = page.app.screen.query(Pane)
        page.app.pass_second()
        views = [pane.view for pane in panes]
        world.clock.forward(seconds=1)
        page.app.pass_second()
        assert [pane.view for pane in panes] == views
        assert all(now is before for now, before in zip([pane.view for pane in panes], views, strict=True))
        assert f"{world.clock.now():%H:%M:%S}" in page.rows[0]


async def test_a_quiet_second_sends_fewer_than_a_hundred_bytes(world: World) -> None:
    async with opened(world, incident=world.declared()) as page:
        await page.settled()
        watched = Watched(page.app)
        await page.until(lambda: bool(watched.cells), "the first frame")
        before = watched.sent
        for _ in range(60):
            world.clock.forward(seconds=1)
            page.app.pass_second()
            await page.pilot.pause()
        assert 0 < watched.sent - before <= 60 * 100
