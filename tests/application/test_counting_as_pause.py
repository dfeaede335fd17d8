"""The time in which nobody led an exercise counts as a pause once, and only where nothing was done in it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pytest

from incident.adapters.storage.memory import MemoryLog
from incident.application.actor import Actor
from incident.application.exercises.leading import Leading
from incident.application.ports import Batch
from incident.application.service import IncidentService
from incident.domain import commands as c
from incident.domain.events import ExercisePaused, ExerciseResumed, IncidentMode, Recorded
from incident.domain.exercises.reserved import UNLED
from incident.domain.exercises.state import Exercise, Phase
from incident.domain.refusals import Refusal, Refused
from tests.application.test_exercises import PROVIDER, declaration
from tests.fakes import CountingIds, FakeClock, a_team


class _RacedLog(MemoryLog):
    """Another writes what waits in it just before the next pause is written."""

    def __init__(self) -> None:
        super().__init__()
        self.first: list[c.Command] = []
        self.other: IncidentService | None = None

    def append(self, batch: Batch) -> Sequence[Recorded]:
        pausing = any(isinstance(each.event, ExercisePaused) for each in batch.events)
        while pausing and self.other is not None and self.first:
            command = self.first.pop()
            self.other.execute(batch.incident_id, command, Actor(person=command.by))
        return super().append(batch)


class _Unled:
    """An exercise whose first inject was missed, and which nobody did anything in."""

    def __init__(self) -> None:
        self.clock, self.log = FakeClock(), _RacedLog()
        self.service, self.log.other = self._service("one"), self._service("two")
        self.leading = Leading(self.service, self.log, self.log.leading(), CountingIds("lead"), Actor(person="ana"))
        self.id = self.leading.begin(declaration(IncidentMode.EXERCISE), PROVIDER, ())
        self.clock.forward(minutes=7)

    def _service(self, name: str) -> IncidentService:
        return IncidentService(log=self.log, clock=self.clock, ids=CountingIds(name), directory=a_team())

    def do(self, command: c.Command) -> None:
        self.service.execute(self.id, command, Actor(person=command.by))

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


def _refusal(drill: _Unled) -> Refusal | object:
    with pytest.raises(Refused) as refused:
        drill.leading.count_as_pause(drill.id)
    return refused.value.code


def test_what_another_does_at_the_same_moment_falls_into_no_pause() -> None:
    drill = _Unled()
    drill.log.first = [c.AddNote(by="bo", text="We wait")]
    assert _refusal(drill) is Refusal.EXERCISE_PLAYED_ON
    assert (drill.turns, drill.shown) == ([], timedelta(minutes=7))


def test_a_command_that_comes_again_counts_no_second_pause() -> None:
    drill = _Unled()
    drill.leading.count_as_pause(drill.id, "k")
    assert (drill.shown, drill.play.phase) == (timedelta(), Phase.RUNNING)
    drill.clock.forward(minutes=7)
    again = drill.leading.count_as_pause(drill.id, "k")
    assert [outcome.was_repeated for outcome in again] == [True]
    assert (drill.turns, drill.shown) == (["ExercisePaused", "ExerciseResumed"], timedelta(minutes=7))
    drill.do(c.PauseExercise(by="ana", because=UNLED))
    drill.leading.count_as_pause(drill.id, "k")
    assert drill.play.phase is Phase.PAUSED


def test_a_command_that_was_cut_off_after_its_pause_goes_on_when_it_comes_again() -> None:
    drill = _Unled()
    order = c.PauseExercise(by="ana", because=UNLED, after=drill.service.load(drill.id).version)
    drill.service.execute(drill.id, order, Actor(person="ana"), "k", drill.clock.now() - timedelta(minutes=7))
    assert _refusal(drill) is Refusal.EXERCISE_PAUSED
    drill.leading.count_as_pause(drill.id, "k")
    assert (drill.turns, drill.shown) == (["ExercisePaused", "ExerciseResumed"], timedelta())


def test_where_nothing_was_missed_there_is_no_time_to_count() -> None:
    drill = _Unled()
    drill.leading.count_as_pause(drill.id)
    assert _refusal(drill) is Refusal.EXERCISE_NO_LAPSE
