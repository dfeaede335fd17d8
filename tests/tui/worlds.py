"""A whole program in memory: what the terminal program is handed in its tests."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property, partial
from pathlib import Path

from incident.adapters.documents.drills.library import PlanShelf
from incident.adapters.documents.scenarios.library import ScenarioLibrary
from incident.adapters.spool import FileSpool
from incident.adapters.storage.memory import MemoryLog
from incident.adapters.workspace.drills import plan_shelf
from incident.application.actor import Actor
from incident.application.delivery.dispatch import Dispatcher
from incident.application.delivery.reporting import report_deliveries
from incident.application.errors import IncidentError, Problem
from incident.application.ports import Assurance, AttemptClass, AttemptOutcome, Delivery, Sender, Target
from incident.application.service import IncidentService
from incident.domain import commands as c
from incident.domain.events import IncidentMode
from incident.domain.exercises.scenario import ScenarioBundle
from incident.domain.grading.tiers import Tier
from incident.domain.incident import Incident
from incident.domain.law.holding import HeldTo
from incident.domain.resources.resource import Inventory
from incident.domain.runbooks.runbook import Bundle
from incident.shipped import library_root
from tests.bundles import a_bundle
from tests.fakes import CountingIds, FakeClock, FakeDirectory, ShelfLibrary, a_team

__all__ = ["ANA", "BO", "World", "WorldWorkspace"]

ANA = Actor(person="ana")
BO = Actor(person="bo")
SCENARIOS = ScenarioLibrary([library_root() / "scenarios"], [library_root()])


@dataclass(frozen=True)
class WorldWorkspace:
    """The folder of the tests."""

    root: str
    name: str = "night shift"
    language: str = "en"
    zone: str = "UTC"
    contact: str = "the duty desk, 5000"
    is_sandbox: bool = False
    names_law: bool = False
    retention: Mapping[str, timedelta] = field(default_factory=dict)


class ReadySender(Sender):
    """Delivers everything at once."""

    def send(self, target: Target, delivery: Delivery, limit: timedelta) -> AttemptOutcome:
        del target, delivery, limit
        return AttemptOutcome(result=AttemptClass.DELIVERED, assurance=Assurance.ACCEPTED)

    def close(self) -> None:
        return


@dataclass
class World:
    """Services over a log in memory; several terminals may share one log."""

    folder: Path
    actor: Actor = ANA
    log: MemoryLog = field(default_factory=MemoryLog)
    clock: FakeClock = field(default_factory=FakeClock)
    directory: FakeDirectory = field(default_factory=a_team)
    ids: CountingIds = field(default_factory=CountingIds)
    bundles: Sequence[Bundle] = field(default_factory=lambda: (a_bundle(),))
    sender: Sender = field(default_factory=ReadySender)
    rules: HeldTo | None = None
    """The rules of law that count."""
    stale_because: Sequence[Problem] = ()
    """What is wrong in the files, so that what they said before holds."""
    inventory: Inventory = field(default_factory=Inventory)
    """What there is to give."""
    unplayable: bool = False
    """Whether there is no scenario."""
    lawless: IncidentError | None = None
    """Why the rules of law cannot be read, if they cannot."""

    def __post_init__(self) -> None:
        self.workspace = WorldWorkspace(root=str(self.folder))
        self.log.load_targets(self.directory.targets())

    @cached_property
    def spool(self) -> FileSpool:
        return FileSpool(self.folder / "pages.jsonl")

    @property
    def heartbeat(self) -> None:
        return None

    @property
    def uncopied(self) -> None:
        return None

    @property
    def merged(self) -> None:
        return None

    @property
    def link(self) -> None:
        return None

    @property
    def outbox(self) -> MemoryLog:
        return self.log

    @cached_property
    def library(self) -> ShelfLibrary:
        return ShelfLibrary({bundle.runbook.id: bundle for bundle in self.bundles})

    def scenarios(self) -> Iterable[ScenarioBundle]:
        return () if self.unplayable else SCENARIOS.every()

    def plans(self) -> PlanShelf:
        people = {each.id: each.roles for each in self.directory.people()}
        return plan_shelf(self.folder, people, self.workspace.zone, lambda: SCENARIOS)

    @cached_property
    def service(self) -> IncidentService:
        return IncidentService(
            log=self.log,
            clock=self.clock,
            ids=self.ids,
            directory=self.directory,
            outbox=self.log,
            inventory=lambda: self.inventory,
        )

    @cached_property
    def dispatcher(self) -> Dispatcher:
        return Dispatcher(
            outbox=self.log,
            sender=self.sender,
            targets=self.directory,
            clock=self.clock,
            ids=self.ids,
            report=partial(report_deliveries, self.service),
        )

    def renew(self) -> bool:
        """Its people stay who they are."""
        return False

    def held_to(self) -> HeldTo | None:
        if self.lawless is not None:
            raise self.lawless
        return self.rules

    def close(self) -> None:
        self.log.close()

    def of(self, actor: Actor) -> World:
        """Another person's terminal on the same log."""
        return World(
            folder=self.folder,
            actor=actor,
            log=self.log,
            clock=self.clock,
            directory=self.directory,
            ids=self.ids,
            inventory=self.inventory,
        )

    def declared(self, tier: Tier = Tier.SERIOUS, *, title: str = "Line 3 is down", **fields: object) -> str:
        """Declare an incident; its id."""
        command = c.DeclareIncident(
            by=self.actor.acts_as,
            title=title,
            tier=tier,
            bundle=self.bundles[0],
            **fields,  # type: ignore[arg-type]  # fields by name
        )
        return self.service.declare(command, self.actor).incident.id

    def exercise(self) -> str:
        """Declare an exercise; its id."""
        return self.declared(mode=IncidentMode.EXERCISE)

    def does(self, incident_id: str, *commands: c.Command) -> Incident:
        """Execute the commands as this world's person; the incident after them."""
        for command in commands:
            self.service.execute(incident_id, command, self.actor)
        return self.service.load(incident_id)
