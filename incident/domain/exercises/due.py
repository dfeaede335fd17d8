"""Which injects are due: a pure function of the plan, the clock of the exercise and the incident's log.

Apart from whoever releases them, so that two who look come to the same answer, and one who was away comes to it late.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from incident.domain.events import Recorded
from incident.domain.exercises.evidence import met
from incident.domain.exercises.scenario import Inject, Scenario, TriggerKind
from incident.domain.exercises.state import Exercise
from incident.domain.frozen import Frozen
from incident.domain.refusals import Refusal, Refused

__all__ = ["Due", "due_injects", "fell_due", "require_next"]


class Due(Frozen):
    """An inject whose time has come."""

    inject: Inject
    since: timedelta
    """The exercise time at which it came."""


def due_injects(
    plan: Scenario, exercise: Exercise, entries: Sequence[Recorded], set_aside: Collection[str], now: datetime
) -> Sequence[Due]:
    """Those that should be out by now and are not, in the order in which they fell due.

    Args:
        plan: the scenario.
        exercise: how play stands.
        entries: the incident's, in the order of the log.
        set_aside: injects that are held or skipped.
        now: the present instant.
    """
    open_injects = [each for each in plan.injects if each.id not in exercise.released and each.id not in set_aside]
    marks = ((each, fell_due(each, exercise, entries)) for each in open_injects)
    shown = exercise.clock.read(now)
    due = [Due(inject=each, since=mark) for each, mark in marks if mark is not None and mark <= shown]
    return sorted(due, key=lambda each: (each.since, each.inject.number))


def fell_due(inject: Inject, exercise: Exercise, entries: Sequence[Recorded]) -> timedelta | None:
    """The exercise time at which it falls due, released or not; None while nothing says when, or never."""
    trigger, clock = inject.trigger, exercise.clock
    since = exercise.released.get(trigger.after) if trigger.after else clock.began_at
    if trigger.is_by_hand or since is None:
        return None
    mark = clock.read(since) + trigger.delay
    if trigger.kind is TriggerKind.AT:
        return mark
    if trigger.happened is not None:
        shown = met(trigger.happened, entries, since)
        return clock.read(shown.at) + trigger.delay if shown else None
    done = met(trigger.missing, entries, since) if trigger.missing else None
    return None if done is not None and clock.read(done.at) <= mark else mark


def require_next(inject: Inject | None) -> Inject:
    """The next of the plan.

    Raises:
        Refused: NO_NEXT_INJECT, where what is left waits for a hand or for play.
    """
    if inject is None:
        raise Refused(Refusal.NO_NEXT_INJECT)
    return inject
