"""What the cursor of Home can go to below the open incidents, and what is said where it is on none.

Apart from Home itself, which it draws to find out what there is room for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from incident.i18n import _
from incident.tui.views.home import HomeView, home_rows
from incident.tui.views.lines import Line
from incident.walk.keys import key_of

if TYPE_CHECKING:  # the first frame waits for none of it
    from incident.application.ports import Summary

__all__ = ["nothing_words", "reached_below"]


def nothing_words(view: HomeView, digit: int = 0) -> str:
    """Why no incident is opened where there is none under the cursor, or in the row of that number."""
    if view.summaries is None:
        return view.unread or _("The log is being read. Press it again.")
    if digit:
        return _("There is no row {digit}.").format(digit=digit)
    return _("Nothing is open. {key} declares an incident.").format(key=key_of("home.declare", "d"))


def reached_below(view: HomeView, width: int, height: int) -> Sequence[Summary]:
    """What ended lately and the cursor can go to: all of it, or nothing where there is no room to see it."""
    ended = view.lately.ended if view.lately else ()
    if not ended:
        return ()
    rows = home_rows(replace(view, below=1), width, height)
    return ended if any(isinstance(row, Line) and ended[0].incident_id in row.plain for row in rows) else ()
