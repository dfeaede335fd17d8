"""A screen as plain text: what is shown, part by part, without frames; columns are read one after the other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, Final

from textual.screen import Screen

from incident.tui.widgets.listing import Listing
from incident.tui.widgets.pane import Pane

__all__ = ["all_rows", "plain_rows"]

_FRAME: Final = re.compile("[─━│┃┌┐└┘┏┓┗┛]+")


def plain_rows(screen: Screen[Any]) -> Sequence[str]:
    """The rows in sight; several empty ones are one."""
    rows: list[str] = []
    for row in _rows(screen):
        if row or (rows and rows[-1]):
            rows.append(row)
    return rows[:-1] if rows and not rows[-1] else rows


def all_rows(screen: Screen[Any]) -> Sequence[str]:
    """The same with every row of a list, in sight or not, and without the keys."""
    rows: list[str] = []
    for widget in screen.query("*"):
        if isinstance(widget, Listing):
            rows += [widget.line_of(number).plain.rstrip() for number in range(widget.count)]
        elif isinstance(widget, Pane) and widget.id not in ("bottom", "hints") and widget.is_on_screen:
            rows += [without_frame(line.plain) for line in widget.shown]
    return rows


def without_frame(row: str) -> str:
    """The words of a row."""
    return _FRAME.sub(" ", row).strip()


def _rows(screen: Screen[Any]) -> Iterator[str]:
    for widget in screen.query("*"):
        if isinstance(widget, (Pane, Listing)) and widget.is_on_screen and widget.size.height:
            yield from (without_frame(line.plain) for line in widget.shown)
            yield ""
