"""How an exercise stands: its clock, who leads it, which injects its players have.

Apart from the incident that it is, and of what its players may know alone: what is still to come stands in a stream of
its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from incident.domain.content import FreeText
from incident.domain.exercises.clock import ExerciseClock
from incident.domain.frozen import Frozen

if TYPE_CHECKING:
    from incident.domain.events import InjectReleased

__all__ = ["Exercise", "Phase"]


class Phase(StrEnum):
    """Where an exercise is in its life."""

    READY = "ready"
    RUNNING = "running"
    PAUSED = "paused"
    SUSPENDED = "suspended"
    """A real incident came."""
    ENDED = "ended"


class Exercise(Frozen):
    """What the log says of the exercise."""

    scenario: str
    revision: int
    controllers: tuple[str, ...]
    """The persons on the side of those who lead it; they are no players."""
    length: timedelta
    is_solo: bool = False
    """Whether they may be players all the same: a rehearsal for oneself."""
    phase: Phase = Phase.READY
    clock: ExerciseClock = field(default_factory=ExerciseClock)
    released: Mapping[str, datetime] = field(default_factory=dict)
    """By inject: when its players got it."""
    told: tuple[InjectReleased, ...] = ()
    """What players got, as they read it, in its order."""
    suspended_by: str = ""
    """The real incident that keeps it from going on."""
    because: FreeText | None = None
    """Why it stands, while it is paused."""
    heeded: tuple[str, ...] = ()
    """The real incidents that have suspended it so far: each does so once."""
    ended_at: datetime | None = None
    evaluators: tuple[str, ...] = ()
    """Those of the controllers who observe and rate, and steer nothing (HSEEP)."""

    @property
    def leaves_the_day(self) -> bool:
        """Whether its clock stands, or goes at another speed than the day: what goes by the day does not go along."""
        return self.phase is not Phase.ENDED and (self.phase is not Phase.RUNNING or self.clock.rate != 1)

    @property
    def leaders(self) -> tuple[str, ...]:
        """Who steers it; whoever leads may observe and rate besides."""
        return tuple(person for person in self.controllers if person not in self.evaluators)

    def plays_alone(self, person: str) -> bool:
        """Whether they rehearse for themselves: then every role that nobody else holds is theirs to play."""
        return self.is_solo and person in self.controllers
