"""Players read an inject where they work, and only what is theirs."""

from __future__ import annotations

import pytest

from incident import i18n
from incident.domain import commands as c
from incident.tui.views.below import below_lines
from incident.tui.views.lines import width_of
from incident.walk.moment import Walk
from incident.wording.speech import Speech
from tests.tui.led import leading_of, led
from tests.tui.pages import opened
from tests.tui.worlds import BO, World


def _rows(world: World, exercise: str, person: str, width: int = 80) -> list[str]:
    incident = world.service.load(exercise)
    walk = Walk(incident=incident, person=person, speech=Speech(bundle=incident.bundle), now=world.clock.now())
    rows = below_lines(walk, width, 14)
    assert all(width_of(row) <= width for row in rows)
    return [row.plain for row in rows]


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_the_last_inject_stands_on_the_walk_of_whoever_is_to_read_it(world: World, language: str) -> None:
    exercise = led(world)
    with i18n.speaking(language):
        shown = "".join("".join(_rows(world, exercise, "dee")).split())
        assert "500" in shown
        world.of(BO).does(exercise, c.AssignRole(by="bo", role="customer-liaison", person="dee"))
        world.clock.forward(minutes=5)
        leading_of(world).advance(exercise)
        theirs, others = _rows(world, exercise, "dee"), _rows(world, exercise, "bo")
    assert "500" not in "".join("".join(theirs).split())
    assert any(row.strip().endswith("t I") and "1" in row for row in theirs)
    assert not any(row.strip().endswith("t I") for row in others)
    assert any(row.startswith(" > ") for row in theirs)
    assert "500" in "".join("".join(others).split())


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_a_hint_is_of_who_leads_and_leaves_the_question_on_the_walk(world: World, language: str) -> None:
    exercise = led(world)
    world.of(BO).does(exercise, c.AssignRole(by="bo", role="technical", person="dee"))
    leading_of(world).release(exercise, "7")
    with i18n.speaking(language):
        before = [row for row in _rows(world, exercise, "dee") if row.startswith(" > ")]
        leading_of(world).hint(exercise, "7")
        after = [row for row in _rows(world, exercise, "dee") if row.startswith(" > ")]
    assert after[: len(before)] == before
    assert after[len(before)].startswith((" > hint about inject 7 to Technical lead, from who leads", " > 主持人给"))


async def test_earlier_injects_are_read_again_in_the_timeline_and_only_ones_own(world: World) -> None:
    exercise = led(world)
    world.clock.forward(minutes=5)
    leading_of(world).advance(exercise)
    async with opened(world.of(BO), incident=exercise) as page:
        await page.sees("NOW, before everything else")
        await page.press("escape", "t")
        await page.sees("inject 2 to", "inject 1 to", "now holds the role")
        await page.press("I")
        await page.sees("only injects for you; I shows all", "inject 1 to")
        await page.loses("inject 2 to")
        await page.loses("now holds the role")


@pytest.mark.parametrize("size", [(80, 24), (60, 20)])
async def test_no_step_takes_the_rows_of_an_inject_and_of_how_many_came_before(
    world: World, size: tuple[int, int]
) -> None:
    exercise = led(world, "exercise.video-spreads")
    world.clock.forward(minutes=40)
    leading_of(world).advance(exercise)
    async with opened(world.of(BO), incident=exercise, size=size) as page:
        await page.sees("NOW, before everything else")
        await page.press("escape")
        await page.sees(" > inject 8 to Commander", "3 earlier injects for you: t I", "NEEDS YOU")
        await page.press("down", "down", "down")
        await page.sees("[.] 4  EVENT", " > inject 8 to Commander", "3 earlier injects for you: t I", "NEEDS YOU")
