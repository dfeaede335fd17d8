"""A rehearsal alone: on the walk, where nobody sees what comes, and play is paused, goes on and ends from there."""

from __future__ import annotations

import pytest

from incident.domain import commands as c
from incident.domain.duties.staffing import not_combined
from incident.domain.events import IncidentMode
from incident.domain.exercises.state import Phase
from incident.domain.refusals import Refused
from tests.tui.led import LIBRARY, leading_of
from tests.tui.pages import Page, opened
from tests.tui.worlds import World


@pytest.fixture
def rehearsal(world: World) -> str:
    """Ana rehearses alone; the first inject is out."""
    bundle = LIBRARY.bundle("exercise.provider-down")
    declaration = c.DeclareIncident(
        by=world.actor.acts_as,
        title="Payments",
        tier=bundle.scenario.tier,
        bundle=LIBRARY.runbook(bundle.scenario.runbook),
        mode=IncidentMode.EXERCISE,
    )
    leading = leading_of(world)
    exercise = leading.begin(declaration, bundle, (), is_solo=True)
    leading.advance(exercise)
    return exercise


async def walk(page: Page) -> None:
    """Past what comes before the first step."""
    await page.sees("NOW, before everything else")
    await page.press("g")
    await page.sees("FAILURE: confirm")


def phase(world: World, exercise: str) -> Phase:
    state = world.service.load(exercise).exercise
    assert state is not None
    return state.phase


async def test_a_rehearsal_opens_its_walk_and_shows_nothing_of_what_comes(world: World, rehearsal: str) -> None:
    async with opened(world) as page:
        await page.press("t")
        await page.sees("EXERCISES", rehearsal)
        await page.press("enter")
        await walk(page)
        assert "FACILITATOR" not in page.text


async def test_what_comes_for_a_role_that_nobody_holds_reaches_whoever_rehearses_alone(
    world: World, rehearsal: str
) -> None:
    world.clock.forward(minutes=5)
    leading_of(world).advance(rehearsal)
    async with opened(world, incident=rehearsal) as page:
        await walk(page)
        await page.sees("> inject 2 to Customer liaison", "1 earlier inject for you: t I")
        await page.press("t", "I")
        await page.sees("only injects for you", "inject 2 to Customer liaison", "inject 1 to")


def test_whoever_rehearses_alone_may_hold_every_role_of_it_and_others_may_not(world: World, rehearsal: str) -> None:
    for role in ("commander", "customer-liaison", "technical"):
        if world.service.load(rehearsal).person_of(role) is None:
            world.does(rehearsal, c.AssignRole(by="ana", role=role, person="ana"))
    incident = world.service.load(rehearsal)
    assert set(incident.roles.values()) == {"ana"}
    assert not_combined(incident, "technical", "ana") == ()
    world.does(rehearsal, c.AssignRole(by="ana", role="scribe", person="bo"))
    with pytest.raises(Refused, match="roles-never-combine"):
        world.does(rehearsal, c.AssignRole(by="ana", role="technical", person="bo"))


async def test_a_rehearsal_is_paused_goes_on_and_ends_from_its_walk(world: World, rehearsal: str) -> None:
    async with opened(world, incident=rehearsal) as page:
        await walk(page)
        await page.press("C")
        await page.sees("REHEARSAL", "Pause: its clock and its limits stand")
        await page.press("1")
        await page.sees("EXERCISE paused: its clock stands. C goes on or ends it")
        await page.press("C")
        await page.sees("Go on where it stood")
        await page.press("1")
        await page.until(lambda: phase(world, rehearsal) is Phase.RUNNING, "play goes on")
        await page.loses("C goes on or ends it")
        await page.press("C")
        await page.sees("End it: then its report stands")
        await page.press("2")
        await page.sees("Why does play end?")
        await page.press("enter")
        await page.sees("Type its number")
        await page.type(rehearsal)
        await page.press("enter")
        await page.until(lambda: phase(world, rehearsal) is Phase.ENDED, "play is over")


async def test_a_rehearsal_that_was_stopped_for_what_is_real_goes_on_only_once_that_was_asked(
    world: World, rehearsal: str
) -> None:
    async with opened(world, incident=rehearsal) as page:
        await walk(page)
        world.does(rehearsal, c.AddNote(by="ana", text="REAL EVENT: fire on floor 3"))
        await page.sees("EXERCISE STOPPED: REAL EVENT")
        await page.press("C")
        await page.sees("Go on where it stood")
        await page.press("1")
        await page.sees("REAL EVENT, Ana", "fire on floor 3", "Play was stopped for what is real. Is it over")
        assert phase(world, rehearsal) is Phase.PAUSED
        await page.press("Y")
        await page.until(lambda: phase(world, rehearsal) is Phase.RUNNING, "play goes on")


async def test_a_rehearsal_stands_once_its_program_has_ended(world: World, rehearsal: str) -> None:
    async with opened(world, incident=rehearsal) as page:
        await walk(page)
    assert phase(world, rehearsal) is Phase.PAUSED
