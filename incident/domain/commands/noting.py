"""Facts, moments, notes and corrections; and what the record itself goes through."""

from __future__ import annotations

from datetime import datetime, timedelta

from incident.domain.events import Milestone, NoteKind, Threshold
from incident.domain.frozen import Frozen
from incident.domain.runbooks.conditions import Value

__all__ = [
    "AddNote",
    "AnswerQuestion",
    "AskQuestion",
    "AssignQuestion",
    "CorrectEntry",
    "EraseContents",
    "MarkMilestone",
    "RecordFact",
    "ReportConflict",
    "UnderstandQuestion",
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
    at: datetime | None
    """None is now."""
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


class AskQuestion(Frozen):
    """Put a question to a named person, about no step that waits for it."""

    by: str
    text: str
    person: str
    within: timedelta


class AssignQuestion(Frozen):
    """Give a question of the timeline to a named person, or to another one."""

    by: str
    question: int
    """The entry that put it."""
    person: str
    within: timedelta
    put_at: datetime | None = None
    """When the question was put that is meant, as it was seen; None for whichever has the number."""


class UnderstandQuestion(Frozen):
    """Say that who was asked has understood what is asked."""

    by: str
    question: int
    put_at: datetime | None = None
    """As in `AssignQuestion`."""


class AnswerQuestion(Frozen):
    """Answer a question in words."""

    by: str
    question: int
    text: str
    answered_by: str = ""
    """Whose words they are, where somebody else enters them; '' for `by`."""
    put_at: datetime | None = None
    """As in `AssignQuestion`."""


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
    again: bool = False
    """Whether the log from which this one was put back had it decided already."""
    written_by: str = ""
    """Whose entry it is; the service knows it."""
