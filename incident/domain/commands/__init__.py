"""What can be asked for: the imperative of an incident.

`by` is the person whose act it is. Instants are aware UTC, durations are
`timedelta`, words are plain `str`: `decide` turns them into events.
"""

from __future__ import annotations

from typing import TypeAlias

from incident.domain.commands.handover import (
    AcceptHandover,
    OfferHandover,
    ReadBackHandover,
    TakeCommand,
    WithdrawHandover,
)
from incident.domain.commands.law import (
    AlertSubstitute,
    EnableObligation,
    ExtendObligation,
    FileReport,
    PinObligations,
    RuleOutObligation,
    StateClass,
)
from incident.domain.commands.noting import (
    AddNote,
    CorrectEntry,
    EraseContents,
    MarkMilestone,
    RecordFact,
    ReportConflict,
    WarnClock,
)
from incident.domain.commands.opening import (
    AddRunbook,
    AssignRole,
    CloseIncident,
    DeclareIncident,
    LowerTier,
    NameReaders,
    RaiseTier,
    VacateRole,
)
from incident.domain.commands.telling import (
    AcknowledgeMessage,
    CorrectMessage,
    FallBack,
    LeaveOut,
    LetIn,
    ReportDelivered,
    ReportUndelivered,
    RetryDelivery,
    SendMessage,
    TellOtherwise,
)
from incident.domain.commands.working import (
    AnswerNowLine,
    AnswerStep,
    AskPerson,
    CompleteStep,
    DeferStep,
    ExtendTimer,
    HoldStep,
    OverrideStep,
    ReportNotAsExpected,
    ResumeStep,
    RuleOutStep,
    SenseStep,
    TakeStep,
    UndoMark,
)

__all__ = [
    "AcceptHandover",
    "AcknowledgeMessage",
    "AddNote",
    "AddRunbook",
    "AlertSubstitute",
    "AnswerNowLine",
    "AnswerStep",
    "AskPerson",
    "AssignRole",
    "CloseIncident",
    "Command",
    "CompleteStep",
    "CorrectEntry",
    "CorrectMessage",
    "DeclareIncident",
    "DeferStep",
    "EnableObligation",
    "EraseContents",
    "ExtendObligation",
    "ExtendTimer",
    "FallBack",
    "FileReport",
    "HoldStep",
    "LeaveOut",
    "LetIn",
    "LowerTier",
    "MarkMilestone",
    "NameReaders",
    "OfLaw",
    "OfferHandover",
    "OverrideStep",
    "PinObligations",
    "RaiseTier",
    "ReadBackHandover",
    "RecordFact",
    "ReportConflict",
    "ReportDelivered",
    "ReportNotAsExpected",
    "ReportUndelivered",
    "ResumeStep",
    "RetryDelivery",
    "RuleOutObligation",
    "RuleOutStep",
    "SendMessage",
    "SenseStep",
    "StateClass",
    "TakeCommand",
    "TakeStep",
    "TellOtherwise",
    "UndoMark",
    "VacateRole",
    "WarnClock",
    "WithdrawHandover",
]

Command: TypeAlias = (
    DeclareIncident
    | RecordFact
    | AnswerNowLine
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
    | ExtendTimer
    | UndoMark
    | AddNote
    | CorrectEntry
    | AssignRole
    | VacateRole
    | OfferHandover
    | ReadBackHandover
    | AcceptHandover
    | WithdrawHandover
    | TakeCommand
    | NameReaders
    | RaiseTier
    | AddRunbook
    | LowerTier
    | MarkMilestone
    | PinObligations
    | StateClass
    | FileReport
    | ExtendObligation
    | EnableObligation
    | AlertSubstitute
    | RuleOutObligation
    | SendMessage
    | CorrectMessage
    | FallBack
    | LeaveOut
    | LetIn
    | AcknowledgeMessage
    | RetryDelivery
    | TellOtherwise
    | ReportDelivered
    | ReportUndelivered
    | WarnClock
    | ReportConflict
    | EraseContents
    | CloseIncident
)

OfLaw: TypeAlias = (
    PinObligations | StateClass | FileReport | ExtendObligation | EnableObligation | RuleOutObligation | AlertSubstitute
)
"""What is done about legal deadlines."""
