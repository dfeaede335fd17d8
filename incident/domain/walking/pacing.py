"""How far a line with steps of its own has come, and what waits by itself until when.

Apart from the checklist, which draws the lines: here is what `wait`, `repeat`, `together` and `run` add to them.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from incident.domain.frozen import Frozen
from incident.domain.incident import Incident, Progress, StepState
from incident.domain.runbooks.runbook import CONTAINERS, Step, Verb
from incident.domain.walking.standing import COMPLETE_STATES, Standing
from incident.domain.walking.watching import facts_to_ask

if TYPE_CHECKING:
    from incident.domain.exercises.clock import ExerciseClock

__all__ = ["BY_ITSELF", "PLAIN", "Pace", "pace_of"]

BY_ITSELF = CONTAINERS | {Verb.WATCH, Verb.REPEAT}
"""What is ticked by the program, and never by a person."""


class Pace(Frozen):
    """What a line says beyond its state."""

    is_work: bool = True
    """Whether it is worked itself; a `together` and a `run` never are, a `repeat` once its last round is over."""
    is_waiting: bool = False
    """Whether only time or a fact is missing: nobody can do anything about it."""
    until: datetime | None = None
    """When a wait that was begun is over; of a repeat and of a step of its coming round, when that round is due."""
    round: int = 0
    """Of a repeat: the round that runs, or that comes next."""
    done: int = 0
    total: int = 0
    """Of what has steps of its own: how many of them apply (of a repeat, in its round); `done` are complete."""
    along: ExerciseClock | None = None
    """The clock of an exercise that it goes along with; None: by the day."""

    def left(self, now: datetime) -> timedelta:
        """The time until then; nothing where it waits for no time."""
        if self.until is None:
            return timedelta()
        return self.until - now if self.along is None else self.along.left(self.until, now)


PLAIN = Pace()
"""Of nearly every step."""


def pace_of(incident: Incident, step: Step, standing: Standing, now: datetime) -> Pace:
    """The pace of a step that stands."""
    progress = incident.steps.get(step.id)
    state = progress.state if progress else StepState.TO_DO
    if step.verb in CONTAINERS:
        done, total = _count(incident, standing.body(step), standing)
        return Pace(is_work=False, done=done, total=total)
    if step.verb is Verb.REPEAT:
        return _of_repeat(incident, step, standing, now)
    until = _round_at(incident, step, standing, now) or _wait_ends_at(incident, step, now)
    is_watched = step.verb is Verb.WATCH and state is StepState.TO_DO and not facts_to_ask(incident, step, now)
    if until is None and not is_watched:
        return PLAIN
    is_waiting = is_watched or (until is not None and now < until)
    return Pace(is_waiting=is_waiting, until=until, along=incident.along)


def _of_repeat(incident: Incident, repeat: Step, standing: Standing, now: datetime) -> Pace:
    coming = standing.coming_round(repeat)
    number = coming or standing.running_round(repeat)
    progress = incident.steps.get(repeat.id)
    is_given_up = progress is not None and progress.state is StepState.NOT_AS_EXPECTED
    done, total = _count(incident, standing.round_of(repeat, number), standing)
    return Pace(
        is_work=is_given_up or (coming is None and standing.is_round_over(repeat)),
        until=next_round_at(incident, repeat, standing, now),
        round=number,
        done=done,
        total=total,
        along=incident.along,
    )


def _count(incident: Incident, steps: Iterable[Step], standing: Standing) -> tuple[int, int]:
    """How many of the steps are complete, and how many apply; what only holds others is not one of them."""
    every = [step for step in steps if step.verb not in CONTAINERS and standing.stands(step)]
    applying = [step for step in every if not _is_ruled_out(incident.steps.get(step.id))]
    return sum(map(standing.is_complete, applying)), len(applying)


def _is_ruled_out(progress: Progress | None) -> bool:
    return progress is not None and progress.state is StepState.NOT_APPLICABLE


def _wait_ends_at(incident: Incident, step: Step, now: datetime) -> datetime | None:
    """When the wait that was begun is over; None if it is no wait, was not begun, or is behind us."""
    progress = incident.steps.get(step.id)
    if step.verb is not Verb.WAIT or progress is None or progress.taken_at is None or progress.state in COMPLETE_STATES:
        return None
    return incident.put_off(progress.taken_at, progress.taken_at + (step.wait or timedelta(0)), now)


def _round_at(incident: Incident, step: Step, standing: Standing, now: datetime) -> datetime | None:
    """When the coming round in which the step stands is due."""
    for repeat, number in standing.rounds_around(step):
        if number == standing.coming_round(repeat):
            return next_round_at(incident, repeat, standing, now)
    return None


def next_round_at(incident: Incident, repeat: Step, standing: Standing, now: datetime) -> datetime | None:
    """When the coming round of a repeat is due; None if it has no pace, none is coming, or it was begun early."""
    number = standing.coming_round(repeat)
    if repeat.every is None or number is None or standing.is_complete(repeat):
        return None
    if any(each.id in incident.steps for each in standing.round_of(repeat, number)):
        return None
    began_at = round_began_at(incident, repeat, standing)
    return None if began_at is None else incident.put_off(began_at, began_at + repeat.every, now)


def round_began_at(incident: Incident, repeat: Step, standing: Standing) -> datetime | None:
    """When the first mark of the running round was made; None if there is none."""
    steps = standing.round_of(repeat, standing.running_round(repeat))
    return min((_first(incident.steps[each.id]).at for each in steps if each.id in incident.steps), default=None)


def _first(progress: Progress) -> Progress:
    while progress.before is not None:
        progress = progress.before
    return progress
