"""Where tier and mode stand: at the same cells of row 1, whatever screen one is on."""

from __future__ import annotations

import pytest

from incident import i18n
from incident.application.ports import Person
from incident.domain import commands as c
from incident.domain.grading.tiers import Tier
from incident.tui.views.head import head_lines, ruled_title
from incident.tui.views.home import HomeView, home_rows
from incident.tui.views.passing import at_once
from incident.walk.moment import Walk
from incident.wording.clocks import due_words
from incident.wording.speech import Speech
from incident.wording.tiers import tier_word
from tests.bundles import RUNBOOK_ID
from tests.tui.pages import opened
from tests.tui.worlds import World

OVER_THE_WALK = ("t", "g", "N", "H", "p", "E", "L", "K", "R", "enter", "question_mark", "colon")
OVER_HOME = ("o", "slash", "p", "t", "comma", "question_mark", "colon")


@pytest.mark.parametrize("language", i18n.LANGUAGES)
async def test_tier_and_mode_end_row_1_in_the_same_cells_on_every_screen_of_an_incident(
    world: World, language: str
) -> None:
    i18n.use(language)
    incident = world.declared()
    world.does(incident, c.CompleteStep(by="ana", step="notice"), c.CompleteStep(by="ana", step="agents"))
    end = f"{tier_word(Tier.SERIOUS)}   {i18n._('REAL')} "
    async with opened(world, incident=incident) as page:
        for key in ("full_stop", *OVER_THE_WALK):
            await page.press(key)
            rows = await page.settled()
            assert rows[0].endswith(end), f"{key}: {rows[0]}"
            await page.press(*["escape"] * (key != "full_stop"))
            await page.until(lambda: len(page.app.screen_stack) == 2, "the walk")


@pytest.mark.parametrize("language", i18n.LANGUAGES)
async def test_the_mode_ends_row_1_of_every_screen_over_home(world: World, language: str) -> None:
    i18n.use(language)
    world.exercise()
    async with opened(world) as page:
        await page.sees(i18n._("EXERCISE"))
        for key in OVER_HOME:
            await page.press(key)
            await page.until(lambda: len(page.app.screen_stack) == 2, f"what {key} opens")
            rows = await page.settled()
            assert rows[0].endswith(f" {i18n._('EXERCISE')} "), f"{key}: {rows[0]}"
            while len(page.app.screen_stack) == 2:
                await page.press("escape")


async def test_the_tier_at_which_a_runbook_is_read_is_not_taken_for_that_of_an_incident(world: World) -> None:
    world.declared()
    async with opened(world) as page:
        await page.press("o")
        await page.sees(RUNBOOK_ID[:6])
        await page.press("enter")
        await page.sees("TIER 1 MAJOR")
        rows = await page.settled()
        assert rows[0].endswith(" REAL ")
        assert "TIER" not in rows[0]


LONG = Person(id="ana", name="Mara Lindqvist-Oberholzer", language="en")


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize(("width", "keeps_time"), [(60, False), (80, True), (120, True)])
def test_a_long_name_costs_neither_the_incident_nor_the_time(
    world: World, language: str, width: int, *, keeps_time: bool
) -> None:
    i18n.use(language)
    speech = Speech.to((LONG,))
    incident = world.service.load(world.declared(Tier.MAJOR, title="A customer channel is down"))
    walk = Walk(incident=incident, person="bo", speech=speech, now=world.clock.now())
    row = head_lines(walk, width)[0].plain
    assert incident.id in row
    assert "A customer ch" in row
    assert i18n._("lead {name}").format(name="")[:2] in row
    assert ("02:40" in row) is keeps_time
    summaries = world.log.summaries()
    view = HomeView(
        summaries=summaries, person="bo", workspace="", speech=speech, now=world.clock.now(), needs={incident.id: 11}
    )
    rows = [row.plain for row in at_once(home_rows(view, width, 24), view)]
    assert summaries[0].next_due_at is not None
    due = due_words(summaries[0].next_due, summaries[0].next_due_at - world.clock.now())
    assert any(due in row and i18n._("NEEDS YOU {count}").format(count=11) in row for row in rows)


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("title", ["Eye one", "Line 3 is down", "A customer channel is down"])
def test_in_60_cells_the_time_goes_before_the_end_of_a_name(world: World, language: str, title: str) -> None:
    i18n.use(language)
    speech = Speech.to((Person(id="ana", name="Mara Lindström", language="en"),))
    incident = world.service.load(world.declared(Tier.MAJOR, title=title))
    walk = Walk(incident=incident, person="bo", speech=speech, now=world.clock.now())
    row = head_lines(walk, 60)[0].plain
    assert i18n._("lead {name}").format(name="Mara Lindström") in row
    assert title in row or ruled_title(walk, 60) == title


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("person", ["ana", "bo"])
@pytest.mark.parametrize("title", ["Line 3 is down", "A planned change failed", "Payments of all customers fail 付款"])
def test_whoever_leads_row_1_of_80_cells_says_the_time_of_day(
    world: World, language: str, person: str, title: str
) -> None:
    i18n.use(language)
    speech = Speech.to(world.directory.people())
    incident = world.service.load(world.declared(Tier.SERIOUS, title=title))
    row = head_lines(Walk(incident=incident, person=person, speech=speech, now=world.clock.now()), 80)[0].plain
    assert " 02:40" in row
    assert "Line 3 is down" not in title or "02:40:00" in row


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_home_has_who_leads_whole_before_how_much_is_done(world: World, language: str) -> None:
    i18n.use(language)
    speech = Speech.to((Person(id="ana", name="Mara Lind", language="en"),))
    incident = world.declared()
    summaries, now = world.log.summaries(), world.clock.now()
    view = HomeView(summaries=summaries, person="bo", workspace="", speech=speech, now=now, needs={incident: 2})
    rows = [row.plain for row in at_once(home_rows(view, 60, 16), view)]
    assert any("Mara Lind " in row and i18n._("NEEDS YOU {count}").format(count=2) in row for row in rows)


@pytest.mark.parametrize("language", i18n.LANGUAGES)
async def test_the_sheets_of_an_incident_say_the_time(world: World, language: str) -> None:
    i18n.use(language)
    incident = world.declared()
    async with opened(world, incident=incident) as page:
        for key in ("p", "E", "L"):
            await page.press(key)
            await page.until(lambda: len(page.app.screen_stack) == 3, f"what {key} opens")
            assert "02:40:" in (await page.settled())[0], key
            await page.press("escape")
            await page.until(lambda: len(page.app.screen_stack) == 2, "the walk")
