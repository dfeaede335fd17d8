"""What can have happened: the past tense of an incident, with the why in it.

Every event is frozen for good: its `(name, version)` is read for ever, and a
change of shape is a new version with an upcast (DESIGN.md 4). The class name is
the stored type; `VERSIONS` holds the version that is written today.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TypeAlias

from incident.domain.conditions import Value
from incident.domain.content import FreeText, PinnedBundle
from incident.domain.frozen import Frozen
from incident.domain.tiers import Tier

__all__ = [
    "EVENT_TYPES",
    "VERSIONS",
    "ApprovalGiven",
    "ClockWarned",
    "ContentErased",
    "EntryCorrected",
    "Event",
    "FactRecorded",
    "IncidentClosed",
    "IncidentDeclared",
    "IncidentMode",
    "MessageAcknowledged",
    "MessageDrafted",
    "MessageReleased",
    "MessageRetried",
    "Milestone",
    "MilestoneMarked",
    "NoteAdded",
    "NoteKind",
    "Recorded",
    "ResourcesRequested",
    "RoleAssigned",
    "StepAnswered",
    "StepAsked",
    "StepCompleted",
    "StepDeferred",
    "StepHeld",
    "StepNotAsExpected",
    "StepOverridden",
    "StepResumed",
    "StepRuledOut",
    "StepSensed",
    "StepTaken",
    "StepUndone",
    "StepUnsensed",
    "Threshold",
    "TierLowered",
    "TierRaised",
    "UnknownEvent",
    "Wording",
]


class IncidentMode(StrEnum):
    """Whether the world outside is affected."""

    REAL = "real"
    EXERCISE = "exercise"


class NoteKind(StrEnum):
    """Fact, action, decision, question, to do: the first letters that responders type."""

    FACT = "F"
    ACTION = "A"
    DECISION = "D"
    QUESTION = "Q"
    TODO = "T"


class Milestone(StrEnum):
    """Moments that start or stop clocks, stated by a person."""

    BEGAN = "began"
    AWARE = "aware"
    CLASSIFIED = "classified"
    CONTAINED = "contained"
    RESTORED = "restored"
    HANDLING_ENDED = "handling-ended"


class Threshold(StrEnum):
    """How much of a clock's time is gone when it warns."""

    HALF = "half"
    MOST = "most"
    """80 % of the time."""
    DUE = "due"


class Wording(Frozen):
    """A message in one language."""

    title: FreeText
    body: FreeText


class IncidentDeclared(Frozen):
    """An incident began its life: graded, pinned to a runbook, opened."""

    title: FreeText
    tier: Tier
    mode: IncidentMode
    runbook: str
    revision: int
    bundle: PinnedBundle
    because: FreeText | None = None
    """Which triage lines decided, or why the tier was chosen by hand."""
    zone: str = "UTC"
    """IANA zone in which messages of this incident tell the time."""
    contact: FreeText | None = None
    """Where those who are told can ask, as messages say it."""


class FactRecorded(Frozen):
    """Somebody stated a value; None with no text means 'asked, and not known'."""

    fact: str
    value: Value = None
    text: FreeText | None = None
    """The value of a text fact."""


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


class StepUndone(Frozen):
    """A person took back their own mark; the step is as it was before it."""

    step: str
    mark: str
    """The event id of the mark that no longer counts."""


class ApprovalGiven(Frozen):
    """A role's holder agreed, in the program or by phone."""

    step: str
    by: str
    """Who approved. The actor of the event entered it; by phone the two differ."""


class NoteAdded(Frozen):
    """A line in the timeline, in somebody's words."""

    kind: NoteKind
    text: FreeText
    step: str | None = None


class EntryCorrected(Frozen):
    """Words that stand beside an earlier entry and correct it."""

    seq: int
    text: FreeText


class RoleAssigned(Frozen):
    """A person holds a role from now on; whoever held it before does not."""

    role: str
    person: str


class TierRaised(Frozen):
    """The incident demands more than it did."""

    to: Tier
    because: FreeText


class TierLowered(Frozen):
    """The incident demands less than it did."""

    to: Tier
    because: FreeText


class MilestoneMarked(Frozen):
    """A moment that clocks hang on, stated with its own time."""

    milestone: Milestone
    at: datetime


class MessageDrafted(Frozen):
    """A message was written from a template and the facts of that moment."""

    message: str
    audience: str
    template: str
    wordings: Mapping[str, Wording]
    """By language."""
    step: str | None = None
    external: bool = False
    """Whether the audience is outside the organisation."""


class MessageReleased(Frozen):
    """A message was approved, if it had to be, and handed to the outbox."""

    message: str
    approved_by: str | None = None


class MessageAcknowledged(Frozen):
    """Somebody said that they read it; every later attempt to tell them stops."""

    message: str
    by: str
    crossed: tuple[str, ...] = ()
    """Deliveries that were being sent at that moment and could not be held back."""


class MessageRetried(Frozen):
    """A person ordered another attempt at a delivery that failed or stayed unknown."""

    delivery: str


class ResourcesRequested(Frozen):
    """The wants of the tier were asked for."""

    step: str
    tier: Tier


class ClockWarned(Frozen):
    """A clock passed a threshold; stored, so that two terminals warn once."""

    clock: str
    threshold: Threshold


class ContentErased(Frozen):
    """Words were destroyed on a rule; their salted digests remain."""

    seq: int
    """The entry whose words are gone."""
    contents: tuple[str, ...]
    because: str
    """The rule, in words that need no erasing."""


class IncidentClosed(Frozen):
    """The commander ended the incident; nothing was left open."""

    because: FreeText | None = None


class UnknownEvent(Frozen):
    """An event of a newer program: kept in the log, without effect here."""

    type: str
    version: int
    body: str


Event: TypeAlias = (
    IncidentDeclared
    | FactRecorded
    | StepTaken
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
    | ApprovalGiven
    | NoteAdded
    | EntryCorrected
    | RoleAssigned
    | TierRaised
    | TierLowered
    | MilestoneMarked
    | MessageDrafted
    | MessageReleased
    | MessageAcknowledged
    | MessageRetried
    | ResourcesRequested
    | ClockWarned
    | ContentErased
    | IncidentClosed
    | UnknownEvent
)

EVENT_TYPES: Mapping[str, type] = {kind.__name__: kind for kind in Event.__args__ if kind is not UnknownEvent}
"""Stored type to class."""

VERSIONS: Mapping[str, int] = dict.fromkeys(EVENT_TYPES, 1)
"""The schema version that each type is written with today."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """An event in its place in the log."""

    incident_id: str
    seq: int
    """1, 2, 3 … without a gap; the only order there is."""
    event_id: str
    event: Event
    actor: str
    """The person who entered it, or 'app' for the program itself."""
    on_behalf_of: str | None
    occurred_at: datetime
    recorded_at: datetime
    digest: str = field(default="", compare=False)
    """Hex SHA-256 over the previous digest and this row; the writer of the log fills it in."""

    @property
    def person(self) -> str:
        """Whose act it is: the one represented, else the one who entered it."""
        return self.on_behalf_of or self.actor
