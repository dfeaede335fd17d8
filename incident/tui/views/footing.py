"""A row of hints in the width there is: what does not fit is left out whole, and the way back never.

Apart from the bar of the walk, whose hints can be clicked: these are words of a sheet.
"""

from __future__ import annotations

from typing import Final

from incident.tui.views.lines import Line, line, width_of

__all__ = ["whole_hints"]

_GAP: Final = "   "
_BACK: Final = "Esc"


def whole_hints(row: Line, width: int) -> Line:
    """The row without the hints that it has no room for, the last ones first; words that are no hints stay."""
    hints = row.plain.strip().split(_GAP)
    if width_of(row) <= width or len(hints) == 1:
        return row
    while len(hints) > 1 and width_of(_joined(hints)) > width:
        hints.pop(max(n for n, hint in enumerate(hints) if not hint.startswith(_BACK)))
    return line((_joined(hints), ".muted"))


def _joined(hints: list[str]) -> str:
    return f" {_GAP.join(hints)}"
