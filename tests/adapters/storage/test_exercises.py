"""An exercise on a server: two terminals run it at once, and a player's terminal walks it and learns nothing else."""

from __future__ import annotations

import json
import threading
from contextlib import closing

import pytest

from incident.adapters.storage import open_log
from incident.adapters.storage.log import StoredLog
from incident.adapters.storage.memory import MemoryLog
from incident.application.actor import Actor
from incident.application.errors import StorageError
from incident.application.exercises.leading import Leading
from incident.application.review.plain import as_plain
from incident.application.service import IncidentService
from incident.domain.events import IncidentMode, InjectReleased
from incident.domain.exercises.leading import Mark
from incident.domain.refusals import Refusal, Refused
from tests.adapters.storage.test_leading_rights import logins
from tests.application.test_exercises import PROVIDER, declaration
from tests.fakes import CountingIds, FakeClock, a_team
from tests.scenarios.exercise_play import Play
from tests.scenarios.test_three_exercises import PROVIDER as SCRIPT

__all__ = ["logins"]

pytestmark = pytest.mark.postgres


def _leading(log: StoredLog, clock: FakeClock, person: str, terminal: str) -> Leading:
    ids = CountingIds(prefix=f"{person}-{terminal}-")
    service = IncidentService(log=log, clock=clock, ids=ids, directory=a_team())
    return Leading(service, log, log.leading(), ids, Actor(person=person))


def test_two_terminals_that_run_it_at_once_release_each_inject_once(logins: dict[str, str]) -> None:
    clock = FakeClock()
    with closing(open_log(logins["ann"])) as one, closing(open_log(logins["ann"])) as other:
        first, second = _leading(one, clock, "ann", "1"), _leading(other, clock, "ann", "2")
        exercise = first.begin(declaration(IncidentMode.EXERCISE, "ann"), PROVIDER, ())
        clock.forward(minutes=61)
        counts: list[int] = []
        runs = [
            threading.Thread(target=lambda each=each: counts.append(len(each.advance(exercise))))
            for each in (first, second)
        ]
        for run in runs:
            run.start()
        for run in runs:
            run.join(60)
        events = [entry.event for entry in one.read(exercise)]
        assert [event.number for event in events if isinstance(event, InjectReleased)] == [1, 2, 3, 4, 5, 6, 7, 8, 9]
        assert sum(counts) == 9
        assert one.verify() == []


def test_a_player_gets_what_is_released_and_cannot_lead(logins: dict[str, str]) -> None:
    clock = FakeClock()
    with closing(open_log(logins["ann"])) as led, closing(open_log(logins["bo"])) as played:
        leading = _leading(led, clock, "ann", "1")
        exercise = leading.begin(declaration(IncidentMode.EXERCISE, "ann"), PROVIDER, ())
        leading.advance(exercise)
        told = "".join(map(repr, played.read(exercise)))
        assert "Payment success 0%" in told
        assert "Calls have doubled" not in told
        assert PROVIDER.words["en"]["truth"] not in told
        with pytest.raises(StorageError):
            played.leading().read(exercise)


def test_an_evaluators_login_reads_the_leaders_side_and_observes_and_steers_nothing(logins: dict[str, str]) -> None:
    clock = FakeClock()
    with closing(open_log(logins["ann"])) as led, closing(open_log(logins["cy"])) as watched:
        leading, evaluating = _leading(led, clock, "ann", "1"), _leading(watched, clock, "cy", "1")
        exercise = leading.begin(declaration(IncidentMode.EXERCISE, "ann"), PROVIDER, (), evaluators=("cy",))
        leading.advance(exercise)
        clock.forward(minutes=8)
        assert evaluating.console(exercise).standing.bundle.words["en"]["truth"] == PROVIDER.words["en"]["truth"]
        before = len(led.read(exercise))
        assert evaluating.advance(exercise) == ()
        for act in (
            lambda: evaluating.release(exercise, "1"),
            lambda: evaluating.set_aside(exercise, "3", skip=True),
            lambda: evaluating.hint(exercise, "1"),
            lambda: evaluating.resume(exercise),
            lambda: evaluating.count_as_pause(exercise),
        ):
            with pytest.raises(Refused) as refused:
                act()
            assert refused.value.code is Refusal.EXERCISE_EVALUATED
        assert len(led.read(exercise)) == before
        evaluating.mark(exercise, "1", Mark.MET)
        assert [entry.actor for entry in leading.kept(exercise)] == ["ann", "cy"]
        assert led.verify() == []


def test_the_numbers_of_an_exercise_are_the_same_bytes_on_a_server(postgres_url: str) -> None:
    with closing(open_log(postgres_url, create=True)) as log:
        plays = Play(log, "exercise.provider-down"), Play(MemoryLog(), "exercise.provider-down")
        for each in plays:
            each.play(SCRIPT, 120)
        stored, remembered = (json.dumps(as_plain(each.results)) for each in plays)
        assert stored == remembered
        assert log.verify() == []
