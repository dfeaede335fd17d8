"""What can have happened: the past tense of an incident, with the why in it.

The class name is the stored type. Frozen for good: a change of shape is a new version with an upcast (DESIGN.md 4).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from incident.domain.events import cases, debriefing, exercising, improving
from incident.domain.events.asking import (
    OfQuestion,
    QuestionAnswered,
    QuestionAssigned,
    QuestionMarkUndone,
    QuestionPassedOn,
    QuestionUnderstood,
)
from incident.domain.events.evidence import (
    CustodyDeclined,
    CustodyOffered,
    CustodyTaken,
    ErasureConfirmed,
    ErasureDeclined,
    ErasureProposed,
    EvidenceAdded,
    LegalHoldLifted,
    LegalHoldSet,
    OfEvidence,
)
from incident.domain.events.exercising import (
    ExerciseEnded,
    ExercisePaused,
    ExercisePrepared,
    ExerciseRateSet,
    ExerciseResumed,
    ExerciseStarted,
    ExerciseSuspended,
    InjectReleased,
    InjectWords,
    OfExercise,
)
from incident.domain.events.handover import (
    CommandTaken,
    HandoverAccepted,
    HandoverOffered,
    HandoverReadBack,
    HandoverWithdrawn,
    OfHandover,
)
from incident.domain.events.improving import (
    ActionChanged,
    ActionMoved,
    ActionPlanned,
    ActionVerified,
    FindingRecorded,
    OfImproving,
)
from incident.domain.events.law import (
    ClassStated,
    ObligationEnabled,
    ObligationExtended,
    ObligationRuledOut,
    ObligationsPinned,
    OfLaw,
    ReportFiled,
    SubstituteAlerted,
)
from incident.domain.events.noting import (
    ClockWarned,
    ContentErased,
    EntryCorrected,
    NoteAdded,
    NoteKind,
    OfflineCommandConflicted,
    Threshold,
    UnknownEvent,
)
from incident.domain.events.opening import (
    FactRecorded,
    IncidentClosed,
    IncidentDeclared,
    IncidentMode,
    Milestone,
    MilestoneMarked,
    ReadersNamed,
    RoleAssigned,
    RoleVacated,
    RunbookAdded,
    TierLowered,
    TierRaised,
)
from incident.domain.events.recorded import Recorded
from incident.domain.events.resources import (
    AllocationApproved,
    AllocationEnded,
    AllocationMoved,
    AllocationOut,
    AllocationRequested,
    AllocationState,
    OfResources,
    OutReason,
    PeriodBegun,
    RestTakenBack,
    TeamDissolved,
    TeamFormed,
)
from incident.domain.events.telling import (
    AudienceLeftOut,
    AudienceLetIn,
    AudienceToldOtherwise,
    AudienceUnreachable,
    DeliveryFellBack,
    EscalationPaused,
    EscalationPlanned,
    MessageAcknowledged,
    MessageDelivered,
    MessageDrafted,
    MessageReleased,
    MessageRetried,
    MessageUndelivered,
    NightPolicyUsed,
    OfMessages,
    Rung,
    Wording,
)
from incident.domain.events.working import (
    ApprovalGiven,
    NowLineAnswered,
    ResourcesRequested,
    StepAnswered,
    StepAsked,
    StepCompleted,
    StepDeferred,
    StepHeld,
    StepMark,
    StepNotAsExpected,
    StepOverridden,
    StepResumed,
    StepRuledOut,
    StepSensed,
    StepTaken,
    StepUndone,
    StepUnsensed,
    TimerExtended,
)

__all__ = [
    "EVENT_TYPES",
    "VERSIONS",
    "ActionChanged",
    "ActionMoved",
    "ActionPlanned",
    "ActionVerified",
    "AllocationApproved",
    "AllocationEnded",
    "AllocationMoved",
    "AllocationOut",
    "AllocationRequested",
    "AllocationState",
    "ApprovalGiven",
    "AudienceLeftOut",
    "AudienceLetIn",
    "AudienceToldOtherwise",
    "AudienceUnreachable",
    "ClassStated",
    "ClockWarned",
    "CommandTaken",
    "ContentErased",
    "CustodyDeclined",
    "CustodyOffered",
    "CustodyTaken",
    "DeliveryFellBack",
    "EntryCorrected",
    "ErasureConfirmed",
    "ErasureDeclined",
    "ErasureProposed",
    "EscalationPaused",
    "EscalationPlanned",
    "Event",
    "EvidenceAdded",
    "ExerciseEnded",
    "ExercisePaused",
    "ExercisePrepared",
    "ExerciseRateSet",
    "ExerciseResumed",
    "ExerciseStarted",
    "ExerciseSuspended",
    "FactRecorded",
    "FindingRecorded",
    "HandoverAccepted",
    "HandoverOffered",
    "HandoverReadBack",
    "HandoverWithdrawn",
    "IncidentClosed",
    "IncidentDeclared",
    "IncidentMode",
    "InjectReleased",
    "InjectWords",
    "LegalHoldLifted",
    "LegalHoldSet",
    "MessageAcknowledged",
    "MessageDelivered",
    "MessageDrafted",
    "MessageReleased",
    "MessageRetried",
    "MessageUndelivered",
    "Milestone",
    "MilestoneMarked",
    "NightPolicyUsed",
    "NoteAdded",
    "NoteKind",
    "NowLineAnswered",
    "ObligationEnabled",
    "ObligationExtended",
    "ObligationRuledOut",
    "ObligationsPinned",
    "OfExercise",
    "OfImproving",
    "OfflineCommandConflicted",
    "OutReason",
    "PeriodBegun",
    "QuestionAnswered",
    "QuestionAssigned",
    "QuestionMarkUndone",
    "QuestionPassedOn",
    "QuestionUnderstood",
    "ReadersNamed",
    "Recorded",
    "ReportFiled",
    "ResourcesRequested",
    "RestTakenBack",
    "RoleAssigned",
    "RoleVacated",
    "RunbookAdded",
    "Rung",
    "StepAnswered",
    "StepAsked",
    "StepCompleted",
    "StepDeferred",
    "StepHeld",
    "StepMark",
    "StepNotAsExpected",
    "StepOverridden",
    "StepResumed",
    "StepRuledOut",
    "StepSensed",
    "StepTaken",
    "StepUndone",
    "StepUnsensed",
    "SubstituteAlerted",
    "TeamDissolved",
    "TeamFormed",
    "Threshold",
    "TierLowered",
    "TierRaised",
    "TimerExtended",
    "UnknownEvent",
    "Wording",
    "cases",
    "debriefing",
    "exercising",
    "improving",
]

Event: TypeAlias = (
    IncidentDeclared
    | FactRecorded
    | NowLineAnswered
    | StepMark
    | TimerExtended
    | ApprovalGiven
    | NoteAdded
    | EntryCorrected
    | OfQuestion
    | OfflineCommandConflicted
    | ReadersNamed
    | RoleAssigned
    | RoleVacated
    | OfHandover
    | TierRaised
    | TierLowered
    | RunbookAdded
    | MilestoneMarked
    | OfLaw
    | OfMessages
    | ResourcesRequested
    | OfResources
    | cases.AboutCases
    | ClockWarned
    | OfEvidence
    | OfExercise
    | OfImproving
    | debriefing.OfDebriefing
    | ContentErased
    | IncidentClosed
    | UnknownEvent
)

EVENT_TYPES: Mapping[str, type] = {kind.__name__: kind for kind in Event.__args__ if kind is not UnknownEvent}
"""Stored type to class."""

VERSIONS: Mapping[str, int] = {
    **dict.fromkeys(EVENT_TYPES, 1),
    "IncidentDeclared": 3, "MilestoneMarked": 2, "MessageReleased": 2, "MessageDrafted": 2, "MessageDelivered": 2,
    "ReportFiled": 2, "MessageAcknowledged": 3, "ExercisePrepared": 4, "ActionPlanned": 2,
    "ErasureProposed": 2, "AudienceToldOtherwise": 2,
}  # fmt: skip
"""The schema version that each type is written with today."""
