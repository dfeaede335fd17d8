"""What has to be exercised besides the plan, each with what asks for it.

Apart from the plan: nobody writes these down, they follow from the log and the runbooks.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime

from incident.domain.exercises.holding import Held
from incident.domain.exercises.overdue import Place, Planned
from incident.domain.exercises.programme import Basis
from incident.domain.frozen import Frozen
from incident.domain.grading.tiers import Tier
from incident.domain.runbooks.round_ids import written
from incident.domain.runbooks.runbook import Runbook

__all__ = ["Addition", "Done", "Past", "Real", "additions"]

_GRAVE = (Tier.MAJOR, Tier.SERIOUS)
"""An incident of these asks for an exercise once it has ended."""


class Real(Frozen):
    """A real incident that has ended."""

    incident: str
    runbook: str
    tier: Tier
    at: datetime
    steps: tuple[str, ...] = ()
    """Those that somebody worked on."""


class Done(Frozen):
    """A corrective action that waits to be verified."""

    incident: str
    action: str
    runbook: str
    at: datetime


class Past(Frozen):
    """What the log knows of exercises and of what asks for them."""

    held: Sequence[Held] = ()
    real: Sequence[Real] = ()
    done: Sequence[Done] = ()
    unread: Sequence[str] = ()
    """What cannot be read, and may be any of these."""


class Addition(Frozen):
    """One reason for an exercise."""

    runbook: str
    scenario: str
    """One that tries the runbook out; '' where there is none yet."""
    basis: Basis
    source: str
    """The exercise, incident or action that asks for it."""
    since: datetime
    steps: tuple[str, ...] = ()
    tasks: tuple[str, ...] = ()
    """Of its scenario: those that were rated U."""
    revisions: tuple[int, int] | None = None
    """Of a changed runbook: the one that was exercised last, and the present one."""
    planned: str = ""
    """The key of what is planned already and would answer it."""


def additions(
    past: Past, scenarios: Mapping[str, str], books: Mapping[str, Runbook], planned: Sequence[Planned]
) -> Sequence[Addition]:
    """Every reason, by runbook.

    Args:
        past: what the log knows.
        scenarios: the runbook of each scenario.
        books: each runbook as it is now; a step that it lost is owed no more.
        planned: how the plan stands.
    """
    named = {*(each.runbook for each in past.held), *(each.runbook for each in past.real)}
    names = sorted(named | {each.runbook for each in past.done} | {*scenarios.values()})
    return [_answered(each, scenarios, planned) for name in names for each in _of(name, past, books.get(name))]


def _of(runbook: str, past: Past, book: Runbook | None) -> Iterator[Addition]:
    held = [each for each in past.held if each.runbook == runbook and not each.is_solo]
    last = max(held, key=lambda each: each.at, default=None)
    if last is not None and book is not None and book.revision > last.revision:
        yield _because(Basis.CHANGE, runbook, last.exercise, last.at).changed(revisions=(last.revision, book.revision))
    yield from _failed(runbook, held, book)
    yield from _unable(runbook, held)
    grave = (each for each in past.real if each.runbook == runbook and each.tier in _GRAVE)
    owed = (each for each in grave if not _is_exercised(each, held, book))
    yield from (_because(Basis.INCIDENT, runbook, each.incident, each.at) for each in owed)
    for each in past.done:
        if each.runbook == runbook:
            yield _because(Basis.VERIFICATION, runbook, f"{each.incident} {each.action}", each.at)


def _failed(runbook: str, held: Sequence[Held], book: Runbook | None) -> Iterator[Addition]:
    """By the exercise in which they failed last: the steps that none since has gone through as expected."""
    owed: dict[str, Held] = {}
    for each in sorted(held, key=lambda each: each.at):
        owed = {step: one for step, one in owed.items() if step not in _written(each.went_well)}
        owed |= dict.fromkeys(_written(each.failed), each)
    left = {step: one for step, one in owed.items() if book is None or step in _ids(book)}
    for each in sorted({one.exercise: one for one in left.values()}.values(), key=lambda each: each.at):
        steps = tuple(step for step, one in left.items() if one.exercise == each.exercise)
        yield _because(Basis.FAILED_STEP, runbook, each.exercise, each.at).changed(steps=steps)


def _unable(runbook: str, held: Sequence[Held]) -> Iterator[Addition]:
    """By the exercise that rated them U last: the tasks that none of their scenario since has done as expected."""
    owed: dict[tuple[str, str], Held] = {}
    for each in sorted(held, key=lambda each: each.at):
        able = {(each.scenario, task) for task in each.able}
        owed = {task: one for task, one in owed.items() if task not in able}
        owed |= {(each.scenario, task): each for task in each.unable}
    for each in sorted({one.exercise: one for one in owed.values()}.values(), key=lambda each: each.at):
        tasks = tuple(task for (_, task), one in owed.items() if one.exercise == each.exercise)
        because = _because(Basis.FAILED_STEP, runbook, each.exercise, each.at)
        yield because.changed(scenario=each.scenario, tasks=tasks)


def _is_exercised(real: Real, held: Sequence[Held], book: Runbook | None) -> bool:
    """Whether the exercises since, taken together, went as expected through the incident's steps of this runbook."""
    later = [each for each in held if each.at > real.at]
    well = {step for each in later for step in _written(each.went_well)}
    asked = [step for step in _written(real.steps) if book is None or step in _own(book)]
    return bool(later) and well.issuperset(asked)


def _written(steps: Sequence[str]) -> Sequence[str]:
    """Once each, whichever round of a repeat it was."""
    return tuple(dict.fromkeys(written(step) for step in steps))


def _ids(book: Runbook) -> Collection[str]:
    return {step.id for step in book.steps()}


def _own(book: Runbook) -> Collection[str]:
    """Without those that a raise may add, of another runbook."""
    return {step.id for step in book.steps() if step.added_by is None}


def _because(basis: Basis, runbook: str, source: str, since: datetime) -> Addition:
    return Addition(runbook=runbook, scenario="", basis=basis, source=source, since=since)


def _answered(addition: Addition, scenarios: Mapping[str, str], planned: Sequence[Planned]) -> Addition:
    tries = (name for name, runbook in scenarios.items() if runbook == addition.runbook)
    fitting = sorted(name for name in tries if addition.scenario in ("", name))
    waiting = (each for each in planned if each.entry.scenario in fitting and each.place is not Place.HELD)
    row = next((each for each in waiting if each.occurrence.window.last >= addition.since.date()), None)
    scenario = row.entry.scenario if row else next(iter(fitting), "")
    return addition.changed(scenario=scenario, planned=row.occurrence.key if row else "")
