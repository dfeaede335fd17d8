"""What a review holds: rows of plain values, in the order in which a report shows them.

Apart from what computes them, so that a report needs to know these rows and no rule.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime, timedelta
from enum import StrEnum

from incident.application.review.feedback import AspectScores
from incident.application.review.lengths import ResourceRow, Run, Work
from incident.application.review.rows import (
    CaseCounts,
    ClockWarning,
    CorrectionRow,
    FactRow,
    HandOver,
    LegalRow,
    MessageRow,
    NoteRow,
    NowRow,
    Participant,
    RoleRow,
    StepCounts,
    StepRow,
    Updates,
)
from incident.domain.content import FreeText
from incident.domain.events import IncidentMode, Milestone, NoteKind, Recorded
from incident.domain.events.improving import ReviewMoved, ReviewState
from incident.domain.exercises.clock import ExerciseClock
from incident.domain.exercises.results import Results
from incident.domain.frozen import Frozen
from incident.domain.grading.tiers import Tier
from incident.domain.improving.plan import Action, Debriefed, Finding, SaidAfter, SelfRating, Signature
from incident.domain.incident import Status
from incident.domain.messages.message import LeftOut

__all__ = [
    "Identification",
    "Measure",
    "MeasureKind",
    "Question",
    "QuestionKind",
    "Reading",
    "Review",
    "Sign",
    "TierRow",
]


class TierRow(Frozen):
    """From when on the incident was at a tier."""

    seq: int
    at: datetime
    tier: Tier
    by: str
    because: FreeText | None


class Identification(Frozen):
    """Which incident it is, and which version of its log was read."""

    incident_id: str
    title: FreeText
    titles: Mapping[str, FreeText]
    """By language, where a runbook or a scenario gave it."""
    mode: IncidentMode
    status: Status
    runbook: str
    revision: int
    declared_at: datetime
    declared_by: str
    because: FreeText | None
    closed_at: datetime | None
    closed_by: str | None
    tiers: tuple[TierRow, ...]
    """The declared tier, then every raise and lowering."""
    milestones: Mapping[Milestone, datetime]
    as_of: datetime
    """Until when open work is counted: the closing, else the moment of the review."""
    entries: int
    head: str
    """Digest of the last entry; whoever has an older copy of it can tell whether the log was rewritten."""
    clock: ExerciseClock | None = None
    """When an exercise stood, and how fast it went; None of what is real."""

    def between(self, since: datetime, until: datetime) -> timedelta:
        """Time from one moment to another; of an exercise its own."""
        return until - since if self.clock is None else self.clock.went(since, until)


class Sign(StrEnum):
    """What in the record says that something was so."""

    BEGAN = "began"
    """Somebody stated when it began."""
    DISCOVERED = "discovered"
    """Somebody stated when it was discovered."""
    DECLARED = "declared"
    INJECT = "inject"
    """The first inject of an exercise."""
    ENTRY = "entry"
    """The first entry of a player."""
    ANSWER = "answer"
    """The first page acknowledged, or step taken or marked, by a person."""


class Reading(Frozen):
    """One moment, and where it was read."""

    sign: Sign
    at: datetime
    seq: int
    """Of the entry; 0 where a moment was stated."""


class MeasureKind(StrEnum):
    """What is measured: the first two from before the declaration, the others from it on."""

    DETECT = "detect"
    ACKNOWLEDGE = "acknowledge"
    ROLES_FILLED = "roles-filled"
    FIRST_UPDATE = "first-update"
    CONTAIN = "contain"
    RESTORE = "restore"
    CLOSE = "close"


class Measure(Frozen):
    """How long something took, and how long it was allowed to take."""

    kind: MeasureKind
    allowed: timedelta | None
    """From declaration, after all changes of tier until then; None: nothing was laid down."""
    actual: timedelta | None
    """From declaration; None: it has not happened."""
    difference: timedelta | None
    """How much longer than allowed, negative where it was quicker; until `as_of` if it has not happened."""
    since: Reading | None = None
    """Of what begins before the declaration: from when, and which entry says so."""
    until: Reading | None = None

    @property
    def is_late(self) -> bool:
        """Whether it took longer than allowed."""
        return self.difference is not None and self.difference > timedelta(0)


class QuestionKind(StrEnum):
    """What in the log calls for an answer by people."""

    RESTORE_LATE = "restore-late"
    UPDATE_LATE = "update-late"
    CUSTOMERS_NEVER_TOLD = "customers-never-told"
    MESSAGE_CORRECTED = "message-corrected"
    MESSAGE_FAILED = "message-failed"
    MESSAGE_UNKNOWN = "message-unknown"
    MESSAGE_EXPIRED = "message-expired"
    MESSAGE_REACHED_NOBODY = "message-reached-nobody"
    MESSAGE_NOT_RELEASED = "message-not-released"
    ROLE_NEVER_FILLED = "role-never-filled"
    STEP_NOT_AS_EXPECTED = "step-not-as-expected"
    STEP_OVERRIDDEN = "step-overridden"
    STEP_LATE = "step-late"
    STEP_DEFERRED_LONG = "step-deferred-long"
    TIER_RAISED = "tier-raised"
    SILENCE = "silence"


class Question(Frozen):
    """A gap in the log that only people can explain; asked of a role, never answered by the program."""

    kind: QuestionKind
    role: str
    """Whom to ask."""
    subject: str = ""
    """Id of the step, message or role; the new tier of a raise; '' for a silence."""
    detail: str = ""
    """The recipient of a message, the person who marked a step, or ''."""
    at: datetime | None = None
    length: timedelta | None = None


class Review(Frozen):
    """Everything that a report shows, read from the log and from the ledger of deliveries."""

    identification: Identification
    measures: tuple[Measure, ...]
    updates: Updates
    counts: StepCounts
    now: tuple[NowRow, ...]
    """What came before the first step; empty where the runbook asked for nothing there."""
    steps: tuple[StepRow, ...]
    roles: tuple[RoleRow, ...]
    hand_overs: tuple[HandOver, ...]
    participants: tuple[Participant, ...] = ()
    """Who played in an exercise, and who was invited and did not; nobody in what is real."""
    facts: tuple[FactRow, ...]
    notes: tuple[NoteRow, ...]
    decisions: tuple[Recorded, ...]
    """Decision notes, answers, changes of tier, overrides and steps ruled out, in order."""
    messages: tuple[MessageRow, ...]
    not_told: tuple[LeftOut, ...]
    """Who was not told on purpose; nobody whom a message failed to reach."""
    corrections: tuple[CorrectionRow, ...]
    warnings: tuple[ClockWarning, ...]
    legal: tuple[LegalRow, ...]
    """What the law asked for; empty where the incident was held to none."""
    cases: CaseCounts | None
    """How customers' cases went; None where there was none."""
    questions: tuple[Question, ...]
    resources: tuple[ResourceRow, ...] = ()
    """What was asked for, in that order."""
    work: tuple[Work, ...] = ()
    """How long each kind of them was there."""
    runs: tuple[Run, ...] = ()
    """How long it took before, where somebody looked."""
    task_runs: tuple[Run, ...] = ()
    unread_runs: tuple[str, ...] = ()
    """Exercises that may have been among these, and could not be read."""
    """How long the tasks of an exercise took the last times, by task; for who led those too."""
    findings: tuple[Finding, ...] = ()
    """What people found out."""
    actions: tuple[Action, ...] = ()
    """What is to be changed, and how far that has come."""
    said: tuple[SaidAfter, ...] = ()
    """In the hot wash and after it."""
    rated: tuple[SelfRating, ...] = ()
    """How well people themselves say it went."""
    state: ReviewState = ReviewState.DRAFT
    """How far the report has come."""
    signatures: tuple[Signature, ...] = ()
    debriefed: Debriefed = field(default_factory=Debriefed)
    """What people said so that the report is complete."""
    survey: tuple[AspectScores, ...] = ()
    """What those who took part answered in the form."""
    exercise: Results | None = None
    """How the exercise went; None of what is real, and for whoever did not lead it."""
    log: tuple[Recorded, ...]
    """Every entry, as the appendix prints it."""

    @property
    def is_draft(self) -> bool:
        """Whether the incident still runs, so that numbers may change."""
        return self.identification.status is not Status.CLOSED

    @property
    def after_signing(self) -> tuple[Recorded, ...]:
        """What came after the last signature and no signature covers; nothing where nobody signed."""
        last = max((each.seq for each in self.signatures), default=len(self.log))
        return tuple(each for each in self.log if each.seq > last and not isinstance(each.event, ReviewMoved))

    def notes_of(self, *kinds: NoteKind) -> tuple[NoteRow, ...]:
        """The notes of these kinds, in order."""
        return tuple(note for note in self.notes if note.kind in kinds)
