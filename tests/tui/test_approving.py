"""A text that waits for an approval: its approver sees it first, with the key that opens it, wherever they look."""

from __future__ import annotations

import pytest

from incident import i18n
from incident.domain import commands as c
from tests.tui.pages import opened
from tests.tui.worlds import BO, World


def written_by_bo(world: World) -> str:
    """An incident whose first text to customers Bo wrote; Ana, who leads, has to approve it."""
    incident = world.declared()
    world.service.execute(incident, c.CompleteStep(by="bo", step="customers"), BO)
    return incident


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "A answers: Bo Chen asks you to approve message M1"),
        ("zh-CN", "请您批准"),
    ],
)
async def test_the_approver_sees_it_first_and_lets_it_go_with_the_key_named(
    world: World, language: str, words: str
) -> None:
    incident = written_by_bo(world)
    i18n.use(language)
    async with opened(world, incident=incident) as page:
        await page.sees(words)
        await page.press("A", "1", "S")
        await page.loses(words)
    assert world.service.load(incident).messages["M1"].approved_by == "ana"


async def test_the_author_is_not_told_to_approve(world: World) -> None:
    incident = written_by_bo(world)
    async with opened(world.of(BO), incident=incident) as page:
        await page.sees("[>] 1")
        assert "asks you to approve" not in page.text


async def test_the_board_names_the_key_that_approves(world: World) -> None:
    incident = written_by_bo(world)
    async with opened(world, incident=incident) as page:
        await page.press("N")
        await page.sees("waits for approval", "A approve")
        await page.press("down", "A", "S")
        await page.loses("A approve")
    assert world.service.load(incident).messages["M1"].released_at is not None
