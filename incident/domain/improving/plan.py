"""The improvement plan of one incident or exercise, as its log says it stands.

Apart from the incident's own state, because an action lives for months after the incident has ended.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime

from incident.domain.content import FreeText
from incident.domain.events.debriefing import Aspect, Sharing, ToChange
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
    "Action",
    "Debriefed",
    "Explained",
    "Feedback",
    "Finding",
    "Improving",
    "Judgement",
    "SaidAfter",
    "SelfRating",
    "Signature",
]

_AHEAD = (ActionState.OPEN, ActionState.STARTED)


class Finding(Frozen):
    """What people found out."""

    id: str
    seq: int
    kind: FindingKind
    text: FreeText
    because: FreeText | None
    steps: tuple[str, ...]
    by: str
    at: datetime


class Action(Frozen):
    """What is to be changed, and how far that has come."""

    id: str
    seq: int
    findings: tuple[str, ...]
    text: FreeText
    proof: FreeText
    element: Element
    priority: Priority
    owner: str
    due_at: datetime
    steps: tuple[str, ...]
    planned_by: str
    planned_at: datetime
    state: ActionState = ActionState.OPEN
    because: FreeText | None = None
    """What was last said of how far it has come."""
    done_at: datetime | None = None
    verified_by: str = ""
    """The exercise or incident that showed it."""
    verified_at: datetime | None = None
    evidence: tuple[str, ...] = ()
    kind: ActionKind | None = None
    approver: str = ""
    department: FreeText | None = None
    begins_at: datetime | None = None
    limit: FreeText | None = None
    risk: FreeText | None = None
    change: FreeText | None = None
    repeats: tuple[str, ...] = ()

    def is_overdue(self, now: datetime) -> bool:
        """Whether its date has passed and it is not done; what was put off by silence stays overdue."""
        return self.state in _AHEAD and self.due_at < now

    @property
    def is_settled(self) -> bool:
        """Whether nothing more is expected of it."""
        return self.state in (ActionState.VERIFIED, ActionState.REJECTED)


class SaidAfter(Frozen):
    """One sentence of the hot wash, or of the conclusion."""

    seq: int
    kind: Remark
    text: FreeText
    by: str
    at: datetime


class SelfRating(Frozen):
    """How well somebody says it went, in their own view."""

    seq: int
    by: str
    at: datetime
    rating: Rating
    step: str
    """'' for the whole."""
    because: FreeText | None


class Signature(Frozen):
    """Who stands by the report, as what; everything before that entry is what they signed."""

    seq: int
    by: str
    at: datetime
    capacity: FreeText | None


class Feedback(Frozen):
    """The form of one person who took part."""

    seq: int
    by: str
    at: datetime
    scores: Mapping[Aspect, int]
    liked: FreeText | None
    missed: FreeText | None


class Judgement(Frozen):
    """Whether it was right to leave the runbook at a step, and what should become different."""

    seq: int
    by: str
    at: datetime
    step: str
    is_justified: bool
    because: FreeText
    change: ToChange | None


class Explained(Frozen):
    """What somebody said of a decision after it."""

    seq: int
    by: str
    at: datetime
    entry: int
    options: FreeText | None
    lacked: FreeText | None
    is_reversible: bool | None


class Debriefed(Frozen):
    """What people said so that the report is complete."""

    sharing: Sharing | None = None
    """None: nobody has said how far it may go."""
    owner: str = ""
    """'' where nobody was named."""
    feedback: tuple[Feedback, ...] = ()
    judged: tuple[Judgement, ...] = ()
    explained: tuple[Explained, ...] = ()


class Improving(Frozen):
    """Everything that was found out, and all that is to be done about it, in the order of the log."""

    findings: Mapping[str, Finding] = field(default_factory=dict)
    actions: Mapping[str, Action] = field(default_factory=dict)
    said: tuple[SaidAfter, ...] = ()
    rated: tuple[SelfRating, ...] = ()
    """The last word of each person on each step, and on the whole."""
    review: ReviewState = ReviewState.DRAFT
    signatures: tuple[Signature, ...] = ()
    """Since it was last reviewed."""
    debriefed: Debriefed = field(default_factory=Debriefed)
