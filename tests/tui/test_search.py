"""`/` on Home finds an open incident by letters of its title, and words in any incident."""

from __future__ import annotations

from dataclasses import replace

import pytest

from incident import i18n
from incident.application.searching import found_in
from incident.domain import commands as c
from incident.domain.runbooks.runbook import Phase
from incident.wording.finding import filled
from tests.bundles import EN, a_bundle, a_runbook, a_step
from tests.tui.pages import opened
from tests.tui.worlds import World


async def test_letters_leave_the_open_incidents_that_have_them_and_enter_opens_one(world: World) -> None:
    world.declared(title="Line 3 is down")
    world.declared(title="Payments fail")
    async with opened(world) as page:
        await page.sees("Payments fail")
        await page.press("slash")
        await page.sees("FIND", "TYPING", "Line 3 is down", "Payments fail")
        await page.type("paym")
        await page.loses("Line 3 is down")
        await page.press("enter")
        await page.sees("[>] 1", "Payments fail")


async def test_words_of_a_note_are_found_with_the_incident_that_they_stand_in(world: World) -> None:
    first = world.declared(title="Line 3 is down")
    world.declared(title="Payments fail")
    world.does(first, c.AddNote(by="ana", text="the vendor called back"))
    async with opened(world) as page:
        await page.sees("Payments fail")
        await page.press("slash")
        await page.sees("FIND")
        await page.type("called back")
        await page.sees("note", "the vendor called back", first)
        await page.loses("still looking")
        assert "Payments fail" not in page.text


async def test_a_step_that_is_found_is_looked_at(world: World) -> None:
    world.declared()
    async with opened(world) as page:
        await page.press("slash")
        await page.sees("FIND")
        await page.type("make ten")
        await page.sees("TEST CALLS")
        await page.press("down", "enter")
        await page.sees("LOOKING", "TEST CALLS")


async def test_a_text_of_a_step_is_found_by_its_words_and_shown_with_its_values(world: World) -> None:
    steps = (a_step("state"),)
    words = {**EN, "step.state.title": "LAW: state it", "step.state.show": "incident mark ${incident} aware"}
    bundle = a_bundle(a_runbook([Phase(id="repair", steps=steps)]), {"en": words})
    with_values = replace(world, bundles=(bundle,))
    with_values.declared()
    entries = world.log.read("INC-0001")
    (found,) = filled(found_in(entries, "mark aware"), lambda: entries)
    assert found.words == "incident mark INC-0001 aware"
    assert found_in(entries, "aware ${incident}") == ()  # nobody reads that name
    async with opened(with_values) as page:
        await page.press("slash")
        await page.sees("FIND")
        await page.type("mark aware")
        await page.sees("incident mark INC-0001 aware")
        assert "${" not in page.text


async def test_other_words_typed_meanwhile_leave_nothing_of_the_first(world: World) -> None:
    world.declared(title="Line 3 is down")
    second = world.declared(title="Payments fail")
    world.does(second, c.AddNote(by="ana", text="zebra crossing"))
    async with opened(world) as page:
        await page.press("slash")
        await page.sees("FIND")
        await page.type("zebra")
        await page.sees("zebra crossing")
        await page.type("x")
        await page.loses("zebra crossing")
        await page.sees("0 incidents")
        await page.press("escape")
        await page.sees("OPEN INCIDENTS")


@pytest.mark.parametrize("language", i18n.LANGUAGES)
async def test_the_whole_title_of_what_is_found_is_read_and_the_cursor_skips_its_rest(
    world: World, language: str
) -> None:
    i18n.use(language)
    title = "Customer data was downloaded by a third party: about 12,000 names and numbers of mobile banking"
    first, second = world.declared(title=title), world.declared(title="A second one")
    async with opened(world, size=(60, 20)) as page:
        await page.press("slash")
        await page.sees(first, second)
        seen = " ".join(" ".join(row.strip("│┃ ") for row in page.rows).split())
        for word in title.split():
            assert word in seen
        await page.press("down", "enter")
        await page.sees(second, "T+")
