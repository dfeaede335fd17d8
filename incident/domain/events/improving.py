"""What is learned of an incident or an exercise, and what becomes of it: findings, corrective actions, the report.

They stand in the log of what they were learned from, and most of them come after its end.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

from incident.domain.content import FreeText
from incident.domain.frozen import Frozen

__all__ = [
    "ActionChanged",
    "ActionKind",
    "ActionMoved",
    "ActionPlanned",
    "ActionState",
    "ActionVerified",
    "Element",
    "FindingKind",
    "FindingRecorded",
    "OfImproving",
    "OfPlan",
    "OfReview",
    "OneselfRated",
    "Priority",
    "Rating",
    "Remark",
    "RemarkMade",
    "ReviewMoved",
    "ReviewSigned",
    "ReviewState",
]


class FindingKind(StrEnum):
    """Whether something is to be kept or to be changed."""

    STRENGTH = "strength"
    IMPROVE = "improve"


class Element(StrEnum):
    """What an action changes: the five elements of a capability."""

    PLAN = "plan"
    ORGANISATION = "organisation"
    EQUIPMENT = "equipment"
    TRAINING = "training"
    EXERCISE = "exercise"


class ActionKind(StrEnum):
    """What somebody does; that nothing is done and the risk accepted is a state, with its reason."""

    RUNBOOK = "runbook"
    """A change of the runbook, which the action may carry."""
    TRAINING = "training"
    CONTACT = "contact"
    TOOL = "tool"
    RESOURCE = "resource"
    POLICY = "policy"


class Priority(StrEnum):
    """How much hangs on it."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class ActionState(StrEnum):
    """How far an action has come; *done* is what somebody says, *verified* what a later record shows."""

    OPEN = "open"
    STARTED = "started"
    DONE = "done"
    VERIFIED = "verified"
    REJECTED = "rejected"
    """It will not be done: somebody accepts the risk, and says why."""


class Rating(StrEnum):
    """How well something was done; M still meets the objective."""

    PERFORMED = "P"
    SOME = "S"
    MAJOR = "M"
    UNABLE = "U"


class Remark(StrEnum):
    """What a sentence of the hot wash is about."""

    KEEP = "keep"
    CHANGE = "change"
    UNSAFE = "unsafe"
    UNKNOWN = "unknown"
    """What somebody needed to know, and did not."""
    UNREAL = "unreal"
    """What was unreal enough to change how people acted."""
    LUCK = "luck"
    CONCLUSION = "conclusion"
    """Whether the plan holds, resources suffice and people are fit for it."""


class ReviewState(StrEnum):
    """How far the report has come."""

    DRAFT = "draft"
    IN_REVIEW = "in-review"
    REVIEWED = "reviewed"
    CLOSED = "closed"


class FindingRecorded(Frozen):
    """People found out something."""

    finding: str
    kind: FindingKind
    text: FreeText
    because: FreeText | None = None
    """What contributed to it; never a person."""
    steps: tuple[str, ...] = ()
    """The steps of the runbook that it is about."""


class ActionPlanned(Frozen):
    """Somebody is to change something by a date."""

    action: str
    findings: tuple[str, ...]
    text: FreeText
    proof: FreeText
    """How one will see that it holds."""
    element: Element
    priority: Priority
    owner: str
    due_at: datetime
    steps: tuple[str, ...] = ()
    """The steps that have to go as expected for it to be verified."""
    kind: ActionKind | None = None
    """None where nobody said; version 1 knew neither it nor what follows."""
    approver: str = ""
    """Who looks at what the owner did, and reopens it where it falls short; never the owner."""
    department: FreeText | None = None
    """The department that answers for it."""
    begins_at: datetime | None = None
    limit: FreeText | None = None
    """Which rule sets the date."""
    risk: FreeText | None = None
    """The risk that it answers, as the register of risks calls it."""
    change: FreeText | None = None
    """The change of the runbook that it asks for."""
    repeats: tuple[str, ...] = ()
    """Findings of earlier incidents that it answers again: 'INC-0003 F1'."""


class ActionChanged(Frozen):
    """Another owner, or another date; what is None stays as it was."""

    action: str
    because: FreeText
    owner: str | None = None
    due_at: datetime | None = None


class ActionMoved(Frozen):
    """Somebody says how far it has come."""

    action: str
    to: ActionState
    because: FreeText | None = None
    """What was done, or why it will not be, or why it is open again."""


class ActionVerified(Frozen):
    """A later exercise or real incident shows that it holds."""

    action: str
    incident: str
    began_at: datetime
    """When that was declared: after the action was done."""
    evidence: tuple[str, ...]
    """The entries of that incident that show it, by event id."""


class RemarkMade(Frozen):
    """Somebody said in the hot wash, or after it, what they saw."""

    kind: Remark
    text: FreeText


class OneselfRated(Frozen):
    """Somebody said how well it went, in their own view."""

    rating: Rating
    step: str = ""
    """The step that it is about; '' for the whole."""
    because: FreeText | None = None


class ReviewMoved(Frozen):
    """The report came further, or was taken back; taking it back voids what was signed."""

    to: ReviewState
    because: FreeText | None = None


class ReviewSigned(Frozen):
    """Somebody stands by the report; all of the log before this entry is what they signed."""

    capacity: FreeText | None = None
    """As what, in their words."""


OfPlan: TypeAlias = FindingRecorded | ActionPlanned | ActionChanged | ActionMoved | ActionVerified
OfReview: TypeAlias = RemarkMade | OneselfRated | ReviewMoved | ReviewSigned
OfImproving: TypeAlias = OfPlan | OfReview
