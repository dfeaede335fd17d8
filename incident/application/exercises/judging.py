"""Judges an exercise: what was seen, how well it was done, and what the log proposes.

Apart from steering it, because evaluators observe and never steer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from incident.application.errors import NotFound
from incident.application.exercises.beginning import open_real
from incident.application.exercises.console import Console
from incident.application.exercises.led import LedExercises
from incident.domain.decide.words import optional_text
from incident.domain.exercises.assessing import results
from incident.domain.exercises.leading import (
    LeadEvent,
    Mark,
    ObjectiveRated,
    ObservationAdded,
    Rating,
    RatingGiven,
)
from incident.domain.exercises.marking import marked
from incident.domain.exercises.playing import playing
from incident.domain.exercises.rating import Proposal, proposed, require_why
from incident.domain.exercises.reserved import ceased_by
from incident.domain.exercises.starting import still_open
from incident.domain.nearest import nearest

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from incident.application.exercises.standing import Standing
    from incident.domain.events import Recorded
    from incident.domain.exercises.results import Results
    from incident.domain.exercises.scenario import Inject, Task

__all__ = ["Judging"]


class Judging(LedExercises):
    """What an evaluator does."""

    def results(self, exercise_id: str) -> Results:
        """How it went until now, or until its end.

        Raises:
            NotFound, Refused: as `standing`.
        """
        return self._results(self.standing(exercise_id), self._entries(exercise_id), self._service.now())

    def console(self, exercise_id: str) -> Console:
        """Everything that those who lead it look at, now.

        Raises:
            NotFound, Refused: as `standing`.
        """
        standing = self.standing(exercise_id)
        entries, now = self._entries(exercise_id), self._service.now()
        return Console(
            standing=standing,
            results=self._results(standing, entries, now),
            players=playing(standing.incident, standing.exercise, entries, now),
            read_at=now,
            still_open=tuple(still_open(standing.exercise, open_real(self._log))),
            ceased_by=ceased_by(standing.exercise, entries),
        )

    def _results(self, standing: Standing, entries: Sequence[Recorded], now: datetime) -> Results:
        led = self._stream.read(standing.incident.id)
        return results(standing.bundle.scenario, standing.exercise, entries, led, now)

    def observe(self, exercise_id: str, seen: ObservationAdded) -> None:
        """Keep what somebody saw, where no player reads it."""
        standing = self.standing(exercise_id)
        if seen.inject:
            seen = seen.changed(inject=self.named(standing, seen.inject).id)
        if seen.task:
            _task(standing, seen.task)
        self.write(exercise_id, standing.last, seen)

    def mark(self, exercise_id: str, name: str, mark: Mark) -> Inject:
        """Say whether players did what was expected upon the inject; the last mark counts.

        Raises:
            NotFound: there is none of that number.
            Refused: it is not out.
        """
        standing = self.standing(exercise_id)
        inject = self.named(standing, name)
        self.write(exercise_id, standing.last, marked(standing.exercise, inject, mark))
        return inject

    def proposal(self, exercise_id: str, task_id: str) -> Proposal:
        """What the log proposes for the task.

        Raises:
            NotFound: there is no such task.
        """
        standing = self.standing(exercise_id)
        return proposed(_task(standing, task_id), standing.exercise, self._entries(exercise_id))

    def rate(self, exercise_id: str, name: str, given: Rating, because: str) -> Proposal:
        """Rate the task or the objective of that name; what is proposed is kept beside it.

        Raises:
            NotFound: there is neither.
            Refused: the rating needs a reason.
        """
        standing = self.standing(exercise_id)
        objective = any(each.id == name for each in standing.bundle.scenario.objectives)
        proposal = self._of_objective(exercise_id, name) if objective else self.proposal(exercise_id, name)
        require_why(given, proposal, because)
        self.write(exercise_id, standing.last, _rated(name, given, proposal, because, is_objective=objective))
        return proposal

    def _of_objective(self, exercise_id: str, objective: str) -> Proposal:
        found = next(each for each in self.results(exercise_id).objectives if each.objective == objective)
        return Proposal(rating=found.proposed)


def _rated(name: str, given: Rating, proposal: Proposal, because: str, *, is_objective: bool) -> LeadEvent:
    why = optional_text(because, "reason")
    if is_objective:
        return ObjectiveRated(objective=name, given=given, proposed=proposal.rating, because=why)
    return RatingGiven(task=name, given=given, proposed=proposal.rating, evidence=proposal.evidence, because=why)


def _task(standing: Standing, task_id: str) -> Task:
    task = standing.bundle.scenario.task(task_id)
    if task is None:
        plan = standing.bundle.scenario
        names = [*(each.id for each in plan.tasks), *(each.id for each in plan.objectives)]
        raise NotFound(kind="task", name=task_id, near=nearest(task_id, names))
    return task
