"""What the rules ask of free text."""

from __future__ import annotations

from typing import Final

from incident.domain.content import FreeText
from incident.domain.refusals import Refusal, Refused

__all__ = ["MAX_TITLE", "MAX_WORDS", "has_words", "optional_text", "require_text"]

_BLANKS: Final = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""What is a letter or a sign by its kind, and shows as nothing."""

MAX_WORDS = 10_000
"""Longest free text, in characters: more than any note, less than a document."""
MAX_TITLE = 200
"""Longest title of an incident, in characters: every list and message carries it."""


def require_text(words: str, what: str, limit: int = MAX_WORDS) -> FreeText:
    """The words as free text, trimmed.

    Raises:
        Refused: TEXT_EMPTY or TEXT_TOO_LONG, naming `what`.
    """
    trimmed = words.strip()
    if not has_words(trimmed):
        raise Refused(Refusal.TEXT_EMPTY, what=what)
    if len(trimmed) > limit:
        raise Refused(Refusal.TEXT_TOO_LONG, what=what, limit=limit)
    return FreeText(trimmed)


def optional_text(words: str, what: str) -> FreeText | None:
    """The words as free text, or None if there are none."""
    return require_text(words, what) if has_words(words) else None


def has_words(text: str) -> bool:
    """Whether anything in it can be seen, and not only blanks, controls, and marks without width."""
    if text.isascii():
        return any("!" <= each <= "~" for each in text)
    from unicodedata import category  # here: most words need no table of all signs

    return not all(each in _BLANKS or category(each)[0] in "CZ" or category(each) == "Mn" for each in text)
