from __future__ import annotations

import math
import threading
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from textual.message_pump import MessagePump

from incident import i18n
from incident.adapters.storage.memory import MemoryLog
from incident.application.errors import StorageError, StorageMissing, StorageTooNew
from incident.application.ports import Batch, Delivery, DeliveryState, Span, in_doubt
from incident.domain import commands as c
from incident.domain.events import Recorded
from incident.tui import gateway, watching
from incident.tui.posting import Posting
from incident.tui.screens.page import Page as FullScreen
from incident.tui.screens.walk import Walking
from tests.tui.pages import Page, opened
from tests.tui.worlds import World


class StumblingLog(MemoryLog):
    """Raises something that nobody foresaw when it is asked the first time what ran out."""

    stumbles = 1

    def reap(
        self, now: datetime, kept: Span | None = None, never_begun: Callable[[Delivery], bool] = in_doubt
    ) -> Sequence[Delivery]:
        if self.stumbles:
            self.stumbles -= 1
            raise RuntimeError("nobody foresaw this")
        return super().reap(now, kept, never_begun)


class FaultyLog(MemoryLog):
    """Raises something that nobody foresaw each time that it is asked for a warning, until it is whole."""

    is_whole = True

    @property
    def warning(self) -> StorageError | None:
        if not self.is_whole:
            raise RuntimeError("nobody foresaw this")
        return None


class NewerLog(MemoryLog):
    """Can be read; from `is_newer` on it can no longer be written."""

    is_newer = False
    refused = looks = 0

    def change_mark(self) -> int:
        self.looks += 1
        return super().change_mark()

    @property
    def obstacle(self) -> StorageError | None:
        return StorageTooNew(path="log.db") if self.is_newer else None

    def append(self, batch: Batch) -> Sequence[Recorded]:
        if self.is_newer:
            self.refused += 1
            raise StorageTooNew(path="log.db")
        return super().append(batch)


class HeldLog(MemoryLog):
    """Takes nothing until whoever holds it lets go."""

    def __init__(self) -> None:
        super().__init__()
        self.is_free = threading.Event()
        self.is_free.set()
        self.is_asked = False

    def append(self, batch: Batch) -> Sequence[Recorded]:
        self.is_asked = not self.is_free.is_set()
        assert self.is_free.wait(20)
        return super().append(batch)


class GoneLog(MemoryLog):
    """Cannot be read once it is gone."""

    is_gone = False

    def read(self, incident_id: str, after: int = 0) -> Sequence[Recorded]:
        if self.is_gone:
            raise StorageMissing(path="incident.db", detail="the file was deleted")
        return super().read(incident_id, after)


def _said(page: Page) -> list[str]:
    """What the screens say: the walk may not have come to the front yet."""
    return [screen.notice[0] for screen in page.app.screen_stack if isinstance(screen, FullScreen) and screen.notice]


async def test_a_fault_of_the_dispatcher_is_said_and_sending_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gateway, "AGAIN_SECONDS", 0.01)
    world = World(folder=tmp_path, log=StumblingLog())
    incident = world.declared()
    world.does(incident, c.CompleteStep(by="ana", step="notice"), c.CompleteStep(by="ana", step="agents"))
    async with opened(world, incident=incident) as page:
        await page.until(lambda: any("RuntimeError" in said for said in _said(page)), "the fault to be said")
        await page.until(
            lambda: {row.state for row in world.log.deliveries(incident)} == {DeliveryState.SENT}, "the message to go"
        )


def test_a_fault_before_any_screen_follows_the_log_is_said_once_on_the_first(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    posting, said = Posting(), list[tuple[object, MessagePump]]()
    monkeypatch.setattr(posting, "post", lambda message, reader: said.append((message.reason, reader)))
    watch, fault, first = watching.Watch(world, posting, nullcontext), RuntimeError("unforeseen"), MessagePump()
    watch.tell(fault)
    watch.follow(None, first)
    watch.follow(None, MessagePump())
    assert said == [(fault, first)]


async def test_a_fault_while_looking_around_is_said_and_every_key_still_counts(tmp_path: Path) -> None:
    log = FaultyLog()
    world = World(folder=tmp_path, log=log)
    incident = world.declared()
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 1")
        log.is_whole = False
        await page.until(lambda: any("RuntimeError" in said for said in _said(page)), "the fault to be said")
        await page.press("space")
        await page.sees("[>] 2")
        log.is_whole = True
        world.does(incident, c.CompleteStep(by="ana", step="agents"))
        await page.sees("[>] 3")


def test_whoever_leaves_does_not_wait_for_another_look_around(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    leaving, looks = gateway.Gateway(world), list[bool]()

    def look() -> int:
        looks.append(leaving._leaving.is_set())
        return 0

    monkeypatch.setattr(watching, "LOOK_SECONDS", 0.0)
    monkeypatch.setattr(world.log, "change_mark", look)
    leaving.start()
    leaving.stop()
    assert True not in looks


def test_after_a_long_reading_keys_have_their_turn_before_the_next(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ten thousand deliveries that leave one by one change the log at every look."""
    spent, moment, reads = [0.0], [1000.0], list[float]()

    def read(*_: object) -> None:
        reads.append(moment[0])
        spent[0] += 0.5

    posting = Posting()
    monkeypatch.setattr(posting, "answer", read)
    clocks = SimpleNamespace(monotonic=lambda: moment[0], thread_time=lambda: spent[0])
    monkeypatch.setattr(watching, "time", clocks)
    monkeypatch.setattr(world.log, "change_mark", lambda: int(moment[0] * 10))
    watch = watching.Watch(world, posting, nullcontext)
    watch.follow("INC-0001", MessagePump())
    monkeypatch.setattr(watch, "_ticked_at", math.inf)
    for _ in range(8):
        moment[0] += watching.LOOK_SECONDS
        watch.look_around()
    assert reads == [1000.5, 1002.0, 1003.5]


async def test_a_log_of_a_newer_program_is_said_on_the_last_row(tmp_path: Path) -> None:
    log = NewerLog()
    world = World(folder=tmp_path, log=log)
    incident = world.declared()
    log.is_newer = True
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 1")
        await page.press("space")
        await page.sees("written by a newer program")


async def test_an_incident_that_cannot_be_read_says_why_and_not_nothing(tmp_path: Path) -> None:
    log = GoneLog()
    world = World(folder=tmp_path, log=log)
    world.declared()
    async with opened(world) as page:
        await page.sees("INC-0001")
        log.is_gone = True
        await page.press("enter")
        await page.sees("the file was deleted")


async def test_leaving_wakes_the_dispatcher_and_it_ends(world: World) -> None:
    async with opened(world) as page:
        threads = [thread for thread in threading.enumerate() if thread.name == "gateway"]
        assert threads
        await page.until(lambda: "dispatcher" in [t.name for t in threading.enumerate()], "the dispatcher")
        dispatcher = next(t for t in threading.enumerate() if t.name == "dispatcher")
    dispatcher.join(gateway.LEAVE_SECONDS)
    assert not dispatcher.is_alive()


async def test_a_log_that_can_only_be_read_says_so_in_one_line_and_refuses_a_mark(tmp_path: Path) -> None:
    log, said = NewerLog(), "This log can only be read: it is of another version"
    world = World(folder=tmp_path, log=log)
    incident = world.declared()
    log.is_newer = True
    async with opened(world) as page:
        await page.sees(said, "Line 3 is down")
        await page.press("1")
        await page.sees("[>] 1", said)
        await page.press("space")
        await page.sees("was written by a newer program, so it can be")
        await page.press("escape")
        await page.sees("START", said)
        await page.press("c")
        await page.sees("此日志只能读取")
    assert len(log.read(incident)) == 2


async def test_time_asks_for_nothing_of_a_log_that_can_only_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (gateway, watching):
        monkeypatch.setattr(module, "LOOK_SECONDS", 0.01)
    monkeypatch.setattr(watching, "TICK_SECONDS", 0.0)
    log = NewerLog()
    world = World(folder=tmp_path, log=log)
    incident = world.declared()
    log.is_newer = True
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 1")
        world.clock.forward(hours=1)  # every step is late by now, and a warning is due
        looks = log.looks
        await page.until(lambda: log.looks > looks + 3, "looks for what has changed")
        assert not log.refused
        await page.press("space")
        await page.until(lambda: log.refused == 1, "the mark to be refused")


async def test_a_mark_that_is_set_again_is_said_not_to_be_saved_yet_either_whatever_is_pressed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = HeldLog()
    world = World(folder=tmp_path, log=log)
    incident = world.declared()
    world.does(incident, c.CompleteStep(by="ana", step="notice"), c.UndoMark(by="ana"))
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 1")
        log.is_free.clear()
        try:
            await page.press("ctrl+r")
            await page.until(lambda: "Not saved yet" in page.text, "what is not saved to be said")
            monkeypatch.setattr(Walking, "tick", lambda _screen: None)  # a key must not have to wait for it
            await page.press("j")
            await page.sees("LOOKING", "Not saved yet")
        finally:
            log.is_free.set()
        await page.sees("[>] 2")


async def test_a_sheet_opens_while_what_time_brings_is_the_first_that_waits_for_the_log(tmp_path: Path) -> None:
    log = HeldLog()
    world = World(folder=tmp_path, log=log)
    incident = world.declared()
    world.does(incident, c.AddNote(by="ana", text="callers hear nothing"))
    written = len(log.read(incident))
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 1")
        log.is_free.clear()
        try:
            world.clock.forward(minutes=31)
            await page.until(lambda: log.is_asked, "the clocks to be written")
            await page.press("t")
            await page.sees("callers hear nothing")
            assert len(log.read(incident)) == written
        finally:
            log.is_free.set()


@pytest.mark.parametrize(("language", "words"), [("en", "Not saved yet"), ("zh-CN", "尚未保存")])
async def test_a_mark_that_a_held_log_keeps_waiting_is_said_not_to_be_saved_yet(
    tmp_path: Path, language: str, words: str
) -> None:
    i18n.use(language)
    log = HeldLog()
    world = World(folder=tmp_path, log=log)
    incident = world.declared()
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 1")
        log.is_free.clear()
        try:
            await page.press("space")
            await page.until(lambda: words in page.text, "what is not saved to be said")
        finally:
            log.is_free.set()
        await page.sees("[>] 2")
        await page.until(lambda: words not in page.text, "it to be saved")


async def test_a_sheet_opens_and_shows_what_is_written_while_a_mark_waits_for_the_log(tmp_path: Path) -> None:
    log = HeldLog()
    world = World(folder=tmp_path, log=log)
    incident = world.declared()
    world.does(incident, c.AddNote(by="ana", text="callers hear nothing"))
    written = len(log.read(incident))
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 1")
        log.is_free.clear()
        try:
            await page.press("space", "t")
            await page.sees("callers hear nothing")
            assert len(log.read(incident)) == written
        finally:
            log.is_free.set()
        await page.sees("as expected")
