"""The boards of a closed incident: its time stands still, nothing is wanted, and no key is offered that is refused."""

from __future__ import annotations

import pytest

from incident import i18n
from incident.domain import commands as c
from incident.domain.grading.tiers import Tier
from incident.domain.walking.checklist import build_checklist
from tests.tui.pages import opened
from tests.tui.worlds import World


@pytest.fixture
def incident(world: World) -> str:
    """Closed eleven minutes after it began, twenty minutes ago."""
    incident = world.declared(Tier.MAJOR)
    while items := build_checklist(world.service.load(incident), world.clock.now()).open_items:
        world.does(incident, c.RuleOutStep(by="ana", step=items[0].step.id, because="none here"))
    world.clock.forward(minutes=11)
    world.does(incident, c.CloseIncident(by="ana"))
    world.clock.forward(minutes=20)
    return incident


async def test_the_boards_of_a_closed_incident_stand_at_its_close_and_offer_only_what_can_be_done(
    world: World, incident: str
) -> None:
    async with opened(world, incident=incident, size=(80, 24)) as page:
        for key, name in (("R", "RESOURCES"), ("N", "MESSAGES"), ("K", "CASES"), ("t", "TIMELINE")):
            await page.press(key)
            await page.sees(f" {name}  {incident}")
            first, *_others, foot, _said = await page.settled()
            assert "closed" in first, first
            assert "T+00:11:00" in first, first
            assert not [words for words in ("request", "n new", "T L", "give") if words in foot], foot
            await page.press("escape")
            await page.sees("CLOSED at")
        for key, name in (("p", "PEOPLE AND ROLES"), ("E", "EVIDENCE"), ("L", "CLOCKS AND LAW")):
            await page.press(key)
            await page.sees(f" {name}  {incident}")
            first, *others = await page.settled()
            assert "closed" in first, first
            assert not [words for words in ("wanted now", "may fill it", "give the role") if words in "".join(others)]
            await page.press("escape")
            await page.sees("CLOSED at")


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("size", [(60, 20), (120, 40), (200, 60)])
async def test_a_closed_board_says_so_in_any_window(
    world: World, incident: str, size: tuple[int, int], language: str
) -> None:
    i18n.use(language)
    async with opened(world, incident=incident, size=size) as page:
        await page.press("R")
        await page.sees(i18n._("RESOURCES"))
        rows = await page.settled()
        assert i18n._("closed") in rows[0]
        assert i18n._("Nothing was asked for.") in "".join(rows)
