"""Whoever plays finds on their own screen how to pause the exercise and how to stop it."""

from __future__ import annotations

import pytest

from incident.domain.exercises.state import Phase
from tests.tui.led import led
from tests.tui.pages import opened
from tests.tui.worlds import BO, World


@pytest.fixture
def exercise(world: World) -> str:
    return led(world, "exercise.video-spreads")


def _phase(world: World, exercise: str) -> Phase | None:
    state = world.service.load(exercise).exercise
    return state.phase if state else None


async def test_a_player_pauses_and_stops_from_the_call_for_help(world: World, exercise: str) -> None:
    async with opened(world.of(BO), incident=exercise) as page:
        await page.sees("EXERCISE")
        await page.press("exclamation_mark")
        await page.sees("REAL EVENT: play stops", "pause the exercise: its clock stands", "stop the exercise:")
        await page.press("P")
        await page.until(lambda: _phase(world, exercise) is Phase.PAUSED, "it stands")
        await page.press("exclamation_mark")
        await page.sees("stop the exercise:")
        await page.press("S")
        await page.sees("Why does play end?")
        await page.press("enter")
        await page.sees("Type its number")
        await page.type(exercise)
        await page.press("enter")
        await page.until(lambda: _phase(world, exercise) is Phase.ENDED, "play is over")


@pytest.mark.parametrize("words", ["pause the exercise", "stop the exercise"])
async def test_the_palette_offers_both_to_a_player(world: World, exercise: str, words: str) -> None:
    async with opened(world.of(BO), incident=exercise) as page:
        await page.sees("EXERCISE")
        await page.press("escape")
        await page.loses("NOW, before everything else")
        await page.press("colon")
        await page.type(words)
        await page.sees(words, "! ")


async def test_help_names_the_key_of_a_pause(world: World, exercise: str) -> None:
    async with opened(world.of(BO), incident=exercise) as page:
        await page.sees("EXERCISE")
        await page.press("question_mark")
        await page.press("slash")
        await page.type("pause")
        await page.sees("in an exercise")
