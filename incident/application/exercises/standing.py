"""How an exercise stands for those who lead it: its scenario, and what they held or skipped.

Apart from leading it, because screens and reports read this and lead nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from incident.application.errors import NotFound
from incident.domain.exercises.lapse import was_missed
from incident.domain.exercises.leading import InjectHeld, InjectSkipped, LeadEntry, ScenarioPinned
from incident.domain.exercises.state import Phase
from incident.domain.frozen import Frozen

if TYPE_CHECKING:
    from datetime import datetime

    from incident.domain.exercises.due import Due
    from incident.domain.exercises.lapse import Lapse
    from incident.domain.exercises.scenario import Inject, ScenarioBundle
    from incident.domain.exercises.state import Exercise
    from incident.domain.incident import Incident

__all__ = ["Standing", "pinned", "put_aside", "unreleased"]

_AT_ONCE: Final = timedelta(seconds=10)
"""Of the day: a program that leads looks every second."""


class Standing(Frozen):
    """How an exercise stands, for those who lead it."""

    incident: Incident
    exercise: Exercise
    bundle: ScenarioBundle
    held: tuple[str, ...]
    skipped: tuple[str, ...]
    due: Sequence[Due]
    last: int
    """The last entry of the stream."""
    head: str
    lapse: Lapse | None = None
    """When nobody led it, while what was missed then waits."""

    def waits_for_play(self, inject: Inject) -> bool:
        """Whether something in play lets it go, and that has not happened yet; one that was put aside waits no more."""
        waits = inject.trigger.happened is not None or inject.trigger.missing is not None
        gone = {*self.exercise.released, *self.held, *self.skipped, *(each.inject.id for each in self.due)}
        return waits and inject.id not in gone

    @property
    def left_to_hands(self) -> Sequence[Inject]:
        """Those that no clock lets go: by hand, held, prompted, or once something happens in play."""
        gone = {*self.exercise.released, *self.skipped}
        left = (each for each in self.bundle.scenario.injects if each.id not in gone)
        return [each for each in left if each.id in self.held or each.is_prompted or self._waits_for_a_deed(each)]

    def _waits_for_a_deed(self, inject: Inject) -> bool:
        return inject.trigger.is_by_hand or (inject.trigger.happened is not None and self.waits_for_play(inject))

    @property
    def next(self) -> Inject | None:
        """The first that is due; else the first neither out nor skipped nor in reserve; None once play is over."""
        if self.exercise.phase is Phase.ENDED:
            return None
        if self.due:
            return self.due[0].inject
        gone = {*self.exercise.released, *self.skipped}
        waiting = [each for each in self.bundle.scenario.injects if each.id not in gone]
        return next((each for each in waiting if not each.trigger.is_by_hand and not each.trigger.missing), None)


def unreleased(standing: Standing, now: datetime) -> tuple[Inject, timedelta, bool] | None:
    """What goes by itself and waits longer than any program of who leads it would let it, and how long by its clock.

    The last is whether it was missed, and so waits for a hand also if a program leads it by now.
    """
    exercise = standing.exercise
    shown = exercise.clock.read(now)
    due = [each for each in standing.due if exercise.is_solo or not each.inject.is_prompted]
    if exercise.phase is not Phase.RUNNING or not due or shown - due[0].since < _AT_ONCE * exercise.clock.rate:
        return None
    return due[0].inject, shown - due[0].since, was_missed(due[0], exercise, now) and not exercise.is_solo


def pinned(exercise_id: str, entries: Sequence[LeadEntry]) -> ScenarioBundle:
    for entry in entries:
        if isinstance(entry.event, ScenarioPinned):
            return entry.event.bundle
    raise NotFound(kind="scenario", name=exercise_id)


def put_aside(entries: Sequence[LeadEntry]) -> tuple[tuple[str, ...], Mapping[str, datetime]]:
    """What was held, and when what was skipped."""
    held = tuple(entry.event.inject for entry in entries if isinstance(entry.event, InjectHeld))
    skipped = {entry.event.inject: entry.occurred_at for entry in entries if isinstance(entry.event, InjectSkipped)}
    return held, skipped
