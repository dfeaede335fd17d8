"""The compiled scenario: what an exercise is to show, and what happens in it, without a word of any language.

Apart from its words, which stand by language as those of a runbook do, and apart from its file, so that the log pins
what was played.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum

from incident.domain.exercises.evidence import Evidence
from incident.domain.frozen import Frozen
from incident.domain.grading.tiers import Tier
from incident.domain.runbooks.runbook import found_text

__all__ = [
    "CHANNELS",
    "EVERYBODY",
    "FORMAT",
    "Expected",
    "Inject",
    "Objective",
    "Scenario",
    "ScenarioBundle",
    "Task",
    "Trigger",
    "TriggerKind",
]

FORMAT = 1
"""Version of this normal form."""
EVERYBODY = "all"
"""To whom an inject goes that names no role."""
CHANNELS = ("monitor", "phone", "mail", "chat", "ticket", "press", "social", "face", "document")
"""How an inject reaches the players."""


class TriggerKind(StrEnum):
    """What lets an inject go."""

    AT = "at"
    """A time of the exercise."""
    ON = "on"
    """Something that the log shows, or does not show by a time."""
    MANUAL = "manual"
    """The facilitator."""
    CONTINGENCY = "contingency"
    """Held in reserve: goes only if play leaves the track."""


class Trigger(Frozen):
    """When an inject goes. Times are times of the exercise's own clock."""

    kind: TriggerKind
    after: str = ""
    """The inject from whose release time is counted; '' for the start."""
    delay: timedelta = timedelta()
    """How long after that; of a happening, how long after it; of an absence, by when it had to happen."""
    happened: Evidence | None = None
    missing: Evidence | None = None

    @property
    def is_by_hand(self) -> bool:
        """Whether nothing but the facilitator lets it go."""
        is_reserve = self.kind is TriggerKind.CONTINGENCY and self.missing is None
        return self.kind is TriggerKind.MANUAL or is_reserve


class Expected(Frozen):
    """What good players do about an inject; its words are `inject.ID.expect.N`."""

    evidence: Evidence
    by: str = ""
    """The role, '' for anybody."""
    within: timedelta | None = None
    """From the release of the inject."""
    tasks: tuple[str, ...] = ()


class Inject(Frozen):
    """One thing that happens to the players."""

    id: str
    number: int
    """As the facilitator calls it, from 1."""
    trigger: Trigger
    to: tuple[str, ...]
    """The roles that hear it; `all` for everybody."""
    channel: str
    is_prompted: bool = False
    """Whether it waits for the facilitator's key although it is due."""
    expected: tuple[Expected, ...] = ()
    hints: int = 0
    has_note: bool = False


class Task(Frozen):
    """A critical task: what is rated."""

    id: str
    evidence: Evidence
    within: timedelta | None = None
    """The standard, from the start or from the release of `after`."""
    after: str = ""
    steps: tuple[str, ...] = ()
    """The steps of the runbook that it tries out."""
    is_optional: bool = False


class Objective(Frozen):
    """What the exercise is to show; at least one task tells whether it did."""

    id: str
    tasks: tuple[str, ...]


class Scenario(Frozen):
    """The plan of one exercise."""

    id: str
    revision: int
    family: str
    runbook: str
    tier: Tier
    """The tier at which the exercise is declared."""
    length: timedelta
    """Of the exercise's own clock."""
    objectives: tuple[Objective, ...]
    tasks: tuple[Task, ...]
    injects: tuple[Inject, ...]
    artificialities: int = 0
    format: int = FORMAT

    def inject(self, name: str) -> Inject | None:
        """The inject of that id or number, or None."""
        return next((each for each in self.injects if name in (each.id, str(each.number))), None)

    def task(self, task_id: str) -> Task | None:
        """The task of that id, or None."""
        return next((each for each in self.tasks if each.id == task_id), None)


class ScenarioBundle(Frozen):
    """What an exercise is held to: the scenario and its words in every language that it exists in.

    Keys of words: `title`, `start`, `truth`, `artificiality.N`, `objective.ID`,
    `objective.ID.capability`, `task.ID`, `inject.ID.title|from|text|
    note|call`, `inject.ID.hint.N`, `inject.ID.expect.N`, and `observed.…` where only a person can see something.
    """

    scenario: Scenario
    words: Mapping[str, Mapping[str, str]]

    def text(self, key: str, language: str) -> str:
        """The words of a key in a language, in any other if that one lacks them, else ''."""
        return found_text(self.words, key, language)
