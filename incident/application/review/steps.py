"""The steps as they stood at the end, with who, when and how late.

Apart from measures, which are of the incident as a whole.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from incident.application.review.history import beyond
from incident.application.review.rows import NowRow, StepCounts, StepMark, StepRow
from incident.domain import events as e
from incident.domain.events import Recorded
from incident.domain.incident import COMMANDER, Incident, Progress, StepState
from incident.domain.runbooks.runbook import CONTAINERS
from incident.domain.timing.past import due_at
from incident.domain.walking.checklist import Item, build_checklist

__all__ = ["count_steps", "now_rows", "step_rows"]

NOTHING = timedelta(0)
ENDS_DEFERRAL = (
    e.StepCompleted,
    e.StepAnswered,
    e.StepNotAsExpected,
    e.StepOverridden,
    e.StepRuledOut,
    e.StepSensed,
    e.StepUndone,
    e.StepTaken,
)


@dataclass(slots=True)
class _Past:
    """What happened to the steps besides how they ended."""

    not_as_expected: set[str] = field(default_factory=set)
    deferred_for: Counter[str] = field(default_factory=Counter)
    """Seconds."""
    undone: Counter[str] = field(default_factory=Counter)


def now_rows(incident: Incident) -> tuple[NowRow, ...]:
    """The lines before the first step, also those that nobody answered."""
    rows = []
    for line in range(1, incident.now_lines + 1):
        given = incident.now_answers.get(line)
        if given is None:
            rows.append(NowRow(line=line, done=None, by=None, at=None, because=None))
        else:
            rows.append(NowRow(line=line, done=given.done, by=given.by, at=given.at, because=given.because))
    return tuple(rows)


def step_rows(incident: Incident, entries: Sequence[Recorded], as_of: datetime) -> tuple[StepRow, ...]:
    """One row a step that stands on the checklist, in the order of work; none for what is only made of others."""
    past = _past(incident, entries, as_of)
    phases = [phase.id for phase in incident.runbook.phases]
    items = [item for item in build_checklist(incident, as_of).items if item.step.verb not in CONTAINERS]
    return tuple(_row(item, phases[item.phase], incident, past, as_of) for item in items)


def count_steps(rows: Sequence[StepRow]) -> StepCounts:
    """The rows in numbers."""
    states = Counter(row.state for row in rows)
    applicable = [row for row in rows if row.state is not StepState.NOT_APPLICABLE]
    still_open = sum(row.is_open for row in applicable)
    return StepCounts(
        applicable=len(applicable),
        done=len(applicable) - still_open,
        open=still_open,
        late=sum(row.late_by > NOTHING for row in rows),
        not_as_expected=sum(row.not_as_expected for row in rows),
        deferred=sum(row.deferred_for > NOTHING for row in rows),
        overridden=states[StepState.OVERRIDDEN],
        not_applicable=states[StepState.NOT_APPLICABLE],
        added=sum(row.is_added for row in applicable),
    )


def _row(item: Item, phase: str, incident: Incident, past: _Past, as_of: datetime) -> StepRow:
    step, progress = item.step, item.progress
    marked_at = _marked_at(item)
    due = due_at(step.within, incident, marked_at or as_of)
    late = (
        NOTHING if due is None or item.state is StepState.NOT_APPLICABLE else beyond(incident, due, marked_at or as_of)
    )
    return StepRow(
        number=item.number,
        step=step.id,
        phase=phase,
        state=item.state,
        role=step.by or COMMANDER,
        mark=None if progress is None else _mark(progress),
        due_at=due,
        marked_at=marked_at,
        late_by=max(NOTHING, late),
        is_open=not item.is_complete,
        is_added=item.is_added,
        not_as_expected=step.id in past.not_as_expected,
        deferred_for=timedelta(seconds=past.deferred_for[step.id]),
        undone=past.undone[step.id],
    )


def _marked_at(item: Item) -> datetime | None:
    """When the step was answered, one way or the other; None while it is open."""
    answered = item.is_complete or item.state is StepState.NOT_AS_EXPECTED
    return item.progress.at if answered and item.progress else None


def _mark(progress: Progress) -> StepMark:
    return StepMark(
        by=progress.by,
        at=progress.at,
        taken_by=progress.taken_by,
        taken_at=progress.taken_at,
        approved_by=progress.approved_by,
        words=progress.words,
        option=progress.option,
    )


def _past(incident: Incident, entries: Sequence[Recorded], as_of: datetime) -> _Past:
    past, since = _Past(), dict[str, datetime]()
    undone = {entry.event.mark for entry in entries if isinstance(entry.event, e.StepUndone)}
    for entry in entries:
        event = entry.event
        if entry.event_id in undone:
            continue  # it was taken back: that is told, and it counts no more
        if isinstance(event, ENDS_DEFERRAL):
            _end(past, since, event.step, entry.occurred_at, incident)
        match event:
            case e.StepDeferred():
                since.setdefault(event.step, entry.occurred_at)
            case e.StepNotAsExpected():
                past.not_as_expected.add(event.step)
            case e.StepUndone():
                past.undone[event.step] += 1
            case _:
                pass
    for step in list(since):
        _end(past, since, step, as_of, incident)
    return past


def _end(past: _Past, since: dict[str, datetime], step: str, at: datetime, incident: Incident) -> None:
    start = since.pop(step, None)
    if start is not None:
        past.deferred_for[step] += int(incident.between(start, at).total_seconds())
