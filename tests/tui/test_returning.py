"""Who comes back reads where they were and what happened meanwhile, and only then does a key act."""

from __future__ import annotations

import pytest
from textual.events import Key

from incident import i18n
from incident.domain import commands as c
from incident.domain.events import NoteKind
from incident.domain.incident import StepState
from incident.tui.screens.returning import ReturnCard
from incident.walk.returning import AWAY_SECONDS
from tests.tui.pages import Page, opened
from tests.tui.worlds import BO, World


def _rest(page: Page) -> None:
    """Let three minutes go by without a key."""
    page.app._last_key -= AWAY_SECONDS


async def _changes(world: World, incident: str) -> None:
    """What another person does meanwhile."""
    world.clock.forward(minutes=4)
    world.of(BO).does(
        incident,
        c.AddNote(by="bo", text="line 3 hums again", kind=NoteKind.FACT),
        c.CompleteStep(by="bo", step="agents"),
    )


async def test_after_a_hold_the_first_key_tells_and_does_nothing_else(world: World) -> None:
    incident = world.declared()
    world.does(incident, c.HoldStep(by="ana", step="notice", because="phone call"))
    await _changes(world, incident)
    async with opened(world, incident=incident) as page:
        await page.sees("HOLDING HERE")
        await page.press("space")
        await page.sees("YOU WERE AT  step 1", "held for 4 min: phone call", "LAST DONE", "Bo Chen")
        await page.sees("line 3 hums again", "DUE", "Enter goes on   Esc stays on hold")
        assert world.service.load(incident).steps["notice"].state is StepState.HELD
        await page.press("space")
        await page.sees("'Space' does nothing here.")
        await page.press("escape")
        await page.sees("HOLDING HERE")
        await page.press("m")
        await page.sees("TYPING")
        await page.press("escape")
        await page.sees("HOLDING HERE")
        await page.press("h")
        await page.sees("YOU WERE AT")
        await page.press("enter")
        await page.sees("Going on with step 1", "[>] 1")


async def test_a_key_that_comes_before_the_card_is_drawn_waits_for_it(world: World) -> None:
    async with opened(world, incident=world.declared()) as page:
        await page.sees("[>] 1")
        page.app.push_screen(ReturnCard([("NOW", "a test")], is_held=False))  # not awaited: as from another screen
        await page.app.on_event(Key("x", "x"))
        await page.sees("YOU ARE BACK", "'x' does nothing here.")


async def test_what_was_said_of_the_hold_is_gone_once_the_card_was_read(world: World) -> None:
    incident = world.declared()
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 1")
        await page.press("h", "1", "enter")
        await page.sees("Holding at step 1.", "HOLDING HERE")
        await page.press("j")
        await page.sees("YOU WERE AT")
        world.of(BO).does(incident, c.ResumeStep(by="bo", step="notice"))
        await page.press("escape")
        await page.sees("[>] 1")
        assert "Holding at step 1." not in page.text


async def test_after_three_minutes_the_first_key_says_what_happened_meanwhile(world: World) -> None:
    incident = world.declared()
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 1")
        await page.press("j", "full_stop")
        await _changes(world, incident)
        _rest(page)
        await page.press("space")
        await page.sees(
            "YOU ARE BACK", "YOU WERE AT  step 1", "line 3 hums again", "LAST DONE", "Enter goes on   Esc back"
        )
        assert "notice" not in world.service.load(incident).steps
        await page.press("enter")
        await page.loses("YOU ARE BACK")
        await page.press("space")
        await page.until(lambda: world.service.load(incident).steps["notice"].state is StepState.AS_EXPECTED, "mark")


async def test_what_ended_meanwhile_is_named_and_what_oneself_did_is_not(world: World) -> None:
    incident = world.declared()
    world.does(incident, c.HoldStep(by="ana", step="notice", because="phone call"))
    world.does(incident, c.AddNote(by="ana", text="my own words", kind=NoteKind.FACT))
    world.clock.forward(minutes=25)
    async with opened(world, incident=incident) as page:
        await page.sees("HOLDING HERE")
        await page.press("h")
        await page.sees("nobody wrote anything", "ENDED", "step 'VOICE MENU: put up the outage notice', 03:00")
        card = page.text[page.text.index("YOU ARE BACK") :]
        assert "my own words" not in card


async def test_another_persons_hold_keeps_nobody_from_their_keys(world: World) -> None:
    incident = world.declared()
    world.of(BO).does(incident, c.HoldStep(by="bo", step="customers", because="phone call"))
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 1")
        await page.press("m")
        await page.sees("TYPING")


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)])
async def test_the_card_keeps_its_keys_at_every_size(world: World, size: tuple[int, int], language: str) -> None:
    i18n.use(language)
    incident = world.declared(title="三号线 is down")
    world.does(incident, c.HoldStep(by="ana", step="notice", because="电话 phone"))
    for number in range(12):
        world.of(BO).does(incident, c.AddNote(by="bo", text=f"a long story {number} " * 12, kind=NoteKind.FACT))
    async with opened(world, incident=incident, size=size) as page:
        await page.press("h")
        await page.sees(i18n._("Enter goes on   Esc stays on hold"), "a long story 11")
