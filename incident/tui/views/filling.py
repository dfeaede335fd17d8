"""Names of which there may be too many for their rows: as many as stand whole, then how many more and what lists them.

Apart, because a list that only stops is taken for all there is.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import Final

from incident.i18n import _
from incident.tui.views.lines import width_of, wrap
from incident.wording.safe import clean_line

__all__ = ["filled", "more_words"]

_MOST: Final = 9
"""Rows of one name."""


def filled(names: Sequence[str], width: int, most: int, key: str) -> Sequence[str]:
    """The names on so many rows at most, none parted that has room in one; then how many more there are."""
    rows: Sequence[str] = ()
    for count in range(_room(names, width, most), -1, -1):
        rest = [more_words(len(names) - count, key)] if count < len(names) else []
        rows = _in_rows([*names[:count], *rest], width)
        if len(rows) <= most:
            break
    return rows[:most]


def _room(names: Sequence[str], width: int, most: int) -> int:
    """How many stand whole without a word of the others: of thousands, no more are tried than there are cells."""
    counts = range(min(len(names), width * most) + 1)
    return max(bisect_right(counts, most, key=lambda count: len(_in_rows(names[:count], width))) - 1, 0)


def _in_rows(names: Sequence[str], width: int) -> list[str]:
    rows, comma = [""], _(", ")
    for number, name in enumerate(names):
        words = name + (comma if number < len(names) - 1 else "")
        if rows[-1] and width_of(rows[-1] + words.rstrip()) > width:
            rows.append("")
        *whole, last = wrap(clean_line(rows[-1] + words), width, _MOST)
        rows[-1:] = [*whole, last + " " * (words[-1:] == " ")]
    return [row.rstrip() for row in rows]


def more_words(count: int, key: str) -> str:
    """How many more there are, and which key lists them."""
    return _("+{count}: {key} lists them").format(count=count, key=key)
