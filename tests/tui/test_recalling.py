"""Taking back a mark that sent a message says what becomes of the message, before and after (DESIGN.md 4)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from incident import i18n
from incident.application.ports import (
    Assurance,
    AttemptClass,
    AttemptOutcome,
    Delivery,
    DeliveryState,
    Recipient,
    Sender,
    Target,
)
from incident.domain import commands as c
from incident.tui.views.lines import width_of
from incident.tui.views.status import status_lines
from incident.walk.moment import Walk
from incident.walk.reading import moment_of
from incident.wording.speech import Speech
from incident.wording.timeline import lines
from tests.tui.pages import opened
from tests.tui.worlds import World


class HalfSender(Sender):
    """Gets through to one target of two."""

    def send(self, target: Target, delivery: Delivery, limit: timedelta) -> AttemptOutcome:
        del delivery, limit
        if target.id == "mail":
            return AttemptOutcome(result=AttemptClass.DELIVERED, assurance=Assurance.ACCEPTED)
        return AttemptOutcome(result=AttemptClass.NOT_SENT, retry_after=timedelta(hours=1))

    def close(self) -> None:
        return


@pytest.fixture
def world(world: World) -> World:
    """Where one of three is told at once, and two by a way that is down."""
    told = [("eva", "mail"), ("day shift", "agents-chat"), ("night shift", "agents-chat")]
    recipients = tuple(Recipient(name=name, target_id=way, address="a@b.c", language="en") for name, way in told)
    world.directory.audiences = {**world.directory.audiences, "agents": recipients}
    world.sender = HalfSender()
    return world


def _told(world: World, *, seconds: int = 5) -> str:
    incident = world.declared()
    world.does(incident, c.CompleteStep(by="ana", step="notice"), c.CompleteStep(by="ana", step="agents"))
    if seconds:
        world.dispatcher.drain(timedelta(seconds=seconds))
    return incident


def _walk(world: World, incident: str) -> Walk:
    walk = moment_of(world, world.service.load(incident))
    return replace(walk, speech=Speech.to(world.directory.people(), bundle=walk.incident.bundle))


@pytest.mark.parametrize(
    ("language", "width", "words"),
    [
        (
            "en",
            140,
            "u undoes: 2 as expected 02:40, calls back M1 to Agents on shift: 2 not sent, 1 sent stays sent",
        ),
        ("en", 80, "u undoes: 2 as expected 02:40, calls back M1: 2 unsent, 1 stays sent"),
        ("en", 60, "u undoes: 2 as expected 02:40, calls back M1"),
        ("zh-CN", 60, "u 撤销：2 符合预期 02:40，并撤回 M1"),
        ("zh-CN", 80, "u 撤销：2 符合预期 02:40，并撤回 M1：2 处未发、1 处已发，无法撤回"),
    ],
)
def test_the_last_row_says_which_message_would_be_called_back_as_far_as_it_has_room(
    world: World, language: str, width: int, words: str
) -> None:
    walk = _walk(world, _told(world))
    i18n.use(language)
    (row,) = status_lines(walk, None, width)
    assert words in row.plain
    assert width_of(row) <= width


def test_what_everybody_has_stays_sent_and_is_said_so(world: World) -> None:
    world.directory.audiences = {**world.directory.audiences, "agents": world.directory.audiences["agents"][:1]}
    (row,) = status_lines(_walk(world, _told(world)), None, 80)
    assert "u undoes: 2 as expected 02:40; M1 to Agents on shift stays sent" in row.plain


async def test_undo_says_whom_the_message_reaches_no_more_and_so_does_the_timeline(world: World) -> None:
    incident = _told(world)
    async with opened(world, incident=incident) as page:
        await page.sees("[x]   2", "calls back M1: 2 unsent, 1 stays sent")
        await page.press("u")
        await page.sees("Taken back: 2 as expected 02:40. Message M1", "2 not sent, 1 sent stays sent.")
    states = [row.state for row in world.outbox.deliveries(incident)]
    assert sorted(states) == [DeliveryState.CANCELLED, DeliveryState.CANCELLED, DeliveryState.SENT]
    said = lines(world.log.read(incident), Speech.to(bundle=world.bundles[0]))[-1].words
    assert said.endswith("mark taken back; message M1 to 'Agents on shift' is called back, some had it already")


def test_the_timeline_names_a_message_with_the_mark_that_sent_it_and_with_no_other(world: World) -> None:
    incident = _told(world, seconds=0)
    later = world.clock.now() + timedelta(hours=1)
    world.does(
        incident,
        c.UndoMark(by="ana"),
        c.DeferStep(by="ana", step="agents", because="busy", until_time=later),
        c.UndoMark(by="ana"),
        c.CompleteStep(by="ana", step="agents"),
    )
    world.dispatcher.drain(timedelta(seconds=5))
    world.does(incident, c.UndoMark(by="ana"), c.UndoMark(by="ana"))
    said = [each.words for each in lines(world.log.read(incident), Speech.to(bundle=world.bundles[0]))]
    tails = [words.partition("mark taken back")[2] for words in said if "mark taken back" in words]
    nobody = "; message M1 to 'Agents on shift' is called back, it had reached nobody"
    assert tails == [nobody, "", "; message M2 to 'Agents on shift' is called back, some had it already", ""]
