"""One exercise, played by a script: what is done at which minute, on any log, with a clock that the script moves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

from incident.adapters.documents.scenarios.library import ScenarioLibrary
from incident.adapters.storage.log import StoredLog
from incident.adapters.storage.memory import MemoryLog
from incident.application.actor import Actor
from incident.application.exercises.leading import Leading
from incident.application.ports import Recipient
from incident.application.service import IncidentService
from incident.domain import commands as c
from incident.domain.events import IncidentMode
from incident.domain.exercises.results import Results, TaskResult
from incident.domain.exercises.scenario import ScenarioBundle
from incident.shipped import library_root
from tests.fakes import CountingIds, FakeClock, a_team

__all__ = ["LIBRARY", "PLAYER", "Play", "done"]

LIBRARY = ScenarioLibrary([library_root() / "scenarios"], [library_root()])
PLAYER = "ana"
"""Who commands; `fay` leads the exercise."""
LEAD = "fay"


def done(step: str) -> c.Command:
    """The player marks the step."""
    return c.CompleteStep(by=PLAYER, step=step)


class Play:
    """The exercise, from its start to its end."""

    def __init__(
        self, log: MemoryLog | StoredLog, scenario: str | ScenarioBundle, *, is_solo: bool = False, rate: int = 1
    ) -> None:
        self.log, self.clock, self.minute = log, FakeClock(), timedelta(minutes=1) / rate
        directory, ids = a_team(), CountingIds()
        sandbox = Recipient(name="sandbox", target_id="sandbox", address="", language="en")
        names = ("agents", "customers", "executives", "media", "authority")
        directory.exercise_audiences = dict.fromkeys(names, (sandbox,))
        log.load_targets(directory.targets())
        self.service = IncidentService(log=log, clock=self.clock, ids=ids, directory=directory)
        self.leading = Leading(self.service, log, log.leading(), ids, Actor(person=LEAD))
        bundle = LIBRARY.bundle(scenario) if isinstance(scenario, str) else scenario
        self.bundle = bundle
        declaration = c.DeclareIncident(
            by=LEAD,
            title="Exercise",
            tier=bundle.scenario.tier,
            bundle=LIBRARY.runbook(bundle.scenario.runbook),
            mode=IncidentMode.EXERCISE,
        )
        self.id = self.leading.begin(declaration, bundle, (), rate, is_solo=is_solo)
        if not is_solo:
            self._do(c.AssignRole(by=LEAD, role="commander", person=PLAYER))

    def play(self, script: Mapping[float, Sequence[c.Command]], minutes: int) -> None:
        """Minute by minute of the exercise: what is due goes out, then people do what the script says."""
        for minute in range(minutes + 1):
            self.leading.advance(self.id)
            for command in script.get(minute, ()):
                self._do(command)
            self.clock.forward(seconds=self.minute.total_seconds())
        self.clock.forward(seconds=-self.minute.total_seconds())
        self.leading.end(self.id, "")

    def _do(self, command: c.Command) -> None:
        if isinstance(command, c.CompleteStep):
            command = self._filled(command)
        self.service.execute(self.id, command, Actor(person=command.by))

    def _filled(self, command: c.CompleteStep) -> c.CompleteStep:
        """With a value where the step asks for one, and with what nobody stated as not known."""
        incident = self.service.load(self.id)
        step = incident.runbook.step(command.step)
        assert step is not None, command.step
        facts = {each: incident.facts[each].value if each in incident.facts else None for each in step.facts}
        value = f"{step.range.low:g}" if step.range else "5" if step.asks_value else ""
        return command.changed(facts=facts or None, value=value)

    @property
    def results(self) -> Results:
        """As those who lead read them."""
        return self.leading.results(self.id)

    @property
    def rated(self) -> dict[str, tuple[str, float | None]]:
        """By task: what the log proposes, and after how many minutes it was done."""
        return {each.task: _short(each) for each in self.results.tasks}


def _short(task: TaskResult) -> tuple[str, float | None]:
    minutes = None if task.took is None else task.took / timedelta(minutes=1)
    return (task.proposed.value if task.proposed else "-", minutes)
