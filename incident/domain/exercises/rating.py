"""What the log proposes as the rating of a task, and when a person has to say why.

Apart from the ratings themselves, which people give: the program only proposes, and shows what it saw.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from incident.domain.events import Recorded
from incident.domain.exercises.evidence import answered, is_computable, met_from
from incident.domain.exercises.leading import Rating
from incident.domain.exercises.scenario import Task
from incident.domain.exercises.state import Exercise, Phase
from incident.domain.frozen import Frozen
from incident.domain.refusals import Refusal, Refused

__all__ = ["Proposal", "had_its_time", "objective_proposal", "proposed", "require_why"]

_LATE = 1.5
"""Up to this many times its standard a task is late and no more than that; a measure of this program, no standard."""


class Proposal(Frozen):
    """What the log shows of a task."""

    rating: Rating | None
    """None where only a person can tell, or there is still time."""
    took: timedelta | None = None
    """In exercise time, from where its standard counts."""
    evidence: tuple[str, ...] = ()
    """The entries that show it, by event id."""
    is_before: bool = False
    """Done before the inject from which it counts, and so no answer to it: a person tells."""
    while_stood: bool = False
    """Done while the clock stood, and so in no time of its own: a person tells."""


def proposed(task: Task, exercise: Exercise, entries: Sequence[Recorded]) -> Proposal:
    """P within the standard, S up to half as long again, M later; U never, where it had to be and had its time."""
    began = exercise.released.get(task.after) if task.after else exercise.clock.began_at
    if began is None or not is_computable(task.evidence):
        return Proposal(rating=None)
    shown = answered(task.evidence, entries, began) if task.after else met_from(task.evidence, entries, began)
    if shown is not None and not shown.events:
        return Proposal(rating=None, is_before=True)
    if shown is None:
        ended = exercise.ended_at or began
        waited = exercise.clock.read(ended) - exercise.clock.read(began)
        is_undone = exercise.phase is Phase.ENDED and had_its_time(task.within, waited, exercise)
        return Proposal(rating=Rating.UNABLE if is_undone and not task.is_optional else None)
    took = exercise.clock.read(shown.at) - exercise.clock.read(began)
    if exercise.clock.stood_at(shown.at):
        return Proposal(rating=None, took=took, evidence=shown.events, while_stood=True)
    if task.within is None or took <= task.within:
        rating = Rating.PERFORMED
    else:
        rating = Rating.SOME if took <= task.within * _LATE else Rating.MAJOR
    return Proposal(rating=rating, took=took, evidence=shown.events)


def had_its_time(within: timedelta | None, waited: timedelta, exercise: Exercise) -> bool:
    """Whether what was not done after that long missed its time; without a standard, whether play ended."""
    if exercise.phase is Phase.ENDED:
        return within is None or waited >= within
    return within is not None and waited > within


def objective_proposal(ratings: Sequence[Rating | None]) -> Rating | None:
    """The gravest of its tasks; None while one of them has no rating, or none of them counts."""
    known = [each for each in ratings if each is not None]
    return max(known, key=list(Rating).index) if known and len(known) == len(ratings) else None


def require_why(given: Rating, proposal: Proposal, because: str) -> None:
    """A rating that is grave, or another than the log proposes, has a reason.

    Raises:
        Refused: RATING_NEEDS_WHY.
    """
    is_plain = given in (Rating.PERFORMED, Rating.SOME) and proposal.rating in (None, given)
    if not is_plain and not because.strip():
        raise Refused(Refusal.RATING_NEEDS_WHY, rating=given.value)
