"""What a runbook wants done before everything else is shown once, right after declaring."""

from __future__ import annotations

from dataclasses import replace

import pytest

from incident import i18n
from incident.domain.events import NoteAdded
from incident.walk.flows.asking import Card, Ready
from incident.walk.flows.beginning import NowFlow
from incident.walk.moment import Walk
from incident.wording.speech import Speech
from tests.bundles import a_bundle
from tests.tui.pages import Page, opened
from tests.tui.worlds import World

LINES = {"now.0": "AGENTS: tell them", "now.1": "ROOM: open one call", "now.2": "CHANGES: freeze them"}


def _with(words: dict[str, str], world: World) -> World:
    bundle = a_bundle()
    own = {key: text for key, text in bundle.words["en"].items() if not key.startswith("now.")}
    return replace(world, bundles=(replace(bundle, words={"en": {**own, **words}}),))


async def _declared(page: Page) -> None:
    for words, key in (("d declare", "d"), ("Enter takes it", "enter"), ("2  TIER 2", "2"), ("o  open it", "o")):
        await page.sees(words)
        await page.press(key)


async def test_what_comes_before_everything_else_is_asked_before_the_first_step(world: World) -> None:
    world = _with(LINES, world)
    async with opened(world) as page:
        await _declared(page)
        await page.sees("NOW, before everything else", "1  AGENTS", "2  ROOM", "3  CHANGES", "g  go on")
        await page.press("2")
        await page.sees("[x] 2 ROOM")
        await page.press("g")
        await page.sees("[>] 1")
        await page.until(lambda: len(world.log.read("INC-0001")) == 3, "the note")
        note = world.log.read("INC-0001")[-1].event
        assert isinstance(note, NoteAdded)
        assert str(note.text) == "ROOM: open one call"


async def test_a_runbook_without_such_lines_goes_straight_to_its_first_step(world: World) -> None:
    async with opened(_with({}, world)) as page:
        await _declared(page)
        await page.sees("[>] 1", "EXPECT")


async def test_an_incident_that_goes_on_does_not_begin_again(world: World) -> None:
    world = _with(LINES, world)
    async with opened(world, incident=world.declared()) as page:
        await page.sees("[>] 1")
        assert "NOW, before" not in page.text


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_when_every_line_is_done_the_walk_begins_by_itself(world: World, language: str) -> None:
    i18n.use(language)
    incident = world.service.load(world.declared())
    speech = Speech(bundle=incident.bundle)
    flow = NowFlow(walk=Walk(incident=incident, person="ana", speech=speech, now=world.clock.now()))
    card = flow.part({})
    assert isinstance(card, Card)
    assert [key.words for key in card.keys[:-1]] == speech.now_lines()
    done = flow.part({"now.0": "1"})
    assert isinstance(done, Ready)
    assert len(done.commands) == 1
