"""Rows of hints in the width there is: what does not fit is left out whole, and the way back and the help never.

Apart from the bar of the walk, whose hints can be clicked: these are words of a sheet.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from incident.tui.views.lines import Line, line, width_of
from incident.walk.keys import key_of

__all__ = ["hint_rows", "whole_hints"]

_GAPS: Final = ("   ", "  ")
"""Between two hints; the smaller one where they are too many."""
_PARTED: Final = re.compile(r" {2,}")
_BACK: Final = "Esc"


def whole_hints(row: Line, width: int) -> Line:
    """The row without the hints that it has no room for, the last ones first; words that are no hints stay."""
    if width_of(row) <= width or len(_PARTED.split(row.plain.strip())) == 1:
        return row
    return hint_rows(row.plain, width, 1)[0]


def hint_rows(words: str, width: int, most: int, *, style: str = ".muted") -> Sequence[Line]:
    """The hints on as few rows as hold them, and at most on that many; the last ones are left out first."""
    hints = _PARTED.split(words.strip())
    while True:
        found = [_laid(hints, gap, width) for gap in _GAPS]
        rows = next((each for each in found if len(each) <= most and all(width_of(row) <= width for row in each)), None)
        others = [number for number, hint in enumerate(hints) if not _stays(hint)]
        if rows is not None or not others:
            return [line((row, style)) for row in (rows or found[-1][:most])]
        del hints[others[-1]]


def _stays(hint: str) -> bool:
    return hint.startswith(_BACK) or hint.partition(" ")[0] == key_of("app.help", "?")


def _laid(hints: Sequence[str], gap: str, width: int) -> list[str]:
    rows = [f" {hints[0]}"]
    for hint in hints[1:]:
        if width_of(longer := f"{rows[-1]}{gap}{hint}") <= width:
            rows[-1] = longer
        else:
            rows.append(f" {hint}")
    return rows
