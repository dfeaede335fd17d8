"""Rows of a label and its words, as a card shows what it comes to or what happened meanwhile."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from incident.tui.views.lines import Line, columns, width_of, wrap

__all__ = ["labelled_rows"]

_GAP: Final = 2


def labelled_rows(rows: Sequence[tuple[str, str]], width: int, most: int) -> Iterator[Line]:
    """Each label once, its words beside it in at most that many rows each, one below the other."""
    room, last = max(width_of(label) for label, _words in rows) + _GAP, ""
    for label, words in rows:
        shown, last = "" if label == last else label, label
        for row in wrap(words, width - room, most):
            yield columns(((shown, ".muted"), room - 1), (row, width - room))
            shown = ""
