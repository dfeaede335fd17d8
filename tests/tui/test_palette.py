"""The palette finds what a screen can do and where one can go, by a few letters, and does it."""

from __future__ import annotations

import pytest
from textual import events

from incident import i18n
from incident.application.ports import Person
from incident.domain.events import NoteAdded
from incident.tui.views.matching import fits
from incident.tui.views.palette import person_places, place_row
from tests.tui.pages import Page, opened
from tests.tui.worlds import World


@pytest.mark.parametrize("key", ["colon", "ctrl+p"])
async def test_a_command_that_is_chosen_runs_on_the_screen_below(world: World, key: str) -> None:
    incident = world.declared()
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 1")
        await page.press(key)
        await page.sees("PALETTE", "TYPING")
        await page.type("timel")
        await page.until(
            lambda: "timeline" in page.rows[3] and " t " in page.rows[3], "the timeline first, with its key"
        )
        await page.press("enter")
        await page.sees("TIMELINE", "declared")


async def test_every_named_key_of_the_walk_stands_in_the_palette(world: World) -> None:
    incident = world.declared()
    async with opened(world, incident=incident, size=(100, 60)) as page:
        await page.sees("[>] 1")
        await page.press("colon")
        await page.sees("PALETTE")
        for words in ("NOT as expected", "not applicable", "raise the tier", "hold, go on", "messages", "law", "undo"):
            assert words in page.text


async def test_an_incident_that_is_chosen_opens_instead_of_the_one_that_was_open(world: World) -> None:
    first, second = world.declared(title="Line 3 is down"), world.declared(title="Payments fail")
    async with opened(world, incident=first) as page:
        await page.sees("[>] 1", "Line 3 is down")
        await page.press("colon")
        await page.type("paym")
        await page.sees(second)
        await page.press("enter")
        await page.sees("Payments fail", "[>] 1")
        await page.press("escape")
        await page.sees("OPEN INCIDENTS")


async def test_a_step_is_found_by_its_title_and_looked_at(world: World) -> None:
    incident = world.declared()
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 1")
        await page.press("t")
        await page.sees("TIMELINE")
        await page.press("colon")
        await page.type("calls make")
        await page.until(lambda: "TEST CALLS" in page.rows[3], "the step")
        await page.press("enter")
        await page.sees("LOOKING", "8  TEST CALLS")


async def test_chinese_words_find_what_is_shown_in_english(world: World) -> None:
    incident = world.declared()
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 1")
        await page.press("colon")
        await page.sees("PALETTE")
        for char in "时间线":
            page.app.post_message(events.Key(char, char))
        await page.until(lambda: "timeline" in page.rows[3], "the timeline")


async def test_another_language_is_chosen_from_any_screen(world: World) -> None:
    incident = world.declared()
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 1")
        await page.press("t")
        await page.sees("TIMELINE")
        await page.press("colon")
        await page.type("zh")
        await page.sees("中文")
        await page.press("enter")
        await page.sees("时间线")
        assert i18n.current() == "zh-CN"


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)])
async def test_what_a_command_does_is_said_whole_under_the_list(world: World, size: tuple[int, int]) -> None:
    incident = world.declared()
    async with opened(world, incident=incident, size=size) as page:
        await page.sees("[>] 1")
        await page.press("colon")
        await page.type("hand over")
        said = "The briefing for whoever takes over; offer, accept, take command"
        for _more in range(2):
            await page.until(lambda: "…" not in page.rows[0] + page.rows[3], "nothing cut")
            await page.until(lambda: said in " ".join(page.text.split()), "the whole description")
            await page.press("down", "up")


async def test_letters_in_the_palette_are_words_and_escape_leaves_everything_as_it_was(world: World) -> None:
    incident = world.declared()
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 1")
        for key in ("colon", *"nsuhrm"):
            page.app.post_message(events.Key(key, key if len(key) == 1 else None))
        await page.sees("PALETTE", "nsuhrm")
        await page.press("escape")
        await page.loses("PALETTE")
        await page.sees("[>] 1")
        assert len(world.log.read(incident)) == 2


async def test_help_is_searched_and_runs_what_it_lists(world: World) -> None:
    incident = world.declared()
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 1")
        await page.press("question_mark", "slash")
        await page.sees("KEYS", "TYPING")
        await page.type("line into")
        await page.until(lambda: _rows_of(page) == 1, "one row")
        await page.press("enter", "enter")
        await page.sees("NOTE")
        await page.type("heard a bang")
        await page.press("enter")
        await page.until(lambda: isinstance(world.log.read(incident)[-1].event, NoteAdded), "the note")


@pytest.mark.parametrize(("language", "said"), [("en", "Nothing here has 'qqq'."), ("zh-CN", "没有找到「qqq」。")])
@pytest.mark.parametrize(
    ("keys", "way"), [(("question_mark", "slash"), "Esc for all rows"), (("colon",), "Ctrl+U empties")]
)
async def test_a_search_without_a_hit_says_so_and_what_to_do(
    world: World, keys: tuple[str, ...], way: str, language: str, said: str
) -> None:
    async with opened(world, incident=world.declared(), size=(60, 20)) as page:
        await page.sees("[>] 1")
        if language != "en":
            await page.press("f2")
        await page.press(*keys)
        await page.until(lambda: i18n._("TYPING") in page.text, "the field")
        await page.type("qqq")
        await page.sees(said, *([way] if language == "en" else []))


async def test_help_on_the_timeline_runs_its_keys(world: World) -> None:
    incident = world.declared()
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 1")
        await page.press("t", "question_mark")
        await page.sees("KEYS", "correct")
        await page.press("slash")
        await page.type("correct")
        await page.press("enter", "enter")
        await page.sees("CORRECT entry")


@pytest.mark.parametrize("key", ["colon", "question_mark"])
async def test_enter_does_nothing_before_anybody_typed_or_moved(world: World, key: str) -> None:
    """The first row of the walk marks its step as expected."""
    incident = world.declared()
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 1")
        await page.press(key, "enter")
        await page.sees("Enter then does it", "TIER 2 SERIOUS", "REAL")
        await page.press("escape")
        await page.sees("[>] 1")
        assert len(world.log.read(incident)) == 2


async def test_its_key_again_lays_no_second_palette_over_the_first(world: World) -> None:
    async with opened(world) as page:
        await page.press("ctrl+p", "ctrl+p", "ctrl+p")
        await page.sees("PALETTE")
        await page.press("escape")
        await page.loses("PALETTE")
        await page.press("question_mark", "question_mark")
        await page.sees("KEYS")
        await page.press("escape")
        await page.sees("OPEN INCIDENTS")


@pytest.mark.parametrize("width", [60, 78, 80, 120])
def test_a_person_of_many_ways_is_listed_with_the_whole_name(width: int) -> None:
    ways = [
        ("tensms", "+8613800000002"),
        ("wecomapp", "lina"),
        ("mail", "li@example.org"),
        ("alicall", "+8613800000002"),
    ]
    (place,) = person_places(
        [Person(id="li", name="李娜", language="zh-CN", phone="+8613800000002", reach=tuple(ways))]
    )
    assert "李娜" in place_row(place, width).plain
    (place,) = person_places([Person(id="bo", name="Bo Chen", language="en", reach=(("mail", "bo@example.org"),))])
    row = place_row(place, 80).plain
    assert row.index("Bo Chen") < row.index("mail b***@example.org"), "who has few of them stands with them"


def test_all_words_must_fit_and_a_beginning_is_better_than_letters_in_order() -> None:
    assert fits("", ["timeline"]) == 0
    assert fits("time", ["timeline"]) == 0
    assert fits("tmln", ["timeline"]) == 3
    assert fits("line time", ["time line"]) == 1
    assert fits("time zebra", ["timeline"]) is None
    assert fits("ＴＩＭＥ", ["timeline"]) == 0
    assert fits("推迟", ["defer", "推迟"]) == 0


def _rows_of(page: Page) -> int:
    return sum("timeline" in row for row in page.rows)
