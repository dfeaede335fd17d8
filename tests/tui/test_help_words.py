"""Help calls a key as the line of keys below the board does, in both languages."""

from __future__ import annotations

import pytest
from textual.binding import Binding

from incident import i18n
from incident.domain import commands as c
from incident.domain.cases.words import CaseWords
from incident.i18n import _
from incident.tui.screens.cases import CaseBoard
from incident.tui.screens.evidence import EvidenceSheet
from tests.tui.pages import opened
from tests.tui.worlds import World


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize(("key", "screen", "keys"), [("K", CaseBoard, "aoetdb"), ("E", EvidenceSheet, "oyw")])
async def test_help_calls_the_keys_of_a_board_as_its_line_of_keys_does(
    world: World, language: str, key: str, screen: type[CaseBoard | EvidenceSheet], keys: str
) -> None:
    i18n.use(language)
    called = {each.key: _(each.description) for each in screen.BINDINGS if isinstance(each, Binding)}
    incident = world.declared()
    asks = CaseWords(name="Lin Wei", contact="13800138000", service="pay", problem="paid twice", request="refund")
    world.does(incident, c.ReceiveCases(by="ana", cases=[c.NewCase(words=asks)]))
    async with opened(world, incident=incident) as page:
        await page.press(key)
        await page.sees(*(f"{each} {called[each].split()[0]}" for each in keys))
