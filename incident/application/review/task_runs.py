"""How long the critical tasks of a scenario took the last times that it was played.

Apart from the measures of earlier incidents, which everybody may read: these numbers are of those who led them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Final

from incident.application.errors import CutOff, NotFound, StorageDamaged, StorageTooNew
from incident.application.review.lengths import Run, Took
from incident.domain.events import IncidentMode
from incident.domain.refusals import Refused

if TYPE_CHECKING:
    from incident.application.ports import EventLog, Summary
    from incident.domain.exercises.results import Results
    from incident.domain.incident import Incident

__all__ = ["last_task_runs"]

_MOST: Final = 3


def last_task_runs(
    log: EventLog, played: Incident, person: str, load: Callable[[str], Incident], results: Callable[[str], Results]
) -> tuple[tuple[Run, ...], tuple[str, ...]]:
    """At most three, the latest first: exercises on this scenario that were over before, and that the person led.

    Beside them the ids of those on its runbook that could not be read, and may have been among them.

    Args:
        log: where they stand.
        played: the exercise of the report.
        person: who reads it.
        load: from an id to the incident.
        results: from an id to how that exercise went.
    """
    rows = [row for row in log.summaries(open_only=False) if _is_before(row, played)]
    rows.sort(key=lambda row: (row.declared_at, row.incident_id), reverse=True)
    unread: list[str] = []
    runs = tuple(islice(_runs(rows, played, person, load, results, unread=unread), _MOST))
    return runs, tuple(unread)


def _is_before(row: Summary, played: Incident) -> bool:
    is_exercise = row.mode is IncidentMode.EXERCISE and row.status == "closed"
    return is_exercise and row.runbook == played.runbook.id and row.declared_at < played.declared_at


def _runs(
    rows: list[Summary],
    played: Incident,
    person: str,
    load: Callable[[str], Incident],
    results: Callable[[str], Results],
    *,
    unread: list[str],
) -> Iterator[Run]:
    for row in rows:
        try:
            is_alike = _is_led_alike(load(row.incident_id), played, person)
            tasks = results(row.incident_id).tasks if is_alike else ()
        except (NotFound, Refused):
            continue  # it is none of theirs
        except (StorageDamaged, StorageTooNew, CutOff):
            unread.append(row.incident_id)  # what can be read must not be hidden by it
            continue
        if is_alike:
            took = (Took(kind=each.task, actual=each.took) for each in tasks if each.took is not None)
            yield Run(incident=row.incident_id, mode=row.mode, declared_at=row.declared_at, took=tuple(took))


def _is_led_alike(other: Incident, played: Incident, person: str) -> bool:
    """Whether it is over, was on the same scenario, and that person led it."""
    exercise = other.exercise
    if exercise is None or played.exercise is None or exercise.ended_at is None:
        return False
    return person in exercise.controllers and exercise.scenario == played.exercise.scenario
