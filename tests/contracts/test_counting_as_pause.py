"""On any log the time in which nobody led an exercise counts as a pause once, and only where nothing was done in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from incident.adapters.storage import open_log
from incident.adapters.storage.log import StoredLog
from incident.adapters.storage.memory import MemoryLog
from incident.application.actor import Actor
from incident.application.errors import CommandRepeated, StorageBusy
from incident.application.exercises.leading import Leading
from incident.application.ports import Batch
from incident.application.service import IncidentService
from incident.domain import commands as c
from incident.domain.events import Event, ExercisePaused, ExerciseResumed, IncidentMode, Recorded
from incident.domain.exercises.reserved import RESERVED_WORD, UNLED
from incident.domain.exercises.state import Exercise, Phase
from incident.domain.incident import PROGRAM
from incident.domain.refusals import Refusal, Refused
from tests.application.test_exercises import PROVIDER, declaration
from tests.fakes import CountingIds, FakeClock, a_team

Log = MemoryLog | StoredLog
ONCE = ["ExercisePaused", "ExerciseResumed"]


class _Unled:
    """An exercise whose first inject was missed, and which nobody did anything in; two terminals have it open."""

    def __init__(self, logs: tuple[Log, Log]) -> None:
        self.clock, self.log = FakeClock(), logs[0]
        self.service, self.other = (self._service(log, name) for log, name in zip(logs, ("one", "two"), strict=True))
        self.leading = self._leading(self.service, self.log, "ana")
        self.id = self.leading.begin(declaration(IncidentMode.EXERCISE), PROVIDER, ())
        self.beside = self._leading(self.other, logs[1], "ana-too")
        self.clock.forward(minutes=7)

    def _service(self, log: Log, name: str) -> IncidentService:
        return IncidentService(log=log, clock=self.clock, ids=CountingIds(name), directory=a_team())

    def _leading(self, service: IncidentService, log: Log, name: str) -> Leading:
        return Leading(service, log, log.leading(), CountingIds(name), Actor(person="ana"))

    def do(self, command: c.Command) -> None:
        self.other.execute(self.id, command, Actor(person=command.by))

    def before(self, monkeypatch: pytest.MonkeyPatch, kind: type[Event], act: Callable[[], object]) -> None:
        """Let the other terminal do that just before this one writes the first entry of that kind."""
        acts, append = [act], self.log.append

        def raced(batch: Batch) -> Sequence[Recorded]:
            if acts and any(isinstance(each.event, kind) for each in batch.events):
                acts.pop()()
            return append(batch)

        monkeypatch.setattr(self.log, "append", raced)

    @property
    def play(self) -> Exercise:
        exercise = self.service.load(self.id).exercise
        assert exercise is not None
        return exercise

    @property
    def shown(self) -> timedelta:
        return self.play.clock.read(self.clock.now())

    @property
    def turns(self) -> list[str]:
        kinds = (ExercisePaused, ExerciseResumed)
        return [type(entry.event).__name__ for entry in self.log.read(self.id) if isinstance(entry.event, kinds)]


@pytest.fixture(params=["memory", "sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def drill(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[_Unled]:
    """On every log there is; on disk each terminal opens it for itself."""
    if request.param == "memory":
        log = MemoryLog()
        yield _Unled((log, log))
        return
    place = tmp_path / "log.db"
    if request.param == "sqlite":
        open_log(place, create=True).close()
    address = place if request.param == "sqlite" else request.getfixturevalue("postgres_log")
    with closing(open_log(address)) as one, closing(open_log(address)) as two:
        yield _Unled((one, two))
        assert one.verify() == []


def _refusal(drill: _Unled, command_id: str | None = None) -> Refusal | object:
    with pytest.raises(Refused) as refused:
        drill.leading.count_as_pause(drill.id, command_id)
    return refused.value.code


def test_what_another_does_at_the_same_moment_falls_into_no_pause(
    drill: _Unled, monkeypatch: pytest.MonkeyPatch
) -> None:
    drill.before(monkeypatch, ExercisePaused, lambda: drill.do(c.AddNote(by="bo", text="We wait")))
    assert _refusal(drill) is Refusal.EXERCISE_PLAYED_ON
    assert (drill.turns, drill.shown) == ([], timedelta(minutes=7))


def test_what_the_program_enters_at_the_same_moment_is_nobodys_deed(
    drill: _Unled, monkeypatch: pytest.MonkeyPatch
) -> None:
    drill.before(monkeypatch, ExercisePaused, lambda: drill.do(c.AddNote(by=PROGRAM, text="Due")))
    drill.leading.count_as_pause(drill.id)
    assert (drill.turns, drill.shown) == (ONCE, timedelta())


def test_two_who_count_it_at_once_let_it_stand_once(drill: _Unled, monkeypatch: pytest.MonkeyPatch) -> None:
    drill.before(monkeypatch, ExercisePaused, lambda: drill.beside.count_as_pause(drill.id))
    assert _refusal(drill) is Refusal.EXERCISE_NO_LAPSE
    assert (drill.turns, drill.shown) == (ONCE, timedelta())


def test_two_who_send_the_same_command_at_once_hear_the_same(drill: _Unled, monkeypatch: pytest.MonkeyPatch) -> None:
    drill.before(monkeypatch, ExercisePaused, lambda: drill.beside.count_as_pause(drill.id, "k"))
    assert [outcome.was_repeated for outcome in drill.leading.count_as_pause(drill.id, "k")] == [True]
    assert (drill.turns, drill.shown) == (ONCE, timedelta())


def test_a_note_between_the_pause_and_the_going_on_keeps_nothing_from_going_on(
    drill: _Unled, monkeypatch: pytest.MonkeyPatch
) -> None:
    drill.before(monkeypatch, ExerciseResumed, lambda: drill.do(c.AddNote(by="bo", text="We wait")))
    drill.leading.count_as_pause(drill.id)
    assert (drill.turns, drill.shown, drill.play.phase) == (ONCE, timedelta(), Phase.RUNNING)


@pytest.mark.parametrize(
    ("command", "phase"),
    [
        (c.AddNote(by="bo", text=f"{RESERVED_WORD}: somebody fainted"), Phase.PAUSED),
        (c.SuspendExercise(by=PROGRAM, incident="INC-0001"), Phase.SUSPENDED),
        (c.EndExercise(by="bo"), Phase.ENDED),
    ],
    ids=["real event", "real incident", "end"],
)
def test_what_stops_play_between_the_pause_and_the_going_on_stops_it(
    drill: _Unled, monkeypatch: pytest.MonkeyPatch, command: c.Command, phase: Phase
) -> None:
    drill.before(monkeypatch, ExerciseResumed, lambda: drill.do(command))
    drill.leading.count_as_pause(drill.id)
    assert drill.play.phase is phase
    assert "ExerciseResumed" not in drill.turns


def test_a_command_that_comes_again_counts_no_second_pause(drill: _Unled) -> None:
    drill.leading.count_as_pause(drill.id, "k")
    assert (drill.shown, drill.play.phase) == (timedelta(), Phase.RUNNING)
    drill.clock.forward(minutes=7)
    again = drill.leading.count_as_pause(drill.id, "k")
    assert [outcome.was_repeated for outcome in again] == [True]
    assert (drill.turns, drill.shown) == (ONCE, timedelta(minutes=7))
    drill.do(c.PauseExercise(by="ana", because=UNLED))
    drill.leading.count_as_pause(drill.id, "k")
    assert drill.play.phase is Phase.PAUSED


def test_a_command_that_was_cut_off_after_its_pause_goes_on_when_it_comes_again(
    drill: _Unled, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut_off() -> None:
        raise StorageBusy(file="log.db")

    drill.before(monkeypatch, ExerciseResumed, cut_off)
    with pytest.raises(StorageBusy):
        drill.leading.count_as_pause(drill.id, "k")
    assert (drill.turns, _refusal(drill)) == (["ExercisePaused"], Refusal.EXERCISE_PAUSED)
    drill.clock.forward(minutes=7)
    drill.do(c.AddNote(by="bo", text="It stands"))
    again = drill.leading.count_as_pause(drill.id, "k")
    assert [outcome.was_repeated for outcome in again] == [True, False]
    assert (drill.turns, drill.shown) == (ONCE, timedelta())


def test_a_command_that_was_cut_off_goes_on_over_nothing_that_stopped_play_since(
    drill: _Unled, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut_off() -> None:
        raise StorageBusy(file="log.db")

    drill.before(monkeypatch, ExerciseResumed, cut_off)
    with pytest.raises(StorageBusy):
        drill.leading.count_as_pause(drill.id, "k")
    drill.do(c.AddNote(by="bo", text=f"{RESERVED_WORD}: somebody fainted"))
    assert [outcome.was_repeated for outcome in drill.leading.count_as_pause(drill.id, "k")] == [True]
    assert drill.play.phase is Phase.PAUSED


def test_a_command_id_of_something_else_counts_nothing(drill: _Unled) -> None:
    drill.service.execute(drill.id, c.AddNote(by="ana", text="We wait"), Actor(person="ana"), "k")
    with pytest.raises(CommandRepeated):
        drill.leading.count_as_pause(drill.id, "k")
    assert drill.turns == []


def test_what_a_player_acknowledged_by_a_link_was_done(drill: _Unled) -> None:
    drill.service.execute(drill.id, c.AddNote(by="bo", text="Seen"), Actor(person=PROGRAM, on_behalf_of="bo"))
    assert _refusal(drill) is Refusal.EXERCISE_PLAYED_ON


def test_where_nothing_was_missed_there_is_no_time_to_count(drill: _Unled) -> None:
    drill.leading.count_as_pause(drill.id)
    assert _refusal(drill) is Refusal.EXERCISE_NO_LAPSE
