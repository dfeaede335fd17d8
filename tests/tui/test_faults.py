"""A fault of the program ends it with the terminal given back, and shows nobody's words to whoever looks on."""

from __future__ import annotations

import pytest
from textual.events import Key

from incident.tui.app import IncidentApp
from tests.tui.pages import opened
from tests.tui.worlds import World


async def test_a_fault_is_handed_on_and_draws_no_picture_of_the_incident(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    app = IncidentApp(world)

    def broken() -> None:
        secret = "what the customer said"
        raise ZeroDivisionError(secret)

    with pytest.raises(ZeroDivisionError):
        async with app.run_test():
            app.call_later(broken)
    assert isinstance(app.fault, ZeroDivisionError)
    assert capsys.readouterr() == ("", "")


async def test_keys_that_come_after_leaving_open_nothing(world: World) -> None:
    incident = world.declared()
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 1")
        screens = len(page.app.screen_stack)
        page.app.exit()
        await page.app.on_event(Key("colon", ":"))
        assert len(page.app.screen_stack) == screens
        assert page.app.fault is None
