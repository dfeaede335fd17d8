"""The line mode over a world in memory: what is typed is written down, what is said is kept."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from incident import i18n
from incident.adapters.storage.memory import MemoryLog
from incident.application.actor import Actor
from incident.application.errors import StorageBusy
from incident.application.ports import Batch
from incident.cli.main import run
from incident.cli.session import Session
from incident.cli.walk.lines import Typed
from incident.cli.walk.place import Place
from incident.cli.walk.walking import Walking
from incident.cli.wiring import Options
from incident.domain.commands import AddNote, Command
from incident.domain.events import Recorded
from incident.walk.drafts import Drafts
from tests.bundles import RUNBOOK_ID
from tests.cli.world import World

__all__ = ["Aloud", "HeldLog", "declare"]

AFTER_THINKING = 9.0


class HeldLog(MemoryLog):
    """A log that another process can hold."""

    is_held = False
    """Whether it takes nothing."""
    is_gone = False
    """Whether it gives nothing either."""

    def append(self, batch: Batch) -> list[Recorded]:
        if self.is_held or self.is_gone:
            raise StorageBusy(path="incident.db")
        return list(super().append(batch))

    def read(self, incident_id: str, after: int = 0) -> list[Recorded]:
        if self.is_gone:
            raise StorageBusy(path="incident.db")
        return list(super().read(incident_id, after))


class Script:
    """Lines that were written down before; what is called between them happens while the person thinks."""

    is_terminal = True

    def __init__(self, *steps: str | Typed | Callable[[], object]) -> None:
        self._steps = deque(steps)
        self.forgotten = 0

    def next(self, idle: Callable[[], None]) -> Typed | None:
        idle()
        while self._steps:
            step = self._steps.popleft()
            if isinstance(step, Typed):
                return step
            if isinstance(step, str):
                return Typed(lines=(step,), seconds=AFTER_THINKING)
            step()
            idle()
        return None

    def forget(self) -> None:
        self.forgotten += 1


class Heard:
    """Keeps what was said, prompts between brackets."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def say(self, *sentences: str) -> None:
        self.lines += filter(None, sentences)

    def prompt(self, words: str) -> None:
        self.lines.append(f"<{words.strip()}>")

    def interrupt(self, *sentences: str) -> None:
        self.say(*sentences)


class Aloud:
    """Walks the one incident of a world, as one person."""

    def __init__(self, world: World, log: HeldLog, folder: Path) -> None:
        self.world = world
        self.log = log
        self.drafts = folder
        self.incident = log.summaries()[0].incident_id

    def __call__(self, *steps: str | Typed | Callable[[], object], person: str = "ana") -> list[str]:
        """Type these lines, then none; everything that was said."""
        self.world.login = person
        session, heard = Session(self.world, Options(), at_terminal=True), Heard()
        drafts = Drafts(self.drafts, person)
        try:
            people = session.services.directory.people()
            place = Place(session, self.incident)
            Walking(place=place, lines=Script(*steps), voice=heard, people=people, drafts=drafts).run()
        finally:
            drafts.close()
        return heard.lines

    def by(self, person: str, command: Command) -> Callable[[], object]:
        """What another person does at their own terminal."""
        service = self.world.open_services(Options()).service
        return lambda: service.execute(self.incident, command, Actor(person=person))

    @property
    def timeline(self) -> list[str]:
        """The names of the events so far."""
        return [type(entry.event).__name__ for entry in self.world.log.read(self.incident)]


@pytest.fixture
def log() -> HeldLog:
    return HeldLog()


@pytest.fixture
def world(log: HeldLog) -> World:
    return World(log=log)


@pytest.fixture
def aloud(world: World, log: HeldLog, tmp_path: Path) -> Iterator[Aloud]:
    """An incident at tier 2 in which somebody has noted something."""
    declare(world)
    made = Aloud(world, log, tmp_path)
    made.by("ana", AddNote(by="ana", text="begun"))()
    yield made
    i18n.use("en")


def declare(world: World, *words: str) -> None:
    """Declare the incident that is walked."""
    assert run(("declare", RUNBOOK_ID, "--tier", "2", "--title", "Voice line down", *words), world) == 0
