"""What begins an exercise, and what becomes of one that was cut off on the way.

Apart from leading it: between the declaration and the start a terminal may die, and whoever begins again goes on with
what stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from incident.application.exercises.freezing import ceases_play
from incident.application.repeats import canonical
from incident.domain.commands import DeclareIncident, PrepareExercise
from incident.domain.events import ExercisePrepared, IncidentMode, Recorded
from incident.domain.exercises.state import Phase
from incident.domain.grading.tiers import Tier
from incident.domain.hashing import sha256
from incident.domain.refusals import Refusal, Refused

if TYPE_CHECKING:
    from incident.application.ports import EventLog
    from incident.application.service import IncidentService
    from incident.domain.events.exercising import Programmed
    from incident.domain.exercises.scenario import ScenarioBundle

__all__ = ["half_begun", "open_real", "preparation", "require_planned"]


def half_begun(
    service: IncidentService, log: EventLog, declaration: DeclareIncident, bundle: ScenarioBundle
) -> str | None:
    """An exercise of theirs, of this name, on this runbook, that never got so far as to start."""
    titles = {declaration.title, *(declaration.titles or {}).values()}
    for row in log.summaries():
        is_named = row.title in titles and row.runbook == bundle.scenario.runbook
        if row.mode is not IncidentMode.EXERCISE or row.status != "open" or not is_named:
            continue
        incident = service.load(row.incident_id)
        exercise = incident.exercise
        is_bare = exercise is None and not incident.steps
        is_ready = exercise is not None and (exercise.scenario, exercise.phase) == (bundle.scenario.id, Phase.READY)
        if incident.declared_by == declaration.by and (is_bare or is_ready):
            return incident.id
    return None


def open_real(log: EventLog) -> Iterator[tuple[str, Tier]]:
    """The real incidents that are open, by id and tier."""
    for row in log.summaries():
        if ceases_play(row.mode, row.runbook) and row.status == "open":
            yield row.incident_id, row.tier


def preparation(
    bundle: ScenarioBundle,
    by: str,
    controllers: Sequence[str],
    *,
    is_solo: bool,
    programmed: Programmed | None = None,
) -> PrepareExercise:
    """What the players' log says of the scenario: its name and its digest, and not a word of what is to come."""
    return PrepareExercise(
        by=by,
        scenario=bundle.scenario.id,
        revision=bundle.scenario.revision,
        plan=_digest(bundle),
        controllers=tuple(controllers),
        length=bundle.scenario.length,
        briefing={language: words["start"] for language, words in bundle.words.items() if "start" in words},
        is_solo=is_solo,
        programmed=programmed,
    )


def require_planned(exercise_id: str, entries: Sequence[Recorded], bundle: ScenarioBundle) -> None:
    """The exercise was prepared with this very scenario.

    Raises:
        Refused: EXERCISE_UNPREPARED.
    """
    plans = {entry.event.plan for entry in entries if isinstance(entry.event, ExercisePrepared)}
    if _digest(bundle) not in plans:
        raise Refused(Refusal.EXERCISE_UNPREPARED, incident=exercise_id)


def _digest(bundle: ScenarioBundle) -> str:
    return sha256(canonical(bundle).encode()).hexdigest()
