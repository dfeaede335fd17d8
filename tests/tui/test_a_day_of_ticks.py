"""A terminal that stands open for a day and a night is as small in the morning as after a quarter of an hour."""

from __future__ import annotations

import asyncio
import gc
from pathlib import Path

import pytest

from tests.tui.pages import Page, opened
from tests.tui.terminals import Watched
from tests.tui.worlds import World

pytestmark = pytest.mark.slow

BEGINNING = 1_000
A_DAY = 86_400
A_LOOK = 60
"""Seconds of the clock after which the rest of the program has its turn."""
MOST = 1.02


def _resident() -> int:
    """Pages of memory."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])


async def _size(page: Page) -> tuple[int, int]:
    """Objects, and pages of memory, once everything has settled."""
    await page.settled()
    gc.collect()
    return len(gc.get_objects()), _resident()


async def _pass(page: Page, world: World, seconds: int) -> None:
    for number in range(seconds):
        world.clock.forward(seconds=1)
        page.app._second()
        await (page.pilot.pause() if number % A_LOOK == 0 else asyncio.sleep(0))


@pytest.mark.parametrize("where", ["home", "walk"])
async def test_a_day_of_ticks_leaves_nothing_behind(world: World, where: str) -> None:
    incident = world.declared()
    async with opened(world, incident=None if where == "home" else incident) as page:
        watched = Watched(page.app)
        await page.until(lambda: bool(watched.cells), "the first frame")
        await _pass(page, world, BEGINNING)
        objects, pages = await _size(page)
        await _pass(page, world, A_DAY - BEGINNING)
        await page.until(lambda: watched.cells == watched.drawn_anew, "the last second")
        later_objects, later_pages = await _size(page)
    assert later_objects <= MOST * objects
    assert later_pages <= MOST * pages
