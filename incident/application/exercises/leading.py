"""Leads an exercise: its scenario pinned before play, its injects let go once, its state for those who lead.

Apart from the service, which knows nothing of what players must not know.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from incident.application.actor import Actor
from incident.application.errors import NotFound
from incident.application.exercises.beginning import half_begun, open_real, preparation, require_planned
from incident.application.exercises.freezing import freeze
from incident.application.exercises.releasing import order_of
from incident.application.exercises.standing import Standing, pinned, put_aside
from incident.application.ports.leading import LeadBatch
from incident.domain import commands as c
from incident.domain.decide.erasing import require_unheld
from incident.domain.decide.words import optional_text
from incident.domain.events import IncidentMode
from incident.domain.exercises.assessing import results
from incident.domain.exercises.due import due_injects
from incident.domain.exercises.erasing import erased
from incident.domain.exercises.leading import (
    InjectHeld,
    InjectSkipped,
    LeadEntry,
    LeadEvent,
    ObjectiveRated,
    ObservationAdded,
    Rating,
    RatingGiven,
    ScenarioPinned,
    TextErased,
)
from incident.domain.exercises.rating import Proposal, proposed, require_why
from incident.domain.exercises.starting import in_the_way, require_calm
from incident.domain.exercises.state import Phase
from incident.domain.incident import PROGRAM
from incident.domain.nearest import nearest
from incident.domain.refusals import Refusal, Refused

if TYPE_CHECKING:
    from incident.application.ports import EventLog, Ids
    from incident.application.ports.leading import LeadStream
    from incident.application.service import IncidentService
    from incident.domain.exercises.results import Results
    from incident.domain.exercises.scenario import Inject, ScenarioBundle, Task

__all__ = ["Leading"]


class Leading:
    """What whoever leads an exercise does; the rules are the incident's own."""

    def __init__(self, service: IncidentService, log: EventLog, stream: LeadStream, ids: Ids, actor: Actor) -> None:
        self._service = service
        self._log = log
        self._stream = stream
        self._ids = ids
        self._actor = actor

    def begin(
        self,
        declaration: c.DeclareIncident,
        bundle: ScenarioBundle,
        controllers: Sequence[str],
        rate: int = 1,
        *,
        is_solo: bool = False,
        despite: Sequence[str] = (),
    ) -> str:
        """Declare the exercise, pin its scenario where no player sees it, and start its clock; its id.

        One that the same person began and that was cut off on the way is brought to its start instead.

        Raises:
            Refused: real incidents of tier 1 or 2 are open, and `despite` does not name them.
        """
        exercise = half_begun(self._service, self._log, declaration, bundle)
        if exercise is None:
            require_calm(open_real(self._log), despite)
            exercise = self._service.declare(declaration, self._actor).incident.id
        if self._service.load(exercise).exercise is None:
            beside = [each for each, _tier in in_the_way(open_real(self._log)) if each in despite]
            prepare = preparation(bundle, self._actor.acts_as, controllers, is_solo=is_solo, despite=beside)
            self._service.execute(exercise, prepare, self._actor)
        self.start(exercise, bundle, rate)
        return exercise

    def start(self, exercise_id: str, bundle: ScenarioBundle, rate: int = 1) -> None:
        """Start one that has everything but its start, and perhaps its scenario.

        Raises:
            Refused: it was prepared with another scenario than this one.
        """
        if not self._stream.read(exercise_id):
            require_planned(exercise_id, self._log.read(exercise_id), bundle)
            self._write(exercise_id, 0, ScenarioPinned(bundle=bundle))
        self._service.execute(exercise_id, c.StartExercise(by=self._actor.acts_as, rate=rate), self._actor)

    def standing(self, exercise_id: str) -> Standing:
        """How it stands now.

        Raises:
            NotFound: there is no such exercise, or none that whoever asks leads.
            Refused: it has no scenario.
        """
        incident = self._service.load(exercise_id)
        if incident.exercise is None:
            code = Refusal.NO_EXERCISE if incident.mode is IncidentMode.REAL else Refusal.EXERCISE_UNPREPARED
            raise Refused(code, incident=exercise_id)
        entries = self._stream.read(exercise_id)
        bundle = pinned(exercise_id, entries)
        held, skipped = put_aside(entries)
        log = self._log.read(exercise_id)
        due = due_injects(bundle.scenario, incident.exercise, log, {*held, *skipped}, self._service.now())
        return Standing(
            incident=incident,
            exercise=incident.exercise,
            bundle=bundle,
            held=held,
            skipped=skipped,
            due=due,
            last=entries[-1].seq,
            head=entries[-1].digest,
        )

    def advance(self, exercise_id: str) -> Sequence[Inject]:
        """Cease play for a real incident, or let go what is due by itself; what this call let go."""
        standing = self.standing(exercise_id)
        if standing.exercise.phase is not Phase.RUNNING or self._frozen(standing):
            return ()
        due = [each.inject for each in standing.due if not each.inject.is_prompted]
        return [inject for inject in due if self._let_go(standing, inject)]

    def release(self, exercise_id: str, name: str) -> Inject:
        """Let that inject go now, by hand; `next` is the next of the plan.

        Raises:
            NotFound: there is none of that number.
            Refused: it is out already, or play does not allow it.
        """
        standing = self.standing(exercise_id)
        inject = self._named(standing, name)
        self._service.execute(exercise_id, order_of(standing, inject, self._actor.acts_as), self._actor)
        return inject

    def set_aside(self, exercise_id: str, name: str, *, skip: bool, because: str = "") -> Inject:
        """Hold the inject until a hand lets it go, or skip it."""
        standing = self.standing(exercise_id)
        inject = self._named(standing, name)
        if inject.id in standing.exercise.released:
            at = standing.exercise.released[inject.id]
            raise Refused(Refusal.INJECT_RELEASED, number=inject.number, at=at)
        why = optional_text(because, "reason") if skip else None
        event = InjectSkipped(inject=inject.id, because=why) if skip else InjectHeld(inject=inject.id)
        self._write(exercise_id, standing.last, event)
        return inject

    def results(self, exercise_id: str) -> Results:
        """How it went until now, or until its end.

        Raises:
            NotFound, Refused: as `standing`.
        """
        standing, led = self.standing(exercise_id), self._stream.read(exercise_id)
        entries = self._log.read(exercise_id)
        return results(standing.bundle.scenario, standing.exercise, entries, led, self._service.now())

    def observe(self, exercise_id: str, seen: ObservationAdded) -> None:
        """Keep what somebody saw, where no player reads it."""
        standing = self.standing(exercise_id)
        if seen.inject:
            seen = seen.changed(inject=self._named(standing, seen.inject).id)
        if seen.task:
            _task(standing, seen.task)
        self._write(exercise_id, standing.last, seen)

    def proposal(self, exercise_id: str, task_id: str) -> Proposal:
        """What the log proposes for the task.

        Raises:
            NotFound: there is no such task.
        """
        standing = self.standing(exercise_id)
        return proposed(_task(standing, task_id), standing.exercise, self._log.read(exercise_id))

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
        self._write(exercise_id, standing.last, _rated(name, given, proposal, because, is_objective=objective))
        return proposal

    def _of_objective(self, exercise_id: str, objective: str) -> Proposal:
        found = next(each for each in self.results(exercise_id).objectives if each.objective == objective)
        return Proposal(rating=found.proposed)

    def kept(self, exercise_id: str) -> Sequence[LeadEntry]:
        """What those who lead it wrote, in its order.

        Raises:
            NotFound, Refused: as `standing`.
        """
        self.standing(exercise_id)
        return self._stream.read(exercise_id)

    def erasing(self, exercise_id: str, seq: int, because: str, approved_by: str) -> TextErased:
        """The entry that would destroy the words of that one; only those who lead may.

        Raises:
            NotFound: as `standing`.
            Refused: a legal hold stands, there is nothing to destroy, or nobody else agreed.
        """
        standing = self.standing(exercise_id)
        require_unheld(standing.incident)
        by = self._actor.acts_as
        if by not in standing.exercise.controllers:
            raise Refused(Refusal.EXERCISE_NEEDS_LEAD, person=standing.exercise.controllers[0])
        return erased(self._stream.read(exercise_id), seq, because, by, approved_by)

    def erase(self, exercise_id: str, seq: int, because: str, approved_by: str) -> None:
        """Destroy the words of an entry of those who lead.

        Raises:
            NotFound, Refused: as `erasing`.
        """
        last = self.standing(exercise_id).last
        self._write(exercise_id, last, self.erasing(exercise_id, seq, because, approved_by))

    def end(self, exercise_id: str, because: str) -> None:
        """End play; the log names where the stream ended."""
        head = self.standing(exercise_id).head
        order = c.EndExercise(by=self._actor.acts_as, because=because, head=head)
        self._service.execute(exercise_id, order, self._actor)

    def _named(self, standing: Standing, name: str) -> Inject:
        inject = standing.next if name == "next" else standing.bundle.scenario.inject(name)
        if inject is None:
            raise NotFound(kind="inject", name=name)
        return inject

    def _let_go(self, standing: Standing, inject: Inject) -> bool:
        """Whether it was this call; another who runs the exercise may have been first."""
        exercise = standing.incident.id
        order = order_of(standing, inject, PROGRAM)
        try:
            outcome = self._service.execute(exercise, order, Actor(person=PROGRAM), f"release {exercise} {inject.id}")
        except Refused:
            return False
        return not outcome.was_repeated

    def _frozen(self, standing: Standing) -> bool:
        began = standing.exercise.clock.began_at
        for row in self._log.summaries():
            is_later = began is not None and row.declared_at >= began
            is_new = row.incident_id not in standing.exercise.heeded
            if row.mode is IncidentMode.REAL and is_later and is_new:
                return freeze(self._service, standing.incident.id, row.incident_id, row.declared_at)
        return False

    def _write(self, exercise_id: str, expected: int, event: LeadEvent) -> None:
        now: datetime = self._service.now()
        batch = LeadBatch(
            exercise_id=exercise_id,
            expected_seq=expected,
            actor=self._actor.person,
            occurred_at=now,
            recorded_at=now,
            events=((self._ids.new(), event),),
        )
        self._stream.append(batch)


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
