"""How long the same took before: the last exercises of this runbook, and the last time that it was real.

Apart from the measures of the incident, which its own log says; these stand in other logs, each read once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from incident.application.errors import StorageDamaged, StorageTooNew
from incident.application.ports import EventLog, Summary
from incident.application.review.lengths import Run, Took
from incident.application.review.measures import measure_times
from incident.application.review.model import Identification
from incident.domain.events import IncidentMode
from incident.domain.evolve import fold

__all__ = ["last_runs"]

_EXERCISES = 3
_REAL = 1


def last_runs(log: EventLog, who: Identification) -> tuple[Run, ...]:
    """At most three exercises, then at most one real incident: each over before this one began, the latest first."""
    rows = [row for row in log.summaries(open_only=False) if _is_before(row, who)]
    rows.sort(key=lambda row: (row.declared_at, row.incident_id), reverse=True)
    exercises = (row for row in rows if row.mode is IncidentMode.EXERCISE)
    real = (row for row in rows if row.mode is IncidentMode.REAL)
    return (*islice(_runs(log, exercises, who), _EXERCISES), *islice(_runs(log, real, who), _REAL))


def _is_before(row: Summary, who: Identification) -> bool:
    return row.runbook == who.runbook and row.status == "closed" and row.declared_at < who.declared_at


def _runs(log: EventLog, rows: Iterable[Summary], who: Identification) -> Iterator[Run]:
    """Those that can be read and were over in time, read one by one as they are asked for."""
    return (run for row in rows if (run := _run(log, row, who)) is not None)


def _run(log: EventLog, row: Summary, who: Identification) -> Run | None:
    try:
        entries = log.read(row.incident_id)
        incident = fold(row.incident_id, entries)
    except (StorageDamaged, StorageTooNew):
        return None  # 'incident verify' names it; what can be read must not be hidden by it
    if incident.bundle is None or incident.closed_at is None or incident.closed_at > who.declared_at:
        return None
    measures = measure_times(incident, entries, incident.closed_at)
    return Run(
        incident=row.incident_id,
        mode=row.mode,
        declared_at=row.declared_at,
        took=tuple(Took(kind=each.kind.value, actual=each.actual) for each in measures if each.actual is not None),
    )
