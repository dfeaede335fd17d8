"""The part of a row that another row has otherwise: of a clock that runs, mostly two digits.

Apart from the panes, which draw it: here is only what differs.
"""

from __future__ import annotations

from textual.content import Content

from incident.tui.views.lines import Line

__all__ = ["changed_part"]


def changed_part(before: Line, after: Line, width: int) -> tuple[int, Line]:
    """From which cell on, and what stands there; all of the row, in that width, where more than signs differ."""
    one, other = before.plain, after.plain
    if len(one) != len(other) or before.spans != after.spans or after.cell_length > width:
        return 0, after.truncate(width, pad=True)
    places = [place for place, (old, new) in enumerate(zip(one, other, strict=True)) if old != new]
    first, end = places[0], places[-1] + 1
    if not (one[first:end].isascii() and other[first:end].isascii()):  # they may be wider, or join what is before them
        return 0, after.truncate(width, pad=True)
    return Content(other[:first]).cell_length, after[first:end]
