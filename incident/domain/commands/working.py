"""Marks on the steps and on what comes before them, by people and by the program."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from incident.domain.events.telling import Wording
from incident.domain.frozen import Frozen
from incident.domain.messages.preapproval import Preapproval
from incident.domain.resources.resource import Stock
from incident.domain.runbooks.conditions import Value

__all__ = [
    "AnswerNowLine",
    "AnswerStep",
    "AskPerson",
    "CompleteStep",
    "DeferStep",
    "ExtendTimer",
    "HoldStep",
    "OverrideStep",
    "ReportNotAsExpected",
    "ResumeStep",
    "RuleOutStep",
    "SenseStep",
    "TakeStep",
    "UndoMark",
]


class AnswerNowLine(Frozen):
    """Say that a line which comes before the first step is done, or why it will not be."""

    by: str
    line: int
    """1, 2 or 3."""
    done: bool = True
    because: str = ""


class TakeStep(Frozen):
    """Begin a step, so that others see who is on it and its timer runs."""

    by: str
    step: str
    over: bool = False
    """Take it over from whoever has it."""


class CompleteStep(Frozen):
    """Mark a step as expected; takes it first where nobody has."""

    by: str
    step: str
    value: str = ""
    approved_by: str | None = None
    """Who agreed by phone, where a step needs a second person."""
    alone: bool = False
    """Nobody else is there to cross-check: the step's object was typed out instead."""
    as_read: Mapping[str, Wording] | None = None
    """The step's message as it was read and agreed to, by language; None to have it written now."""
    facts: Mapping[str, Value] | None = None
    """What the step records, stated together with its mark: all of it counts, or none."""
    night: bool = False
    """Whether it may leave under the night policy, without waiting for its approver."""
    preapproval: Preapproval | None = None
    """Who approved its text beforehand, and until when it may leave; this the service says."""
    stock: Stock | None = None
    """What shares such as '+50%' are counted from, where the step asks for resources; this the service says too."""
    at: datetime | None = None
    """When it happened, where that was written on paper first; None: now."""


class AnswerStep(Frozen):
    """Choose an option of a decision; what another person chose, or others have worked on, is changed with a reason."""

    by: str
    step: str
    option: str
    because: str = ""
    """Why another answer takes the place of the one that stands."""
    instead_of: str = ""
    """The answer that stood when the reason was given; '' for whichever stands."""
    at: datetime | None = None
    """When it happened, where that was written on paper first; None: now."""


class ReportNotAsExpected(Frozen):
    """Say that the expected result did not come."""

    by: str
    step: str
    observed: str = ""


class SenseStep(Frozen):
    """Tick or un-tick a watched step after its condition; only the program says this."""

    by: str
    step: str


class OverrideStep(Frozen):
    """Let a watched step count although its condition does not hold."""

    by: str
    step: str
    because: str


class DeferStep(Frozen):
    """Put a step off until an instant, another step is complete, or a person has it."""

    by: str
    step: str
    because: str
    until_time: datetime | None = None
    until_step: str | None = None
    until_person: str | None = None


class RuleOutStep(Frozen):
    """Declare that a step does not apply."""

    by: str
    step: str
    because: str
    at: datetime | None = None
    """When it happened, where that was written on paper first; None: now."""


class HoldStep(Frozen):
    """Interrupt the walk at a step, on purpose and with a reason."""

    by: str
    step: str
    because: str


class ResumeStep(Frozen):
    """Go on with an interrupted step."""

    by: str
    step: str


class AskPerson(Frozen):
    """Ask a named person to see to a step within a time."""

    by: str
    step: str
    person: str
    within: timedelta
    request: str = ""


class ExtendTimer(Frozen):
    """Give a step whose time is up some more, from now on."""

    by: str
    step: str
    more: timedelta


class UndoMark(Frozen):
    """Take back one's own latest mark, on whatever it is, or the latest one on a given step or question."""

    by: str
    step: str | None = None
    marked_at: datetime | None = None
    """When the mark there was set that the person has seen; None for whichever stands there.

    Not its event id: what was marked while the server was away is recorded anew under another one.
    """
    question: int | None = None
    """The question that was understood or answered."""
    put_at: datetime | None = None
    """When that question was put, as in `AssignQuestion`."""
    line: int | None = None
    """The line before the first step that was answered."""
    left: tuple[str, ...] = ()
    """Messages that have left to everybody, as the outbox has it; they are not called back and still count."""
