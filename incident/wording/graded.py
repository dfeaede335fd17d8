"""Why an incident has its tier, where the program found that out: said when it is declared, and again to later readers.

The log keeps the words as they were said. What the triage of the pinned runbook says in another language is said again
in the reader's; any other words are somebody's own, and stand as they were typed.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from incident.domain.runbooks.conditions import Condition
from incident.i18n import LANGUAGES, _, current, ngettext, speaking
from incident.wording.conditions import condition_phrase
from incident.wording.quoting import said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from incident.domain.content import FreeText
    from incident.domain.grading.triage import Grading
    from incident.domain.runbooks.runbook import Bundle
    from incident.wording.speech import Speech

__all__ = ["graded_words", "tier_reason"]

_BETWEEN = " / "


def graded_words(grading: Grading, speech: Speech) -> str:
    """Which lines of the triage decided, or that too little is known; '' where none did."""
    if grading.is_doubtful:  # a condition in words reads as if it held
        return _in_doubt(len(grading.deciding))
    return _decided([line.condition for line in grading.deciding], speech) if grading.deciding else ""


def tier_reason(because: FreeText | None, speech: Speech) -> str | None:
    """The reason of a tier in the language in use, where the program gave it; None where there is none."""
    if because is None:
        return None
    words, bundle = said(because), speech.bundle
    if bundle is None or because.words is None or (current() == "en" and words.isascii()):
        return words
    for language in LANGUAGES:
        if language != current():
            with speaking(language):
                count, conditions = _found(words, bundle, replace(speech, language=language))
            if count:
                return _in_doubt(count)
            if conditions:
                return _decided(conditions, speech)
    return _rule(words, bundle, speech) or words


def _in_doubt(count: int) -> str:
    words = ngettext(
        "Not everything is known, so one tier up: {count} condition of a graver tier may hold, unanswered.",
        "Not everything is known, so one tier up: {count} conditions of a graver tier may hold, unanswered.",
        count,
    )
    return words.format(count=count)


def _decided(conditions: Sequence[Condition], speech: Speech) -> str:
    lines = _BETWEEN.join(condition_phrase(condition, speech) for condition in conditions)
    return _("Decided by: {lines}").format(lines=lines)


def _found(words: str, bundle: Bundle, speech: Speech) -> tuple[int, Sequence[Condition]]:
    """How many unanswered conditions the words name, or which ones, in the language that is spoken now."""
    lines = [line for lines in bundle.runbook.triage.values() for line in lines]
    counts = (count for count in range(1, len(lines) + 1) if _in_doubt(count) == words)
    if count := next(counts, 0):
        return count, ()
    phrases = {said(condition_phrase(line, speech)): line for line in lines}
    lead, _lines, _end = _("Decided by: {lines}").partition("{lines}")
    between = _BETWEEN if words.startswith(lead.strip()) else _("; ")  # as `incident declare` has them
    parts = words.removeprefix(lead.strip()).strip().split(between)
    return 0, [phrases[part] for part in parts] if phrases.keys() >= set(parts) else []


def _rule(words: str, bundle: Bundle, speech: Speech) -> str:
    """The words of a rule by which the tier is raised."""
    every = (key for texts in bundle.words.values() for key, text in texts.items() if text == words)
    return next((speech.text(key) for key in every if key.startswith("raise.")), "")
