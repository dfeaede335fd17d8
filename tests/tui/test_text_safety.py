from __future__ import annotations

import pytest

from incident.domain import commands as c
from tests.tui.pages import opened
from tests.tui.worlds import World

HOSTILE = (
    "[/nope]",
    "[@click=app.quit]quit[/]",
    "[red]red[/red]",
    "\x1b[2J\x1b]0;title\x07",
    "\x9b31m",
    "abc\u202edef\u2066",
    "a\r\nb\tc",
)
"""Markup, actions, escape sequences in both widths, a turned reading direction, line ends."""


def _controls(rows: list[str]) -> set[str]:
    return {char for row in rows for char in row if ord(char) < 32 or 127 <= ord(char) < 160 or char in "\u202e\u2066"}


@pytest.mark.parametrize("words", HOSTILE)
async def test_words_of_people_are_words_everywhere(world: World, words: str) -> None:
    """As a title, a note, a fact, a reason, a person's answer: drawn, never obeyed."""
    incident = world.declared(title=f"T {words}")
    world.does(
        incident,
        c.AddNote(by="ana", text=f"N {words}"),
        c.RecordFact(by="ana", fact="channel", value=f"F {words}"),
        c.ReportNotAsExpected(by="ana", step="notice", observed=f"O {words}"),
        c.RuleOutStep(by="ana", step="agents", because=f"R {words}"),
    )
    async with opened(world) as page:
        await page.sees("OPEN INCIDENTS 1", incident)
        assert _controls(list(page.rows)) == set()
        await page.press("enter")
        await page.sees("T+", "LATEST FACT")
        assert _controls(list(page.rows)) == set()
        for key in ("t", "g", "enter"):
            await page.press(key)
            await page.loses("LATEST FACT")
            assert _controls(list(page.rows)) == set()
            await page.press("escape")
            await page.sees("LATEST FACT")
        assert page.app.is_running


async def test_markup_is_shown_as_it_was_typed(world: World) -> None:
    incident = world.declared(title="[/nope] [b]x[/b]")
    async with opened(world, incident=incident) as page:
        await page.sees("[/nope] [b]x[/b]")


async def test_typed_markup_and_escapes_stay_words_in_a_dialogue(world: World) -> None:
    incident = world.declared()
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 1")
        await page.press("h")
        await page.type("[/nope]")
        await page.press("enter")
        await page.sees("HOLDING HERE", "[/nope]")
