"""What the program has to say, whole: as many of the last rows as the sentence takes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from incident.i18n import _
from incident.tui.views.lines import Line, line, shortened, wrap

if TYPE_CHECKING:  # the first frame waits for none of it
    from datetime import datetime

    from incident.application.ports import Cut
    from incident.wording.speech import Speech

__all__ = ["Notice", "notice_lines", "offline_words", "read_only_words", "said_lines"]

Notice = tuple[str, bool]
"""A sentence, and whether it says no."""

MOST_ROWS: Final = 6
"""The longest refusal with long names fills three rows of 80 cells; a sentence with a long path takes more."""


def notice_lines(words: str, *, is_refusal: bool, width: int) -> Sequence[Line]:
    """The sentence in rows of the window; nothing stands beside it that would cut it."""
    style = ".wrong" if is_refusal else ".bright"
    return [shortened(line(" ", (row, style)), width, pad=True) for row in wrap(words, width - 2, MOST_ROWS)]


def said_lines(notice: Notice, offline: str, width: int) -> Sequence[Line]:
    """What was said last; that the line is cut stands above it, for no answer to a key brings it back."""
    words, is_refusal = notice
    above = notice_lines(offline, is_refusal=True, width=width) if offline else ()
    return [*above, *notice_lines(words, is_refusal=is_refusal, width=width)]


def offline_words(cut: Cut | None, speech: Speech, now: datetime | None) -> str:
    """Since when the server does not answer, and how much waits for it; '' while it does."""
    if cut is None:
        return ""
    from incident.wording.offline import cut_words  # here: the first frame rarely says it

    return cut_words(cut, speech, now or cut.since)


def read_only_words() -> str:
    """What stands in the last row of a log that can be read and not written."""
    return _("This log can only be read: it is of another version of this program. 'incident doctor' says what to do.")
