"""What people say of an incident or an exercise so that its report is complete: what the log alone cannot know.

Apart from the hot wash and the signatures: each of these answers something that the report asks.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final, TypeAlias

from incident.domain.content import FreeText
from incident.domain.frozen import Frozen

__all__ = [
    "SCORES",
    "Aspect",
    "DecisionExplained",
    "DeviationJudged",
    "FeedbackGiven",
    "OfDebriefing",
    "ReportLabelled",
    "Sharing",
    "ToChange",
]


class Sharing(StrEnum):
    """How far the report may go (Traffic Light Protocol 2.0)."""

    RED = "red"
    AMBER_STRICT = "amber+strict"
    AMBER = "amber"
    GREEN = "green"
    CLEAR = "clear"


SCORES: Final = range(1, 6)


class Aspect(StrEnum):
    """What is asked of everybody who took part; each answer is one of `SCORES`."""

    OBJECTIVES = "objectives"
    REALISM = "realism"
    PEOPLE = "people"
    PACE = "pace"
    USE = "use"
    FACILITATION = "facilitation"


class ToChange(StrEnum):
    """What a deviation says should become different."""

    RUNBOOK = "runbook"
    PRACTICE = "practice"


class ReportLabelled(Frozen):
    """How far the report may go, or who owns it; what is None stays as it was."""

    sharing: Sharing | None = None
    owner: str | None = None


class FeedbackGiven(Frozen):
    """Somebody who took part filled in the form; the last one of each person counts."""

    scores: Mapping[Aspect, int]
    """What they left open is not in it."""
    liked: FreeText | None = None
    missed: FreeText | None = None


class DeviationJudged(Frozen):
    """Somebody judged where the work left the runbook at a step; the last word counts."""

    step: str
    is_justified: bool
    because: FreeText
    change: ToChange | None = None


class DecisionExplained(Frozen):
    """Whoever decided says what the entry does not; the last word counts."""

    entry: int
    """The number of the entry in which it was decided."""
    options: FreeText | None = None
    """What else could have been decided."""
    lacked: FreeText | None = None
    """What it would have been good to know."""
    is_reversible: bool | None = None


OfDebriefing: TypeAlias = ReportLabelled | FeedbackGiven | DeviationJudged | DecisionExplained
