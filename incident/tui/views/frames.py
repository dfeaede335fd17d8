"""A light frame with a title around rows: what stands beside the one bright thing on a broad screen."""

from __future__ import annotations

from collections.abc import Sequence

from incident.tui.views.lines import Line, line, shortened, width_of

__all__ = ["framed"]

EDGE = ".muted"
SIDES = 4
"""Cells of a row that the frame takes."""


def framed(title: str, rows: Sequence[Line], width: int, end: str = "") -> list[Line]:
    """The rows in a frame, two rows taller; `end` stands at the right of its upper border."""
    right = line((f" {end} " if end else "", EDGE), ("─┐", EDGE))
    left = shortened(line(("┌─ ", EDGE), (title, ".bright"), (" ", EDGE)), max(4, width - width_of(right)))
    top = left + line(("─" * max(0, width - width_of(left) - width_of(right)), EDGE)) + right
    sides = (line(("│ ", EDGE)) + shortened(row, width - SIDES, pad=True) + line((" │", EDGE)) for row in rows)
    return [top, *sides, line(("└" + "─" * (width - 2) + "┘", EDGE))]
