"""What a review holds: rows of plain values, in the order in which a report shows them.

Apart from what computes them, so that a report needs to know these rows and no rule.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum

from incident.application.ports import Assurance, AttemptClass, DeliveryState
from incident.domain.conditions import Value
from incident.domain.content import FreeText
from incident.domain.events import IncidentMode, Milestone, NoteKind, Recorded, Threshold
from incident.domain.frozen import Frozen
from incident.domain.incident import Status, StepState
from incident.domain.tiers import Tier

__all__ = [
    "ClockWarning",
    "CorrectionRow",
    "DeliveryRow",
    "FactRow",
    "HandOver",
    "Identification",
    "LegalRow",
    "Measure",
    "MeasureKind",
    "MessageRow",
    "NoteRow",
    "Question",
    "QuestionKind",
    "Review",
    "RoleRow",
    "StepCounts",
    "StepMark",
    "StepRow",
    "TierRow",
    "UpdateRow",
    "Updates",
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


class MeasureKind(StrEnum):
    """What is measured from declaration on."""

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

    @property
    def is_late(self) -> bool:
        """Whether it took longer than allowed."""
        return self.difference is not None and self.difference > timedelta(0)


class UpdateRow(Frozen):
    """One message to customers, against the moment it was promised for."""

    message: str
    at: datetime
    """When a delivery of it was first accepted."""
    due_at: datetime
    late_by: timedelta
    """Zero if it was in time."""


class Updates(Frozen):
    """How well customers were kept up to date."""

    rows: tuple[UpdateRow, ...]
    on_time: int
    late: int
    longest_gap: timedelta
    """Between declaration, the updates and the end of the duty to update."""
    overdue_by: timedelta
    """How long the next update has been due at `as_of`; zero if none is."""
    undelivered: tuple[str, ...] = ()
    """Updates that were released and of which no delivery was accepted."""


class StepMark(Frozen):
    """Who did what with a step, as far as it came."""

    by: str
    at: datetime
    taken_by: str | None
    taken_at: datetime | None
    approved_by: str | None
    words: FreeText | None
    """The observed value, or the reason."""
    option: str | None


class StepRow(Frozen):
    """One step of the checklist as it stood at the end."""

    number: str
    step: str
    phase: str
    state: StepState
    role: str
    """Who was to work it."""
    mark: StepMark | None
    """None: nobody touched it."""
    due_at: datetime | None
    late_by: timedelta
    """Until the mark, or until `as_of` if it is open; zero if it was in time or without limit."""
    is_open: bool
    is_added: bool
    """Whether a raise brought it."""
    not_as_expected: bool
    """Whether it was so at any time, whatever it became later."""
    deferred_for: timedelta
    """All its deferrals together."""
    undone: int
    """How often a mark on it was taken back."""


class StepCounts(Frozen):
    """The steps in numbers; one step may count in several of them."""

    applicable: int
    done: int
    open: int
    late: int
    not_as_expected: int
    deferred: int
    """Deferred at any time."""
    overridden: int
    not_applicable: int
    added: int


class RoleRow(Frozen):
    """Who held a role, one after the other."""

    role: str
    wanted_since: datetime | None
    """Since when a tier demanded it; None: no tier that the incident had."""
    holders: tuple[tuple[str, datetime], ...]

    @property
    def filled_after(self) -> timedelta | None:
        """How long it was wanted and empty; None if it was not wanted or never filled."""
        if self.wanted_since is None or not self.holders:
            return None
        return max(timedelta(0), self.holders[0][1] - self.wanted_since)


class HandOver(Frozen):
    """A role went from one person to another."""

    seq: int
    at: datetime
    role: str
    from_person: str
    to_person: str


class CorrectionRow(Frozen):
    """Words that correct an earlier entry."""

    seq: int
    corrects: int
    at: datetime
    by: str
    text: FreeText


class NoteRow(Frozen):
    """One note."""

    seq: int
    at: datetime
    by: str
    kind: NoteKind
    text: FreeText
    step: str | None


class FactRow(Frozen):
    """A fact as it was stated at one moment."""

    seq: int
    at: datetime
    by: str
    fact: str
    value: Value
    text: FreeText | None


class DeliveryRow(Frozen):
    """One message to one recipient, as it ended."""

    delivery: str
    recipient: str
    target: str
    language: str
    state: DeliveryState
    assurance: Assurance | None
    tries: int
    sent_at: datetime | None
    """When the provider took it; None if it did not, or the attempts were not read."""
    last_class: AttemptClass | None
    last_detail: str


class MessageRow(Frozen):
    """One message with all its deliveries."""

    message: str
    audience: str
    template: str
    step: str | None
    author: str
    drafted_at: datetime
    released_at: datetime | None
    delivered_at: datetime | None
    """When a delivery of it was first accepted."""
    approved_by: str | None
    acknowledged_by: tuple[str, ...]
    external: bool
    deliveries: tuple[DeliveryRow, ...]


class LegalRow(Frozen):
    """One legal report: what was due, and what was done."""

    key: str
    """`OBLIGATION` or `OBLIGATION/RECIPIENT`."""
    started_at: datetime | None
    """None: the moment that starts it was never stated."""
    due_at: datetime | None
    """Extensions included; None where the rule names no number, or nothing started it."""
    first_due_at: datetime | None
    """Before extensions."""
    filed_at: datetime | None
    filed_by: str
    reference: FreeText | None
    undecided: bool
    """Whether nobody could say that it binds."""

    @property
    def difference(self) -> timedelta | None:
        """How much later than due it was reported, negative where earlier; None where one of the two is missing."""
        return self.filed_at - self.due_at if self.filed_at is not None and self.due_at is not None else None


class ClockWarning(Frozen):
    """A clock passed a threshold."""

    seq: int
    at: datetime
    clock: str
    threshold: Threshold


class QuestionKind(StrEnum):
    """What in the log calls for an answer by people."""

    RESTORE_LATE = "restore-late"
    UPDATE_LATE = "update-late"
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
    steps: tuple[StepRow, ...]
    roles: tuple[RoleRow, ...]
    hand_overs: tuple[HandOver, ...]
    facts: tuple[FactRow, ...]
    notes: tuple[NoteRow, ...]
    decisions: tuple[Recorded, ...]
    """Decision notes, answers, changes of tier, overrides and steps ruled out, in order."""
    messages: tuple[MessageRow, ...]
    corrections: tuple[CorrectionRow, ...]
    warnings: tuple[ClockWarning, ...]
    legal: tuple[LegalRow, ...]
    """What the law asked for; empty where the incident was held to none."""
    questions: tuple[Question, ...]
    log: tuple[Recorded, ...]
    """Every entry, as the appendix prints it."""

    @property
    def is_draft(self) -> bool:
        """Whether the incident still runs, so that numbers may change."""
        return self.identification.status is not Status.CLOSED

    def notes_of(self, *kinds: NoteKind) -> tuple[NoteRow, ...]:
        """The notes of these kinds, in order."""
        return tuple(note for note in self.notes if note.kind in kinds)
