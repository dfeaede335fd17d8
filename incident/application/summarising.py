"""The one-line summary of an incident, from which lists are drawn.

It is a function of the log alone, so that rebuilding it from the log gives the
row that was written live.
"""

from __future__ import annotations

from collections.abc import Sequence

from incident.application.ports import Summary
from incident.domain.events import Recorded
from incident.domain.evolve import fold
from incident.domain.incident import COMMANDER, Incident, Status
from incident.domain.timing.clocks import BY_THE_DAY, QUIET, running_clocks
from incident.domain.walking.checklist import build_checklist

__all__ = ["summarise", "summary_of_log"]


def summary_of_log(entries: Sequence[Recorded]) -> Summary:
    """The summary after these entries, the first of which declares the incident."""
    return summarise(fold(entries[0].incident_id, entries))


def summarise(incident: Incident) -> Summary:
    """The summary of the incident as of its last entry."""
    now = incident.moved_at  # not of the last note: it leaves everything but the first two as it was
    checklist = build_checklist(incident, now)
    clocks = [clock for clock in running_clocks(incident, checklist, now) if clock.kind not in QUIET]
    if _stands(incident):
        clocks = [clock for clock in clocks if clock.kind in BY_THE_DAY]
    is_whole = all(words.words is not None for words in (incident.title, *incident.titles.values()))  # else erased
    return Summary(
        incident_id=incident.id,
        title=str(incident.title) if is_whole else "",
        tier=incident.tier,
        mode=incident.mode,
        status=incident.status.value,
        runbook=incident.bundle.runbook.id if incident.bundle else "",
        commander=incident.person_of(COMMANDER) or "",
        declared_at=incident.declared_at,
        updated_at=incident.updated_at,
        seq=incident.version,
        step=checklist.current.step.id if checklist.current else "",
        steps_done=sum(item.is_complete for item in checklist.applicable),
        steps_total=len(checklist.applicable),
        next_due_at=clocks[0].due_at if clocks else None,
        next_due=clocks[0].id if clocks else "",
        titles={language: str(words) for language, words in incident.titles.items()} if is_whole else {},
    )


def _stands(incident: Incident) -> bool:
    """Whether it is an exercise whose clock stands: the clocks of the law and of customers' cases alone go on."""
    exercise = incident.exercise
    if exercise is None or exercise.clock.began_at is None:
        return False
    return incident.status is Status.OPEN and not exercise.clock.is_running
