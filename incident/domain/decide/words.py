"""What the rules ask of free text."""

from __future__ import annotations

from incident.domain.content import FreeText
from incident.domain.refusals import Refusal, Refused

__all__ = ["MAX_WORDS", "optional_text", "require_text"]

MAX_WORDS = 10_000
"""Longest free text, in characters: more than any note, less than a document."""


def require_text(words: str, what: str) -> FreeText:
    """The words as free text, trimmed.

    Raises:
        Refused: TEXT_EMPTY or TEXT_TOO_LONG, naming `what`.
    """
    trimmed = words.strip()
    if not trimmed:
        raise Refused(Refusal.TEXT_EMPTY, what=what)
    if len(trimmed) > MAX_WORDS:
        raise Refused(Refusal.TEXT_TOO_LONG, what=what, limit=MAX_WORDS)
    return FreeText(trimmed)


def optional_text(words: str, what: str) -> FreeText | None:
    """The words as free text, or None if there are none."""
    return require_text(words, what) if words.strip() else None
