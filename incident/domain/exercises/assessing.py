"""Computes how an exercise went from the incident's log and from the stream of those who lead, and from nothing else.

Apart from the rows. One record gives one set of numbers, wherever and whenever it is read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from incident.domain import events as e
from incident.domain.content import FreeText
from incident.domain.exercises.conducting import besides, quality, reserve_used
from incident.domain.exercises.due import fell_due
from incident.domain.exercises.evidence import answered, is_computable
from incident.domain.exercises.leading import (
    InjectHeld,
    InjectMarked,
    InjectSkipped,
    LeadEntry,
    Mark,
    ObjectiveRated,
    ObservationAdded,
    RatingGiven,
)
from incident.domain.exercises.rating import had_its_time, objective_proposal, proposed
from incident.domain.exercises.results import (
    Answer,
    ExpectedResult,
    Given,
    InjectResult,
    ObjectiveResult,
    Observation,
    Results,
    TaskResult,
    Way,
)
from incident.domain.exercises.scenario import Expected, Inject, Objective, Scenario, Task
from incident.domain.exercises.state import Exercise, Phase
from incident.domain.incident import PROGRAM

__all__ = ["players", "results"]

_PLAYS: Final = (e.StepTaken, e.StepCompleted, e.StepAnswered, e.StepOverridden)
"""What players do, and who only leads does not."""


def results(
    plan: Scenario, exercise: Exercise, entries: Sequence[e.Recorded], led: Sequence[LeadEntry], now: datetime
) -> Results:
    """How it went until now, or until its end.

    Args:
        plan: the scenario that was pinned.
        exercise: how play stands.
        entries: the incident's, in the order of the log.
        led: the stream of those who lead, in its order.
        now: the present instant; nothing of it counts once play is over.
    """
    now = exercise.ended_at or now
    until = [entry for entry in entries if entry.occurred_at <= now]
    tasks = tuple(_task(task, exercise, until, led) for task in plan.tasks)
    injects = tuple(_inject(each, exercise, until, led, now) for each in plan.injects)
    beside = tuple(besides(plan, exercise, until))
    return Results(
        scenario=plan.id,
        revision=plan.revision,
        phase=exercise.phase,
        planned=plan.length,
        played=exercise.clock.read(now),
        stood=exercise.clock.stood(now),
        objectives=tuple(_objective(each, tasks, led) for each in plan.objectives),
        tasks=tasks,
        injects=injects,
        observations=tuple(_observations(exercise, led)),
        controllers=exercise.controllers,
        evaluators=exercise.evaluators,
        besides=beside,
        reserve=reserve_used(plan, injects),
        quality=quality(plan, injects, beside, until, led),
        both_sides=_both_sides(exercise, until),
    )


def _objective(objective: Objective, tasks: Sequence[TaskResult], led: Sequence[LeadEntry]) -> ObjectiveResult:
    return ObjectiveResult(
        objective=objective.id,
        tasks=objective.tasks,
        proposed=objective_proposal([one.rating for one in tasks if _counts(one, objective.tasks)]),
        given=_objective_given(objective.id, led),
    )


def _counts(task: TaskResult, names: Sequence[str]) -> bool:
    """An optional task that has no rating says nothing of its objective."""
    return task.task in names and not (task.is_optional and task.rating is None)


def _task(task: Task, exercise: Exercise, entries: Sequence[e.Recorded], led: Sequence[LeadEntry]) -> TaskResult:
    proposal = proposed(task, exercise, entries)
    given = None
    for entry in led:
        if isinstance(entry.event, RatingGiven) and entry.event.task == task.id:
            given = Given(rating=entry.event.given, by=entry.actor, because=entry.event.because)
    return TaskResult(
        task=task.id,
        after=task.after,
        within=task.within,
        took=proposal.took,
        proposed=proposal.rating,
        evidence=proposal.evidence,
        given=given,
        is_optional=task.is_optional,
        steps=task.steps,
        is_before=proposal.is_before,
        while_stood=proposal.while_stood,
    )


def _objective_given(objective: str, led: Sequence[LeadEntry]) -> Given | None:
    given = None
    for entry in led:
        if isinstance(entry.event, ObjectiveRated) and entry.event.objective == objective:
            given = Given(rating=entry.event.given, by=entry.actor, because=entry.event.because)
    return given


def _inject(
    inject: Inject, exercise: Exercise, entries: Sequence[e.Recorded], led: Sequence[LeadEntry], now: datetime
) -> InjectResult:
    clock, at = exercise.clock, exercise.released.get(inject.id)
    skipped = _skipped(led)
    due = fell_due(inject, exercise, entries)
    is_due = due is not None and due <= clock.read(now)
    return InjectResult(
        inject=inject.id,
        number=inject.number,
        way=_way(inject, exercise, entries, led, is_due=is_due),
        due=due if is_due or (at is None and not _waits_for_play(inject)) else None,
        released=clock.read(at) if at else None,
        expected=tuple(
            _expected(each, exercise, entries, at, now).changed(number=number)
            for number, each in enumerate(inject.expected, 1)
        ),
        because=skipped.get(inject.id),
        mark=_mark(inject, led),
    )


def _mark(inject: Inject, led: Sequence[LeadEntry]) -> Mark | None:
    given = [entry.event for entry in led if isinstance(entry.event, InjectMarked) and entry.event.inject == inject.id]
    return given[-1].mark if given else None


def _waits_for_play(inject: Inject) -> bool:
    return inject.trigger.happened is not None or inject.trigger.missing is not None


def _skipped(led: Sequence[LeadEntry]) -> Mapping[str, FreeText | None]:
    return {entry.event.inject: entry.event.because for entry in led if isinstance(entry.event, InjectSkipped)}


def _way(
    inject: Inject, exercise: Exercise, entries: Sequence[e.Recorded], led: Sequence[LeadEntry], *, is_due: bool
) -> Way:
    if inject.id in exercise.released:
        actors = (entry.actor for entry in entries if _releases(entry, inject))
        return Way.ITSELF if next(actors, PROGRAM) == PROGRAM else Way.HAND
    if inject.id in _skipped(led):
        return Way.SKIPPED
    if any(isinstance(entry.event, InjectHeld) and entry.event.inject == inject.id for entry in led):
        return Way.HELD
    undue = _undue(inject, exercise, entries)
    if exercise.phase is not Phase.ENDED:
        return Way.NOT_NEEDED if undue is Way.NOT_NEEDED else Way.WAITING
    return Way.NOT_REACHED if is_due else undue


def _undue(inject: Inject, exercise: Exercise, entries: Sequence[e.Recorded]) -> Way:
    """Why it has not fallen due; only what is not needed is known before the end of play."""
    trigger = inject.trigger
    began = exercise.released.get(trigger.after) if trigger.after else exercise.clock.began_at
    if trigger.missing is not None and began is not None:
        return Way.NOT_NEEDED if fell_due(inject, exercise, entries) is None else Way.NOT_REACHED
    return Way.NOT_COME if trigger.is_by_hand or _waits_for_play(inject) else Way.NOT_REACHED


def _releases(entry: e.Recorded, inject: Inject) -> bool:
    return isinstance(entry.event, e.InjectReleased) and entry.event.inject == inject.id


def _expected(
    action: Expected,
    exercise: Exercise,
    entries: Sequence[e.Recorded],
    since: datetime | None,
    now: datetime,
) -> ExpectedResult:
    found = answered(action.evidence, entries, since) if since else None
    took, stood = None, False
    if found is not None and found.events and since is not None:
        took, stood = exercise.clock.read(found.at) - exercise.clock.read(since), exercise.clock.stood_at(found.at)
    answer = _answer(action, exercise, took, since, now)
    if found is not None:
        answer = Answer.BEFORE if took is None else Answer.STOOD if stood else answer
    return ExpectedResult(
        number=0,
        by=action.by,
        within=action.within,
        answer=answer,
        took=took,
        evidence=found.events if found else (),
    )


def _answer(
    action: Expected, exercise: Exercise, took: timedelta | None, since: datetime | None, now: datetime
) -> Answer:
    if since is None:
        return Answer.OPEN
    if not is_computable(action.evidence):
        return Answer.PERSON
    if took is not None:
        return Answer.MET if action.within is None or took <= action.within else Answer.LATE
    waited = exercise.clock.read(now) - exercise.clock.read(since)
    return Answer.MISSING if had_its_time(action.within, waited, exercise) else Answer.OPEN


def _observations(exercise: Exercise, led: Sequence[LeadEntry]) -> Iterator[Observation]:
    for entry in led:
        if isinstance(entry.event, ObservationAdded):
            seen = entry.event
            yield Observation(
                seq=entry.seq,
                kind=seen.kind.value,
                text=seen.text,
                by=entry.actor,
                at=exercise.clock.read(seen.observed_at),
                inject=seen.inject,
                task=seen.task,
            )


def players(entries: Sequence[e.Recorded]) -> tuple[str, ...]:
    """Who worked on steps, in the order in which they first did."""
    return tuple(dict.fromkeys(entry.person for entry in entries if isinstance(entry.event, _PLAYS)))


def _both_sides(exercise: Exercise, entries: Sequence[e.Recorded]) -> tuple[str, ...]:
    """A solo rehearsal is allowed, and the report says so."""
    played = players(entries)
    return tuple(person for person in exercise.controllers if person in played)
