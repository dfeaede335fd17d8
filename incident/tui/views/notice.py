"""What the program has to say, whole: as many of the last rows as the sentence takes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from incident.tui.views.lines import Line, line, wrap

__all__ = ["notice_lines"]

MOST_ROWS: Final = 4
"""The longest refusal with long names fills three rows of 80 cells."""


def notice_lines(words: str, *, is_refusal: bool, width: int) -> Sequence[Line]:
    """The sentence in rows of the window; nothing stands beside it that would cut it."""
    style = ".wrong" if is_refusal else ".bright"
    return [line(" ", (row, style)).truncate(width, pad=True) for row in wrap(words, width - 2, MOST_ROWS)]
