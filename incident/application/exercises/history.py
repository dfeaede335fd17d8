"""The exercises that were held, read from the log.

Apart from leading one: what was held is no secret, and everybody may read it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from incident.domain.events import IncidentMode
from incident.domain.exercises.assessing import players
from incident.domain.exercises.holding import Held

if TYPE_CHECKING:
    from incident.application.ports import EventLog
    from incident.application.service import IncidentService

__all__ = ["held_exercises"]


def held_exercises(service: IncidentService, log: EventLog) -> Iterator[Held]:
    """Those that ended and in which somebody worked on a step; one that nobody played was none."""
    for row in log.summaries(open_only=False):
        if row.mode is not IncidentMode.EXERCISE:
            continue
        exercise = service.load(row.incident_id).exercise
        if exercise is None or exercise.ended_at is None:
            continue
        persons = players(log.read(row.incident_id))
        if persons:
            yield Held(exercise=row.incident_id, scenario=exercise.scenario, at=exercise.ended_at, players=persons)
