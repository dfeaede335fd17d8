"""Copying by the terminal's own clipboard, and a plain view of every screen to select from."""

from __future__ import annotations

import re
from base64 import b64decode

import pytest

from incident import i18n
from incident.domain.grading.tiers import Tier
from incident.tui.clipboard import MOST_CHARACTERS, copied_words, copying
from incident.tui.screens.walk import Walking
from tests.tui.pages import Page, opened
from tests.tui.worlds import World

CLIPBOARD = re.compile("\x1b]52;c;([A-Za-z0-9+/=]*)\x07")


def _listen(page: Page) -> list[str]:
    """Everything that is written past the screen."""
    written: list[str] = []
    driver = page.app._driver
    assert driver is not None
    driver.write = written.append  # type: ignore[assignment,method-assign]  # headless: there is no terminal that would answer
    return written


def _copied(written: list[str]) -> str:
    found = CLIPBOARD.findall("".join(written))
    return b64decode(found[-1]).decode()


async def test_y_copies_what_the_step_says_to_do_and_shows_it(world: World) -> None:
    async with opened(world, incident=world.declared(Tier.MAJOR)) as page:
        written = _listen(page)
        await page.press("y")
        await page.sees("copied ")
        words = _copied(written)
        walk = page.screen(Walking).walk
        assert walk is not None
        assert words == walk.speech.text("step.notice.do")
        assert f"copied {len(words)} characters: {words}"[:60] in page.text


async def test_capital_y_copies_all_that_is_shown_without_frames(world: World) -> None:
    async with opened(world, incident=world.declared(Tier.MAJOR), size=(120, 40)) as page:
        await page.settled()
        written = _listen(page)
        await page.press("Y")
        await page.sees("copied ")
        text = _copied(written)
        assert not re.search("[─━│┃┌┐└┘┏┓┗┛]", text)
        for words in ("INC-0001", "VOICE MENU: put up the outage notice", "CLOCKS", "NEEDS YOU"):
            assert words in text


async def test_on_a_list_y_copies_the_row_under_the_cursor(world: World) -> None:
    async with opened(world, incident=world.declared(Tier.MAJOR)) as page:
        await page.press("t")
        await page.sees("TIMELINE", "declared")
        written = _listen(page)
        await page.press("G", "y")
        await page.sees("copied ")
        assert _copied(written).startswith("02:40:00 Ana Lima declared 'Line 3 is down'")
        assert _copied(written).endswith("revision 3")


async def test_at_home_y_copies_the_incident_or_says_that_there_is_none(world: World) -> None:
    async with opened(world) as page:
        written = _listen(page)
        await page.press("y")
        await page.sees("There is nothing to copy here.")
        assert written == []
        world.declared()
        await page.sees("INC-0001")
        await page.press("y")
        await page.sees("copied 23 characters: INC-0001 Line 3 is down")
        assert _copied(written) == "INC-0001 Line 3 is down"


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)])
async def test_the_plain_view_has_every_word_and_no_frame(world: World, size: tuple[int, int], language: str) -> None:
    i18n.use(language)
    async with opened(world, incident=world.declared(Tier.MAJOR), size=size) as page:
        walk = page.screen(Walking).walk
        assert walk is not None
        await page.settled()
        await page.press("v")
        await page.until(lambda: len(page.app.screen_stack) == 3, "the plain view")
        seen = "".join(await page.settled())
        await page.press("pagedown", "pagedown")
        seen += "".join(await page.settled())
        assert not re.search("[─━│┃┌┐└┘┏┓┗┛]", seen)
        for words in (walk.speech.step("notice"), walk.speech.text("step.notice.expect"), walk.incident.id):
            assert "".join(words.split()) in "".join(seen.split())
        await page.press("escape")
        await page.until(lambda: len(page.app.screen_stack) == 2, "the walk")


@pytest.mark.parametrize("environment", [{}, {"TMUX": "a-socket,1,0"}, {"STY": "1.pts"}], ids=str)
def test_the_text_arrives_whole_through_a_multiplexer(environment: dict[str, str]) -> None:
    text = "三号线 is down\n" * 200
    sent = copying(text, environment)
    if "STY" in environment:
        pieces = re.findall("\x1bP(.*?)\x1b\\\\", sent, re.DOTALL)
        assert max(map(len, pieces)) < 768
        sent = "".join(pieces)
    assert b64decode(CLIPBOARD.findall(sent)[0]).decode() == text


def test_what_is_too_long_for_a_clipboard_is_cut_and_counted_as_it_is() -> None:
    assert copied_words("x" * MOST_CHARACTERS).startswith(f"copied {MOST_CHARACTERS} characters: xxx")
    assert copied_words("a\x1b[2Jb").endswith("ab") or "\x1b" not in copied_words("a\x1b[2Jb")
