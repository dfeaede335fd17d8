"""A whole program in memory: what the command line is handed, with a clock, a team and a sender that a test steers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache, cached_property, partial
from pathlib import Path

from incident.adapters.calendars.enclosing import Enclosing
from incident.adapters.documents.collection import Shelved
from incident.adapters.documents.drills.library import PlanShelf
from incident.adapters.documents.scenarios.library import ScenarioLibrary
from incident.adapters.spool import FileSpool
from incident.adapters.storage.memory import MemoryLog
from incident.adapters.workspace.checking import enter_calendar
from incident.adapters.workspace.drills import plan_shelf
from incident.application.actor import Actor
from incident.application.delivery.dispatch import Dispatcher
from incident.application.delivery.heartbeat import Heartbeat
from incident.application.delivery.reporting import report_deliveries
from incident.application.delivery.unlogged import Pager
from incident.application.errors import IncidentError, NotFound, Problem, ServerKeeps, StorageError
from incident.application.merging import Merged
from incident.application.messages.people import person_called
from incident.application.ports import (
    Assurance,
    AttemptClass,
    AttemptOutcome,
    Delivery,
    Directory,
    EventLog,
    Sender,
    Target,
)
from incident.application.service import IncidentService
from incident.cli.wiring import BackupMade, Fault, Listener, LogRestored, Options, Served, ServedAt, Verdict
from incident.domain.duties.rota import CalendarEntered, CalendarSays
from incident.domain.exercises.scenario import ScenarioBundle
from incident.domain.law.holding import HeldTo
from incident.domain.resources.resource import Inventory
from incident.domain.runbooks.runbook import Bundle
from incident.shipped import library_root
from tests.bundles import RUNBOOK_ID, a_bundle
from tests.fakes import CountingIds, FakeClock, FakeDirectory, ShelfLibrary, a_team

__all__ = ["AnsweringSender", "FakeWorkspace", "World"]

SENT = AttemptOutcome(result=AttemptClass.DELIVERED, assurance=Assurance.CONFIRMED)


class AnsweringSender(Sender):
    """Answers every send in the way that the test wrote down for the target, and keeps what it was handed."""

    def __init__(self) -> None:
        self.sent: list[Delivery] = []
        self.answers: dict[str, AttemptOutcome] = {}

    def send(self, target: Target, delivery: Delivery, limit: timedelta) -> AttemptOutcome:
        assert limit > timedelta(0)
        self.sent.append(delivery)
        return self.answers.get(target.id, SENT)

    def close(self) -> None:
        """Nothing is held open."""


@dataclass(frozen=True, kw_only=True)
class FakeWorkspace:
    """A team's folder that is nowhere."""

    name: str = "Night shift"
    root: str = "/nowhere"
    language: str = "en"
    zone: str = "UTC"
    contact: str = "bridge 7"
    is_sandbox: bool = False
    names_law: bool = False
    retention: Mapping[str, timedelta] = field(default_factory=dict)


class FakeCollection:
    """The runbooks that a test wrote down, as those that came with the program."""

    folder = Path("/nowhere")

    def __init__(self, library: ShelfLibrary) -> None:
        self._library = library

    def shelved(self) -> Iterator[Shelved]:
        for each in self._library.every():
            yield Shelved(id=each.id, outline=each.outline, status="active")

    def bundle(self, runbook_id: str) -> Bundle:
        return self._library.bundle(runbook_id)

    def shipped(self, runbook_id: str) -> Bundle:
        return self._library.bundle(runbook_id)

    def is_own(self, runbook_id: str) -> bool:
        return runbook_id not in self._library.shelf

    def is_shipped(self, runbook_id: str) -> bool:
        return runbook_id in self._library.shelf

    def in_files(self, paths: Sequence[Path]) -> Bundle:
        raise NotFound(kind="file", name=str(paths[0]))

    def known_elsewhere(self) -> Mapping[str, str]:
        return {}


class KeptScenarios(ScenarioLibrary):
    """Compiles each of what came with the program once a run: its files stay as they are meanwhile."""

    def __init__(self) -> None:
        super().__init__([library_root() / "scenarios"], [library_root()])
        self._bundles: dict[str, ScenarioBundle] = {}
        self._books: dict[str, Bundle] = {}

    def bundle(self, scenario_id: str) -> ScenarioBundle:
        if scenario_id not in self._bundles:
            self._bundles[scenario_id] = super().bundle(scenario_id)
        return self._bundles[scenario_id]

    def runbook(self, runbook_id: str) -> Bundle:
        if runbook_id not in self._books:
            self._books[runbook_id] = super().runbook(runbook_id)
        return self._books[runbook_id]


_shipped_scenarios = cache(KeptScenarios)


class WorldServices:
    """Implements `Services` for one person at a terminal."""

    def __init__(self, world: World, actor: Actor) -> None:
        self.workspace = world.workspace
        self.directory: Directory = world.directory
        self.library = world.library
        self.clock = world.clock
        self.ids = world.ids
        self.actor = actor
        self.closed = False
        self.stale_because: Sequence[Problem] = ()
        self._world = world

    @property
    def log(self) -> EventLog:
        if self._world.broken is not None:
            raise self._world.broken
        return self._world.log

    def scenarios(self) -> Iterable[ScenarioBundle]:
        return self._world.scenarios(Options()).every()

    def plans(self) -> PlanShelf:
        return self._world.plans(Options())

    @property
    def heartbeat(self) -> Heartbeat | None:
        return self._world.heartbeat

    @property
    def uncopied(self) -> StorageError | None:
        return self._world.uncopied

    @property
    def merged(self) -> Merged | None:
        return self._world.merged

    @property
    def link(self) -> None:
        return None

    @property
    def outbox(self) -> MemoryLog:
        return self._world.log

    @cached_property
    def spool(self) -> FileSpool:
        return FileSpool(self._world.spool)

    @cached_property
    def service(self) -> IncidentService:
        return IncidentService(
            log=self.log,
            clock=self.clock,
            ids=self.ids,
            directory=self.directory,
            outbox=self.outbox,
            inventory=lambda: self._world.inventory,
        )

    @cached_property
    def dispatcher(self) -> Dispatcher:
        return Dispatcher(
            outbox=self.outbox,
            sender=self._world.sender,
            targets=self.directory,
            clock=self.clock,
            ids=self.ids,
            report=partial(report_deliveries, self.service),
            enclose=Enclosing(self.service.load, self.directory),
        )

    def renew(self) -> bool:
        """Its people stay who they are."""
        return False

    def held_to(self) -> HeldTo | None:
        if self._world.lawless is not None:
            raise self._world.lawless
        return self._world.held_to

    def close(self) -> None:
        self.closed = True


@dataclass(kw_only=True)
class World:
    """Implements `Wiring`; every opened `Services` shares one log."""

    clock: FakeClock = field(default_factory=FakeClock)
    ids: CountingIds = field(default_factory=CountingIds)
    directory: FakeDirectory = field(default_factory=a_team)
    workspace: FakeWorkspace = field(default_factory=FakeWorkspace)
    library: ShelfLibrary = field(default_factory=lambda: ShelfLibrary({RUNBOOK_ID: a_bundle()}))
    log: MemoryLog = field(default_factory=MemoryLog)
    sender: AnsweringSender = field(default_factory=AnsweringSender)
    login: str = "ana"
    heartbeat: Heartbeat | None = None
    merged: Merged | None = None
    """What became of what was done without the server."""
    uncopied: StorageError | None = None
    """Why a server's log has no copy here."""
    broken: IncidentError | None = None
    """What opening the log comes to, if it cannot be opened."""
    problems: Sequence[Problem] = ()
    faults: Sequence[Fault] = ()
    database: str = ""
    secrets: dict[str, str] = field(default_factory=dict)
    """Why the secret of a target cannot be read."""
    held_to: HeldTo | None = None
    """The rules of law that count."""
    lawless: IncidentError | None = None
    """Why the rules of law cannot be read, if they cannot."""
    on_start: Callable[[], int] = lambda: 0
    """The terminal program."""
    opened: list[WorldServices] = field(default_factory=list)
    person_language: str | None = None
    asked: list[Options] = field(default_factory=list)
    started_at: str | None = None
    """The incident that the terminal program was started with."""
    started_leading: bool = False
    """Whether it began on the screen of whoever leads that exercise."""
    checked: list[Sequence[str]] = field(default_factory=list)

    served: list[ServedAt] = field(default_factory=list)
    unserved: Exception | None = None
    """Why nobody can be served, if nobody can."""
    passwords: dict[str, str] = field(default_factory=dict)
    spool: Path = Path("/nowhere/pages.jsonl")

    def __post_init__(self) -> None:
        self.inventory = Inventory()
        self.imported: list[str] = []
        """Lines for `resources.yaml`."""
        self.log.load_targets(self.directory.targets())

    def open_services(self, options: Options) -> WorldServices:
        self.asked.append(options)
        actor = Actor(person=self.login)
        if options.acting_as not in (None, self.login):
            actor = Actor(person=self.login, on_behalf_of=person_called(self.directory, options.acting_as or "").id)
        self.opened.append(WorldServices(self, actor))
        return self.opened[-1]

    def open_pager(self, _options: Options) -> Pager:
        return Pager(sender=self.sender, directory=self.directory, spool=FileSpool(self.spool))

    def login_name(self, _options: Options) -> str:
        return self.login

    def language_of(self, workspace: str | None) -> str | None:
        return self.workspace.language if workspace is None else None

    def own_language(self, workspace: str | None) -> str | None:
        return self.person_language if workspace is None else None

    def start_terminal(self, options: Options, incident_id: str | None = None, *, leads: bool = False) -> int:
        self.asked.append(options)
        self.started_at, self.started_leading = incident_id, leads
        return self.on_start()

    def init_workspace(self, folder: str, options: Options) -> Sequence[str]:
        self.asked.append(options)
        path = Path(folder) / "incident.yaml"
        path.write_text("format: workspace/1\n")
        return [str(path)]

    def check_workspace(self, options: Options) -> Sequence[Problem]:
        self.asked.append(options)
        return self.problems

    def import_overrides(self, says: CalendarSays, options: Options) -> CalendarEntered:
        self.asked.append(options)
        return enter_calendar(Path(self.workspace.root), says, self.clock.now())

    def import_inventory(self, text: str, options: Options) -> int:
        self.asked.append(options)
        self.imported.append(text)
        return text.count("\n")

    def usual_keys(self) -> Mapping[str, tuple[Sequence[str], str]]:
        return {"walk.defer": (["s"], "defer"), "walk.look.down": (["Down", "j"], "look down")}

    def check_runbooks(self, paths: Sequence[str], options: Options) -> Sequence[Problem]:
        self.asked.append(options)
        self.checked.append(paths)
        return self.problems

    def resources_schema(self) -> Mapping[str, object]:
        return {"title": "Inventory", "description": "资源清单"}

    def runbook_schema(self) -> Mapping[str, object]:
        return {"title": "Runbook", "description": "手册"}

    def runbooks(self, options: Options) -> FakeCollection:
        self.asked.append(options)
        return FakeCollection(self.library)

    def scenarios(self, options: Options) -> ScenarioLibrary:
        self.asked.append(options)
        return _shipped_scenarios()

    def check_scenarios(self, paths: Sequence[str], options: Options) -> Sequence[Problem]:
        return self.check_runbooks(paths, options)

    def scenario_schema(self) -> Mapping[str, object]:
        return {"title": "Scenario", "description": "演练情景"}

    def plans(self, options: Options) -> PlanShelf:
        people = {each.id: each.roles for each in self.directory.people()}
        return plan_shelf(Path(self.workspace.root), people, self.workspace.zone, lambda: self.scenarios(options))

    def today(self, _options: Options) -> date:
        return self.clock.now().date()

    def play_demo(self, options: Options, *, play: bool) -> int:
        self.asked.append(options)
        return 0 if play else 1

    def verify(self, incident_id: str | None, options: Options, printed: str | None = None) -> Verdict:
        self.asked.append(options)
        faults = [fault for fault in self.faults if incident_id in (None, fault.incident_id)]
        if printed is not None and not self.log.knows_head(printed):
            faults.append(Fault(incident_id="", seq=0, words=f"{printed} is unknown"))
        return Verdict(faults=faults, heads=self.log.heads(incident_id))

    def back_up(self, file: str, options: Options, *, replace: bool) -> BackupMade:
        self.asked.append(options)
        raise ServerKeeps(command=f"pg_dump --file={file}{' --clean' * replace}")

    def restore(self, file: str, options: Options, *, lose: int) -> LogRestored:
        self.asked.append(options)
        raise ServerKeeps(command=f"pg_restore {file}{' --clean' * (not lose)}")

    def serve(self, options: Options, place: ServedAt, listener: Listener) -> None:
        self.asked.append(options)
        self.served.append(place)
        if self.unserved is not None:
            raise self.unserved
        listener.listening(Served(url="http://127.0.0.1:8000", host=place.host, is_exposed=False, is_closed=True))

    def set_password(self, person: str, password: str, options: Options) -> None:
        self.asked.append(options)
        self.passwords[person] = password

    def upgrade_database(self, options: Options) -> Sequence[str]:
        self.asked.append(options)
        return []

    def link_obstacle(self, options: Options) -> str:
        self.asked.append(options)
        return ""

    def secret_obstacle(self, target: Target, options: Options) -> str:
        self.asked.append(options)
        return self.secrets.get(target.id, "")

    def database_obstacle(self, options: Options) -> str:
        self.asked.append(options)
        return self.database
