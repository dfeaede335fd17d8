"""Facts, moments, notes and corrections; and what the record itself goes through."""

from __future__ import annotations

from datetime import datetime

from incident.domain.conditions import Value
from incident.domain.events import Milestone, NoteKind, Threshold
from incident.domain.frozen import Frozen

__all__ = [
    "AddNote",
    "CorrectEntry",
    "EraseContents",
    "MarkMilestone",
    "RecordFact",
    "ReportConflict",
    "WarnClock",
]


class RecordFact(Frozen):
    """State a fact; None means that it was asked and is not known."""

    by: str
    fact: str
    value: Value


class MarkMilestone(Frozen):
    """State when something happened that clocks hang on."""

    by: str
    milestone: Milestone
    at: datetime
    regime: str = ""
    """The only regime for which it is so; '' for all."""


class AddNote(Frozen):
    """Write a line into the timeline."""

    by: str
    text: str
    kind: NoteKind = NoteKind.FACT
    step: str | None = None


class CorrectEntry(Frozen):
    """Put a correction beside an earlier entry."""

    by: str
    seq: int
    text: str


class WarnClock(Frozen):
    """Record that a clock passed a threshold; only the program says this."""

    by: str
    clock: str
    threshold: Threshold


class ReportConflict(Frozen):
    """Record that a command given while the server was away was refused when it was merged."""

    by: str
    command: str
    """Name of its class."""
    refusal: str
    step: str | None = None
    winner: str | None = None
    text: str = ""
    """The words that it carried."""


class EraseContents(Frozen):
    """Destroy the words of one entry on a rule."""

    by: str
    seq: int
    contents: tuple[str, ...]
    because: str
    also: tuple[tuple[int, tuple[str, ...]], ...] = ()
    """Entry and contents of messages that carry the same words; the service knows them."""
