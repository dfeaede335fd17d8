"""What has to be exercised besides the plan, each with what asks for it.

Apart from the plan: nobody writes these down, they follow from the log and the runbooks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from incident.domain.exercises.holding import Held
from incident.domain.exercises.overdue import Place, Planned
from incident.domain.exercises.programme import Basis
from incident.domain.frozen import Frozen
from incident.domain.grading.tiers import Tier

__all__ = ["Addition", "Done", "Past", "Real", "additions"]

_GRAVE = (Tier.MAJOR, Tier.SERIOUS)
"""An incident of these asks for an exercise once it has ended."""


class Real(Frozen):
    """A real incident that has ended."""

    incident: str
    runbook: str
    tier: Tier
    at: datetime


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
    revisions: tuple[int, int] | None = None
    """Of a changed runbook: the one that was exercised last, and the present one."""
    planned: str = ""
    """The key of what is planned already and would answer it."""


def additions(
    past: Past, scenarios: Mapping[str, str], revisions: Mapping[str, int], planned: Sequence[Planned]
) -> Sequence[Addition]:
    """Every reason, by runbook.

    Args:
        past: what the log knows.
        scenarios: the runbook of each scenario.
        revisions: the present revision of each runbook.
        planned: how the plan stands.
    """
    named = {*(each.runbook for each in past.held), *(each.runbook for each in past.real)}
    books = sorted(named | {each.runbook for each in past.done} | {*scenarios.values()})
    return [_answered(each, scenarios, planned) for book in books for each in _of(book, past, revisions)]


def _of(runbook: str, past: Past, revisions: Mapping[str, int]) -> Iterator[Addition]:
    held = [each for each in past.held if each.runbook == runbook and not each.is_solo]
    last = max(held, key=lambda each: each.at, default=None)
    present = revisions.get(runbook)
    if last is not None and present is not None and present > last.revision:
        yield _because(Basis.CHANGE, runbook, last.exercise, last.at).changed(revisions=(last.revision, present))
    if last is not None and last.failed:
        yield _because(Basis.FAILED_STEP, runbook, last.exercise, last.at).changed(steps=last.failed)
    grave = [each for each in past.real if each.runbook == runbook and each.tier in _GRAVE]
    after = [each for each in grave if last is None or each.at > last.at]
    yield from (_because(Basis.INCIDENT, runbook, each.incident, each.at) for each in after)
    for each in past.done:
        if each.runbook == runbook:
            yield _because(Basis.VERIFICATION, runbook, f"{each.incident} {each.action}", each.at)


def _because(basis: Basis, runbook: str, source: str, since: datetime) -> Addition:
    return Addition(runbook=runbook, scenario="", basis=basis, source=source, since=since)


def _answered(addition: Addition, scenarios: Mapping[str, str], planned: Sequence[Planned]) -> Addition:
    fitting = sorted(name for name, runbook in scenarios.items() if runbook == addition.runbook)
    waiting = (each for each in planned if each.entry.scenario in fitting and each.place is not Place.HELD)
    row = next(waiting, None)
    scenario = row.entry.scenario if row else next(iter(fitting), "")
    return addition.changed(scenario=scenario, planned=row.occurrence.key if row else "")
