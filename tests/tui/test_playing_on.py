"""Play goes on wherever its facilitator looks: what is due goes out while the program is open."""

from __future__ import annotations

import pytest

from incident.application.errors import StorageDamaged
from incident.application.exercises.leading import Leading
from incident.domain import commands as c
from incident.tui import watching
from tests.tui.led import leading_of, led
from tests.tui.pages import opened
from tests.tui.worlds import BO, World


@pytest.fixture(autouse=True)
def _eager(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "PLAY_SECONDS", 0.0)


def released(world: World, exercise: str) -> int:
    state = world.service.load(exercise).exercise
    assert state is not None
    return len(state.released)


async def test_what_is_due_goes_out_while_its_facilitator_looks_at_home(world: World) -> None:
    exercise = led(world)
    async with opened(world) as page:
        await page.sees(exercise)
        world.clock.forward(minutes=4)
        await page.until(lambda: released(world, exercise) == 2, "the second inject is out")


async def test_the_program_of_a_player_lets_nothing_go(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    exercise = led(world)
    world.clock.forward(minutes=4)
    looked: list[int] = []
    look = watching.Watch._let_play_go_on

    def watched(watch: watching.Watch) -> None:
        look(watch)
        looked.append(1)

    monkeypatch.setattr(watching.Watch, "_let_play_go_on", watched)
    async with opened(world.of(BO)) as page:
        await page.sees(exercise)
        await page.until(lambda: len(looked) > 2, "it was looked")
    assert released(world, exercise) == 1


async def test_an_inject_that_waits_for_a_hand_is_said_to_whoever_has_it(world: World) -> None:
    exercise = led(world, by_hand=2)
    async with opened(world) as page:
        await page.sees(exercise)
        world.clock.forward(minutes=4)
        await page.sees(f"{exercise}: inject 2 is due and waits for your hand")
    assert released(world, exercise) == 1


@pytest.mark.parametrize("at_home", [True, False])
async def test_an_inject_that_waits_no_more_is_not_said_to_wait(world: World, *, at_home: bool) -> None:
    """The clock went back, it went out, or play stopped: what is not so any more goes from the screen by itself."""
    exercise, said = led(world, by_hand=2), "inject 2 is due and waits for your hand"
    async with opened(world) as page:
        await page.sees(exercise)
        if not at_home:
            await page.press("t")
            await page.sees("EXERCISES", "you")
            await page.press("enter")
            await page.sees("FACILITATOR")
        world.clock.forward(minutes=4)
        await page.sees(said)
        world.does(exercise, c.PauseExercise(by="ana"))
        await page.loses(said)
        leading_of(world).resume(exercise)
        await page.sees(said)
        leading_of(world).release(exercise, "2")
        await page.loses(said)


async def test_an_exercise_that_cannot_be_read_keeps_no_other_from_going_on(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken, whole = led(world), led(world)
    advance = Leading.advance

    def damaged(leading: Leading, exercise: str) -> object:
        if exercise == broken:
            raise StorageDamaged(incident_id=broken, seq=1, detail="")
        return advance(leading, exercise)

    monkeypatch.setattr(Leading, "advance", damaged)
    async with opened(world) as page:
        await page.sees(whole)
        world.clock.forward(minutes=4)
        await page.until(lambda: released(world, whole) == 2, "the second inject of the other is out")
        await page.press("j")
        assert "damaged" not in page.text


async def test_nothing_goes_by_itself_past_what_fell_due_while_no_program_led(world: World) -> None:
    """DRILLS 5, assertion 1: the order of the plan holds under a late release, and nothing comes in one burst."""
    exercise = led(world)
    world.clock.forward(minutes=13)
    async with opened(world) as page:
        await page.sees(f"{exercise}: inject 2 is due and waits for your hand")
        world.clock.forward(minutes=1)
        await page.sees(f"{exercise}: inject 4 is due and waits for your hand")
        world.clock.forward(seconds=31)
        assert released(world, exercise) == 1
        for number in ("2", "3", "4"):
            leading_of(world).release(exercise, number)
        world.clock.forward(minutes=4, seconds=29)
        await page.until(lambda: released(world, exercise) == 5, "the fifth is out")
    state = world.service.load(exercise).exercise
    assert state is not None
    assert [each.number for each in state.told] == [1, 2, 3, 4, 5]


async def test_what_fell_due_while_the_program_slept_waits_for_a_hand(world: World) -> None:
    exercise = led(world)
    async with opened(world) as page:
        await page.sees(exercise)
        world.clock.forward(minutes=4)
        await page.until(lambda: released(world, exercise) == 2, "the second inject is out")
        world.clock.forward(minutes=7)  # a lid was closed
        await page.sees(f"{exercise}: inject 3 is due and waits for your hand")
        assert released(world, exercise) == 2
