"""The compiled runbook: the normal form that the engine knows.

Documents (YAML, CACAO, …) are compiled into this: durations and conditions
parsed, ids resolved, tiers spread out, nesting flattened to one ordered list in
which every step names the branch it belongs to. Words live apart, by language,
so that switching the language changes words and never answers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from datetime import timedelta
from enum import StrEnum

from incident.domain.frozen import Frozen
from incident.domain.grading.tiers import Tier
from incident.domain.runbooks.conditions import Condition
from incident.domain.runbooks.round_ids import MARK, written_key

__all__ = [
    "CONTAINERS",
    "FORMAT",
    "MOST_NOW",
    "Branch",
    "Bundle",
    "Fact",
    "FactType",
    "IfLate",
    "LowerRule",
    "Mode",
    "Phase",
    "RaiseRule",
    "Range",
    "Runbook",
    "Staffing",
    "Step",
    "TierPolicy",
    "Verb",
    "Want",
    "found_text",
]

FORMAT = 2
"""Version of this normal form; older ones are upcast when read (DESIGN.md 4)."""
MOST_NOW = 3
"""Lines that a runbook may want done before its first step (reference/UX.md 25)."""


class FactType(StrEnum):
    """What kind of answer a fact takes."""

    PERCENT = "percent"
    NUMBER = "number"
    YES_NO = "yes_no"
    TIME = "time"
    TEXT = "text"


class Verb(StrEnum):
    """What a step asks of a person or of the program."""

    DO = "do"
    ASK = "ask"
    RECORD = "record"
    TELL = "tell"
    APPROVE = "approve"
    WATCH = "watch"
    REQUEST = "request"
    WAIT = "wait"
    """Some time must pass; from taking the step."""
    REPEAT = "repeat"
    """Steps that are worked round after round until a condition holds."""
    TOGETHER = "together"
    """Branches that are worked in parallel."""
    RUN = "run"
    """The steps of another runbook, with ids of their own."""


CONTAINERS = frozenset({Verb.TOGETHER, Verb.RUN})
"""What is never worked itself: it is complete when its steps are."""


class Mode(StrEnum):
    """How a step is worked through (reference/UX.md rule 19)."""

    READ_DO = "read-do"
    DO_CONFIRM = "do-confirm"
    CROSS_CHECK = "cross-check"


class IfLate(StrEnum):
    """What becomes of the work when an approval does not come in time."""

    PROCEED = "proceed"
    STOP = "stop"
    ESCALATE = "escalate"


class Range(Frozen):
    """The plausible values of a number, both ends included."""

    low: float
    high: float


class Fact(Frozen):
    """A value that steps, conditions or messages use."""

    id: str
    type: FactType
    range: Range | None = None


class Branch(Frozen):
    """Where a nested step hangs: under an answer, or under 'not as expected'."""

    step: str
    option: str | None = None
    """The option of an `ask` step, or the branch of a `together` step; None: there is only one."""
    is_body: bool = False
    """The steps of a `repeat`, `together` or `run`; without it and without an option, the way out of its step."""


class Step(Frozen):
    """One step. The fields below `branch` that its verb does not use stay empty."""

    id: str
    verb: Verb
    tiers: tuple[Tier, ...]
    """The tiers at which the step belongs to the checklist, gravest first."""
    branch: Branch | None = None
    by: str | None = None
    """The role that works the step; anybody on the incident may mark it."""
    within: Mapping[Tier, timedelta] = field(default_factory=dict)
    """Limit per tier, from declaration."""
    timer: timedelta | None = None
    """Runs from taking the step; ends in a question."""
    mode: Mode = Mode.READ_DO
    critical: bool = False
    asks_value: bool = False
    """A `do` step that wants the observed value ("say the value, not checked")."""
    range: Range | None = None
    options: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    audience: str | None = None
    template: str | None = None
    approver: str | None = None
    """The role that approves a `tell`, or answers an `approve`."""
    if_late: IfLate | None = None
    condition: Condition | None = None
    hold: Mapping[Tier, timedelta] = field(default_factory=dict)
    """How long a watched condition must stay true, per tier."""
    fresh: timedelta | None = None
    """A watched fact older than this is unknown and is asked again."""
    wait: timedelta | None = None
    """How much time must pass."""
    every: timedelta | None = None
    """From the beginning of a round to that of the next; `condition` ends the rounds."""
    rounds: int | None = None
    """How many rounds there may be at most."""
    runbook: str | None = None
    """The runbook whose steps a `run` step stands for; its revision is that of the pinned bundle."""
    added_by: str | None = None
    """The runbook that a raise rule adds, and with it this step; None: it belongs from the beginning."""


class Phase(Frozen):
    """A stretch of work that ends in a pause point."""

    id: str
    steps: tuple[Step, ...]
    limit: Mapping[Tier, timedelta] = field(default_factory=dict)
    """Limit per tier, from declaration."""


class TierPolicy(Frozen):
    """What a tier demands of the whole incident."""

    fill: tuple[str, ...]
    """The roles that must have a person."""
    first_update: timedelta
    """From declaration to the first message to customers."""
    update_every: timedelta
    """From one message to customers to the next."""
    restore: timedelta
    """From declaration to service restored."""


class Staffing(Frozen):
    """Which roles one person may, or must never, hold together."""

    may_combine: tuple[tuple[str, ...], ...] = ()
    never_combine: tuple[tuple[str, ...], ...] = ()


class RaiseRule(Frozen):
    """Proposes a graver tier; never raises alone."""

    to: Tier
    when: Condition
    also_run: str | None = None
    """The runbook whose steps are added when the proposal is taken up."""


class LowerRule(Frozen):
    """Proposes a lower tier after the condition has held for a while."""

    to: Tier
    when: Condition
    hold: timedelta
    by: str | None = None


class Want(Frozen):
    """A resource wanted at a tier; `need` is a count, or a share such as '+50%'."""

    kind: str
    type: str
    need: str
    within: timedelta | None = None


class Runbook(Frozen):
    """The language-free plan for one kind of event."""

    id: str
    revision: int
    family: str
    owner: str
    reviewed_on: str
    """ISO date of the last review."""
    review_every: timedelta
    facts: tuple[Fact, ...]
    triage: Mapping[Tier, tuple[Condition, ...]]
    """Per tier: any one condition is enough. An empty tuple is `otherwise`."""
    tiers: Mapping[Tier, TierPolicy]
    roles: tuple[str, ...]
    phases: tuple[Phase, ...]
    staffing: Staffing = field(default_factory=Staffing)
    raise_rules: tuple[RaiseRule, ...] = ()
    lower_rules: tuple[LowerRule, ...] = ()
    wants: Mapping[Tier, tuple[Want, ...]] = field(default_factory=dict)
    added: Mapping[str, Mapping[Tier, tuple[str, ...]]] = field(default_factory=dict)
    """The runbooks that raise rules may add, each with the roles that must then be filled too, per tier."""
    format: int = FORMAT

    def steps(self) -> Iterator[Step]:
        """All steps of all tiers and branches as they are written, in the order of work; `unroll` adds rounds."""
        for phase in self.phases:
            yield from phase.steps

    def count_at(self, tier: Tier) -> int:
        """How many steps a declaration at that tier begins with, whatever is decided on the way."""
        return sum(tier in s.tiers and s.branch is None and s.added_by is None for s in self.steps())

    def conditions(self) -> Iterator[Condition]:
        """Every condition that is written in it."""
        for conditions in self.triage.values():
            yield from conditions
        yield from (rule.when for rule in self.raise_rules)
        yield from (rule.when for rule in self.lower_rules)
        yield from (step.condition for step in self.steps() if step.condition is not None)

    def step(self, step_id: str) -> Step | None:
        """The step of that id at any tier, also of a later round (`look~2`), or None."""
        if MARK in step_id:
            from incident.domain.runbooks.rounds import step_of_round  # here: it builds on this module

            return step_of_round(self, step_id)
        return next((step for step in self.steps() if step.id == step_id), None)

    def fact(self, fact_id: str) -> Fact | None:
        """The declared fact of that id, or None."""
        return next((fact for fact in self.facts if fact.id == fact_id), None)


class Bundle(Frozen):
    """What an incident is pinned to: the runbook, and its words in every language it exists in.

    Keys of words: `title`, `now.0`, `phase.ID.title|exit`, `step.ID.title|do|expect|…`,
    `step.ID.option.OPTION`, `fact.ID`, `role.ID`, `audience.ID`, `raise.N`, `template.ID.title|body`,
    `runbook.ID.title` of each runbook whose steps joined this one; those steps and phases have a "/" in their ids.
    """

    runbook: Runbook
    words: Mapping[str, Mapping[str, str]]
    """Language tag to key to text."""

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that the runbook exists in, sorted."""
        return tuple(sorted(self.words))

    @property
    def now_lines(self) -> int:
        """How many lines it wants done before its first step: those of every language count alike."""
        return sum(any(f"now.{number}" in words for words in self.words.values()) for number in range(MOST_NOW))

    def text(self, key: str, language: str) -> str:
        """The words of a key in a language, in any other if that one lacks them, else ''; those of every round."""
        if MARK in key:
            key = written_key(key)
        return found_text(self.words, key, language)


def found_text(words: Mapping[str, Mapping[str, str]], key: str, language: str) -> str:
    """The text of a key in a language, in any other if that one lacks it, else ''."""
    for spoken in (words.get(language, {}), *words.values()):
        if key in spoken:
            return spoken[key]
    return ""
