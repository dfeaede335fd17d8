"""Being on a step: others see it, its timer runs, and asks when its time is up (reference/UX.md rule 21)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from incident import i18n
from incident.domain import commands as c
from incident.domain.events import StepTaken, TimerExtended
from incident.domain.runbooks.runbook import Phase
from incident.tui.views.head import head_lines
from incident.walk.moment import Walk
from incident.walk.needs import needs
from incident.walk.reading import moment_of
from incident.wording.speech import Speech
from tests.bundles import EN, a_bundle, a_runbook, a_step
from tests.tui.pages import opened
from tests.tui.worlds import BO, World


@pytest.fixture
def world(world: World) -> World:
    """Its first step has five minutes once somebody is on it."""
    steps = (
        a_step("restart", timer=timedelta(minutes=5), by="technical"),
        a_step("look"),
        a_step("seal", timer=timedelta(minutes=5)),
    )
    words = {
        **EN,
        "step.restart.title": "GATEWAY: restart it",
        "step.restart.expect": "It answers",
        "step.look.title": "L",
        "step.seal.title": "VALVE: seal it",
    }
    return replace(world, bundles=(a_bundle(a_runbook([Phase(id="repair", steps=steps)]), {"en": words}),))


async def test_a_step_with_a_timer_says_how_it_is_begun_and_b_begins_it(world: World) -> None:
    incident = world.declared()
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 1  GATEWAY: restart it", "b begins it: 5 min")
        await page.press("b")
        await page.sees("Step 1: begun. Its 5 min run.", "TIMER 05:00 left", "taken by Ana Lima")
        assert "b begins it" not in page.text
        await page.press("b")
        await page.sees("already running: you took it at")


@pytest.mark.parametrize(("language", "said"), [("en", "TIMER step 3 04:00"), ("zh-CN", "第 3 步计时 04:00")])
def test_row_2_says_of_a_timer_whose_step_it_is(world: World, language: str, said: str) -> None:
    i18n.use(language)
    incident = world.declared()
    world.of(BO).does(incident, c.TakeStep(by="bo", step="seal"))
    world.clock.forward(minutes=1)
    state, now = world.service.load(incident), world.clock.now()
    walk = Walk(incident=state, person="ana", speech=Speech(bundle=state.bundle), now=now)
    assert said in head_lines(walk, 120)[1].plain


async def test_when_its_time_is_up_it_asks_and_a_digit_gives_that_many_minutes(world: World) -> None:
    incident = world.declared()
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 1")
        await page.press("b")
        await page.sees("TIMER 05:00 left")
        await page.press("2")
        await page.sees("'2' chooses nothing here.")
        world.clock.forward(minutes=5)
        await page.sees("TIME IS UP: as expected? Space / n / 2: +2 min")
        await page.press("2")
        await page.sees("Step 1: 2 min more.", "TIMER 02:00 left")
        world.clock.forward(minutes=2)
        await page.sees("TIME IS UP")
        await page.press("space")
        await page.sees("[x]   1  GATEWAY")
    kinds = [type(entry.event) for entry in world.log.read(incident)]
    assert kinds.count(TimerExtended) == 1


async def test_the_question_of_a_timer_is_whole_beside_a_limit_in_both_languages(world: World) -> None:
    incident = world.declared()
    world.does(incident, c.TakeStep(by="ana", step="restart"))
    world.clock.forward(minutes=6)
    for language, said in (
        ("en", "as expected? Space / n / 2: +2 min"),
        ("zh-CN", "符合预期吗？空格 / n / 2：再要 2 分钟"),
    ):
        i18n.use(language)
        async with opened(world, incident=incident, size=(60, 20)) as page:
            await page.sees(said)


async def test_a_timer_that_ends_while_another_step_has_the_box_asks_under_it_and_rings_once(world: World) -> None:
    incident = world.declared()
    world.does(incident, c.TakeStep(by="ana", step="seal"))
    rung: list[bool] = []
    async with opened(world, incident=incident) as page:
        page.app.bell = lambda: rung.append(True)  # type: ignore[method-assign]  # headless: nobody hears it
        await page.sees("[>] 1  GATEWAY")
        world.clock.forward(minutes=5)
        await page.sees("NEEDS YOU  TIME IS UP, step 3: as expected? . goes to 3")
        assert rung == [True]
        await page.press("k", "G", "k")
        await page.sees("LOOKING", "step 3: as expected? . . goes to 3")
        await page.press("full_stop", "full_stop")
        await page.sees("3  VALVE", "TIME IS UP: as expected? Space / n / 2: +2 min")
        assert "TIME IS UP, step" not in page.text


def test_a_timer_of_the_current_step_asks_under_another_that_is_looked_at(world: World) -> None:
    world.does(incident := world.declared(), c.TakeStep(by="ana", step="restart"))
    world.clock.forward(minutes=5)
    walk = moment_of(world, world.service.load(incident))
    asked = "TIME IS UP, step 1: as expected?"
    assert not [each for each in needs(walk) if asked in each]
    assert f"{asked} . goes to 1" in needs(replace(walk, look="look"))
    assert f"{asked} g 1 goes there" in needs(replace(walk, look="look"), is_typed=True)


async def test_what_another_person_is_on_is_taken_over_with_a_key_of_its_own(world: World) -> None:
    incident = world.declared()
    world.service.execute(incident, c.TakeStep(by="bo", step="restart"), BO)
    async with opened(world, incident=incident) as page:
        await page.sees("taken by Bo Chen")
        await page.press("b")
        await page.sees("Bo Chen has been on it since", "o  take it over")
        await page.press("b")
        await page.sees("Nothing happened.")
        await page.press("b", "o")
        await page.sees("taken by Ana Lima")
    takers = [entry.event.by for entry in world.log.read(incident) if isinstance(entry.event, StepTaken)]
    assert takers == ["bo", "ana"]


async def test_whoever_begins_a_step_further_down_goes_on_seeing_it(world: World) -> None:
    incident = world.declared()
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 1")
        await page.press("j")
        await page.sees("LOOKING")
        await page.press("b")
        await page.sees("Step 2: begun. Others see that you are on it.", "LOOKING", "taken by Ana Lima")
        await page.press("space")
        await page.sees("[>] 1  GATEWAY", "[x]   2")
