"""What the log knows of each decision: which options the runbook offered, and how long after what it was taken.

Apart from what whoever decided says of it later. What the log does not know is None, and the report asks for it.
"""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from incident.domain import events as e
from incident.domain.frozen import Frozen
from incident.domain.improving.plan import Explained

if TYPE_CHECKING:
    from incident.application.review.model import Review
    from incident.domain.events import Recorded

__all__ = ["DecidedAfter", "DecisionRow", "decision_rows"]


class DecidedAfter(StrEnum):
    """What a decision is counted from."""

    INJECT = "inject"
    """The release of the inject that called for it, on the clock of the exercise."""
    STEP_TAKEN = "step-taken"
    """Somebody took the step that asks for it."""


class DecisionRow(Frozen):
    """One decision."""

    entry: int
    step: str
    """The step that asked for it; '' where none did."""
    options: tuple[str, ...]
    """Ids of what the step offered."""
    after: DecidedAfter | None
    subject: str
    """Number of the inject, or id of the step."""
    latency: timedelta | None
    explained: Explained | None


def decision_rows(review: Review) -> tuple[DecisionRow, ...]:
    """A row for each entry in which something was decided, in order."""
    explained = {each.entry: each for each in review.debriefed.explained}
    return tuple(_row(entry, review, explained.get(entry.seq)) for entry in review.decisions)


def _row(entry: Recorded, review: Review, explained: Explained | None) -> DecisionRow:
    step = entry.event.step if isinstance(entry.event, e.StepAnswered) else ""
    after, subject, latency = _after(entry, step, review)
    return DecisionRow(
        entry=entry.seq,
        step=step,
        options=_offered(step, review) if step else (),
        after=after,
        subject=subject,
        latency=latency,
        explained=explained,
    )


def _after(entry: Recorded, step: str, review: Review) -> tuple[DecidedAfter | None, str, timedelta | None]:
    """From the inject whose expected action it is; else from the moment at which somebody took the step."""
    for inject in review.exercise.injects if review.exercise else ():
        for expected in inject.expected:
            if expected.took is not None and entry.event_id in expected.evidence:
                return DecidedAfter.INJECT, str(inject.number), expected.took
    taken = [
        each.occurred_at
        for each in review.log
        if each.occurred_at < entry.occurred_at and isinstance(each.event, e.StepTaken) and each.event.step == step
    ]
    if step and taken:
        return DecidedAfter.STEP_TAKEN, step, review.identification.between(taken[-1], entry.occurred_at)
    return None, "", None


def _offered(step: str, review: Review) -> tuple[str, ...]:
    for entry in review.log:
        if isinstance(entry.event, e.IncidentDeclared) and entry.event.bundle.bundle is not None:
            found = entry.event.bundle.bundle.runbook.step(step)
            return found.options if found else ()
    return ()
