"""The written form of a condition, for those who see what is watched or what decided."""

from __future__ import annotations

from incident.domain.condition_text import describe
from incident.domain.conditions import Condition
from incident.wording.safe import clean_line
from incident.wording.speech import Speech

__all__ = ["condition_words"]


def condition_words(condition: Condition, speech: Speech) -> str:
    """The line as the runbook has it, such as `affected_share > 10%`; the same in every language."""
    facts = {fact.id: fact.type for fact in speech.bundle.runbook.facts} if speech.bundle else {}
    return clean_line(describe(condition, facts))
