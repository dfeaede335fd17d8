"""What an incident is called reads in the language of whoever looks, where no person typed it."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from incident import i18n
from incident.domain import commands as c
from incident.domain.events import IncidentMode, MessageDrafted
from incident.domain.titles import titles_of
from tests.application.test_exercises import PROVIDER, declaration
from tests.bundles import EN, ZH, a_bundle
from tests.tui.pages import opened
from tests.tui.worlds import BO, World

TITLE = PROVIDER.words["zh-CN"]["title"]
ENGLISH = PROVIDER.words["en"]["title"]


def _begun(world: World) -> str:
    """An exercise that was begun in English."""
    order = declaration(IncidentMode.EXERCISE).changed(title=ENGLISH, titles=titles_of(PROVIDER))
    return world.service.declare(order, world.actor).incident.id


async def test_a_player_reads_the_title_of_an_exercise_begun_in_english_in_chinese(world: World) -> None:
    exercise = _begun(world)
    i18n.use("zh-CN")
    async with opened(world.of(BO), incident=exercise) as page:
        first = page.rows[0]
        assert first.startswith(f" {exercise} {TITLE} ")
        assert {cell_len(row) for row in page.rows} == {80}
        assert ENGLISH not in page.text
        await page.press("escape")
        await page.sees(TITLE)
        assert ENGLISH not in page.text


async def test_the_sheets_of_an_incident_and_the_list_call_it_as_the_reader_reads(world: World) -> None:
    incident = world.declared(title=EN["title"], titles=titles_of(a_bundle()))
    i18n.use("zh-CN")
    async with opened(world, incident=incident) as page:
        await page.press("t")
        await page.sees(f"{incident} {ZH['title']}")
        assert EN["title"] not in page.text


async def test_an_incident_is_found_by_the_title_that_another_reader_sees(world: World) -> None:
    incident = world.declared(title=EN["title"], titles=titles_of(a_bundle()))
    i18n.use("zh-CN")
    async with opened(world) as page:
        await page.press("/")
        await page.type("a line is")
        await page.sees(f"{incident}  {ZH['title']}")


async def test_the_suggested_title_is_in_every_language_and_a_typed_one_in_its_own(world: World) -> None:
    async with opened(world) as page:
        for typed in ((), ("x",)):
            await page.press("d")
            await page.sees("Enter takes it")
            await page.press(*typed, "enter", "2")
            await page.sees("open it, for REAL")
            await page.press("o")
            await page.loses("open it, for REAL")
            await page.press("escape")
    suggested, typed_one = sorted(world.log.summaries(), key=lambda row: row.incident_id)
    assert (suggested.title, suggested.titles) == (EN["title"], {"en": EN["title"], "zh-CN": ZH["title"]})
    assert (typed_one.title, typed_one.titles) == (f"{EN['title']}x", {})


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_a_message_calls_the_incident_as_its_readers_do(world: World, language: str) -> None:
    body = {"template.first.body": "${title}"}
    world.bundles = (a_bundle(words={"en": EN | body, "zh-CN": ZH | body}),)
    incident = world.declared(title=EN["title"], titles=titles_of(a_bundle()))
    world.does(incident, c.SendMessage(by="ana", audience="customers", template="first", approved_by="ana"))
    (drafted,) = (e.event for e in world.log.read(incident) if isinstance(e.event, MessageDrafted))
    assert {"en": EN, "zh-CN": ZH}[language]["title"] in str(drafted.wordings[language].body)
