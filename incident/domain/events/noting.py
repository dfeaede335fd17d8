"""What was said beside the steps, and what the record itself went through."""

from __future__ import annotations

from enum import StrEnum

from incident.domain.content import FreeText
from incident.domain.frozen import Frozen

__all__ = [
    "ClockWarned",
    "ContentErased",
    "EntryCorrected",
    "NoteAdded",
    "NoteKind",
    "OfflineCommandConflicted",
    "Threshold",
    "UnknownEvent",
]


class NoteKind(StrEnum):
    """Fact, action, decision, question, to do, reported again: the first letters that responders type."""

    FACT = "F"
    ACTION = "A"
    DECISION = "D"
    QUESTION = "Q"
    TODO = "T"
    FLAW = "P"
    """A step of the runbook is wrong or unclear, whoever walks it; the review collects them."""
    AGAIN = "R"
    """The same event, reported again: one alarm has one checklist (reference/UX.md 17)."""


class Threshold(StrEnum):
    """How much of a clock's time is gone when it warns."""

    HALF = "half"
    MOST = "most"
    """80 % of the time."""
    DUE = "due"
    AGAIN = "again"
    """A question that time asks has been open for a minute."""
    LAST = "last"
    """It has been open for five; it goes to whoever stands in."""


class NoteAdded(Frozen):
    """A line in the timeline, in somebody's words."""

    kind: NoteKind
    text: FreeText
    step: str | None = None


class EntryCorrected(Frozen):
    """Words that stand beside an earlier entry and correct it."""

    seq: int
    text: FreeText


class OfflineCommandConflicted(Frozen):
    """What somebody did while the server was away, and the rules refused when it was merged; a person sees to it."""

    command: str
    """Name of the command's class."""
    refusal: str
    """Code of the refusal."""
    step: str | None = None
    winner: str | None = None
    """Who was first, where somebody was."""
    text: FreeText | None = None
    """The words that the command carried, so that they are not lost."""


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


class UnknownEvent(Frozen):
    """An event of a newer program: kept in the log, without effect here."""

    type: str
    version: int
    body: str
