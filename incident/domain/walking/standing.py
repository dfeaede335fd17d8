"""Which steps stand: by the tier, by the answers given, by the round that runs, and because they were done.

Apart from the checklist, because what stands and what is complete must be known
of other steps before a line can be drawn: of the way out, of the step awaited,
of the steps that a `together` or a `repeat` is made of.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from incident.domain.incident import Incident, Progress, StepState
from incident.domain.runbooks.rounds import unroll
from incident.domain.runbooks.runbook import CONTAINERS, Step, Verb

__all__ = ["COMPLETE_STATES", "Standing", "was_worked"]

COMPLETE_STATES = frozenset({StepState.AS_EXPECTED, StepState.SENSED, StepState.OVERRIDDEN, StepState.NOT_APPLICABLE})


def was_worked(progress: Progress | None) -> bool:
    """Whether the step came to a result, good or not."""
    return progress is not None and (progress.state in COMPLETE_STATES or progress.state is StepState.NOT_AS_EXPECTED)


def _is_asked(progress: Progress | None) -> bool:
    """Whether somebody owes the answer to it."""
    return progress is not None and progress.state is StepState.ASKED


class Standing:
    """What stands at one moment of an incident; everything is found out once, when it is asked for."""

    def __init__(self, incident: Incident) -> None:
        self._incident = incident
        unrolled = unroll(incident.runbook, incident.steps)
        self.lines = unrolled.lines
        """Every step in the order of work, with the index of its phase."""
        self.steps = {step.id: step for _, step in unrolled.lines}
        self._rounds = unrolled.rounds
        self._below = defaultdict[str, list[Step]](list)
        for _, step in unrolled.lines:
            if step.branch is not None:
                self._below[step.branch.step].append(step)
        self._numbers = {
            step.id: number
            for repeat, rounds in unrolled.rounds.items()
            for number, ids in enumerate(rounds, 1)
            for step in self._below[repeat]
            if step.id in ids
        }
        self._stands: dict[str, bool | None] = {}
        self._complete: dict[str, bool] = {}

    def stands(self, step: Step) -> bool | None:
        """True: on the list. False: on it as not applicable. None: not on it.

        What was worked or asked of somebody stays, whatever the tier and the answers become. A step whose branch was
        taken, and then left by another answer further up, does not apply.
        """
        if step.id not in self._stands:
            self._stands[step.id] = self._find_stands(step)
        return self._stands[step.id]

    def _find_stands(self, step: Step) -> bool | None:
        progress = self._incident.steps.get(step.id)
        if was_worked(progress) or _is_asked(progress) or (step.verb in CONTAINERS and self._holds_work(step)):
            return True
        found = self._stands_unworked(step)
        return False if found is None and step.verb is Verb.REPEAT and self._holds_work(step) else found

    def _holds_work(self, step: Step) -> bool:
        """Whether a step of its body was worked, so that it stays on the list with it."""
        return any(was_worked(self._incident.steps.get(each.id)) for each in self.body(step))

    def _stands_unworked(self, step: Step) -> bool | None:
        if self._incident.tier not in step.tiers:
            return None
        if step.added_by is not None and not self._incident.has_added(step.added_by):
            return None
        taken = self._is_taken(step)
        return self.is_reached(step) if taken else taken

    def is_complete(self, step: Step) -> bool:
        """Whether nothing of a standing step is left.

        'Not as expected' is complete once its way out is, or its tier has gone: no tier asks for a result twice.
        A `together` and a `run` are complete when their steps are.
        """
        if step.id not in self._complete:
            self._complete[step.id] = self._find_complete(step)
        return self._complete[step.id]

    def _find_complete(self, step: Step) -> bool:
        progress = self._incident.steps.get(step.id)
        state = progress.state if progress else StepState.TO_DO
        if step.verb in CONTAINERS and state is not StepState.NOT_APPLICABLE:
            return all(self.is_complete(each) for each in self.body(step) if self.stands(each))
        if state is not StepState.NOT_AS_EXPECTED:
            return state in COMPLETE_STATES
        out = list(self.way_out(step))
        return all(map(self.is_complete, out)) if out else self._incident.tier not in step.tiers

    def is_over(self, step_id: str) -> bool:
        """Whether nobody has to wait for the step any more: it is complete, or it does not stand."""
        step = self.steps.get(step_id)
        return step is None or not self.stands(step) or self.is_complete(step)

    def way_out(self, step: Step) -> Iterator[Step]:
        """The standing steps of the way out of a step that went not as expected."""
        for each in self._below[step.id]:
            if each.branch and each.branch.option is None and not each.branch.is_body and self.stands(each):
                yield each

    def body(self, step: Step) -> Iterator[Step]:
        """The steps of a `repeat`, `together` or `run`, and all that hang on them, whether they stand or not."""
        for each in self._below[step.id]:
            if each.branch and each.branch.is_body:
                yield each
                yield from self._hanging(each)

    def _hanging(self, step: Step) -> Iterator[Step]:
        for each in self._below[step.id]:
            yield each
            yield from self._hanging(each)

    def is_reached(self, step: Step) -> bool:
        """Whether every branch on the way down to the step is taken."""
        above: Step | None = step
        while above is not None:
            if not self._is_taken(above):
                return False
            above = self.steps.get(above.branch.step) if above.branch else None
        return True

    def _is_taken(self, step: Step) -> bool | None:
        """Whether the step's own branch is the one taken; None while that is not decided."""
        branch = step.branch
        if branch is None:
            return True
        progress = self._incident.steps.get(branch.step)
        if branch.is_body:
            above = self.steps[branch.step]
            if above.verb is Verb.REPEAT:
                return self._is_its_turn(step, above)
            return progress is None or progress.state is not StepState.NOT_APPLICABLE
        if branch.option is None:
            return True if progress and progress.state is StepState.NOT_AS_EXPECTED else None
        return None if progress is None or progress.option is None else progress.option == branch.option

    def _is_its_turn(self, step: Step, repeat: Step) -> bool | None:
        """Whether the round of a step of a repeat runs, or may begin."""
        number = self._numbers[step.id]
        running = self.running_round(repeat)
        if was_worked(self._incident.steps.get(repeat.id)):
            return False if number in (1, running) else None
        return number == running or (number == running + 1 and self.is_round_over(repeat)) or None

    def rounds_around(self, step: Step) -> Iterator[tuple[Step, int]]:
        """The repeats to which the step belongs, the innermost first, each with the step's round of it."""
        while step.branch is not None:
            number, step = self._numbers.get(step.id), self.steps[step.branch.step]
            if number is not None:
                yield step, number

    def round_of(self, repeat: Step, number: int) -> Sequence[Step]:
        """All steps of a round of a repeat; empty if there is no such round yet."""
        rounds = self._rounds[repeat.id]
        return [self.steps[each] for each in rounds[number - 1]] if number <= len(rounds) else []

    def running_round(self, repeat: Step) -> int:
        """The last round in which a step came to a result; the first if none did."""
        begun = (
            number
            for number, ids in reversed(list(enumerate(self._rounds[repeat.id], 1)))
            if any(was_worked(self._incident.steps.get(each)) for each in ids)
        )
        return next(begun, 1)

    def is_round_over(self, repeat: Step) -> bool:
        """Whether nothing of the running round is left."""
        steps = self.round_of(repeat, self.running_round(repeat))
        return all(self.is_complete(each) for each in steps if self.stands(each))

    def coming_round(self, repeat: Step) -> int | None:
        """The round that comes next, where the one before it is over and there is something to do in it."""
        number = self.running_round(repeat) + 1
        if not self.is_round_over(repeat) or not any(map(self.stands, self.round_of(repeat, number))):
            return None
        return number
