"""What can have happened: the past tense of an incident, with the why in it.

Every event is frozen for good: its `(name, version)` is read for ever, and a
change of shape is a new version with an upcast (DESIGN.md 4). The class name is
the stored type; `VERSIONS` holds the version that is written today.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime
from typing import TypeAlias

from incident.domain.events.handover import (
    CommandTaken,
    HandoverAccepted,
    HandoverOffered,
    HandoverReadBack,
    HandoverWithdrawn,
)
from incident.domain.events.law import (
    ClassStated,
    ObligationEnabled,
    ObligationExtended,
    ObligationRuledOut,
    ObligationsPinned,
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
from incident.domain.events.telling import (
    AudienceLeftOut,
    AudienceLetIn,
    AudienceToldOtherwise,
    AudienceUnreachable,
    DeliveryFellBack,
    EscalationPlanned,
    MessageAcknowledged,
    MessageDelivered,
    MessageDrafted,
    MessageReleased,
    MessageRetried,
    MessageUndelivered,
    NightPolicyUsed,
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
from incident.domain.frozen import Frozen

__all__ = [
    "EVENT_TYPES",
    "VERSIONS",
    "ApprovalGiven",
    "AudienceLeftOut",
    "AudienceLetIn",
    "AudienceToldOtherwise",
    "AudienceUnreachable",
    "ClassStated",
    "ClockWarned",
    "CommandTaken",
    "ContentErased",
    "DeliveryFellBack",
    "EntryCorrected",
    "EscalationPlanned",
    "Event",
    "FactRecorded",
    "HandoverAccepted",
    "HandoverOffered",
    "HandoverReadBack",
    "HandoverWithdrawn",
    "IncidentClosed",
    "IncidentDeclared",
    "IncidentMode",
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
    "OfflineCommandConflicted",
    "ReadersNamed",
    "Recorded",
    "ReportFiled",
    "ResourcesRequested",
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
    "Threshold",
    "TierLowered",
    "TierRaised",
    "TimerExtended",
    "UnknownEvent",
    "Wording",
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
    | OfflineCommandConflicted
    | ReadersNamed
    | RoleAssigned
    | RoleVacated
    | HandoverOffered
    | HandoverReadBack
    | HandoverAccepted
    | HandoverWithdrawn
    | CommandTaken
    | TierRaised
    | TierLowered
    | RunbookAdded
    | MilestoneMarked
    | ObligationsPinned
    | ClassStated
    | ReportFiled
    | ObligationExtended
    | ObligationEnabled
    | ObligationRuledOut
    | SubstituteAlerted
    | MessageDrafted
    | MessageReleased
    | AudienceLeftOut
    | AudienceLetIn
    | AudienceToldOtherwise
    | AudienceUnreachable
    | DeliveryFellBack
    | EscalationPlanned
    | NightPolicyUsed
    | MessageDelivered
    | MessageUndelivered
    | MessageAcknowledged
    | MessageRetried
    | ResourcesRequested
    | ClockWarned
    | ContentErased
    | IncidentClosed
    | UnknownEvent
)


EVENT_TYPES: Mapping[str, type] = {kind.__name__: kind for kind in Event.__args__ if kind is not UnknownEvent}
"""Stored type to class."""


VERSIONS: Mapping[str, int] = {
    **dict.fromkeys(EVENT_TYPES, 1),
    "IncidentDeclared": 2,
    "MilestoneMarked": 2,
    "MessageReleased": 2,
    "MessageDrafted": 2,
    "MessageAcknowledged": 3,
    "ReportFiled": 2,
}
"""The schema version that each type is written with today."""


class Recorded(Frozen):
    """An event in its place in the log."""

    incident_id: str
    seq: int
    """1, 2, 3 … without a gap; the only order there is."""
    event_id: str
    event: Event
    actor: str
    """The person who entered it, or 'app' for the program itself."""
    on_behalf_of: str | None
    occurred_at: datetime
    recorded_at: datetime
    digest: str = field(default="", compare=False)
    """Hex SHA-256 over the previous digest and this row; the writer of the log fills it in."""

    @property
    def person(self) -> str:
        """Whose act it is: the one represented, else the one who entered it."""
        return self.on_behalf_of or self.actor
