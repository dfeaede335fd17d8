"""What happens to an exercise as its players see it: its clock, and what is played to them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum
from typing import TypeAlias

from incident.domain.content import FreeText
from incident.domain.frozen import Frozen

__all__ = [
    "Basis",
    "ExerciseEnded",
    "ExercisePaused",
    "ExercisePrepared",
    "ExerciseRateSet",
    "ExerciseResumed",
    "ExerciseStarted",
    "ExerciseSuspended",
    "Form",
    "InjectReleased",
    "InjectWords",
    "Kind",
    "Notice",
    "OfExercise",
    "Programmed",
]


class Kind(StrEnum):
    """Whether everything is tried out, or one kind of event (AQ/T 9007)."""

    FULL = "full"
    SPECIAL = "special"


class Form(StrEnum):
    """How it is played, from talk to real resources (HSEEP)."""

    TABLETOP = "tabletop"
    SINGLE = "single"
    """One operation, done for real: what HSEEP has another word for."""
    FUNCTIONAL = "functional"
    FULL_SCALE = "full-scale"


class Basis(StrEnum):
    """Which rule asks for it."""

    ANNUAL = "annual"
    CHANGE = "change"
    INCIDENT = "incident"
    FAILED_STEP = "failed-step"
    VERIFICATION = "verification"


class Notice(StrEnum):
    """Who knows of it beforehand."""

    ANNOUNCED = "announced"
    LIMITED = "limited"
    """That there will be one, and not when."""
    NO_NOTICE = "no-notice"
    """The trusted alone."""


class Programmed(Frozen):
    """Which entry of the year's plan it answers, as that stood when play began."""

    key: str
    kind: Kind
    form: Form
    basis: Basis
    notice: Notice
    cites: FreeText
    """The rule in the words of the plan."""
    purpose: FreeText | None = None
    """What it is to show; left out where players must not know of it beforehand."""


class ExercisePrepared(Frozen):
    """The exercise has a scenario and somebody who leads it; its clock stands at the beginning."""

    scenario: str
    revision: int
    plan: str
    """Hex SHA-256 of the scenario that is played; its words stay with those who lead."""
    controllers: tuple[str, ...]
    length: timedelta
    briefing: Mapping[str, FreeText]
    """What the players are told at the start, by language."""
    is_solo: bool = False
    """Whether those who lead may play too: a rehearsal for oneself."""
    despite: tuple[str, ...] = ()
    """The real incidents of tier 1 or 2 that were open, and beside which somebody began it all the same."""
    programmed: Programmed | None = None
    """None for a rehearsal, and for what nobody had planned."""
    evaluators: tuple[str, ...] = ()
    """Those of the controllers who observe and rate, and steer nothing."""


class ExerciseStarted(Frozen):
    """Play begins, and with it the clock of the exercise."""

    rate: int = 1


class ExercisePaused(Frozen):
    """Somebody asked for a pause: the clock of the exercise stands."""

    because: FreeText | None = None


class ExerciseResumed(Frozen):
    """Play goes on where it stood."""


class ExerciseSuspended(Frozen):
    """A real incident came: play ceases at once, and the clock of the exercise stands."""

    incident: str


class ExerciseRateSet(Frozen):
    """The clock of the exercise goes faster or slower from now on."""

    rate: int


class ExerciseEnded(Frozen):
    """Play is over."""

    because: FreeText | None = None
    head: str = ""
    """Where the stream of those who lead ended, hex; '' where whoever ended play cannot know."""


class InjectWords(Frozen):
    """What the players read, in one language."""

    sender: FreeText
    text: FreeText


class InjectReleased(Frozen):
    """Something happens to the players."""

    inject: str
    number: int
    to: tuple[str, ...]
    """Roles, or `all`."""
    channel: str
    words: Mapping[str, InjectWords]


OfExercise: TypeAlias = (
    ExercisePrepared
    | ExerciseStarted
    | ExercisePaused
    | ExerciseResumed
    | ExerciseSuspended
    | ExerciseRateSet
    | InjectReleased
    | ExerciseEnded
)
"""What happens to an exercise."""
