"""What those who lead an exercise know and players do not: the scenario, what is held back, what was seen and rated.

Apart from the events of an incident, because these stand in a stream of their own that no player's process receives.
Their names and fields are frozen for good, as those of all entries are.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

from incident.domain.content import FreeText
from incident.domain.events import UnknownEvent
from incident.domain.events.improving import Rating
from incident.domain.exercises.scenario import ScenarioBundle
from incident.domain.frozen import Frozen

__all__ = [
    "LEAD_TYPES",
    "LEAD_VERSIONS",
    "InjectHeld",
    "InjectMarked",
    "InjectSkipped",
    "LeadEntry",
    "LeadEvent",
    "Mark",
    "ObjectiveRated",
    "ObservationAdded",
    "ObservationKind",
    "Rating",
    "RatingGiven",
    "ScenarioPinned",
    "TextErased",
]


class ObservationKind(StrEnum):
    """What an observation is about."""

    STRENGTH = "+"
    IMPROVE = "-"
    QUESTION = "?"
    SAFETY = "!"


class Mark(StrEnum):
    """Whether players did what was expected of them upon an inject, as somebody who watched says."""

    MET = "met"
    PART = "part"
    NOT = "not"


class ScenarioPinned(Frozen):
    """The scenario that is played, whole."""

    bundle: ScenarioBundle


class InjectHeld(Frozen):
    """An inject does not go by itself, although it is due."""

    inject: str


class InjectSkipped(Frozen):
    """An inject is not played."""

    inject: str
    because: FreeText | None = None


class InjectMarked(Frozen):
    """Somebody who watched said whether players did what was expected upon it; the last mark counts."""

    inject: str
    mark: Mark


class ObservationAdded(Frozen):
    """Somebody saw something."""

    kind: ObservationKind
    text: FreeText
    observed_at: datetime
    inject: str = ""
    task: str = ""


class RatingGiven(Frozen):
    """A person rated a task; what the log alone proposed stands beside it."""

    task: str
    given: Rating
    proposed: Rating | None = None
    evidence: tuple[str, ...] = ()
    """The entries of the incident that show it, by event id."""
    because: FreeText | None = None


class ObjectiveRated(Frozen):
    """A person rated an objective; what its tasks propose stands beside it."""

    objective: str
    given: Rating
    proposed: Rating | None = None
    because: FreeText | None = None


class TextErased(Frozen):
    """The words of an earlier entry of this stream were destroyed; the entry itself stays."""

    seq: int
    contents: tuple[str, ...]
    because: str
    """The rule, in words that need no erasing."""
    approved_by: str
    """Who agreed; never whoever did it."""


LeadEvent: TypeAlias = (
    ScenarioPinned
    | InjectHeld
    | InjectSkipped
    | InjectMarked
    | ObservationAdded
    | RatingGiven
    | ObjectiveRated
    | TextErased
)

LEAD_TYPES: dict[str, type[LeadEvent]] = {kind.__name__: kind for kind in LeadEvent.__args__}
"""Stored type to class."""

LEAD_VERSIONS: dict[str, int] = dict.fromkeys(LEAD_TYPES, 1)
"""The version in which each is written."""


class LeadEntry(Frozen):
    """An event in its place in the stream."""

    exercise_id: str
    seq: int
    event_id: str
    event: LeadEvent | UnknownEvent
    """What a newer program wrote is known by its place and its type alone."""
    actor: str
    occurred_at: datetime
    recorded_at: datetime
    digest: str
