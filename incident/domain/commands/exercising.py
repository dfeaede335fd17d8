"""Leading an exercise: its clock, its injects, its end."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import TypeAlias

from incident.domain.events.exercising import Programmed
from incident.domain.frozen import Frozen

__all__ = [
    "EndExercise",
    "OfExercise",
    "PauseExercise",
    "PrepareExercise",
    "ReleaseInject",
    "ResumeExercise",
    "SetExerciseRate",
    "StartExercise",
    "SuspendExercise",
]


class PrepareExercise(Frozen):
    """Give the exercise a scenario, and say who leads it."""

    by: str
    scenario: str
    revision: int
    plan: str
    controllers: tuple[str, ...]
    length: timedelta
    briefing: Mapping[str, str]
    is_solo: bool = False
    """Whether those who lead may play too."""
    despite: tuple[str, ...] = ()
    """Real incidents that are open and need none of the players."""
    programmed: Programmed | None = None
    """The entry of the year's plan that it answers."""
    evaluators: tuple[str, ...] = ()
    """Who observes and rates it, and steers nothing."""


class StartExercise(Frozen):
    """Begin play."""

    by: str
    rate: int = 1


class PauseExercise(Frozen):
    """Let the clock of the exercise stand; anybody may."""

    by: str
    because: str = ""
    after: int | None = None
    """The last entry that was seen, where it is to have stood since nobody led it: nothing may have come after it."""


class ResumeExercise(Frozen):
    """Let it go on."""

    by: str
    after: int | None = None
    """The last entry that was seen, where it is to go on from that pause: nothing may have come after it."""


class SuspendExercise(Frozen):
    """Cease play, for a real incident."""

    by: str
    incident: str


class SetExerciseRate(Frozen):
    """Let the clock of the exercise go faster or slower."""

    by: str
    rate: int


class ReleaseInject(Frozen):
    """Let something happen to the players."""

    by: str
    inject: str
    number: int
    to: tuple[str, ...]
    channel: str
    words: Mapping[str, tuple[str, str]]
    """By language: whose voice, and what it says."""


class EndExercise(Frozen):
    """End play; anybody may."""

    by: str
    because: str = ""
    head: str = ""


OfExercise: TypeAlias = (
    PrepareExercise
    | StartExercise
    | PauseExercise
    | ResumeExercise
    | SuspendExercise
    | SetExerciseRate
    | ReleaseInject
    | EndExercise
)
"""What is done to an exercise by those who lead it, or who stop it."""
