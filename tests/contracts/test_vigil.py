"""On any log an exercise that was led stands once its leader's program is gone, by one pause, whoever looks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from incident.adapters.storage import open_log
from incident.adapters.storage.log import StoredLog
from incident.adapters.storage.memory import MemoryLog
from incident.application.actor import Actor
from incident.application.errors import StorageUnreachable
from incident.application.exercises.leading import Leading
from incident.application.exercises.leaving import let_stand
from incident.application.exercises.vigil import PATIENCE, Vigil
from incident.application.service import IncidentService
from incident.domain import commands as c
from incident.domain.events import ExercisePaused, IncidentMode
from incident.domain.exercises.state import Exercise, Phase
from incident.domain.incident import PROGRAM, Incident
from tests.application.test_exercises import PROVIDER, declaration
from tests.fakes import CountingIds, FakeClock, a_team

Log = MemoryLog | StoredLog


class _Drill:
    """An exercise that ana leads beside bo, and that eve observes; two programs of players look."""

    def __init__(self, logs: tuple[Log, Log], *, is_solo: bool = False) -> None:
        self.clock, self.logs = FakeClock(), logs
        self.services = [self._service(log, name) for log, name in zip(logs, ("one", "two"), strict=True)]
        self.ana = self.leading("ana")
        order = declaration(IncidentMode.EXERCISE)
        self.id = self.ana.begin(order, PROVIDER, ("bo",), evaluators=() if is_solo else ("eve",), is_solo=is_solo)
        self.vigils = [Vigil(service, log) for service, log in zip(self.services, logs, strict=True)]

    def leading(self, person: str) -> Leading:
        log = self.logs[0]
        return Leading(self.services[0], log, log.leading(), CountingIds(person), Actor(person=person))

    def _service(self, log: Log, name: str) -> IncidentService:
        return IncidentService(log=log, clock=self.clock, ids=CountingIds(name), directory=a_team())

    def dies(self) -> None:
        """The program that leads is gone and wrote nothing."""
        self.logs[0].presence().close()

    def look(self) -> list[Incident]:
        """What each player's program would let stand."""
        found = [service.look(self.id) for service in self.services]
        return [each for each, vigil in zip(found, self.vigils, strict=True) if vigil.is_over(each)]

    @property
    def play(self) -> Exercise:
        exercise = self.services[0].load(self.id).exercise
        assert exercise is not None
        return exercise

    @property
    def pauses(self) -> list[str]:
        return [each.person for each in self.logs[0].read(self.id) if isinstance(each.event, ExercisePaused)]


@pytest.fixture(params=["memory", "sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def logs(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Log, Log]]:
    """Every log there is; on disk each program opens it for itself."""
    if request.param == "memory":
        log = MemoryLog()
        yield log, log
        return
    place = tmp_path / "log.db"
    if request.param == "sqlite":
        open_log(place, create=True).close()
    address = place if request.param == "sqlite" else request.getfixturevalue("postgres_log")
    with closing(open_log(address)) as one, closing(open_log(address)) as two:
        yield one, two
        assert one.verify() == []


@pytest.fixture
def drill(logs: tuple[Log, Log]) -> _Drill:
    """Led by ana, as both programs have seen."""
    drill = _Drill(logs)
    assert drill.ana.hold(drill.id)
    assert not drill.look()
    return drill


def test_two_who_find_that_nobody_leads_pause_it_once(drill: _Drill) -> None:
    drill.dies()
    assert not drill.look()
    drill.clock.forward(seconds=PATIENCE.total_seconds() - 1)
    assert not drill.look()
    drill.clock.forward(seconds=1)
    found = drill.look()
    assert len(found) == 2
    for each, vigil in zip(found, drill.vigils, strict=True):
        vigil.let_stand(each)
    assert drill.pauses == [PROGRAM]
    assert drill.play.phase is Phase.PAUSED
    assert not drill.look()


def test_what_was_entered_since_is_looked_at_before_it_stands(drill: _Drill) -> None:
    drill.dies()
    drill.look()
    drill.clock.forward(seconds=20)
    (one, _two) = drill.look()
    drill.services[1].execute(drill.id, c.AddNote(by="cy", text="REAL EVENT"), Actor(person="cy"))
    drill.vigils[0].let_stand(one)
    assert drill.pauses == ["cy"]


def test_who_comes_back_in_time_leads_on(drill: _Drill) -> None:
    drill.dies()
    drill.look()
    drill.clock.forward(seconds=10)
    drill.ana.hold(drill.id)
    assert not drill.look()
    drill.clock.forward(seconds=10)
    drill.dies()
    assert not drill.look()
    drill.clock.forward(seconds=10)
    assert not drill.look()


def test_it_is_led_while_either_of_two_leaders_is_there(drill: _Drill) -> None:
    bo = Leading(drill.services[1], drill.logs[1], drill.logs[1].leading(), CountingIds("bo"), Actor(person="bo"))
    assert bo.hold(drill.id)
    let_stand(drill.services[0], drill.logs[0], Actor(person="ana"), drill.id)
    if drill.logs[0] is not drill.logs[1]:  # in memory all programs are one
        assert drill.play.phase is Phase.RUNNING
        drill.clock.forward(minutes=1)
        assert not drill.look()
        let_stand(drill.services[1], drill.logs[1], Actor(person="bo"), drill.id)
        assert drill.pauses == ["bo"]


def test_who_evaluates_or_looks_in_on_what_goes_unwatched_leads_nothing(logs: tuple[Log, Log]) -> None:
    drill = _Drill(logs)
    assert not any(drill.leading(person).hold(drill.id) for person in ("bo", "eve"))
    drill.look()
    drill.clock.forward(minutes=1)
    assert not drill.look()


def test_a_rehearsal_for_oneself_is_never_without_a_lead(logs: tuple[Log, Log]) -> None:
    drill = _Drill(logs, is_solo=True)
    assert not drill.ana.hold(drill.id)
    drill.logs[0].presence().hold(drill.id)
    drill.look()
    drill.dies()
    drill.look()
    drill.clock.forward(minutes=1)
    assert not drill.look()


def test_who_is_cut_off_does_not_take_it_for_one_that_nobody_leads(
    drill: _Drill, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut(_exercise: str) -> bool:
        raise StorageUnreachable(path="the server", detail="")

    with monkeypatch.context() as patch:
        for log in drill.logs:
            patch.setattr(log.presence(), "is_led", cut)
        assert not drill.look()
        drill.clock.forward(minutes=1)
        assert not drill.look()
        assert drill.ana.hold(drill.id)
    drill.dies()
    assert not drill.look()


def test_what_fell_due_before_the_pause_was_missed_still_and_counts_as_played(drill: _Drill) -> None:
    """The time until the pause stays a lapse; it can be no pause any more, for one stands behind it."""
    drill.clock.forward(minutes=4)
    drill.look()
    drill.dies()
    drill.clock.forward(minutes=1)
    drill.look()
    drill.clock.forward(seconds=15)
    for each in drill.look():
        drill.vigils[0].let_stand(each)
    shown = drill.play.clock.read(drill.clock.now())
    drill.clock.forward(minutes=30)
    assert drill.play.clock.read(drill.clock.now()) == shown
    assert drill.ana.standing(drill.id).lapse is None
    drill.ana.resume(drill.id)
    lapse = drill.ana.standing(drill.id).lapse
    assert lapse is not None
    assert not lapse.is_calm
