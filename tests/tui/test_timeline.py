"""The timeline is narrowed by words or by the kind of note; a correction stands beside what it corrects."""

from __future__ import annotations

import pytest

from incident import i18n
from incident.domain import commands as c
from incident.domain.events import ClockWarned, NoteAdded, NoteKind
from incident.domain.grading.tiers import Tier
from incident.tui.screens.timeline import Timeline
from incident.tui.views.timeline_glance import glance_lines
from incident.walk.moment import Walk
from incident.wording.speech import Speech
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
        await page.press(*["tab"] * (len(NoteKind) - 2))  # the rest of them, then all
        await page.sees("Two pods", "declared")


async def test_one_key_leaves_the_warnings_of_clocks_out_and_brings_them_back(world: World) -> None:
    incident = _noted(world)
    world.clock.forward(minutes=31)
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 1")
        await page.press("t")
        await page.until(lambda: "clock warnings" in page.text, "the warnings")
        count = sum(isinstance(entry.event, ClockWarned) for entry in world.log.read(incident))
        await page.sees(f"W hides {count} clock warnings")
        rows = page.screen(Timeline).listing.count
        await page.press("W")
        await page.sees(f"{count} clock warnings hidden: W", "Two pods")
        assert page.screen(Timeline).listing.count <= rows - count
        await page.press("W")
        await page.sees(f"W hides {count} clock warnings")
    assert sum(isinstance(entry.event, ClockWarned) for entry in world.log.read(incident)) == count


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


async def test_on_a_broad_screen_the_incident_at_a_glance_and_the_decisions_stand_beside_it(world: World) -> None:
    incident = _noted(world)
    world.does(incident, c.AddNote(by="ana", text="Is the feed behind?", kind=NoteKind.QUESTION))
    async with opened(world, incident=incident, size=(120, 40)) as page:
        await page.press("t")
        await page.sees("┌─ AT A GLANCE", "┌─ QUESTIONS  1", "Is the feed behind?", "┌─ DECISIONS  1", "Bo Chen, 02:40")
        await page.sees("02:40 | * declared, tier 2", "02:40 | D We fail over to B", "03:10 | U next update")
        assert "TO DO AFTERWARDS" not in page.text
        assert all(len(row) == 120 for row in page.rows)
        await page.press("tab", "tab", "tab")
        await page.sees("only D decision", "┌─ QUESTIONS  1")
        await page.pilot.resize_terminal(80, 24)
        await page.loses("AT A GLANCE")
        await page.sees("We fail over to B")


def _glance(world: World, incident: str, height: int = 20) -> list[str]:
    state = world.service.load(incident)
    walk = Walk(incident=state, person="ana", speech=Speech(bundle=state.bundle), now=world.clock.now())
    return [row.plain for row in glance_lines(walk, world.log.read(incident), 40, height)]


def test_at_a_glance_marks_on_end_are_one_line_and_what_was_taken_back_is_none(world: World) -> None:
    incident = world.declared()
    world.does(
        incident,
        c.DeferStep(by="ana", step="agents", because="no answer", until_step="fix"),
        c.DeferStep(by="ana", step="customers", because="no answer", until_step="fix"),
    )
    world.clock.forward(minutes=4)
    world.does(incident, c.ReportNotAsExpected(by="ana", step="notice"), c.UndoMark(by="ana"))
    world.does(incident, c.RaiseTier(by="ana", to=Tier.MAJOR, because="it spreads"))
    rows = _glance(world, incident)
    assert rows[:3] == [
        "02:40 | * declared, tier 2 (serious)",
        "02:40 | ~ 2 deferred",
        "02:44 | + raised to tier 1 (major)",
    ]
    assert not [row for row in rows if "| !" in row]


def test_a_long_incident_at_a_glance_is_its_beginning_its_latest_and_what_is_due(world: World) -> None:
    incident = world.declared()
    for number in range(30):
        world.does(incident, c.AddNote(by="ana", text=f"decision {number}", kind=NoteKind.DECISION))
        world.clock.forward(hours=1)
    rows = _glance(world, incident, 16)
    assert len(rows) <= 16
    assert "declared" in rows[1]
    assert "more between" in rows[2]
    assert [row for row in rows if "decision 29" in row]
    assert [row for row in rows if "| U next update" in row]


async def test_the_next_update_stands_under_the_timeline_and_its_key_reads_it(world: World) -> None:
    incident = world.declared()
    async with opened(world, incident=incident, size=(120, 40)) as page:
        await page.press("t")
        await page.sees(
            "WHAT THE NEXT UPDATE WOULD SAY",
            "Service disruption",
            "Next update: 2026",
            "U reads and sends it   UPDATE IN",
        )
        await page.press("U")
        await page.sees("UPDATE to customers")
        await page.press("escape")
        await page.pilot.resize_terminal(120, 24)
        await page.loses("WHAT THE NEXT UPDATE WOULD SAY")


async def test_a_second_lets_the_time_go_over_the_timeline_too(world: World) -> None:
    incident = world.declared()
    async with opened(world, incident=incident, size=(120, 40)) as page:
        await page.press("t")
        await page.sees("T+00:00:00", "UPDATE IN 30:00")
        world.clock.forward(seconds=65)
        page.app.pass_second()
        await page.sees("T+00:01:05", "UPDATE IN 28:55")


@pytest.mark.parametrize(
    ("language", "words", "kind"),
    [
        ("en", "This step of the runbook is wrong or unclear.", "P runbook is wrong here"),
        ("zh-CN", "处置手册的这一步有误或不清楚。", "P 处置手册此处有误"),
    ],
)
async def test_m_then_p_flags_the_step_on_the_screen_and_the_walk_goes_on(
    world: World, language: str, words: str, kind: str
) -> None:
    incident = world.declared()
    i18n.use(language)
    async with opened(world, incident=incident) as page:
        await page.press("m", "p", "enter")
        await page.sees(kind, "[>] 1")
    event = list(world.log.read(incident))[-1].event
    assert isinstance(event, NoteAdded)
    assert (event.kind, event.step, str(event.text)) == (NoteKind.FLAW, "notice", words)
