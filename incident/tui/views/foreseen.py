"""What a dialogue would come to, beside it on a broad screen, in its lower rows on another where some are left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from incident.i18n import _
from incident.tui.views.asking import Asking, asking_lines
from incident.tui.views.frames import SIDES, framed
from incident.tui.views.labelled import labelled_rows
from incident.tui.views.lines import Line, blank, line, rule

__all__ = ["BESIDE", "beside_lines", "kept_under", "under_lines"]

BESIDE: Final = 48
"""Cells beside the questions, as dialogue.tcss has them."""
LEAST: Final = 76
"""In fewer cells one row under what is asked."""
UNDER_ROWS: Final = 4
"""Rows kept under every question: a rule, what would run, whom it wakes, how bad it is."""
ROWS_ALONE: Final = 3
"""Rows that are all used for what it would come to, none to say that there is more."""
MOST_ROWS: Final = 4
FRAME: Final = 2


def beside_lines(asking: Asking, width: int, height: int) -> Sequence[Line]:
    """A frame for each, one above the other, the last ones left out first."""
    rows = list[Line]()
    for ahead in asking.ahead:
        left = height - len(rows) - FRAME
        inside = list(labelled_rows(ahead.rows, width - SIDES, MOST_ROWS))
        rows += framed(ahead.title, _fitting(inside, left), width) if left > 0 else []
    return rows


def under_lines(asking: Asking, width: int, height: int) -> Sequence[Line]:
    """The same under a rule each, as far as there are rows; nothing where not even the first has its row."""
    if width < LEAST:
        return [line((ahead.short, ".muted")) for ahead in asking.ahead if ahead.short][:height]
    rows = [blank()] if height > UNDER_ROWS else []
    for ahead in asking.ahead:
        inside = list(labelled_rows(ahead.rows, width, 2))
        if height - len(rows) > 1:
            rows += [rule(width, ahead.title), *_fitting(inside, height - len(rows) - 1)]
    return rows if any(row.plain for row in rows) else ()


def kept_under(asking: Asking, width: int, room: int) -> int:
    """Rows that earlier answers leave to what it would come to; what is asked leaves none."""
    if not asking.ahead:
        return 0
    if width < LEAST:
        return _kept_narrow(asking, width, room)
    least = len(asking_lines(replace(asking, said=()), width, room))
    return min(UNDER_ROWS, max(0, room - least))


def _kept_narrow(asking: Asking, width: int, room: int) -> int:
    """The one row, where what is asked loses no words by it: no more than the row of air under its title."""
    bare = replace(asking, said=())
    asked, fewer = (_words_in(asking_lines(bare, width, rows)) for rows in (room, max(1, room - 1)))
    return int(asked == fewer)


def _words_in(rows: Sequence[Line]) -> Sequence[str]:
    return [row.plain for row in rows if row.plain.strip()]


def _fitting(rows: Sequence[Line], room: int) -> Sequence[Line]:
    """As many of them as there is room for, the first ones; the last card has all of it."""
    if len(rows) <= room or room <= ROWS_ALONE:
        return rows[:room]
    return [*rows[: room - 1], line((_(".. more on the last card"), ".muted"))]
