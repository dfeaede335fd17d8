"""Windows that are too small, and texts that are too long."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from incident import i18n
from incident.adapters.documents.library import YamlLibrary
from incident.domain import commands as c
from incident.domain.grading.tiers import Tier
from incident.domain.walking.checklist import build_checklist
from incident.shipped import library_root
from incident.tui.screens.walk import Walking
from incident.tui.views.box import box_lines
from incident.tui.views.details import detail_rows
from incident.tui.views.timeline import timeline_row, timeline_rows
from incident.tui.views.verbs import verb_rows
from incident.walk.moment import Walk
from incident.wording.speech import Speech
from tests.tui.pages import opened
from tests.tui.worlds import BO, World


def _walk(world: World, *commands: c.Command, tier: Tier = Tier.SERIOUS, look: str | None = None) -> Walk:
    incident = world.does(world.declared(tier), *commands)
    speech = Speech.to(world.directory.people(), bundle=incident.bundle)
    return Walk(incident=incident, person="ana", speech=speech, now=world.clock.now(), look=look)


async def test_in_a_window_too_small_no_key_acts_on_what_is_not_drawn(world: World) -> None:
    incident = world.declared()
    async with opened(world, incident=incident, size=(20, 5)) as page:
        await page.until(lambda: "VOICE MENU: put up the outage notice" in " ".join(page.text.split()), "the sentence")
        before = len(world.log.read(incident))
        await page.press("space", "m", "s", "n", "plus", "question_mark", "escape")
        assert len(page.app.screen_stack) == 2
        assert len(world.log.read(incident)) == before


async def test_in_a_window_too_small_what_the_program_says_does_not_hide_the_step(world: World) -> None:
    async with opened(world, incident=world.declared(), size=(80, 24)) as page:
        await page.sees("[>] 1")
        page.screen(Walking).announce("Noted.")
        await page.pilot.resize_terminal(40, 10)
        await page.until(lambda: "Noted." in page.text, "the sentence")
        assert "VOICE MENU: put up the outage notice" in " ".join(page.text.split())


async def test_at_60_by_20_everything_that_matters_is_there(world: World) -> None:
    incident = world.declared(title="The whole contact centre cannot be reached by anybody")
    world.does(incident, c.CompleteStep(by="ana", step="notice"), c.CompleteStep(by="ana", step="agents"))
    async with opened(world, incident=incident, size=(60, 20)) as page:
        await page.sees("you lead", "TIER 2 SERIOUS", "REAL", "T+", "UPDATE IN", "PHASE IN", "[>] 3", "NEEDS YOU")
        assert "…" not in page.text.partition("\n")[2]


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_the_texts_of_a_step_are_whole_where_there_is_room(world: World, language: str) -> None:
    i18n.use(language)
    walk = _walk(world, tier=Tier.MAJOR)
    for item in walk.checklist.items:
        rows = [row.plain for row in box_lines(replace(walk, look=item.step.id), 60)]
        assert not any("…" in row for row in rows)
        assert len(rows) <= 12


async def test_q_in_the_walk_says_how_to_leave(world: World) -> None:
    async with opened(world, incident=world.declared()) as page:
        await page.sees("[>] 1")
        await page.press("q")
        await page.sees("Esc, then q leaves the program.")


@pytest.mark.parametrize("width", [60, 80, 100])
def test_no_character_of_a_long_entry_is_lost_at_the_wrap(world: World, width: int) -> None:
    words = "abcdefghi " * 30 + "x" * 90
    walk = _walk(world, c.AddNote(by="ana", text=words.strip()))
    rows = timeline_rows(world.log.read(walk.incident.id), walk.speech, width, walk.now)
    drawn = "".join(timeline_row(row, width).truncate(width).plain[23:] for row in rows)
    assert words.replace(" ", "") in drawn.replace(" ", "")


async def test_help_shows_every_word_says_that_more_follows_and_has_the_digits_once(world: World) -> None:
    async with opened(world, incident=world.declared()) as page:
        await page.sees("[>] 1")
        await page.press("question_mark")
        await page.sees("KEYS", "more below")
        seen = page.text
        for _page in range(4):
            await page.press("pagedown")
            await page.pilot.pause()
            seen += page.text
        assert "with a" in seen
        assert "1-9" in seen
        await page.press("G")
        await page.loses("more below")


def test_chinese_marks_are_full_width_in_the_details(world: World) -> None:
    i18n.use("zh-CN")
    walk = _walk(world)
    first = next(iter(detail_rows(walk, 76))).plain
    assert ", " not in first
    assert "；" in first


def test_chinese_has_no_blank_between_a_length_and_its_word(world: World) -> None:
    i18n.use("zh-CN")
    walk = _walk(world, c.RecordFact(by="ana", fact="error_share", value=0.5), look="stable")
    item = walk.checklist.item("stable")
    assert item is not None
    rows = "\n".join(row.plain for row in verb_rows(walk, item, 76))
    assert "中还剩" not in rows
    assert "起满足" in rows


@pytest.mark.parametrize("language", i18n.LANGUAGES)
async def test_in_a_small_window_title_and_commander_are_whole_and_so_is_why_a_step_was_put_off(
    world: World, language: str
) -> None:
    i18n.use(language)
    title, why = "Card payments declined in the whole north 北部客户", "no answer at the desk"
    incident = world.declared(Tier.MAJOR, title=title)
    world.does(incident, c.DeferStep(by="ana", step="agents", because=why, until_person="bo"))
    async with opened(world.of(BO), incident=incident, size=(60, 20)) as page:
        await page.sees(f"── {title} ─", "Ana Lima  ", why)


@pytest.mark.parametrize("language", i18n.LANGUAGES)
async def test_in_a_small_window_a_step_that_was_put_off_stays_in_sight_under_a_box_that_fills_it(
    tmp_path: Path, language: str
) -> None:
    i18n.use(language)
    bundle = YamlLibrary((library_root(),)).bundle("data.exposure")
    world = World(folder=tmp_path, bundles=(bundle,))
    incident = world.declared(Tier.MAJOR)
    step = build_checklist(world.service.load(incident), world.clock.now()).items[1].step.id
    world.does(incident, c.DeferStep(by="ana", step=step, because="no answer", until_person="bo"))
    caution = "this list." if language == "en" else "不从查实或启动本手册时起算。"
    async with opened(world, incident=incident, size=(60, 20)) as page:
        await page.sees("[>] 1", "[~]   2", caution, i18n._("NEEDS YOU"))
