"""A key sends the cells that it changes, and leaves on the terminal what a new drawing would."""

from __future__ import annotations

import pytest

from incident import i18n
from incident.tui.look import Look
from incident.walk.settings import Settings
from tests.tui.pages import opened
from tests.tui.terminals import Watched
from tests.tui.worlds import World

LOOKS = ("j", "j", "G", "k", "full_stop", "x")
MARKS = ("space", "u", "s", "tab", "escape")
SHEETS = ("g", "j", "x", "escape", "t", "escape", "question_mark", "escape")


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (60, 20)])
@pytest.mark.parametrize("language", ["en", "zh-CN"])
@pytest.mark.parametrize("keys", [LOOKS, MARKS, SHEETS])
async def test_a_key_leaves_the_cells_of_a_whole_drawing(
    world: World, size: tuple[int, int], language: str, keys: tuple[str, ...]
) -> None:
    i18n.use(language)
    async with opened(world, incident=world.declared(title="三号线 down"), size=size) as page:
        await page.settled()
        watched = Watched(page.app)
        await page.until(lambda: bool(watched.cells), "the first frame")
        for key in keys:
            await page.press(key)
            await page.until(lambda: watched.cells == watched.drawn_anew, f"the same cells after {key}")


@pytest.mark.parametrize("settings", [Settings(ascii=True), Settings(theme="mono")])
async def test_it_is_drawn_with_the_signs_and_colours_of_the_rest(world: World, settings: Settings) -> None:
    async with opened(world, incident=world.declared(), look=Look(settings=settings)) as page:
        await page.settled()
        watched = Watched(page.app)
        await page.until(lambda: bool(watched.cells), "the first frame")
        for key in (*LOOKS, *MARKS):
            await page.press(key)
            await page.until(lambda: watched.cells == watched.drawn_anew, f"the same cells after {key}")
