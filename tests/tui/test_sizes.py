"""Every screen at the sizes that people have: exact in rows and cells, and nothing cut that somebody needs."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from rich.cells import cell_len

from incident import i18n
from incident.domain import commands as c
from incident.domain.content import FreeText
from incident.domain.exercises.leading import ObservationAdded, ObservationKind
from incident.domain.grading.tiers import Tier
from incident.i18n import _
from incident.tui.screens.walk import Walking
from tests.fakes import START
from tests.tui.led import LIBRARY, leading_of, led
from tests.tui.pages import opened
from tests.tui.worlds import World

SIZES = ((60, 20), (80, 24), (120, 40), (200, 60))
SPOKEN = [
    pytest.param(size, language, marks=[pytest.mark.soak] if size[0] > 80 and language == "en" else [])
    for size in SIZES
    for language in i18n.LANGUAGES
]
"""Where there is little room, in both languages in every run; where there is much, in the one that takes more cells."""
OVER = (*"gtNHpvmsfranREAL", "enter", "question_mark", "comma", "underscore")
"""The keys of the walk that open a sheet or ask a question."""
SEEN = ObservationAdded(kind=ObservationKind.STRENGTH, text=FreeText("重复了指令 back"), observed_at=START)

pytestmark = pytest.mark.parametrize(
    ("size", "language"), SPOKEN, ids=lambda each: each if isinstance(each, str) else f"{each[0]}x{each[1]}"
)


def _busy(world: World) -> str:
    """An incident in which something is done, put off, due and stated."""
    incident = world.declared(Tier.MAJOR, title="三号线 is down")
    world.does(
        incident,
        c.CompleteStep(by="ana", step="notice"),
        c.DeferStep(by="ana", step="agents", because="busy 很忙", until_step="customers"),
        c.RecordFact(by="ana", fact="error_share", value=0.5),
    )
    return incident


def _is_exact(rows: Sequence[str], size: tuple[int, int]) -> None:
    width, height = size
    assert len(rows) == height
    assert {row: cell_len(row) for row in rows if cell_len(row) != width} == {}
    for row in rows:
        assert (row[0] in "┃┏┗") <= (row[-1] in "┃┓┛"), row


def _words(rows: Sequence[str]) -> str:
    """The text without frames and blanks, so that a wrap cuts nothing."""
    return "".join("".join(rows).translate(dict.fromkeys(map(ord, " │┃━─┏┓┗┛┌┐└┘"))).split())


async def test_home_and_the_walk_fill_their_rows_and_cells(world: World, size: tuple[int, int], language: str) -> None:
    i18n.use(language)
    incident = _busy(world)
    async with opened(world, incident=incident, size=size) as page:
        _is_exact(await page.settled(), size)
        for key in ("j", "j", "j", "k", "full_stop"):
            await page.press(key)
            _is_exact(await page.settled(), size)
        await page.press("escape")
        await page.until(lambda: len(page.app.screen_stack) == 1, "Home")
        _is_exact(await page.settled(), size)


async def test_every_sheet_and_question_fills_its_rows_and_cells(
    world: World, size: tuple[int, int], language: str
) -> None:
    i18n.use(language)
    async with opened(world, incident=_busy(world), size=size) as page:
        for key in OVER:
            await page.press(key)
            await page.until(lambda: len(page.app.screen_stack) == 3, f"what {key} opens")
            _is_exact(await page.settled(), size)
            await page.press("escape")
            await page.until(lambda: len(page.app.screen_stack) == 2, "the walk")


async def test_home_names_each_way_to_begin_and_exercises_among_them(
    world: World, size: tuple[int, int], language: str
) -> None:
    i18n.use(language)
    async with opened(world, size=size) as page:
        for way in (" d ", " o t ", _("opens runbooks, to read or declare with; exercises"), " / : "):
            await page.sees(way)


async def test_every_sheet_over_home_fills_its_rows_and_cells(
    world: World, size: tuple[int, int], language: str
) -> None:
    i18n.use(language)
    _busy(world)
    async with opened(world, size=size) as page:
        for key in ("o", "slash", "p", "t", "comma", "question_mark", "v"):
            await page.press(key)
            await page.until(lambda: len(page.app.screen_stack) == 2, f"what {key} opens")
            _is_exact(await page.settled(), size)
            while len(page.app.screen_stack) == 2:
                await page.press("escape")


async def test_the_facilitators_screen_fills_its_rows_and_cells_and_cuts_no_word_that_players_read(
    world: World, size: tuple[int, int], language: str
) -> None:
    i18n.use(language)
    leading_of(world).observe(led(world), SEEN)
    async with opened(world, size=size) as page:
        await page.press("t")
        await page.until(lambda: len(page.app.screen_stack) == 2, "the exercises")
        _is_exact(await page.settled(), size)
        await page.press("enter")
        await page.sees(i18n._("INJECT {number}: players read exactly this").format(number=2))
        rows = await page.settled()
        _is_exact(rows, size)
        words = LIBRARY.bundle("exercise.provider-down").text("inject.calls-double.text", language)
        beside = [row.split("│")[1] if row.count("│") else row for row in rows]
        assert "".join(words.split()) in _words(beside), "\n".join(rows)
        assert rows[0].endswith(f" {i18n._('EXERCISE')} ")
        for key in ("o", "C", "minus", "exclamation_mark"):
            await page.press(key)
            await page.until(lambda: len(page.app.screen_stack) == 3, f"what {key} opens")
            _is_exact(await page.settled(), size)
            await page.press("escape")
            await page.until(lambda: len(page.app.screen_stack) == 2, "the console")


async def test_the_correction_card_fills_its_rows_and_cells_and_shows_the_entry_whole(
    world: World, size: tuple[int, int], language: str
) -> None:
    i18n.use(language)
    note = "客户听不到提示音 callers hear nothing, and the queue of the call centre grows by forty a minute"
    incident = _busy(world)
    world.does(incident, c.AddNote(by="ana", text=note))
    async with opened(world, incident=incident, size=size) as page:
        await page.press("t", "e")
        await page.until(lambda: len(page.app.screen_stack) == 4, "the card")
        rows = await page.settled()
        _is_exact(rows, size)
        assert "".join(note.split()) in _words(rows), "\n".join(rows)
        await page.type("forty-one 四十一")
        _is_exact(await page.settled(), size)
        await page.press("enter")
        await page.until(lambda: len(page.app.screen_stack) == 3, "the timeline")
        _is_exact(await page.settled(), size)


async def test_closing_and_what_is_shown_of_a_closed_incident_fill_their_rows_and_cells(
    world: World, size: tuple[int, int], language: str
) -> None:
    i18n.use(language)
    incident = world.declared(Tier.GENERAL, title="三号线 is down")
    for item in world.service.load(incident).runbook.steps():
        if Tier.GENERAL in item.tiers and item.branch is None:
            world.does(incident, c.RuleOutStep(by="ana", step=item.id, because="test 测试"))
    async with opened(world, incident=incident, size=size) as page:
        await page.press("C")
        await page.until(lambda: len(page.app.screen_stack) == 3, "the question")
        _is_exact(await page.settled(), size)
        await page.press("enter")
        await page.sees(incident)
        _is_exact(await page.settled(), size)
        await page.type("yes")
        await page.press("enter")
        rows = await page.settled()
        _is_exact(rows, size)
        assert "".join(i18n._("That is not the phrase. Nothing happened.").split()) in _words(rows)
        await page.press("ctrl+u")
        await page.type(incident)
        await page.press("enter")
        await page.until(lambda: world.service.load(incident).status.value == "closed", "the end")
        _is_exact(await page.settled(), size)
        await page.press("t")
        await page.until(lambda: len(page.app.screen_stack) == 3, "the timeline")
        _is_exact(await page.settled(), size)


async def test_no_title_state_or_time_of_a_step_is_cut(world: World, size: tuple[int, int], language: str) -> None:
    i18n.use(language)
    async with opened(world, incident=_busy(world), size=size) as page:
        walk = page.screen(Walking).walk
        assert walk is not None
        for item in walk.checklist.items:
            if item.number:
                page.screen(Walking).look_at(item.step.id)
                rows = await page.settled()
                title = "".join(walk.speech.step(item.step.id).split())
                assert title in _words(rows), "\n".join(rows)
        page.screen(Walking).look_at(None)
        seen = _words(await page.settled())
        for words in (i18n._("until step {number}").format(number=3), "T+00:00:00", "10:00", "15:00", "02:55"):
            assert "".join(words.split()) in seen


async def test_a_broad_screen_shows_clocks_people_steps_and_the_record_beside_the_step(
    world: World, size: tuple[int, int], language: str
) -> None:
    i18n.use(language)
    async with opened(world, incident=_busy(world), size=size) as page:
        await page.settled()
        titles = [f"┌─ {i18n._(word)} " for word in ("CLOCKS", "PEOPLE", "STEPS", "NEXT")]
        titles.append(i18n._("TIMELINE - the latest first"))
        is_broad = size[0] >= 120
        assert [title in page.text for title in titles] == [is_broad] * len(titles)
        for words in ("LATEST FACT", "NEEDS YOU", "DEFERRED - must be settled before closing"):
            assert i18n._(words) in page.text


async def test_a_window_that_changes_its_size_is_drawn_anew(world: World, size: tuple[int, int], language: str) -> None:
    i18n.use(language)
    async with opened(world, incident=_busy(world), size=size) as page:
        for other in SIZES:
            await page.pilot.resize_terminal(*other)
            await page.until(lambda other=other: len(page.rows) == other[1], "the other size")  # type: ignore[misc]  # of a default
            rows = await page.settled()
            _is_exact(rows, other)
            page.screen(Walking).look_again()
            assert await page.settled() == rows, "all that there is stands there, and waits for no key"
