"""What can be asked for: the imperative of an incident.

`by` is the person whose act it is. Instants are aware UTC, durations are
`timedelta`, words are plain `str`: `decide` turns them into events.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TypeAlias

from incident.domain.conditions import Value
from incident.domain.events import IncidentMode, Milestone, NoteKind, Threshold
from incident.domain.frozen import Frozen
from incident.domain.holding import HeldTo
from incident.domain.runbook import Bundle
from incident.domain.tiers import Tier

__all__ = [
    "AcknowledgeMessage",
    "AddNote",
    "AddRunbook",
    "AnswerStep",
    "AskPerson",
    "AssignRole",
    "CloseIncident",
    "Command",
    "CompleteStep",
    "CorrectEntry",
    "DeclareIncident",
    "DeferStep",
    "EnableObligation",
    "EraseContents",
    "ExtendObligation",
    "FileReport",
    "HoldStep",
    "LowerTier",
    "MarkMilestone",
    "NameReaders",
    "OfLaw",
    "OverrideStep",
    "RaiseTier",
    "RecordFact",
    "ReportConflict",
    "ReportNotAsExpected",
    "ResumeStep",
    "RetryDelivery",
    "RuleOutObligation",
    "RuleOutStep",
    "SendMessage",
    "SenseStep",
    "StateClass",
    "TakeStep",
    "UndoMark",
    "WarnClock",
]


class DeclareIncident(Frozen):
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
    need_to_know: bool = False
    """Whether only the declarer, and whoever they name, may know of it."""
    held_to: HeldTo | None = None
    """The rules of law that count for the workspace; None where it names no jurisdictions."""


class RecordFact(Frozen):
    """State a fact; None means that it was asked and is not known."""

    by: str
    fact: str
    value: Value


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


class AnswerStep(Frozen):
    """Choose an option of a decision; may be chosen again later."""

    by: str
    step: str
    option: str


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


class UndoMark(Frozen):
    """Take back one's own latest mark, or the latest one on a given step."""

    by: str
    step: str | None = None
    left: tuple[str, ...] = ()
    """Messages that have left to everybody, as the outbox has it; they are not called back and still count."""


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


class AssignRole(Frozen):
    """Give a role to a person."""

    by: str
    role: str
    person: str


class NameReaders(Frozen):
    """Say who may know of the incident; nobody named opens it to everybody."""

    by: str
    persons: tuple[str, ...] = ()


class RaiseTier(Frozen):
    """Demand more: a graver tier."""

    by: str
    to: Tier
    because: str


class AddRunbook(Frozen):
    """Take in the steps of another runbook that a raise rule offers."""

    by: str
    runbook: str
    because: str = ""


class LowerTier(Frozen):
    """Demand less; the commander says why."""

    by: str
    to: Tier
    because: str


class MarkMilestone(Frozen):
    """State when something happened that clocks hang on."""

    by: str
    milestone: Milestone
    at: datetime
    regime: str = ""
    """The only regime for which it is so; '' for all."""


class StateClass(Frozen):
    """Say which statutory class of a regime the event is, or `none` of them."""

    by: str
    regime: str
    statutory_class: str
    because: str = ""
    at: datetime | None = None
    """When it was classified; None is now."""


class FileReport(Frozen):
    """Enter the proof that something was reported to an authority, or to whom the law names."""

    by: str
    obligation: str
    reference: str
    at: datetime
    recipient: str = ""
    filed_by: str = ""
    """Who reported it; '' for the one who enters it."""
    because: str = ""


class ExtendObligation(Frozen):
    """Take the additional time that the law allows."""

    by: str
    obligation: str
    until: datetime
    because: str
    recipient: str = ""
    approved_by: str = ""
    told_at: datetime | None = None


class EnableObligation(Frozen):
    """Switch on a rule that is no law, or that was ruled out."""

    by: str
    obligation: str
    because: str


class RuleOutObligation(Frozen):
    """Declare that a rule does not apply here."""

    by: str
    obligation: str
    because: str


class SendMessage(Frozen):
    """Write and release a message outside the steps, such as the due update."""

    by: str
    audience: str
    template: str
    approved_by: str | None = None


class AcknowledgeMessage(Frozen):
    """Say that a message was read."""

    by: str
    message: str
    crossed: tuple[str, ...] = ()


class RetryDelivery(Frozen):
    """Order another attempt at one delivery."""

    by: str
    delivery: str


class ReportDelivered(Frozen):
    """Record that a message was accepted for a first recipient; only the program says this."""

    by: str
    message: str
    delivery: str


class ReportUndelivered(Frozen):
    """Record that no delivery of a message was accepted; only the program says this."""

    by: str
    message: str
    unknown: int = 0


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


class CloseIncident(Frozen):
    """End the incident."""

    by: str
    because: str = ""
    with_deadlines: bool = False
    """Statutory clocks may go on running: they stay in sight until they are met."""


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
    | NameReaders
    | RaiseTier
    | AddRunbook
    | LowerTier
    | MarkMilestone
    | StateClass
    | FileReport
    | ExtendObligation
    | EnableObligation
    | RuleOutObligation
    | SendMessage
    | AcknowledgeMessage
    | RetryDelivery
    | ReportDelivered
    | ReportUndelivered
    | WarnClock
    | ReportConflict
    | EraseContents
    | CloseIncident
)

OfLaw: TypeAlias = StateClass | FileReport | ExtendObligation | EnableObligation | RuleOutObligation
"""What is done about legal deadlines."""
