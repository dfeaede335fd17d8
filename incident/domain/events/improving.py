"""What is learned of an incident or an exercise, and what becomes of it: findings and corrective actions.

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
    "ActionMoved",
    "ActionPlanned",
    "ActionState",
    "ActionVerified",
    "Element",
    "FindingKind",
    "FindingRecorded",
    "OfImproving",
    "Priority",
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


OfImproving: TypeAlias = FindingRecorded | ActionPlanned | ActionChanged | ActionMoved | ActionVerified
