"""Work for a person at rest: named in the list with until when, and given only with a key of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from threading import Event
from typing import Any

import pytest

from incident.application import rests
from incident.domain import commands as c
from incident.domain.cases.words import CaseWords
from incident.domain.events import OutReason
from incident.domain.incident import COMMANDER
from incident.domain.resources.resource import Inventory, Resource
from tests.tui.pages import opened
from tests.tui.worlds import World


@pytest.fixture
def incident(world: World) -> str:
    """Bo was sent to rest in another incident, until 10:40."""
    world.inventory = Inventory(
        resources={"dba-bo": Resource(id="dba-bo", kind="staff", type="dba", quantity=1, person="bo")}
    )
    other = world.declared()
    world.does(other, c.AllocateResource(by="ana", resource="dba-bo"))
    until = world.clock.now() + timedelta(hours=8)
    world.does(other, c.PutOut(by="ana", allocation="R1", reason=OutReason.REST, until=until))
    return world.declared()


def last(world: World, incident: str) -> object:
    return world.log.read(incident)[-1].event


def holders(world: World, incident: str) -> set[str | None]:
    now = world.service.load(incident)
    return {now.person_of(role) for role in now.runbook.roles if role != COMMANDER}


async def test_a_role_goes_to_whoever_rests_by_a_key_of_its_own_and_nobody_else_is_asked_about(
    world: World, incident: str
) -> None:
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 1")
        await page.press("r", "1")
        await page.sees("Who is", "2  Bo Chen, rests until 10:40")
        await page.press("2")
        await page.sees("Bo Chen rests until 2026-11-21 10:40", "w  give it to them all the same")
        await page.press("enter", "2")
        assert holders(world, incident) == {None}
        await page.press("escape", "4")
        await page.until(lambda: "dee" in holders(world, incident), "the role")
        await page.press("r", "1")
        await page.sees("2  Bo Chen, rests")
        await page.press("2", "w")
        await page.until(lambda: "bo" in holders(world, incident), "a role of Bo's")


async def test_a_call_for_help_names_whoever_rests_last_and_until_when(world: World, incident: str) -> None:
    able = [
        each.changed(roles=("technical",)) if each.id in {"bo", "dee"} else each for each in world.directory.everybody
    ]
    world.directory.everybody = tuple(able)
    async with opened(world, incident=incident, size=(80, 40)) as page:
        await page.sees("[>] 1")
        await page.press("!")
        await page.sees("CALL FOR HELP", "Bo Chen", "rests until 10:40")
        role = page.text.partition("nobody, wanted now")[2].partition("wanted now")[0]
        assert role.index("Dee Novak") < role.index("Bo Chen")


@pytest.mark.parametrize(
    ("keys", "question", "written"),
    [
        (["a", "2"], "How many minutes", "StepAsked"),
        (["A", *"why", "enter", "2"], "How many minutes", "QuestionAssigned"),
        (["H", "o", "1"], "What worries you most?", "HandoverOffered"),
    ],
)
async def test_whoever_rests_is_asked_and_offered_nothing_without_that_key(
    world: World, incident: str, keys: list[str], question: str, written: str
) -> None:
    async with opened(world, incident=incident, size=(80, 30)) as page:
        await page.sees("[>] 1")
        for key in keys[:-1]:
            await page.press(key)
            await page.settled()
        await page.sees("Bo Chen, rests until 10:40")
        await page.press(keys[-1])
        await page.sees("Bo Chen rests until 2026-11-21 10:40")
        await page.press("enter")
        assert question not in page.text
        await page.press("w")
        await page.sees(question)
        if question.startswith("What"):
            await page.type("the queue")
        await page.press("enter")
        await page.settled()
        if written != "QuestionAssigned":
            await page.press("enter")
        await page.until(lambda: type(last(world, incident)).__name__ == written, written)


@pytest.mark.parametrize(
    ("keys", "question", "written"),
    [
        (["R", "t", *"Alpha", "enter", "2"], "stands, led by Bo Chen", "TeamFormed"),
        (["K", "o", "1"], "Why? Enter alone leaves it out.", "CasesHandedOn"),
        (["s", *"bo", "enter"], "Why is it put off?", "StepDeferred"),
    ],
)
async def test_no_team_no_case_and_no_step_goes_to_whoever_rests_without_that_key(
    world: World, incident: str, keys: list[str], question: str, written: str
) -> None:
    asks = CaseWords(name="Lin Wei", contact="13800138000", service="pay", problem="paid twice", request="refund")
    world.does(incident, c.ReceiveCases(by="ana", cases=(c.NewCase(words=asks),)))
    async with opened(world, incident=incident, size=(80, 30)) as page:
        await page.sees("[>] 1")
        for key in keys[:-1]:
            await page.press(key)
            await page.settled()
        await page.sees("Bo Chen", "rests until 10:40")
        await page.press(keys[-1])
        await page.sees("Bo Chen rests until 2026-11-21 10:40", "w  give it to them all the same")
        await page.press("enter")
        assert question not in page.text
        await page.press("w")
        if written != "TeamFormed":
            await page.sees(question)
            await page.press(*(["1", "enter"] if written == "StepDeferred" else ["enter"]))
        await page.until(lambda: type(last(world, incident)).__name__ == written, written)


async def test_keys_that_are_quicker_than_the_reading_of_rests_wait_for_it(
    world: World, incident: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: Callable[..., Mapping[str, datetime]] = rests.resting_people
    may_read = Event()

    def slowly(*services: Any) -> Mapping[str, datetime]:  # noqa: ANN401  (as the reading takes them)
        may_read.wait(9)
        return read(*services)

    monkeypatch.setattr(rests, "resting_people", slowly)
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 1")
        await page.press("r", "1", "2", "w")
        await page.sees("One moment: who rests is read.")
        may_read.set()
        await page.sees("Bo Chen rests until")
        may_read.clear()
        await page.press("escape", "escape", "escape")
        await page.press("r", "1", "4")
        await page.sees("One moment")
        may_read.set()
        await page.until(lambda: "dee" in holders(world, incident), "a role of Dee's")


async def test_where_rests_cannot_be_read_work_is_given_all_the_same(
    world: World, incident: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_services: object) -> Mapping[str, datetime]:
        raise OSError

    monkeypatch.setattr(rests, "resting_people", broken)
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 1")
        await page.press("r", "1", "2")
        await page.until(lambda: "bo" in holders(world, incident), "the role")
