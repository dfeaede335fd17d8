"""How an exercise went, in rows of plain values: planned, released, answered, and how well.

Apart from what computes them, so that a report or a screen needs to know these rows and no rule. All times are times of
the exercise's own clock: a pause is no part of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum

from incident.domain.content import FreeText
from incident.domain.exercises.leading import Mark, Rating
from incident.domain.exercises.state import Phase
from incident.domain.frozen import Frozen

__all__ = [
    "Answer",
    "Besides",
    "ExpectedResult",
    "Given",
    "InjectResult",
    "ObjectiveResult",
    "Observation",
    "Quality",
    "Results",
    "TaskResult",
    "Way",
]


class Answer(StrEnum):
    """What became of an expected action."""

    MET = "met"
    LATE = "late"
    MISSING = "missing"
    """Not done by the end of its time."""
    BEFORE = "before"
    """Done before the inject came, and so no answer to it."""
    STOOD = "stood"
    """Done while the clock stood, when nobody plays."""
    OPEN = "open"
    """There is still time, or play ended before it was up, or the inject is not out."""
    PERSON = "person"
    """Only somebody who was there can tell."""


class Way(StrEnum):
    """How an inject came to the players, or why it did not."""

    ITSELF = "itself"
    HAND = "hand"
    HELD = "held"
    SKIPPED = "skipped"
    NOT_NEEDED = "not-needed"
    """Kept in reserve, and what it would have called for was done in time."""
    NOT_COME = "not-come"
    """Nobody let it go by hand, or what it waits for did not happen."""
    NOT_REACHED = "not-reached"
    """Play ended before."""
    WAITING = "waiting"


class ExpectedResult(Frozen):
    """One expected action."""

    number: int
    by: str
    within: timedelta | None
    answer: Answer
    took: timedelta | None
    """From the release of its inject."""
    evidence: tuple[str, ...]
    """The entries that show it, by event id."""


class InjectResult(Frozen):
    """One inject: planned, released, answered."""

    inject: str
    number: int
    way: Way
    due: timedelta | None
    """When its plan wanted it; None for what only a hand releases, and for what was not needed."""
    released: timedelta | None
    expected: tuple[ExpectedResult, ...]
    because: FreeText | None = None
    """Why it was skipped."""
    mark: Mark | None = None
    """What somebody who watched said of its expected actions."""


class Given(Frozen):
    """What a person gave, and why."""

    rating: Rating
    by: str
    because: FreeText | None


class TaskResult(Frozen):
    """One critical task beside its standard."""

    task: str
    after: str
    within: timedelta | None
    took: timedelta | None
    proposed: Rating | None
    evidence: tuple[str, ...]
    given: Given | None
    is_optional: bool
    steps: tuple[str, ...] = ()
    """The steps of the runbook that it tries out."""
    is_before: bool = False
    """Done before the inject from which it counts."""
    while_stood: bool = False
    """Done while the clock stood."""

    @property
    def unproposed(self) -> Answer | None:
        """Why the log proposes no rating although it shows it done; None where it does, or shows nothing."""
        return Answer.BEFORE if self.is_before else Answer.STOOD if self.while_stood else None

    @property
    def rating(self) -> Rating | None:
        """What counts: what a person gave, else what the log proposes."""
        return self.given.rating if self.given else self.proposed


class ObjectiveResult(Frozen):
    """One objective."""

    objective: str
    tasks: tuple[str, ...]
    proposed: Rating | None
    given: Given | None


class Observation(Frozen):
    """What somebody saw."""

    seq: int
    kind: str
    text: FreeText
    by: str
    at: timedelta
    inject: str
    task: str


class Besides(Frozen):
    """What players got that no inject of the plan is: words made up in play, or a hint."""

    inject: str
    """The id of the hint's inject; of improvised words their own."""
    number: int
    is_hint: bool
    released: timedelta
    by: str
    to: tuple[str, ...]
    channel: str
    words: Mapping[str, FreeText]
    """By language."""


class Quality(Frozen):
    """How well the exercise itself ran, in counts."""

    on_time: int
    """Released within a minute of its plan; what a hand alone releases has no plan."""
    early: int
    late: int
    by_hand: int
    reserve: int
    """Kept in reserve, and released."""
    skipped: int
    held: int
    not_reached: int
    improvised: int
    hints: int
    acts_of_control: int
    """What those who lead it did: released by hand, held, skipped, marked, observed, rated."""


class Results(Frozen):
    """Everything that an exercise came to."""

    scenario: str
    revision: int
    phase: Phase
    planned: timedelta
    played: timedelta
    """What the clock of the exercise shows."""
    stood: timedelta
    """How long, of the day's time, that clock stood between its start and its end."""
    objectives: tuple[ObjectiveResult, ...]
    tasks: tuple[TaskResult, ...]
    injects: tuple[InjectResult, ...]
    observations: tuple[Observation, ...]
    controllers: tuple[str, ...] = ()
    """Who led or evaluated it."""
    evaluators: tuple[str, ...] = ()
    """Those of them who observed and rated, and steered nothing."""
    besides: tuple[Besides, ...] = ()
    """In the order in which players got it."""
    reserve: tuple[str, ...] = ()
    """The injects kept in reserve that were needed, by id."""
    quality: Quality | None = None
    both_sides: tuple[str, ...] = ()
    """Who led it and played in it too."""
