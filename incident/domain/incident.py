"""The state of one incident: what the log, folded, says is so.

Nothing here is stored; `evolve` builds it from entries. Collections that grow
with the log (notes, the timeline) are not kept, so that a fold stays linear.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from incident.domain.content import FreeText, PinnedBundle
from incident.domain.events import IncidentMode, Milestone, Threshold
from incident.domain.evidence import Evidence
from incident.domain.frozen import Frozen
from incident.domain.grading.tiers import Tier
from incident.domain.law.asked import Law
from incident.domain.nearest import nearest
from incident.domain.refusals import Refusal, Refused
from incident.domain.resources.allocation import Resources
from incident.domain.runbooks.conditions import Situation, Value
from incident.domain.runbooks.runbook import Bundle, Runbook

if TYPE_CHECKING:
    from incident.domain.cases.chain import CaseChain
    from incident.domain.duties.handover import Handover
    from incident.domain.exercises.clock import ExerciseClock
    from incident.domain.exercises.state import Exercise
    from incident.domain.improving.plan import Improving
    from incident.domain.messages.message import LeftOut, Message
    from incident.domain.questions.question import Answer, Question

__all__ = [
    "COMMANDER",
    "CUSTOMERS",
    "PROGRAM",
    "Addition",
    "Conflict",
    "FactEntry",
    "Incident",
    "Mark",
    "NowAnswer",
    "Progress",
    "Status",
    "StepState",
    "TierChange",
]

COMMANDER = "commander"
"""The role that leads an incident; every runbook has it."""
CUSTOMERS = "customers"
"""The audience whose messages the update clock counts."""
PROGRAM = "app"
"""The program itself, where it stands for a person."""
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Status(StrEnum):
    """Where the incident is in its life."""

    UNDECLARED = "undeclared"
    OPEN = "open"
    CLOSED = "closed"


class StepState(StrEnum):
    """How a step stands; the glyphs are part of the contract (reference/UX.md A-6)."""

    TO_DO = "to-do"
    WATCHED = "watched"
    CURRENT = "current"
    AS_EXPECTED = "as-expected"
    SENSED = "sensed"
    OVERRIDDEN = "overridden"
    NOT_AS_EXPECTED = "not-as-expected"
    DEFERRED = "deferred"
    NOT_APPLICABLE = "not-applicable"
    ASKED = "asked"
    HELD = "held"

    @property
    def glyph(self) -> str:
        """Three ASCII cells that mean this state on every screen and on paper."""
        return _GLYPHS[self]


_GLYPHS = {
    StepState.TO_DO: "[ ]",
    StepState.WATCHED: "( )",
    StepState.CURRENT: "[>]",
    StepState.AS_EXPECTED: "[x]",
    StepState.SENSED: "(x)",
    StepState.OVERRIDDEN: "(o)",
    StepState.NOT_AS_EXPECTED: "[!]",
    StepState.DEFERRED: "[~]",
    StepState.NOT_APPLICABLE: "[-]",
    StepState.ASKED: "[?]",
    StepState.HELD: "[h]",
}


class FactEntry(Frozen):
    """The latest statement of a fact; a value of None means 'asked, and not known'."""

    value: Value
    by: str
    at: datetime
    seq: int
    is_erased: bool = False
    """Whether it was stated in words that are destroyed; then its value is None too."""


class Progress(Frozen):
    """How far a step has come, and what it was before its last mark."""

    state: StepState
    by: str
    at: datetime
    mark: str
    """Event id of the mark that led here."""
    seq: int
    taken_by: str | None = None
    taken_at: datetime | None = None
    words: FreeText | None = None
    """The observed value, or the reason."""
    option: str | None = None
    until_time: datetime | None = None
    until_step: str | None = None
    until_person: str | None = None
    understood_at: datetime | None = None
    """When the person asked had understood what is asked."""
    understood_mark: str = ""
    """Event id of the entry that said so."""
    answer: Answer | None = None
    """What was said to it; the step is no less open for that."""
    approved_by: str | None = None
    more_time: tuple[datetime, datetime] | None = None
    """Since when its timer runs a further time, and until when; None while the first time is not up."""
    kept_by: str | None = None
    """Who took it over from whoever set the mark; None if nobody did."""
    before: Progress | None = field(default=None, compare=False)
    """What it was before the mark, whose id already names all of its past: comparing does not go down the chain."""

    @property
    def unmarked(self) -> Progress | None:
        """What the step was before the mark; the take that came with the mark goes with it."""
        now = self.before
        is_take = now is not None and now.state is StepState.TO_DO and now.taken_by == self.by and now.at == self.at
        return now.before if now is not None and is_take else now

    @property
    def went_wrong_at(self) -> datetime | None:
        """When the step was last marked not as expected before it came to what it is; None if it never was."""
        earlier = self.before
        while earlier is not None:
            if earlier.state is StepState.NOT_AS_EXPECTED:
                return earlier.at
            earlier = earlier.before
        return None

    @property
    def put_off_at(self) -> tuple[datetime, datetime] | None:
        """When the step was last put off, and until which time; None if it never was, or then not until a time."""
        each: Progress | None = self
        while each is not None and each.state is not StepState.DEFERRED:
            each = each.before
        return None if each is None or each.until_time is None else (each.at, each.until_time)


class Mark(Frozen):
    """One mark of a person in the chain of all of them, the latest first: on a step, or on a question."""

    step: str
    """'' of one on a question."""
    event_id: str
    by: str
    earlier: Mark | None = field(default=None, compare=False)
    """The mark before it, whatever it is on; the id already names all of the past."""
    question: int | None = None
    """The question that was understood or answered."""


class TierChange(Frozen):
    """A raise or a lowering of the running incident."""

    at: datetime
    seq: int
    old: Tier
    new: Tier
    place: str | None = None
    """The step that the walk had reached at that moment; None if nothing could be worked."""

    @property
    def is_raise(self) -> bool:
        """Whether the new tier is the graver one."""
        return self.new < self.old


class Addition(Frozen):
    """Another runbook, whose steps were added to the running incident."""

    runbook: str
    at: datetime
    seq: int
    place: str | None = None
    """The step that the walk had reached at that moment; None if nothing could be worked."""


class NowAnswer(Frozen):
    """What was last said of a line that comes before the first step."""

    done: bool
    by: str
    at: datetime
    because: FreeText | None = None
    seq: int = 0
    mark: str = ""
    """The event that says so."""


class Conflict(Frozen):
    """Something done while the server was away that did not count; seen to by a correction of its entry."""

    seq: int
    by: str
    at: datetime
    command: str
    refusal: str
    step: str | None
    winner: str | None


class Incident(Frozen):
    """All that the rules need to know of an incident after its last entry."""

    id: str
    version: int = 0
    """`seq` of the last entry."""
    status: Status = Status.UNDECLARED
    mode: IncidentMode = IncidentMode.REAL
    title: FreeText = FreeText("")
    titles: Mapping[str, FreeText] = field(default_factory=dict)
    """By language, where a runbook or a scenario gave it: `titles.title_in` chooses."""
    tier: Tier = Tier.GENERAL
    declared_tier: Tier = Tier.GENERAL
    declared_at: datetime = EPOCH
    declared_by: str = ""
    closed_at: datetime | None = None
    updated_at: datetime = EPOCH
    moved_at: datetime = EPOCH
    """When the last entry came that changed more than the log; a note does not."""
    zone: str = "UTC"
    contact: FreeText | None = None
    pinned: PinnedBundle | None = None
    """The runbook it was declared with."""
    facts: Mapping[str, FactEntry] = field(default_factory=dict)
    now_lines: int = 0
    """How many lines ask for an answer before the first step: 1, 2, 3 …"""
    now_answers: Mapping[int, NowAnswer] = field(default_factory=dict)
    steps: Mapping[str, Progress] = field(default_factory=dict)
    roles: Mapping[str, str] = field(default_factory=dict)
    serving_since: Mapping[str, datetime] = field(default_factory=dict)
    """By person: since when they have held a role here, one or another, without a break."""
    handovers: Mapping[str, Handover] = field(default_factory=dict)
    readers: tuple[str, ...] = ()
    """The persons who alone may know of it; empty: everybody."""
    milestones: Mapping[Milestone, datetime] = field(default_factory=dict)
    messages: Mapping[str, Message] = field(default_factory=dict)
    left_out: Mapping[tuple[str, str], LeftOut] = field(default_factory=dict)
    """Who is not told on purpose: by audience and recipient."""
    retried: Mapping[str, int] = field(default_factory=dict)
    """By delivery: the entry that last ordered another attempt at it."""
    tier_changes: tuple[TierChange, ...] = ()
    additions: tuple[Addition, ...] = ()
    held_since: Mapping[str, datetime] = field(default_factory=dict)
    """Since when a watched condition has been true: by step id, or `lower:N` for a lowering rule.

    Empty until a fact is stated or the tier changes; what is true so early is so since the declaration.
    """
    warned: Mapping[str, tuple[Threshold, ...]] = field(default_factory=dict)
    passed_on: Mapping[str, str] = field(default_factory=dict)
    """By key of a clock whose question nobody answered: on whose screen it stands too."""
    questions: Mapping[int, Question] = field(default_factory=dict)
    """By the entry that put it: what was asked in the timeline; what a step was asked stands with its progress."""
    times_again: int = 0
    """How often the same event was reported again."""
    last_update_at: datetime | None = None
    """When customers were last told: when a first delivery was accepted."""
    latest_fact: str | None = None
    fact_note: FactEntry | None = None
    """The newest note that says something as a fact, with its correction if it has one."""
    conflicts: tuple[Conflict, ...] = ()
    """What was refused when it was merged and nobody has seen to yet."""
    marks: Mark | None = None
    law: Law = field(default_factory=Law)
    evidence: Evidence = field(default_factory=Evidence)
    resources: Resources = field(default_factory=Resources)
    exercise: Exercise | None = None
    """How play stands; None in a real incident, and in an exercise without a scenario."""
    improving: Improving | None = None
    """What was learned of it; None while nothing was."""
    cases: CaseChain | None = None
    """The entries about customers' cases; `domain.cases.register` folds them for whoever looks."""

    @property
    def bundle(self) -> Bundle | None:
        """The runbook with its words; None if it was erased, or nothing is declared yet."""
        return self.pinned.bundle if self.pinned else None

    @property
    def runbook(self) -> Runbook:
        """The pinned runbook.

        Raises:
            LookupError: the incident was never declared, or its runbook was erased.
        """
        bundle = self.bundle
        if bundle is None:
            raise LookupError(self.id)
        return bundle.runbook

    def known_facts(self) -> dict[str, Value]:
        """Fact ids to their values; facts that nobody could answer map to None."""
        return {fact: entry.value for fact, entry in self.facts.items()}

    def situation(self, now: datetime) -> Situation:
        """What conditions see at that moment."""
        return Situation(facts=self.known_facts(), tier=self.tier, now=now)

    @property
    def unsent_update(self) -> str:
        """The latest update to customers that was released after they were last told, and has not left; else ''."""
        told = self.last_update_at or EPOCH
        waiting = (m for m in self.messages.values() if m.audience == CUSTOMERS and m.is_undelivered)
        released = ((m.released_at, m.id) for m in waiting if m.released_at and m.released_at >= told)
        return max(released, default=(told, ""))[1]

    @property
    def unreached(self) -> tuple[Message, ...]:
        """The messages that told nobody, and of which nobody has said how their audience was told instead."""
        return tuple(message for message in self.messages.values() if message.has_reached_nobody)

    def is_left_out(self, audience: str, who: str) -> bool:
        """Whether a person decided that this one, or the whole audience, is not told."""
        return (audience, "") in self.left_out or (audience, who) in self.left_out

    def is_corrected(self, message_id: str) -> bool:
        """Whether another message has taken its place, so that nothing of it is sent any more."""
        message = self.messages.get(message_id)
        return message is not None and message.corrected_by is not None

    @property
    def messages_told(self) -> tuple[Message, ...]:
        """All messages in the order in which they were written, a correction right after what it corrects."""
        placed: list[Message] = []
        for message in self.messages.values():
            before = [n for n, each in enumerate(placed, 1) if each.id == message.corrects]
            placed.insert(before[0] if before else len(placed), message)
        return tuple(placed)

    def released_message(self, message_id: str) -> Message:
        """The message of that id, which was let go.

        Raises:
            Refused: MESSAGE_UNKNOWN: there is none of that id, or it still waits for approval.
        """
        message = self.messages.get(message_id)
        if message is None or message.released_at is None:
            raise Refused(Refusal.MESSAGE_UNKNOWN, message=message_id, near=nearest(message_id, self.messages))
        return message

    @property
    def now_declined(self) -> tuple[int, ...]:
        """The lines before the first step of which somebody said that they are not done."""
        return tuple(line for line, answer in sorted(self.now_answers.items()) if not answer.done)

    @property
    def now_unanswered(self) -> tuple[int, ...]:
        """The lines before the first step of which nobody has said whether they are done; a closed one asks no more."""
        if self.status is Status.CLOSED:
            return ()
        return tuple(line for line in range(1, self.now_lines + 1) if line not in self.now_answers)

    def has_added(self, runbook: str) -> bool:
        """Whether the steps of that other runbook were added."""
        return any(addition.runbook == runbook for addition in self.additions)

    def roles_to_fill(self, tier: Tier | None = None, at: datetime | None = None) -> tuple[str, ...]:
        """The roles that must have a person: by the tier (None: that of now), and by what was added until then."""
        policy = self.runbook.tiers.get(tier or self.tier)
        wanted = dict.fromkeys(policy.fill if policy else ())
        for addition in self.additions:
            if at is None or addition.at <= at:
                wanted |= dict.fromkeys(self.runbook.added.get(addition.runbook, {}).get(tier or self.tier, ()))
        return tuple(wanted)

    def person_of(self, role: str) -> str | None:
        """Who holds the role, or None."""
        return self.roles.get(role)

    def put_off(self, since: datetime, due: datetime, now: datetime | None) -> datetime:
        """That due time, moved as an exercise stood or went faster since then; `now` as its clock takes it."""
        return due if self.exercise is None else self.exercise.clock.put_off(since, due, now)

    @property
    def along(self) -> ExerciseClock | None:
        """The clock of an exercise, with which its time passes; None: by the day."""
        return self.exercise.clock if self.exercise else None

    @property
    def speed(self) -> int:
        """How fast its time passes: in an exercise as the clock goes when it goes."""
        return self.along.rate if self.along else 1

    def elapsed(self, now: datetime) -> timedelta:
        """Time since declaration, until closing if it is closed; of an exercise its own."""
        return self.between(self.declared_at, self.closed_at or now)

    def between(self, since: datetime, until: datetime) -> timedelta:
        """Time from one moment to another; of an exercise its own."""
        return until - since if self.exercise is None else self.exercise.clock.went(since, until)
