"""A hand-over as it stands: who offered what to whom, how it was read back, and what of it was accepted.

Apart from what there is to hand over (`carrying`), which is a reading of the whole incident.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from incident.domain.content import FreeText
from incident.domain.frozen import Frozen

__all__ = ["COMMAND", "CarriedKind", "Handover", "ReadBack"]


class CarriedKind(StrEnum):
    """What kind of thing somebody carries."""

    ROLE = "role"
    STEP = "step"
    QUESTION = "question"
    """Asked of somebody: whoever carries it waits for the answer."""
    ANSWER = "answer"
    """Owed to somebody who asked."""
    CLOCK = "clock"
    DRAFT = "draft"
    CASES = "cases"
    """The customers' cases that somebody owns and that are not done, as one thing."""
    WORDS = "words"
    """What the giver had half typed; the words stand with what they had half decided."""


COMMAND = f"{CarriedKind.ROLE}:commander"
"""The one thing that nobody accepts with the rest: it is taken, by the phrase."""


class ReadBack(Frozen):
    """What comes, in the words of the person who takes over."""

    at: datetime
    next_action: FreeText
    can_hurt: FreeText
    due_next: FreeText


class Handover(Frozen):
    """The work of one person on its way to another."""

    id: str
    giver: str
    to: str
    offered_at: datetime
    seq: int
    """The entry that offered it."""
    carries: Sequence[str]
    """As `HandoverOffered` has them."""
    worry: FreeText
    half_decided: FreeText | None = None
    read_back: ReadBack | None = None
    accepted: frozenset[str] = frozenset()
    is_withdrawn: bool = False
