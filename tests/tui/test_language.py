"""The language changes at once on every screen, and nothing that was typed, chosen or looked at is lost."""

from __future__ import annotations

from incident import i18n
from incident.domain.grading.tiers import Tier
from incident.tui.screens.dialogue import Dialogue
from tests.tui.pages import opened
from tests.tui.worlds import World


async def test_an_open_question_with_half_typed_words_keeps_them_in_the_other_language(world: World) -> None:
    incident = world.declared(Tier.MAJOR)
    async with opened(world, incident=incident) as page:
        await page.press("m")
        await page.sees("NOTE", "TYPING")
        await page.type("half a note, c and all")
        await page.press("f2")
        await page.sees("记录", "half a note, c and all")
        await page.loses("TYPING")
        await page.type(" more")
        await page.sees("half a note, c and all more")
        await page.press("f2")
        await page.sees("NOTE", "TYPING", "half a note, c and all more")
        await page.press("enter")
        await page.until(lambda: "half a note, c and all more" in _notes(world, incident), "the note in the log")


def _notes(world: World, incident: str) -> list[str]:
    return [str(getattr(entry.event, "text", "")) for entry in world.log.read(incident)]


async def test_a_choice_under_the_cursor_stays_and_the_runbook_speaks_the_other_language_too(world: World) -> None:
    async with opened(world, incident=world.declared(Tier.MAJOR)) as page:
        await page.press("s")
        await page.sees("DEFER: step 1", "until step 2 is done")
        await page.press("2")
        before = page.screen(Dialogue).asking
        await page.press("f2")
        await page.sees("推迟")
        after = page.screen(Dialogue).asking
        assert before is not None
        assert after is not None
        assert after.chosen == before.chosen == 1
        await page.press("escape")
        await page.sees("语音菜单：发布中断公告")


async def test_the_step_that_is_looked_at_stays_looked_at(world: World) -> None:
    async with opened(world, incident=world.declared(Tier.MAJOR)) as page:
        await page.press("j", "j")
        await page.sees("LOOKING")
        await page.press("c")
        await page.sees("查看中")
        assert i18n.current() == "zh-CN"


async def test_every_sheet_says_itself_anew(world: World) -> None:
    async with opened(world, incident=world.declared(Tier.MAJOR)) as page:
        for key, english, chinese in (
            ("t", "TIMELINE", "时间线"),
            ("question_mark", "KEYS", "按键"),
            ("N", "MESSAGES", "消息"),
        ):
            await page.press(key)
            await page.sees(english)
            await page.press("f2")
            await page.sees(chinese)
            await page.loses(english)
            await page.press("f2")
            await page.sees(english)
            await page.press("escape")
            await page.sees("[>] 1")


async def test_the_settings_are_found_in_the_palette(world: World) -> None:
    async with opened(world, incident=world.declared(Tier.MAJOR)) as page:
        await page.press("colon")
        await page.sees("PALETTE")
        await page.type("settings")
        await page.press("enter")
        await page.sees("SETTINGS", "Language")
