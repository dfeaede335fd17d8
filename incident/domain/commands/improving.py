"""Learning from an incident or an exercise: findings, and what is to be done about them."""

from __future__ import annotations

from datetime import datetime
from typing import TypeAlias

from incident.domain.events.improving import (
    ActionKind,
    ActionState,
    Element,
    FindingKind,
    Priority,
    Rating,
    Remark,
    ReviewState,
)
from incident.domain.frozen import Frozen

__all__ = [
    "ChangeAction",
    "MakeRemark",
    "MoveAction",
    "MoveReview",
    "OfImproving",
    "PlanAction",
    "RateOneself",
    "RecordFinding",
    "SignReview",
    "VerifyAction",
]


class RecordFinding(Frozen):
    """Write down what was found out."""

    by: str
    kind: FindingKind
    text: str
    because: str = ""
    steps: tuple[str, ...] = ()


class PlanAction(Frozen):
    """Say what is to be changed, by whom, by when, and how one will see that it holds."""

    by: str
    findings: tuple[str, ...]
    text: str
    proof: str
    element: Element
    priority: Priority
    owner: str
    due_at: datetime
    steps: tuple[str, ...] = ()
    kind: ActionKind | None = None
    approver: str = ""
    department: str = ""
    begins_at: datetime | None = None
    limit: str = ""
    """Which rule sets the date."""
    risk: str = ""
    change: str = ""
    """Of the runbook."""
    repeats: tuple[str, ...] = ()
    """Findings of earlier incidents: 'INC-0003 F1'."""


class ChangeAction(Frozen):
    """Give it to somebody else, or more time, with a reason."""

    by: str
    action: str
    because: str
    owner: str | None = None
    due_at: datetime | None = None


class MoveAction(Frozen):
    """Say how far it has come; nobody can say that it is verified."""

    by: str
    action: str
    to: ActionState
    because: str = ""


class VerifyAction(Frozen):
    """Let a later exercise or real incident show that it holds."""

    by: str
    action: str
    incident: str = ""
    """The one that shows it; '' where none was found."""
    began_at: datetime | None = None
    evidence: tuple[str, ...] = ()
    """Its entries that show each step of the action going as expected; none, and nothing is shown."""
    rehearsed: str = ""
    """A rehearsal for oneself in which they went so, where nothing else shows it."""
    unended: str = ""
    """An exercise in which they went so, and which goes on."""


class MakeRemark(Frozen):
    """Say in the hot wash what is to be kept, to be changed, and what else was seen."""

    by: str
    kind: Remark
    text: str


class RateOneself(Frozen):
    """Say how well it went, in one's own view; the last word on a step counts."""

    by: str
    rating: Rating
    step: str = ""
    because: str = ""


class MoveReview(Frozen):
    """Say how far the report has come, or take it back with a reason."""

    by: str
    to: ReviewState
    because: str = ""


class SignReview(Frozen):
    """Stand by the report once it is reviewed."""

    by: str
    capacity: str = ""


OfImproving: TypeAlias = (
    RecordFinding
    | PlanAction
    | ChangeAction
    | MoveAction
    | VerifyAction
    | MakeRemark
    | RateOneself
    | MoveReview
    | SignReview
)
