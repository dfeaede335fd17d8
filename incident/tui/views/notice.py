"""What the program has to say, whole: as many of the last rows as the sentence takes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from incident.i18n import _
from incident.tui.views.lines import Line, line, shortened, wrap

__all__ = ["notice_lines", "read_only_words"]

MOST_ROWS: Final = 6
"""The longest refusal with long names fills three rows of 80 cells; a sentence with a long path takes more."""


def notice_lines(words: str, *, is_refusal: bool, width: int) -> Sequence[Line]:
    """The sentence in rows of the window; nothing stands beside it that would cut it."""
    style = ".wrong" if is_refusal else ".bright"
    return [shortened(line(" ", (row, style)), width, pad=True) for row in wrap(words, width - 2, MOST_ROWS)]


def read_only_words() -> str:
    """What stands in the last row of a log that can be read and not written."""
    return _("This log can only be read: it is of another version of this program. 'incident doctor' says what to do.")
