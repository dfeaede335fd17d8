"""The program of who leads an exercise dies: a player's program lets it stand, once, and says why."""

from __future__ import annotations

import pytest

from incident.domain import commands as c
from incident.domain.events import ExercisePaused
from incident.domain.exercises.state import Phase
from incident.domain.incident import PROGRAM
from incident.tui import watching
from tests.tui.led import leading_of, led
from tests.tui.pages import opened
from tests.tui.worlds import ANA, BO, World

STANDS = "EXERCISE paused: nobody has led it since"


@pytest.fixture(autouse=True)
def _eager(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "PLAY_SECONDS", 0.0)


def phase(world: World, exercise: str) -> Phase:
    state = world.service.load(exercise).exercise
    assert state is not None
    return state.phase


def pauses(world: World, exercise: str) -> list[str]:
    entries = world.log.read(exercise)
    return [entry.person for entry in entries if isinstance(entry.event, ExercisePaused)]


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Grows with each look around of any program."""
    looked: list[int] = []
    look = watching.Watch._let_play_go_on

    def watched(watch: watching.Watch) -> None:
        look(watch)
        looked.append(1)

    monkeypatch.setattr(watching.Watch, "_let_play_go_on", watched)
    return looked


async def test_players_read_that_nobody_leads_and_the_clock_stands_once(world: World, looks: list[int]) -> None:
    exercise = led(world)
    assert leading_of(world).hold(exercise)
    async with opened(world.of(BO), incident=exercise) as page, opened(world.of(BO)) as other:
        await page.until(lambda: len(looks) > 4, "both have seen who leads")
        world.log.presence().let_go(exercise)
        before = len(looks)
        await page.until(lambda: len(looks) > before + 4, "both have looked")
        world.clock.forward(seconds=14)
        before = len(looks)
        await page.until(lambda: len(looks) > before + 4, "both have looked again")
        assert phase(world, exercise) is Phase.RUNNING
        world.clock.forward(seconds=1)
        await page.sees(f"{STANDS} 02:41. Its clock stands")
        before = len(looks)
        await other.until(lambda: len(looks) > before + 4, "both have looked once more")
    assert pauses(world, exercise) == [PROGRAM]
    async with opened(world) as console:
        await console.press("t")
        await console.sees("EXERCISES", "you")
        await console.press("enter")
        await console.sees("it has stood since 02:41, because nobody led it", "PAUSED")


async def test_what_was_begun_to_go_unwatched_is_paused_for_nobody(world: World, looks: list[int]) -> None:
    exercise = led(world)
    async with opened(world.of(BO)) as page:
        await page.until(lambda: len(looks) > 2, "it was looked")
        world.clock.forward(minutes=4)
        before = len(looks)
        await page.until(lambda: len(looks) > before + 4, "it was looked again")
    assert phase(world, exercise) is Phase.RUNNING


async def test_who_lets_it_go_on_unwatched_after_it_was_led_is_not_paused(world: World, looks: list[int]) -> None:
    exercise = led(world)
    leading_of(world).hold(exercise)
    async with opened(world.of(BO)) as page:
        await page.until(lambda: len(looks) > 2, "who leads was seen")
        world.does(exercise, c.PauseExercise(by=ANA.acts_as))
        world.log.presence().let_go(exercise)
        world.clock.forward(seconds=1)
        leading_of(world).resume(exercise)
        before = len(looks)
        await page.until(lambda: len(looks) > before + 4, "it was looked")
        world.clock.forward(minutes=1)
        again = len(looks)
        await page.until(lambda: len(looks) > again + 4, "it was looked again")
    assert pauses(world, exercise) == ["ana"]
    assert phase(world, exercise) is Phase.RUNNING


async def test_it_goes_on_beside_whoever_leads_it_too_and_stands_with_the_last(world: World, looks: list[int]) -> None:
    exercise = led(world)
    leading_of(world).hold(exercise)
    async with opened(world) as home:
        await home.until(lambda: len(looks) > 2, "it goes on here too")
        assert world.log.presence().is_led(exercise)
    assert pauses(world, exercise) == ["ana"]
