"""How long the tasks of a scenario took before: what cannot be read hides nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from incident.adapters.storage.memory import MemoryLog
from incident.application.errors import NotFound, StorageDamaged
from incident.application.review.task_runs import last_task_runs
from incident.domain.exercises.results import Results
from tests.scenarios.test_three_exercises import PROVIDER, played


@pytest.mark.parametrize("broken", [NotFound(kind="scenario", name="s"), StorageDamaged()])
def test_an_older_exercise_whose_stream_cannot_be_read_is_left_out_and_named(broken: Exception) -> None:
    play = played("exercise.provider-down", PROVIDER, 120)
    assert isinstance(play.log, MemoryLog)
    incident = play.service.load(play.id)
    later = replace(incident, declared_at=incident.declared_at + timedelta(days=1))
    person = incident.exercise.controllers[0] if incident.exercise else ""
    results = play.results

    def unread(_incident: str) -> Results:
        raise broken

    (one, _none) = last_task_runs(play.log, later, person, lambda _: incident, lambda _: results)
    assert [run.incident for run in one] == [play.id]
    told = (play.id,) if isinstance(broken, StorageDamaged) else ()
    assert last_task_runs(play.log, later, person, lambda _: incident, unread) == ((), told)
