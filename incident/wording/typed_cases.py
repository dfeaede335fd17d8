"""Cases from what a person typed: `C-0004`, `4`, or the first and the last of many, `C-0004..C-0009`.

Apart from where it is typed, so that the command line, the screens and the line mode understand the same.
"""

from __future__ import annotations

from typing import Final

from incident.domain.cases.case import case_number

__all__ = ["MOST_CASES", "parse_cases", "parse_range"]

MOST_CASES: Final = 100_000
"""As many as a range can name."""


def parse_range(typed: str) -> range | None:
    """The cases that one word names; None where it names none."""
    first, _dots, last = typed.partition("..")
    ends = case_number(first), case_number(last or first)
    if not ends[0] or not ends[1] or not 0 <= ends[1] - ends[0] < MOST_CASES:
        return None
    return range(ends[0], ends[1] + 1)


def parse_cases(typed: str) -> tuple[int, ...] | None:
    """Every case that the words name, once, in their order; None where a word names none."""
    found: dict[int, None] = {}
    for word in typed.replace(",", " ").replace("，", " ").replace("、", " ").split():
        named = parse_range(word)
        if named is None:
            return None
        found |= dict.fromkeys(named)
    return tuple(found) or None
