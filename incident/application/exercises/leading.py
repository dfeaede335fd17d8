"""Leads an exercise: its scenario pinned before play, its injects let go once, its end.

Apart from judging it, and from the service, which knows nothing of what players must not know.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from incident.application.actor import Actor
from incident.application.errors import NotFound, StorageDamaged, StorageError, StorageTooNew
from incident.application.exercises.beginning import half_begun, open_real, preparation, require_planned
from incident.application.exercises.erasing import Erasing
from incident.application.exercises.freezing import ceases_play, freeze
from incident.application.exercises.improvising import Improvising
from incident.application.exercises.judging import Judging
from incident.application.exercises.leaving import is_led, whose_lead
from incident.application.exercises.releasing import order_of
from incident.domain import commands as c
from incident.domain.decide.exercising import require_phase
from incident.domain.decide.words import optional_text
from incident.domain.events import ExerciseResumed
from incident.domain.exercises.lapse import require_calm_lapse, was_missed
from incident.domain.exercises.leading import InjectHeld, InjectSkipped, ScenarioPinned
from incident.domain.exercises.reserved import UNLED
from incident.domain.exercises.sides import require_leader
from incident.domain.exercises.starting import in_the_way, require_calm, require_free, require_over, still_open
from incident.domain.exercises.state import Phase
from incident.domain.incident import PROGRAM
from incident.domain.refusals import Refusal, Refused

if TYPE_CHECKING:
    from datetime import datetime

    from incident.application.exercises.standing import Standing
    from incident.application.service import Outcome
    from incident.domain.events.exercising import Programmed
    from incident.domain.exercises.scenario import Inject, ScenarioBundle
    from incident.domain.incident import Incident

__all__ = ["Leading"]


class Leading(Judging, Erasing, Improvising):
    """What whoever leads an exercise does; the rules are the incident's own."""

    def begin(
        self,
        declaration: c.DeclareIncident,
        bundle: ScenarioBundle,
        controllers: Sequence[str],
        rate: int = 1,
        *,
        is_solo: bool = False,
        despite: Sequence[str] = (),
        programmed: Programmed | None = None,
        evaluators: Sequence[str] = (),
    ) -> str:
        """Declare the exercise, pin its scenario where no player sees it, and start its clock; its id.

        One that the same person began and that was cut off on the way is brought to its start instead.

        Raises:
            Refused: real incidents of tier 1 or 2 are open, and `despite` does not name them, or whoever leads is
                needed in one that it names.
            LedSideShut: the login of one of those who lead or evaluate may not; nothing was declared.
        """
        self.require_open((*controllers, *evaluators))
        exercise = half_begun(self._service, self._log, declaration, bundle)
        if exercise is None:
            require_calm(open_real(self._log), despite)
            beside = [each for each, _tier in in_the_way(open_real(self._log))]
            self._require_free(beside, (self._actor.acts_as, *controllers, *evaluators))
            exercise = self._service.declare(declaration, self._actor).incident.id
        if self._service.load(exercise).exercise is None:
            beside = [each for each, _tier in in_the_way(open_real(self._log)) if each in despite]
            prepare = preparation(bundle, self._actor.acts_as, controllers, is_solo=is_solo, programmed=programmed)
            prepare = prepare.changed(despite=tuple(beside), evaluators=tuple(evaluators))
            self._service.execute(exercise, prepare, self._actor)
        self.start(exercise, bundle, rate)
        return exercise

    def require_open(self, persons: Sequence[str]) -> Sequence[str]:
        """They may lead or evaluate, and whoever sits here; those of whom the log cannot tell, for it knows no login.

        Raises:
            LedSideShut: one of them may not.
        """
        return self._stream.require_open(persons)

    def start(self, exercise_id: str, bundle: ScenarioBundle, rate: int = 1) -> None:
        """Start one that has everything but its start, and perhaps its scenario.

        Raises:
            Refused: it was prepared with another scenario than this one.
        """
        if not self._stream.read(exercise_id):
            require_planned(exercise_id, self._log.read(exercise_id), bundle)
            self.write(exercise_id, 0, ScenarioPinned(bundle=bundle))
        self._service.execute(exercise_id, c.StartExercise(by=self._actor.acts_as, rate=rate), self._actor)

    def resume(self, exercise_id: str, despite: Sequence[str] = ()) -> None:
        """Let it go on where it stood.

        Raises:
            Refused: a real incident that ceased play is open, and `despite` does not name it, or it needs somebody
                who plays or leads.
        """
        order = self.going_on(self.standing(exercise_id).incident, despite)
        self._service.execute(exercise_id, order, self._actor)

    def going_on(self, incident: Incident, despite: Sequence[str]) -> c.ResumeExercise:
        """The order to let it go on; whether they may is decided where it is executed.

        Raises:
            Refused: as `resume`.
        """
        if incident.exercise is not None:
            require_leader(incident.exercise, self._actor.acts_as)
            require_over(incident.exercise, open_real(self._log), despite)
            exercising = (*incident.roles.values(), *incident.exercise.controllers)
            self._require_free(still_open(incident.exercise, open_real(self._log)), exercising)
        return c.ResumeExercise(by=self._actor.acts_as)

    def count_as_pause(self, exercise_id: str, command_id: str | None = None) -> Sequence[Outcome]:
        """Let its clock stand from when on nobody led it, and go on now; what the pause came to, and the going on.

        Under an id that is known it only goes on, if it still stands from that pause.

        Raises:
            Refused: it is not running, somebody leads it, or something was done meanwhile, which would fall into a
                pause.
        """
        command_id, paused = command_id or self._ids.new(), None
        while paused is None:
            order, since = self._counting(exercise_id, command_id)
            paused = self._unless_outrun(exercise_id, order, command_id, since)
        while (seen := self._stands_since(paused)) is not None:
            going_on = c.ResumeExercise(by=self._actor.acts_as, after=seen)
            went_on = self._unless_outrun(exercise_id, going_on, f"{command_id} went on")
            if went_on is not None:
                return [paused, went_on]
        return [paused]

    def _counting(self, exercise_id: str, command_id: str) -> tuple[c.PauseExercise, datetime | None]:
        """The pause and since when; a repeated one is only asked for."""
        order = c.PauseExercise(by=self._actor.acts_as, because=UNLED)
        if self._log.command(command_id) is not None:
            return order, None
        standing = self.steered(exercise_id)
        require_phase(standing.incident, standing.exercise, Phase.RUNNING)
        lapse = require_calm_lapse(standing.lapse, exercise_id)
        return order.changed(after=standing.incident.version), lapse.since

    def _unless_outrun(
        self, exercise_id: str, order: c.Command, command_id: str, at: datetime | None = None
    ) -> Outcome | None:
        """What it came to; None where an entry came after the last that was seen, which has to be looked at too."""
        try:
            return self._service.execute(exercise_id, order, self._actor, command_id, at)
        except Refused as refused:
            if refused.code is not Refusal.EXERCISE_PLAYED_ON:
                raise
        return None

    def _stands_since(self, paused: Outcome) -> int | None:
        """The last entry that was seen, where it stands from that pause and for no other reason."""
        incident = self._service.load(paused.incident.id)
        exercise, later = incident.exercise, self._log.read(incident.id, paused.entries[-1].seq)
        went_on = any(isinstance(entry.event, ExerciseResumed) for entry in later)
        stands = exercise is not None and exercise.phase is Phase.PAUSED and str(exercise.because) == UNLED
        return incident.version if stands and not went_on else None

    def hold(self, exercise_id: str, *, is_beside: bool = False) -> bool:
        """Let players' programs know that this one leads it; whether it does.

        It does for who started it or let it go on last, and beside another program that leads it; with `is_beside`
        only so. What was begun to go unwatched is led by nobody who looks in on it.
        """
        exercise = self._service.load(exercise_id).exercise
        if exercise is None or exercise.is_solo or self._actor.acts_as not in exercise.leaders:
            return False
        is_own = not is_beside and whose_lead(self._entries(exercise_id)) == self._actor.acts_as
        if not is_own and not is_led(self._log, exercise_id):
            return False
        with suppress(StorageError):  # the next time: it goes on all the same
            self._log.presence().hold(exercise_id)
        return True

    def advance(self, exercise_id: str) -> Sequence[Inject]:
        """Cease play for a real incident, or let go what is due by itself; what this call let go.

        Who rehearses alone has nobody to release what waits for a hand: that goes by itself too. What fell due while
        no program led waits for a hand, or players would have all of it at once. The program of who evaluates it lets
        nothing go.
        """
        standing = self.standing(exercise_id)
        if standing.exercise.phase is not Phase.RUNNING or self._frozen(standing):
            return ()
        if self._actor.acts_as in standing.exercise.evaluators:
            return ()
        return [each for each in self._due(standing, by_hand=False) if self._let_go(standing, each)]

    def waiting(self, exercise_id: str) -> Sequence[int]:
        """The numbers of the injects that are due and go by nobody's hand but the facilitator's."""
        standing = self.standing(exercise_id)
        is_running = standing.exercise.phase is Phase.RUNNING
        return [each.number for each in self._due(standing, by_hand=True)] if is_running else []

    def _due(self, standing: Standing, *, by_hand: bool) -> Sequence[Inject]:
        """Those that wait for a hand, or those that go by themselves, none past a missed one that comes before it.

        What follows from a deed of players keeps to no order of the plan.
        """
        now, is_solo = self._service.now(), standing.exercise.is_solo
        late = [each.inject.id for each in standing.due if was_missed(each, standing.exercise, now)]
        shown = standing.exercise.clock.read(now)
        missed = self.known.missed(standing.incident.id, late, now, shown) if self.known else ()
        first = next((place for place, each in enumerate(standing.due) if each.inject.id in missed), len(standing.due))
        behind = [each.inject.id for each in standing.due[first:] if each.inject.trigger.happened is None]
        hands = ((each.inject, each.inject.is_prompted or each.inject.id in behind) for each in standing.due)
        return [inject for inject, waits in hands if (waits and not is_solo) is by_hand]

    def release(self, exercise_id: str, name: str) -> Inject:
        """Let that inject go now, by hand; `next` is the next of the plan.

        Raises:
            NotFound: there is none of that number.
            Refused: it is out already, or play does not allow it.
        """
        standing = self.steered(exercise_id)
        inject = self.named(standing, name)
        self._service.execute(exercise_id, order_of(standing, inject, self._actor.acts_as), self._actor)
        return inject

    def set_aside(self, exercise_id: str, name: str, *, skip: bool, because: str = "") -> Inject:
        """Hold the inject until a hand lets it go, or skip it."""
        standing = self.steered(exercise_id)
        inject = self.named(standing, name)
        if inject.id in standing.exercise.released:
            at = standing.exercise.released[inject.id]
            raise Refused(Refusal.INJECT_RELEASED, number=inject.number, at=at)
        why = optional_text(because, "reason") if skip else None
        event = InjectSkipped(inject=inject.id, because=why) if skip else InjectHeld(inject=inject.id)
        self.write(exercise_id, standing.last, event)
        return inject

    def end(self, exercise_id: str, because: str) -> None:
        """End play; the log names where the stream ended."""
        head = self.standing(exercise_id).head
        order = c.EndExercise(by=self._actor.acts_as, because=because, head=head)
        self._service.execute(exercise_id, order, self._actor)

    def _require_free(self, real: Sequence[str], exercising: Sequence[str]) -> None:
        """Those real incidents need none of these persons; one that cannot be read is taken at the word given."""
        for each in real:
            with suppress(NotFound, StorageDamaged, StorageTooNew):
                require_free(each, self._service.look(each).roles.values(), exercising)

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
            if ceases_play(row.mode, row.runbook) and is_later and is_new:
                return freeze(self._service, standing.incident.id, row.incident_id, row.declared_at)
        return False
