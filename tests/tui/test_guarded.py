"""What wakes or tells people, or ends an incident: hurried hands and pastes confirm nothing."""

from __future__ import annotations

import pytest
from textual.events import Paste

from incident.domain import commands as c
from incident.domain.grading.tiers import Tier
from tests.tui.pages import Page, opened
from tests.tui.worlds import World


@pytest.fixture
def _hurried(_hands_at_rest: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every key comes too soon, however slow the machine that runs the test."""
    monkeypatch.setattr("incident.tui.screens.guarding.CALM", 3_600.0)


async def _asked_to_raise(page: Page) -> None:
    await page.press("plus")
    await page.sees("r  raise now")


@pytest.mark.usefixtures("_hurried")
async def test_its_own_key_does_not_count_while_keys_still_come(world: World) -> None:
    incident = world.declared()
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 1")
        await _asked_to_raise(page)
        await page.press("r", "r")
        await page.sees("r came too soon", "then press r again", "r  raise now")
        assert world.service.load(incident).tier is Tier.SERIOUS


async def test_any_other_key_closes_it_and_what_was_only_chosen_is_asked_anew(world: World) -> None:
    incident = world.declared()
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 1")
        await _asked_to_raise(page)
        await page.press("x")
        await page.sees("Nothing happened.", "[>] 1")
        await page.press("plus")
        await page.sees("RAISE THE TIER")
        assert "You began this before" not in page.text


async def test_what_is_typed_on_after_it_was_struck_away_acts_on_nothing(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    incident = world.declared()
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 1")
        await _asked_to_raise(page)
        monkeypatch.setattr("incident.tui.app.CALM", 3_600.0)
        await page.press("o", "m", "space", "h")
        await page.sees("Nothing happened.", "[>] 1")
        monkeypatch.setattr("incident.tui.app.CALM", 0.0)
        await page.press("m")
        await page.sees("TYPING")


async def test_the_small_letter_of_a_capital_closes_nothing(world: World) -> None:
    incident = world.declared()
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 1")
        await _asked_to_raise(page)
        await page.press("R")
        await page.sees("Nothing happened. r: raise now", "r  raise now")
        assert world.service.load(incident).tier is Tier.SERIOUS


async def test_a_phrase_that_is_pasted_does_not_count(world: World) -> None:
    incident = world.declared(Tier.GENERAL)
    for step in world.service.load(incident).runbook.steps():
        if Tier.GENERAL in step.tiers and step.branch is None:
            world.does(incident, c.RuleOutStep(by="ana", step=step.id, because="test"))
    async with opened(world, incident=incident) as page:
        await page.press("C", "enter")
        await page.sees("Type its number")
        page.app.post_message(Paste(incident))
        await page.sees("pasting it does not count")
        await page.press("enter")
        await page.sees("That is not the phrase.")
        assert world.service.load(incident).closed_at is None


@pytest.mark.usefixtures("_hurried")
async def test_a_phrase_that_comes_in_one_piece_with_its_enter_does_not_count(world: World) -> None:
    """A terminal without bracketed paste sends a paste as keys, all at once."""
    incident = world.declared(Tier.GENERAL)
    for step in world.service.load(incident).runbook.steps():
        if Tier.GENERAL in step.tiers and step.branch is None:
            world.does(incident, c.RuleOutStep(by="ana", step=step.id, because="test"))
    async with opened(world, incident=incident) as page:
        await page.press("C", "enter")
        await page.sees("Type its number")
        await page.type(incident)
        await page.press("enter")
        await page.sees("Enter came too soon")
        assert world.service.load(incident).closed_at is None


async def test_a_pasted_paragraph_is_one_line_of_words_and_no_keys(world: World) -> None:
    incident = world.declared()
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 1")
        await page.press("m")
        await page.sees("TYPING")
        page.app.post_message(Paste("first line\nq\r\n  second line"))
        await page.sees("first line q second line")
