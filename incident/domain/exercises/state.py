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
    """The persons who lead it; they are no players."""
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
