"""The timeline is narrowed by words or by the kind of note; a correction stands beside what it corrects."""

from __future__ import annotations

import pytest

from incident.domain import commands as c
from incident.domain.events import NoteAdded, NoteKind
from incident.tui.screens.timeline import Timeline
from tests.tui.pages import opened
from tests.tui.worlds import BO, World


def _noted(world: World) -> str:
    incident = world.declared()
    world.does(incident, c.AddNote(by="ana", text="Two pods restarted", kind=NoteKind.FACT))
    world.of(BO).does(incident, c.AddNote(by="bo", text="We fail over to B", kind=NoteKind.DECISION))
    world.does(incident, c.CorrectEntry(by="ana", seq=3, text="three pods, not two"))
    return incident


async def test_words_narrow_the_entries_and_a_correction_counts_with_its_entry(world: World) -> None:
    incident = _noted(world)
    async with opened(world, incident=incident) as page:
        await page.press("t")
        await page.sees("Two pods", "fail over", "F fact 1   D decision 1")
        await page.press("slash")
        await page.sees("TYPING")
        await page.type("three")
        await page.loses("fail over")
        rows = list(page.rows)
        at = next(n for n, row in enumerate(rows) if "Two pods restarted" in row)
        assert "corrected" in rows[at + 1]
        assert "three pods, not two" in rows[at + 1]
        await page.press("escape")
        await page.sees("fail over", "Two pods", "declared")


async def test_tab_shows_the_notes_of_one_kind_after_the_other(world: World) -> None:
    incident = _noted(world)
    async with opened(world, incident=incident) as page:
        await page.press("t")
        await page.sees("Two pods")
        await page.press("tab")
        await page.sees("only F fact")
        assert "Two pods" in page.text
        assert "fail over" not in page.text
        await page.press("tab", "tab")
        await page.sees("only D decision", "fail over")
        await page.press("tab", "tab", "tab")
        await page.sees("Two pods", "declared")


async def test_the_entry_found_by_its_words_is_the_one_that_is_corrected(world: World) -> None:
    incident = _noted(world)
    async with opened(world, incident=incident) as page:
        await page.press("t", "slash")
        await page.sees("TYPING")
        await page.type("fail")
        await page.press("enter", "e")
        await page.sees("CORRECT entry 4")
        await page.type("to C")
        await page.press("enter")
        await page.sees("corrected 02:40 Ana Lima: to C")


async def test_a_note_written_on_the_timeline_stands_there_at_once(world: World) -> None:
    incident = _noted(world)
    async with opened(world, incident=incident) as page:
        await page.press("t", "m")
        await page.sees("NOTE")
        await page.type("called the vendor")
        await page.press("enter")
        await page.sees("TIMELINE", "called the vendor")
        assert isinstance(world.log.read(incident)[-1].event, NoteAdded)


@pytest.mark.parametrize("moves", [0, 3, 25])
async def test_what_another_person_writes_appears_and_the_cursor_stays_on_its_entry(world: World, moves: int) -> None:
    incident = _noted(world)
    world.does(incident, *(c.AddNote(by="ana", text=f"line {number}", kind=NoteKind.FACT) for number in range(40)))
    async with opened(world, incident=incident) as page:
        await page.press("t")
        await page.sees("line 39")
        await page.press(*["j"] * moves)
        await page.settled()
        before = page.screen(Timeline)
        count = before.listing.count
        said, row = before.line_to_copy(), before.listing.place - before.listing.scroll_offset.y
        world.of(BO).does(incident, c.AddNote(by="bo", text="heard by phone", kind=NoteKind.FACT))
        await page.until(lambda: before.listing.count == count + 1, "one row more")
        if moves:
            assert before.line_to_copy() == said
        if moves > 20:
            assert before.listing.place - before.listing.scroll_offset.y == row
        else:
            await page.sees("heard by phone")


async def test_on_a_broad_screen_what_is_due_and_the_decisions_stand_beside_it(world: World) -> None:
    incident = _noted(world)
    world.does(incident, c.AddNote(by="ana", text="Is the feed behind?", kind=NoteKind.QUESTION))
    async with opened(world, incident=incident, size=(120, 40)) as page:
        await page.press("t")
        await page.sees("┌─ DUE NEXT", "┌─ QUESTIONS  1", "Is the feed behind?", "┌─ DECISIONS  1", "Bo Chen, 02:40")
        assert "TO DO AFTERWARDS" not in page.text
        assert all(len(row) == 120 for row in page.rows)
        await page.press("tab", "tab", "tab")
        await page.sees("only D decision", "┌─ QUESTIONS  1")
        await page.pilot.resize_terminal(80, 24)
        await page.loses("DUE NEXT")
        await page.sees("We fail over to B")
