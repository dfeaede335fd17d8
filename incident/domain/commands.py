"""What can be asked for: the imperative of an incident.

`by` is the person whose act it is. Instants are aware UTC, durations are
`timedelta`, words are plain `str`: `decide` turns them into events.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeAlias

from incident.domain.conditions import Value
from incident.domain.events import IncidentMode, Milestone, NoteKind, Threshold
from incident.domain.runbook import Bundle
from incident.domain.tiers import Tier

__all__ = [
    "AcknowledgeMessage",
    "AddNote",
    "AnswerStep",
    "AskPerson",
    "AssignRole",
    "CloseIncident",
    "Command",
    "CompleteStep",
    "CorrectEntry",
    "DeclareIncident",
    "DeferStep",
    "EraseContents",
    "HoldStep",
    "LowerTier",
    "MarkMilestone",
    "OverrideStep",
    "RaiseTier",
    "RecordFact",
    "ReportNotAsExpected",
    "ResumeStep",
    "RetryDelivery",
    "RuleOutStep",
    "SendMessage",
    "SenseStep",
    "TakeStep",
    "UndoMark",
    "WarnClock",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclareIncident:
    """Open an incident on a compiled runbook; the declarer leads until someone takes over."""

    by: str
    title: str
    tier: Tier
    bundle: Bundle
    mode: IncidentMode = IncidentMode.REAL
    facts: Mapping[str, Value] | None = None
    because: str = ""
    zone: str = "UTC"
    contact: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordFact:
    """State a fact; None means that it was asked and is not known."""

    by: str
    fact: str
    value: Value


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeStep:
    """Begin a step, so that others see who is on it and its timer runs."""

    by: str
    step: str
    over: bool = False
    """Take it over from whoever has it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CompleteStep:
    """Mark a step as expected; takes it first where nobody has."""

    by: str
    step: str
    value: str = ""
    approved_by: str | None = None
    """Who agreed by phone, where a step needs a second person."""
    alone: bool = False
    """Nobody else is there to cross-check: the step's object was typed out instead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerStep:
    """Choose an option of a decision; may be chosen again later."""

    by: str
    step: str
    option: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportNotAsExpected:
    """Say that the expected result did not come."""

    by: str
    step: str
    observed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SenseStep:
    """Tick or un-tick a watched step after its condition; only the program says this."""

    by: str
    step: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OverrideStep:
    """Let a watched step count although its condition does not hold."""

    by: str
    step: str
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeferStep:
    """Put a step off until an instant, another step is complete, or a person has it."""

    by: str
    step: str
    because: str
    until_time: datetime | None = None
    until_step: str | None = None
    until_person: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleOutStep:
    """Declare that a step does not apply."""

    by: str
    step: str
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldStep:
    """Interrupt the walk at a step, on purpose and with a reason."""

    by: str
    step: str
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResumeStep:
    """Go on with an interrupted step."""

    by: str
    step: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AskPerson:
    """Ask a named person to see to a step within a time."""

    by: str
    step: str
    person: str
    within: timedelta
    request: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoMark:
    """Take back one's own latest mark, or the latest one on a given step."""

    by: str
    step: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AddNote:
    """Write a line into the timeline."""

    by: str
    text: str
    kind: NoteKind = NoteKind.FACT
    step: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectEntry:
    """Put a correction beside an earlier entry."""

    by: str
    seq: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignRole:
    """Give a role to a person."""

    by: str
    role: str
    person: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RaiseTier:
    """Demand more: a graver tier."""

    by: str
    to: Tier
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LowerTier:
    """Demand less; the commander says why."""

    by: str
    to: Tier
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkMilestone:
    """State when something happened that clocks hang on."""

    by: str
    milestone: Milestone
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SendMessage:
    """Write and release a message outside the steps, such as the due update."""

    by: str
    audience: str
    template: str
    approved_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AcknowledgeMessage:
    """Say that a message was read."""

    by: str
    message: str
    crossed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RetryDelivery:
    """Order another attempt at one delivery."""

    by: str
    delivery: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WarnClock:
    """Record that a clock passed a threshold; only the program says this."""

    by: str
    clock: str
    threshold: Threshold


@dataclass(frozen=True, slots=True, kw_only=True)
class EraseContents:
    """Destroy the words of one entry on a rule."""

    by: str
    seq: int
    contents: tuple[str, ...]
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseIncident:
    """End the incident."""

    by: str
    because: str = ""


Command: TypeAlias = (
    DeclareIncident
    | RecordFact
    | TakeStep
    | CompleteStep
    | AnswerStep
    | ReportNotAsExpected
    | SenseStep
    | OverrideStep
    | DeferStep
    | RuleOutStep
    | HoldStep
    | ResumeStep
    | AskPerson
    | UndoMark
    | AddNote
    | CorrectEntry
    | AssignRole
    | RaiseTier
    | LowerTier
    | MarkMilestone
    | SendMessage
    | AcknowledgeMessage
    | RetryDelivery
    | WarnClock
    | EraseContents
    | CloseIncident
)
