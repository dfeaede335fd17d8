"""A window that shrinks below 60 by 20 shows one sentence, whatever was open; grown again, it is as it was."""

from __future__ import annotations

import pytest

from incident import i18n
from incident.domain import commands as c
from incident.domain.events import NoteAdded
from incident.i18n import _
from incident.tui.screens.page import Asks
from incident.tui.widgets.field import Field
from tests.tui.pages import Page, opened
from tests.tui.worlds import World


async def _shrunk(page: Page, size: tuple[int, int] = (40, 10)) -> str:
    await page.pilot.resize_terminal(*size)
    await page.until(
        lambda: "".join(_("What was open here comes back as it was.").split()) in _text(page), "the sentence"
    )
    return _text(page)


def _text(page: Page) -> str:
    """What the screen says, wherever its rows break."""
    return "".join(page.text.split())


@pytest.mark.parametrize(
    ("key", "size"),
    [("g", (40, 10)), ("t", (59, 40)), ("H", (120, 19)), ("N", (40, 10)), ("r", (20, 19)), ("question_mark", (1, 1))],
)
async def test_every_list_and_sheet_says_the_sentence_and_comes_back_with_its_cursor(
    world: World, key: str, size: tuple[int, int]
) -> None:
    incident = world.declared()
    world.does(incident, *(c.AddNote(by="ana", text=f"note {number} " * 9) for number in range(12)))
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 1")
        await page.press(key)
        await page.until(lambda: isinstance(page.app.screen, Asks), "what is opened")
        await page.press("j", "j", "j")
        before = await page.settled()
        if size == (1, 1):
            await page.pilot.resize_terminal(*size)
        else:
            assert (await _shrunk(page, size)).startswith("REALINC-0001TIER2SERIOUS.Step1:VOICEMENU")
        await page.press("k", "escape", "space")
        await page.pilot.resize_terminal(80, 24)
        await page.until(lambda: page.rows == before, "what was there before")


@pytest.mark.parametrize("language", i18n.LANGUAGES)
async def test_what_is_typed_is_kept_goes_on_being_typed_and_nothing_is_taken_unseen(
    world: World, language: str
) -> None:
    incident = world.declared()
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 1")
        if language != "en":
            await page.press("f2")
        await page.press("m")
        await page.type("half a no")
        await _shrunk(page)
        await page.type("tice")
        await page.press("enter", "escape")
        assert not any(isinstance(entry.event, NoteAdded) for entry in world.log.read(incident))
        await page.pilot.resize_terminal(80, 24)
        await page.until(lambda: isinstance(page.app.focused, Field), "the focus")
        await page.type("able")
        await page.sees("half a noticeable")
        await page.press("enter")
        await page.until(lambda: len(world.log.read(incident)) > 1, "the note")
    assert [str(e.event.text) for e in world.log.read(incident) if isinstance(e.event, NoteAdded)] == [
        "half a noticeable"
    ]


async def test_the_wizard_over_home_comes_back_at_its_question(world: World) -> None:
    async with opened(world) as page:
        await page.press("d")
        await page.sees("What do you call it?")
        before = await page.settled()
        assert (await _shrunk(page)).startswith("incident:0open.Makethewindowatleast60by20.")
        await page.press("enter")
        await page.pilot.resize_terminal(80, 24)
        await page.until(lambda: page.rows == before, "the question")
