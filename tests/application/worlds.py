"""A service on a log in memory, with a clock that stands still; and a log whose appends somebody gets in before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta

from incident.adapters.storage.memory import MemoryLog
from incident.application.actor import Actor
from incident.application.ports import Batch, Directory
from incident.application.service import IncidentService, Outcome
from incident.domain import commands as c
from incident.domain.events import IncidentMode, Recorded
from incident.domain.grading.tiers import Tier
from incident.domain.runbooks.runbook import Bundle, Verb
from tests.domain.walks import less, minutes, plan, step
from tests.fakes import CountingIds, FakeClock, FakeDirectory, a_team

__all__ = ["ANA", "BO", "OUTAGE", "RacedLog", "World", "declare"]

ANA = Actor(person="ana")
BO = Actor(person="bo")

OUTAGE = plan(
    [
        step("a", within=minutes(10, 20, 60)),
        step("tell", Verb.TELL, audience="customers", template="first"),
        step("agents", Verb.TELL, audience="agents", template="update"),
        step("nobody", Verb.TELL, audience="press", template="update"),
        step("quiet", Verb.WATCH, condition=less("share", 1), hold=minutes(60, 30, 15), fresh=timedelta(minutes=40)),
    ]
)


class RacedLog(MemoryLog):
    """Before each append, somebody else may come first."""

    def __init__(self) -> None:
        super().__init__()
        self.first: Callable[[], object] | None = None
        """What happens right before the next append, once."""

    def append(self, batch: Batch) -> Sequence[Recorded]:
        first, self.first = self.first, None
        if first is not None:
            first()
        return super().append(batch)


class World:
    """One log and as many services on it as there are terminals."""

    def __init__(self, directory: FakeDirectory | None = None) -> None:
        self.clock = FakeClock()
        self.log = RacedLog()
        self.directory = directory or a_team()
        self.log.load_targets(self.directory.targets())
        self._terminals = 0

    def terminal(self, directory: Directory | None = None) -> IncidentService:
        """Another process with a memory of its own."""
        self._terminals += 1
        ids = CountingIds(f"t{self._terminals}")
        return IncidentService(
            log=self.log, clock=self.clock, ids=ids, directory=directory or self.directory, outbox=self.log
        )

    def declared(
        self, service: IncidentService, mode: IncidentMode = IncidentMode.REAL, bundle: Bundle = OUTAGE
    ) -> str:
        """The id of a new incident at tier 2, commanded by Ana."""
        return declare(service, mode=mode, bundle=bundle).incident.id


def declare(
    service: IncidentService,
    mode: IncidentMode = IncidentMode.REAL,
    bundle: Bundle = OUTAGE,
    title: str = "Voice is down",
    command_id: str | None = None,
) -> Outcome:
    """Ana declares at tier 2."""
    command = c.DeclareIncident(by="ana", title=title, tier=Tier.SERIOUS, bundle=bundle, mode=mode)
    return service.declare(command, ANA, command_id)
