"""A text that waits for an approval: its approver sees it first, with the key that opens it, wherever they look."""

from __future__ import annotations

from dataclasses import replace

import pytest

from incident import i18n
from incident.application.ports import Person
from incident.domain import commands as c
from incident.walk.flows.asking import Ready
from incident.walk.flows.messages import ASK, TellFlow
from incident.walk.moment import Walk
from incident.walk.needs import needs
from incident.wording.speech import Speech
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


@pytest.mark.parametrize(
    ("language", "sent", "waits"),
    [
        ("en", "Nothing was sent to Ana Lima: phone +44 20", "Ana Lima is to approve M1 since 02:40"),
        ("zh-CN", "未向 Ana Lima 发送任何消息：", "Ana Lima"),
    ],
)
def test_the_author_reads_whom_to_phone_and_since_when_it_waits(
    world: World, language: str, sent: str, waits: str
) -> None:
    incident = written_by_bo(world)
    i18n.use(language)
    ana = Person(id="ana", name="Ana Lima", language="en", phone="+44 20")
    directory = world.directory
    directory.everybody = (ana,)
    walk = Walk(
        incident=world.service.load(incident),
        person="bo",
        speech=Speech.to((ana,)),
        now=world.clock.now(),
        directory=directory,
    )
    (found,) = [each for each in needs(walk) if waits in each]
    assert "+44 20" in found
    item = walk.checklist.item("customers")
    assert item is not None
    asked = TellFlow(walk=walk, item=item, people=(ana,)).part({"send": ASK})
    assert isinstance(asked, Ready)
    assert sent in asked.said
    assert not [each for each in needs(replace(walk, person="ana")) if "M1" in each and "+44 20" in each]


async def test_the_board_names_the_key_that_approves(world: World) -> None:
    incident = written_by_bo(world)
    async with opened(world, incident=incident) as page:
        await page.press("N")
        await page.sees("waits for approval", "A approve")
        await page.press("A", "S")
        await page.loses("A approve")
    assert world.service.load(incident).messages["M1"].released_at is not None


async def test_an_update_is_asked_for_with_a_key_and_approved_from_the_walk(world: World) -> None:
    incident = world.declared()
    async with opened(world.of(BO), incident=incident) as page:
        await page.press("U")
        await page.sees("It promises the next update for", "ask Ana Lima to approve")
        await page.press("A")
        await page.sees("The approver is asked.")
        await page.press("U")
        await page.sees("Written by Bo Chen", "write it anew in its place")
    assert world.service.load(incident).messages["M1"].released_at is None
    async with opened(world, incident=incident) as page:
        await page.sees("A answers: Bo Chen asks you to approve message M1 to Customers")
        await page.press("A", "1", "S")
        await page.loses("asks you to approve")
    assert world.service.load(incident).messages["M1"].approved_by == "ana"
