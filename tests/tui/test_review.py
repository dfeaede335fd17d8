"""The after-action report in the terminal: whole in every size and language, and what people learn is written there."""

from __future__ import annotations

import pytest

from incident import i18n
from incident.adapters.reports.document import Document, Table, heading, paragraph, part
from incident.adapters.reports.report import after_action_report
from incident.application.review import load_review
from incident.domain import commands as c
from incident.domain.events.improving import FindingKind
from incident.domain.grading.tiers import Tier
from incident.tui.screens.review import ReviewSheet
from incident.tui.views.lines import width_of
from incident.tui.views.report import report_parts
from incident.wording.quoting import said
from incident.wording.speech import Speech
from tests.tui.pages import opened
from tests.tui.worlds import World


@pytest.fixture
def incident(world: World) -> str:
    """With a mark, a note, a step put off and a change of the tier."""
    incident = world.declared(title="Line 3 is down for everybody in the north 三号线")
    world.does(
        incident,
        c.CompleteStep(by="ana", step="notice"),
        c.AddNote(by="ana", text="callers hear nothing " * 12),
        c.DeferStep(by="ana", step="agents", because="nobody answers", until_step="customers"),
        c.RaiseTier(by="ana", to=Tier.MAJOR, because="all of the north"),
    )
    return incident


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)])
async def test_one_key_reads_the_report_and_the_same_key_goes_back(
    world: World, incident: str, size: tuple[int, int]
) -> None:
    entries = len(world.log.read(incident))
    async with opened(world, incident=incident, size=size) as page:
        await page.sees("REAL")
        await page.press("V")
        await page.sees("REVIEW", "TIER 1 MAJOR", "incident review INC-0001 -o FILE")
        await page.until(lambda: page.screen(ReviewSheet).listing.count > size[1], "the report")
        await page.press("f2")
        await page.sees("复盘", "一级（重大）")
        await page.press("G")
        await page.press("V")
        await page.loses("incident review")
    assert len(world.log.read(incident)) == entries


async def test_tab_goes_from_chapter_to_chapter_and_shift_tab_back(world: World, incident: str) -> None:
    async with opened(world, incident=incident) as page:
        await page.sees("REAL")
        await page.press("V")
        await page.sees("Tab next chapter")
        listing = page.screen(ReviewSheet).listing
        await page.until(lambda: listing.count > 24, "the report")

        async def first_row_after(key: str) -> str:
            await page.press(key)
            await page.until(lambda: listing.scroll_offset.y == listing.place, "the chapter stands first")
            return str(listing.shown[0].plain)

        one, two = await first_row_after("tab"), await first_row_after("tab")
        assert (one[:4], two[:4]) == ("── 1", "── 2")
        assert await first_row_after("shift+tab") == one
        assert await first_row_after("shift+tab") != one
        assert listing.place == 0


@pytest.mark.parametrize("width", [60, 80, 120, 200])
@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_no_row_of_the_report_is_cut_or_wider_than_the_window(
    world: World, incident: str, width: int, language: str
) -> None:
    i18n.use(language)
    speech = Speech.to(world.directory.people(), bundle=world.service.load(incident).bundle)
    document = after_action_report(load_review(world.log, world.log, incident, world.clock.now()), speech)
    rows, _places = report_parts(document, width)
    assert [row.plain for row in rows if width_of(row) > width] == []
    assert not any("…" in row.plain for row in rows)
    words = "".join("".join(row.plain.split()) for row in rows)
    assert "".join(document.parts[0].title.split()) in words
    assert words.count("callershearnothing") >= 12


def test_a_table_that_is_too_broad_names_the_column_of_each_cell() -> None:
    times = Table(head=("STEP", "TOOK"), rows=(("fail over", ("9 min", "late")),))
    blocks = (heading("Steps"), times, paragraph("End."))
    document = Document(
        title="T", standing="REAL", is_exercise=False, foot="", front=(), parts=(part("What happened", blocks),)
    )
    broad = [row.plain.rstrip() for row in report_parts(document, 60)[0]]
    assert any(row.split() == ["fail", "over", "9", "min;", "late"] for row in broad)
    narrow = [row.plain.rstrip() for row in report_parts(document, 22)[0]]
    assert " fail over" in narrow
    assert "   TOOK: 9 min; late" in narrow


async def test_what_went_well_what_did_not_and_what_will_change_is_written_where_it_is_read(
    world: World, incident: str
) -> None:
    async with opened(world, incident=incident) as page:
        await page.sees("REAL")
        await page.press("V")
        await page.sees("+ went well   e explain   c change")
        await page.press("c")
        await page.sees("Say first what is to be improved: e")
        await page.press("plus")
        await page.type("The order was said back")
        await page.press("enter", "enter")
        await page.sees("It stands in the report.")
        await page.press("e")
        await page.type("Nobody had the number")
        await page.press("enter")
        await page.sees("Which step is it about?")
        await page.type("99")
        await page.press("enter")
        await page.sees("There is no step of that number.")
        await page.press("ctrl+u")
        await page.type("1")
        await page.press("enter")
        await page.sees("What contributed to it?")
        await page.press("enter")
        await page.sees("It stands in the report.")
        await page.press("c", "1")
        await page.type("Improve coordination of us all")
        await page.press("enter")
        await page.sees("'Improve' is a wish that nobody can check")
        await page.press("ctrl+u")
        await page.type("Write the number of Legal down")
        await page.press("enter")
        await page.sees("Who sees to it?")
        await page.press("1")
        await page.sees("By when?")
        await page.press("1")
        await page.type("it hangs there")
        await page.press("enter", "1", "2")
        await page.sees("Of what type is it?")
        await page.press("2", "1")
        await page.sees("It stands in the plan: incident actions list")
    plan = world.service.load(incident).improving
    assert plan is not None
    found = [(each.kind, said(each.text), each.steps) for each in plan.findings.values()]
    assert found == [
        (FindingKind.STRENGTH, "The order was said back", ()),
        (FindingKind.IMPROVE, "Nobody had the number", ("notice",)),
    ]
    (action,) = plan.actions.values()
    assert (action.findings, action.steps, said(action.proof)) == (("F2",), ("notice",), "it hangs there")
