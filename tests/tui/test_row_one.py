"""Where tier and mode stand: at the same cells of row 1, whatever screen one is on."""

from __future__ import annotations

import pytest

from incident import i18n
from incident.domain import commands as c
from incident.domain.grading.tiers import Tier
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
