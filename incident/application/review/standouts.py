"""What the first page of a report says: three to keep, three to change, what failed that must not, what is planned.

Apart from the chapters, which have all of it. What people found out comes first; where that is less than three, the
record proposes, and the report says which is which.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from enum import StrEnum
from itertools import islice
from typing import TYPE_CHECKING, Final

from incident.domain.content import FreeText
from incident.domain.events import IncidentMode
from incident.domain.events.improving import ActionState, FindingKind, Priority, Rating, Remark
from incident.domain.frozen import Frozen

if TYPE_CHECKING:
    from incident.application.review.model import Review
    from incident.domain.exercises.results import TaskResult
    from incident.domain.improving.plan import Finding

__all__ = ["FirstPage", "Lapse", "LapseKind", "PriorityCount", "Source", "Standout", "first_page"]

_MOST: Final = 3
_NOTHING: Final = timedelta(0)
_AT_ONCE: Final = timedelta(hours=2)
"""After so long nobody calls it at once any more."""
_GRAVE: Final = (Rating.UNABLE, Rating.MAJOR)
_SAFETY: Final = "!"


class Source(StrEnum):
    """Where a strength or a weakness was read."""

    FINDING = "finding"
    TASK = "task"
    MEASURE = "measure"
    STEP = "step"


class Standout(Frozen):
    """One thing that went well, or did not."""

    source: Source
    subject: str
    """Id of the finding, task, measure or step."""
    text: FreeText | None = None
    """Of a finding: what people wrote."""
    rating: Rating | None = None
    is_proposed: bool = False
    """The log proposes that rating, and nobody gave one."""
    length: timedelta | None = None
    """How much later than its standard, negative where it was quicker; None where it has none or was never done."""


class LapseKind(StrEnum):
    """What must be told to those responsible at once, and not only here (SP 800-84)."""

    TASK = "task"
    OBSERVED = "observed"
    UNSAFE = "unsafe"
    LEGAL = "legal"
    LEGAL_AT_ONCE = "legal-at-once"
    NOBODY_REACHED = "nobody-reached"


class Lapse(Frozen):
    """One of them."""

    kind: LapseKind
    subject: str
    """Id of the task, the duty or the message; '' of words."""
    text: FreeText | None = None
    rating: Rating | None = None
    is_proposed: bool = False
    """The log proposes that rating, and nobody gave one."""
    length: timedelta | None = None


class PriorityCount(Frozen):
    """The corrective actions of one priority."""

    priority: Priority
    all: int
    done: int
    """Done and not verified."""
    verified: int
    rejected: int
    overdue: int


class FirstPage(Frozen):
    """All of it."""

    strengths: tuple[Standout, ...]
    improve: tuple[Standout, ...]
    more_strengths: int
    """Findings that have no room here."""
    more_improve: int
    lapses: tuple[Lapse, ...] | None
    """None where no other is known and those in tasks are shown to those alone who led the exercise."""
    actions: tuple[PriorityCount, ...]


def first_page(review: Review) -> FirstPage:
    """What stands on it, from the review alone."""
    kept = [each for each in review.findings if each.kind is FindingKind.STRENGTH]
    changed = sorted((each for each in review.findings if each.kind is FindingKind.IMPROVE), key=_urgency(review))
    return FirstPage(
        strengths=(*map(_found, kept[:_MOST]), *islice(_went_well(review), max(0, _MOST - len(kept)))),
        improve=(*map(_found, changed[:_MOST]), *islice(_went_wrong(review), max(0, _MOST - len(changed)))),
        more_strengths=max(0, len(kept) - _MOST),
        more_improve=max(0, len(changed) - _MOST),
        lapses=tuple(_lapses(review)) or (None if _hides_tasks(review) else ()),
        actions=tuple(_counted(review)),
    )


def _hides_tasks(review: Review) -> bool:
    """Whether how tasks went is not for whoever reads it."""
    return review.identification.mode is IncidentMode.EXERCISE and review.exercise is None


def _urgency(review: Review) -> Callable[[Finding], int]:
    """The place of the gravest action that answers a finding; last where none does."""
    order = list(Priority)
    return lambda finding: min(
        (order.index(each.priority) for each in review.actions if finding.id in each.findings), default=len(order)
    )


def _found(finding: Finding) -> Standout:
    return Standout(source=Source.FINDING, subject=finding.id, text=finding.text)


def _went_well(review: Review) -> Iterator[Standout]:
    """Tasks performed within their standard, then measures within their target; the widest margin first.

    No measure where a person rated any task worse: it may tell of the very deed that they did not find well done.
    """
    tasks = [_task(each) for each in _tasks(review) if each.rating is Rating.PERFORMED]
    yield from sorted(tasks, key=lambda each: (each.is_proposed, _late(each)))
    measures = (
        Standout(source=Source.MEASURE, subject=each.kind.value, length=each.difference)
        for each in review.measures
        if each.actual is not None and each.difference is not None and each.difference <= _NOTHING
    )
    if not any(each.given is not None and each.given.rating is not Rating.PERFORMED for each in _tasks(review)):
        yield from sorted(measures, key=_late)


def _went_wrong(review: Review) -> Iterator[Standout]:
    """Tasks by their rating, what a person rated before what the log proposes; then measures and steps by lateness."""
    order = (Rating.UNABLE, Rating.MAJOR, Rating.SOME)
    tasks = [_task(each) for each in _tasks(review) if each.rating in order]
    yield from sorted(tasks, key=lambda each: (each.is_proposed, order.index(each.rating or Rating.SOME), -_late(each)))
    for each in review.measures:
        if each.is_late:
            yield Standout(source=Source.MEASURE, subject=each.kind.value, length=each.difference)
    steps = [
        Standout(source=Source.STEP, subject=each.step, length=each.late_by)
        for each in review.steps
        if each.late_by > _NOTHING
    ]
    yield from sorted(steps, key=lambda each: -_late(each))


def _tasks(review: Review) -> tuple[TaskResult, ...]:
    return review.exercise.tasks if review.exercise else ()


def _task(task: TaskResult) -> Standout:
    return Standout(
        source=Source.TASK,
        subject=task.task,
        rating=task.rating,
        is_proposed=task.given is None,
        length=_beyond(task),
    )


def _beyond(task: TaskResult) -> timedelta | None:
    return None if task.took is None or task.within is None else task.took - task.within


def _late(each: Standout) -> timedelta:
    return each.length or _NOTHING


def _lapses(review: Review) -> Iterator[Lapse]:
    """Critical tasks that failed or all but did, what was dangerous, what the law asked for, who heard nothing."""
    for task in _tasks(review):
        if task.rating in _GRAVE and not task.is_optional:
            yield Lapse(
                kind=LapseKind.TASK,
                subject=task.task,
                rating=task.rating,
                is_proposed=task.given is None,
                length=_beyond(task),
            )
    for seen in review.exercise.observations if review.exercise else ():
        if seen.kind == _SAFETY:
            yield Lapse(kind=LapseKind.OBSERVED, subject="", text=seen.text)
    for said in review.said:
        if said.kind is Remark.UNSAFE:
            yield Lapse(kind=LapseKind.UNSAFE, subject="", text=said.text)
    for row in (each for each in review.legal if not each.undecided):
        late = row.difference
        if row.filed_at is None and row.due_at is not None and row.due_at < review.identification.as_of:
            late = review.identification.as_of - row.due_at
        if late is not None and late > _NOTHING:
            yield Lapse(kind=LapseKind.LEGAL, subject=row.key, length=late)
        open_for = review.identification.as_of - row.started_at if row.started_at is not None else _NOTHING
        if row.is_first_at_once and row.filed_at is None and open_for >= _AT_ONCE:
            yield Lapse(kind=LapseKind.LEGAL_AT_ONCE, subject=row.key, length=open_for)
    for message in review.messages:
        if message.has_reached_nobody:
            yield Lapse(kind=LapseKind.NOBODY_REACHED, subject=message.message)


def _counted(review: Review) -> Iterator[PriorityCount]:
    for priority in Priority:
        own = [each for each in review.actions if each.priority is priority]
        if own:
            yield PriorityCount(
                priority=priority,
                all=len(own),
                done=sum(each.state is ActionState.DONE for each in own),
                verified=sum(each.state is ActionState.VERIFIED for each in own),
                rejected=sum(each.state is ActionState.REJECTED for each in own),
                overdue=sum(each.is_overdue(review.identification.as_of) for each in own),
            )
