"""What became of the steps and of what comes before them: marks that people made, and ticks that the program did."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TypeAlias

from incident.domain.content import FreeText
from incident.domain.frozen import Frozen
from incident.domain.grading.tiers import Tier

__all__ = [
    "ApprovalGiven",
    "NowLineAnswered",
    "ResourcesRequested",
    "StepAnswered",
    "StepAsked",
    "StepCompleted",
    "StepDeferred",
    "StepHeld",
    "StepMark",
    "StepNotAsExpected",
    "StepOverridden",
    "StepResumed",
    "StepRuledOut",
    "StepSensed",
    "StepTaken",
    "StepUndone",
    "StepUnsensed",
    "TimerExtended",
]


class NowLineAnswered(Frozen):
    """A line that the runbook wants done before its first step was done, or will not be."""

    line: int
    """1, 2 or 3, as it is numbered on the screen."""
    done: bool
    because: FreeText | None = None
    """Why not; or what there is to say of it. Of a line not done None: what was said of it is taken back."""


class StepTaken(Frozen):
    """A person began a step; it stands before any result of the step."""

    step: str
    by: str


class StepCompleted(Frozen):
    """The step went as expected."""

    step: str
    value: FreeText | None = None
    """What was observed."""


class StepAnswered(Frozen):
    """A decision was made; the steps of the other options do not apply."""

    step: str
    option: str


class StepNotAsExpected(Frozen):
    """The expected result did not come; the way out opens."""

    step: str
    observed: FreeText | None = None


class StepSensed(Frozen):
    """A watched condition held long enough; seen by the program, not by a person."""

    step: str


class StepUnsensed(Frozen):
    """A watched condition that had held became false again."""

    step: str


class StepOverridden(Frozen):
    """A person let a watched step count although the condition does not hold."""

    step: str
    because: FreeText


class StepDeferred(Frozen):
    """A step was put off until an instant, a step or a person (exactly one of them)."""

    step: str
    because: FreeText
    until_time: datetime | None = None
    until_step: str | None = None
    until_person: str | None = None


class StepRuledOut(Frozen):
    """A person declared that the step does not apply."""

    step: str
    because: FreeText


class StepHeld(Frozen):
    """The walk was interrupted at this step."""

    step: str
    because: FreeText


class StepResumed(Frozen):
    """The interrupted step goes on."""

    step: str


class StepAsked(Frozen):
    """A named person was asked to see to the step within some minutes."""

    step: str
    person: str
    within: timedelta
    request: FreeText | None = None


class TimerExtended(Frozen):
    """The time of a step was up, and it was given more."""

    step: str
    until: datetime


class StepUndone(Frozen):
    """A person took back their own mark; the step is as it was before it."""

    step: str
    mark: str
    """The event id of the mark that no longer counts."""
    left: tuple[str, ...] = ()
    """Messages of the mark that had left already and cannot be called back; they still count."""


class ApprovalGiven(Frozen):
    """A role's holder agreed, in the program or by phone."""

    step: str
    by: str
    """Who approved. The actor of the event entered it; by phone the two differ."""


class ResourcesRequested(Frozen):
    """The wants of the tier were asked for."""

    step: str
    tier: Tier


StepMark: TypeAlias = (
    StepTaken
    | StepCompleted
    | StepAnswered
    | StepNotAsExpected
    | StepSensed
    | StepUnsensed
    | StepOverridden
    | StepDeferred
    | StepRuledOut
    | StepHeld
    | StepResumed
    | StepAsked
    | StepUndone
)
"""How a step stands has changed; undo takes back those that a person made."""
