"""The rows of a report: one thing that happened, each with the entries that it was read from.

Apart from the review, which says what they are rows of.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from incident.application.ports import Assurance, AttemptClass, DeliveryState
from incident.domain.content import FreeText
from incident.domain.events import NoteKind, QuestionAnswered, Threshold
from incident.domain.frozen import Frozen
from incident.domain.incident import StepState
from incident.domain.messages.message import Acknowledgement, Told
from incident.domain.runbooks.conditions import Value

__all__ = [
    "CaseCounts",
    "ClockWarning",
    "CorrectionRow",
    "DeliveryRow",
    "FactRow",
    "HandOver",
    "InTime",
    "LegalRow",
    "MessageRow",
    "NoteRow",
    "NowRow",
    "Participant",
    "RoleRow",
    "StepCounts",
    "StepMark",
    "StepRow",
    "UpdateRow",
    "Updates",
]


class UpdateRow(Frozen):
    """One message to customers, against the moment it was promised for."""

    message: str
    at: datetime
    """When a delivery of it was first accepted."""
    due_at: datetime
    late_by: timedelta
    """Zero if it was in time."""
    difference: timedelta
    """Negative if it was early."""


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


class NowRow(Frozen):
    """A line that came before the first step, as it stood at the end."""

    line: int
    done: bool | None
    """None: nobody ever said."""
    by: str | None
    at: datetime | None
    because: FreeText | None


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
    marked_at: datetime | None
    """When it was answered, as things stood at which `due_at` is; None while it is open."""
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
    holders: tuple[tuple[str | None, datetime], ...]
    """Who, from when on; None: nobody any more."""
    filled_after: timedelta | None
    """How long it was wanted until somebody held it; None if it was not wanted or never filled."""
    empty_for: timedelta
    """How long nobody held it while it was wanted, before the first holder and between them."""


class Participant(Frozen):
    """One player of an exercise."""

    person: str
    is_invited: bool | None = None
    """Whether the year's plan, as it was approved before play, names them; None: it answers no approved plan."""
    attended: bool = True
    """Whether they held a role or wrote anything between StartEx and EndEx."""
    roles: tuple[str, ...] = ()
    acts: int = 0
    """What they entered meanwhile, besides that they took a role; nobody who attended with none was heard."""


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
    answer: QuestionAnswered | None = None
    """What was answered, where it is a question that was."""


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
    is_agreed_by_phone: bool
    """Whether whoever approved it said so to the one who entered it."""
    corrects: str | None
    corrected_by: str | None
    acknowledged_by: tuple[str, ...]
    acknowledgements: tuple[Acknowledgement, ...]
    told_at: datetime | None
    """When somebody said that they told its audience in another way."""
    told_by: str | None
    told_how: FreeText | None
    tellings: tuple[Told, ...]
    has_reached_nobody: bool
    """Whether nobody could be reached, and nobody has said how they were told instead."""
    external: bool
    deliveries: tuple[DeliveryRow, ...]


class InTime(Frozen):
    """How many of something were done by when they were due."""

    in_time: int
    late: int
    """Done, after that."""
    waiting: int
    """Not done, and not due yet."""
    overdue: int


class CaseCounts(Frozen):
    """How customers' cases went, in numbers; nobody is named."""

    total: int
    priority: int
    repeats: int
    channels: Mapping[str, int]
    answers: InTime
    """First answers."""
    ends: InTime
    """Without those that wait for their customer."""
    paused: int
    extended: int
    told: int
    """What came of it."""
    erased: int
    """Whose words are gone, and with them what was still owed."""
    asked: int
    """Whether they are content."""
    asked_late: int
    """Asked after three working days, or not yet though these are over."""
    scores: int
    """How many gave one."""
    score_sum: int
    """Of scores from 1 to 5."""


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
    file: FreeText | None
    """What the file is called that proves it."""
    file_digest: str
    file_size: int
    undecided: bool
    """Whether nobody could say that it binds."""
    is_first_at_once: bool = False
    """Whether it is a first report that the law wants without naming a number, and so at once."""
    again_at: datetime | None = None
    """When the same report was made once more, or which other hour was entered for it; None where it was not."""
    again_reference: FreeText | None = None

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
