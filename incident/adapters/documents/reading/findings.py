"""What is wrong with documents, gathered while reading on, so that one run tells all of it.

Apart from the compilers, so that every problem has the same form.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from incident.application.errors import Problem
from incident.domain.nearest import nearest
from incident.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from incident.adapters.documents.reading.nodes import Mark, Place

__all__ = ["did_you_mean", "in_order", "problem", "told_at"]

_FEW: Final = 40
"""Words that a hint lists."""


def problem(
    place: Place, rule: str, message: str, hint: str = "", *, at: Mark | None = None, severity: str = "error"
) -> Problem:
    """A problem with the value at a place; `at` points closer than the value's beginning."""
    return told_at(place.file, at or place.at, rule, message, hint, severity=severity)


def told_at(path: str, at: Mark, rule: str, message: str, hint: str = "", *, severity: str = "error") -> Problem:
    """A problem in a line that is no value's, such as a comment."""
    return Problem(path=path, line=at.line, column=at.column, rule=rule, message=message, hint=hint, severity=severity)


def did_you_mean(word: str, words: Iterable[str]) -> str:
    """The hint that names the nearest right word, or all of them if none is near and they are few; else ''."""
    known = sorted(set(words))
    near = nearest(word, known)
    if near:
        return _("Did you mean '{word}'?").format(word=near)
    return _("One of: {words}.").format(words=_(", ").join(known)) if 0 < len(known) <= _FEW else ""


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Each problem once, file by file, from top to bottom."""
    return sorted(set(problems), key=lambda each: (each.path, each.line, each.column, each.rule, each.message))
