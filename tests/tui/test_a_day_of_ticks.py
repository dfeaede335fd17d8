"""A terminal that stands open for a day and a night is as small in the morning as after a quarter of an hour."""

from __future__ import annotations

import asyncio
import ctypes
import gc
from pathlib import Path

import pytest

from tests.tui.pages import Page, opened
from tests.tui.terminals import Watched
from tests.tui.worlds import World

pytestmark = pytest.mark.soak

BEGINNING = 1_000
A_DAY = 86_400
A_LOOK = 60
"""Seconds of the clock after which the rest of the program has its turn."""
MOST = 1.02


def _held() -> int:
    """Kilobytes of its own that the process holds, in memory or swapped out; not what it maps of files and libraries,
    which the machine takes away and brings back as it likes.
    """
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith(("RssAnon:", "VmSwap:")))


async def _size(page: Page) -> tuple[int, int]:
    """Objects, and kilobytes, once everything has settled and what is free was given back."""
    await page.settled()
    gc.collect()
    ctypes.CDLL(None).malloc_trim(0)
    return len(gc.get_objects()), _held()


async def _pass(page: Page, world: World, seconds: int) -> None:
    for number in range(seconds):
        world.clock.forward(seconds=1)
        page.app.pass_second()
        await (page.pilot.pause() if number % A_LOOK == 0 else asyncio.sleep(0))


@pytest.mark.parametrize("where", ["home", "walk"])
async def test_a_day_of_ticks_leaves_nothing_behind(world: World, where: str) -> None:
    incident = world.declared()
    async with opened(world, incident=None if where == "home" else incident) as page:
        watched = Watched(page.app)
        await page.until(lambda: bool(watched.cells), "the first frame")
        await _pass(page, world, BEGINNING)
        objects, held = await _size(page)
        await _pass(page, world, A_DAY - BEGINNING)
        await page.until(lambda: watched.cells == watched.drawn_anew, "the last second")
        later_objects, later_held = await _size(page)
    assert later_objects <= MOST * objects
    assert later_held <= MOST * held
