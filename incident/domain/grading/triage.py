"""Grading an event: which tier its facts demand, and which line decided.

Any one criterion is enough; nothing is averaged. In doubt it is one tier up
(reference/STANDARDS.md 2.2): where somebody was asked and did not know, and a
graver tier hangs on it, or where nothing at all is known. A question that was
never asked raises no doubt. What was stated and would raise the tier the moment
the incident runs counts from the start; nobody is asked for it here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from incident.domain.frozen import Frozen
from incident.domain.grading.tiers import Tier, is_graver
from incident.domain.runbooks.conditions import Condition, Situation, evaluate, facts_of
from incident.domain.runbooks.runbook import Runbook

__all__ = ["Grading", "TriageLine", "grade"]


class TriageLine(Frozen):
    """One criterion and how it came out; None: a fact that it needs is unknown."""

    tier: Tier
    condition: Condition
    holds: bool | None
    is_in_doubt: bool = False
    """Whether a tier graver than the known one hangs on it, and somebody was asked and did not know."""


class Grading(Frozen):
    """The tier that the facts demand, with every line that was looked at."""

    tier: Tier
    lines: tuple[TriageLine, ...]
    is_doubtful: bool
    """Whether the tier is one up because a graver line could not be answered."""

    @property
    def open_lines(self) -> tuple[TriageLine, ...]:
        """The lines of graver tiers that cannot be answered yet: with one of them it is graver than this says."""
        return tuple(line for line in self.lines if line.holds is None and is_graver(line.tier, than=self.tier))

    @property
    def worst(self) -> Tier:
        """The gravest tier that it can still come to."""
        return min((line.tier for line in self.open_lines), default=self.tier)

    @property
    def deciding(self) -> tuple[TriageLine, ...]:
        """The lines that made it this tier: those that hold, or in doubt those unanswered."""
        if self.is_doubtful:
            return tuple(line for line in self.lines if line.is_in_doubt)
        return tuple(line for line in self.lines if line.holds and line.tier is self.tier)


def grade(runbook: Runbook, situation: Situation) -> Grading:
    """Grade the event after what is known of it."""
    came_out = [
        TriageLine(tier=tier, condition=condition, holds=evaluate(condition, situation))
        for tier in Tier
        for condition in (*runbook.triage.get(tier, ()), *_raising(runbook, tier, situation))
    ]
    known = min((line.tier for line in came_out if line.holds), default=Tier.GENERAL)
    lines = tuple(replace(line, is_in_doubt=_is_in_doubt(line, known, situation)) for line in came_out)
    is_doubtful = any(line.is_in_doubt for line in lines)
    return Grading(tier=Tier(known - 1) if is_doubtful else known, lines=lines, is_doubtful=is_doubtful)


def _raising(runbook: Runbook, tier: Tier, situation: Situation) -> Iterator[Condition]:
    """The conditions that raise to this tier and hold already, other than those that triage asks for."""
    for rule in runbook.raise_rules:
        if rule.to is tier and rule.when not in runbook.triage.get(tier, ()) and evaluate(rule.when, situation):
            yield rule.when


def _is_in_doubt(line: TriageLine, known: Tier, situation: Situation) -> bool:
    """Whether a graver tier hangs on an answer that nobody could give."""
    if line.holds is not None or not is_graver(line.tier, than=known):
        return False
    facts = situation.facts
    nothing_known = all(value is None for value in facts.values())
    return nothing_known or any(f in facts and facts[f] is None for f in facts_of(line.condition))
