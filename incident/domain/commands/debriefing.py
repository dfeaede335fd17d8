"""Completing a report with what the log alone cannot know."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from incident.domain.events.debriefing import Aspect, Sharing, ToChange
from incident.domain.frozen import Frozen

__all__ = ["ExplainDecision", "GiveFeedback", "JudgeDeviation", "LabelReport", "OfDebriefing"]


class LabelReport(Frozen):
    """Say how far the report may go, or who owns it."""

    by: str
    sharing: Sharing | None = None
    owner: str | None = None


class GiveFeedback(Frozen):
    """Fill in the form for everybody who took part."""

    by: str
    scores: Mapping[Aspect, int]
    liked: str = ""
    missed: str = ""


class JudgeDeviation(Frozen):
    """Say whether it was right to leave the runbook at a step, and what should change."""

    by: str
    step: str
    is_justified: bool
    because: str
    change: ToChange | None = None


class ExplainDecision(Frozen):
    """Say of a decision what its entry does not."""

    by: str
    entry: int
    options: str = ""
    lacked: str = ""
    is_reversible: bool | None = None


OfDebriefing: TypeAlias = LabelReport | GiveFeedback | JudgeDeviation | ExplainDecision
