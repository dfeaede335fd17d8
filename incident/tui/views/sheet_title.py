"""The first rows of a sheet about an incident: which sheet, which incident, its tier and mode; its title is never cut.

Apart from the sheets, which all begin alike.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from incident.tui.views.lines import Line, beside, line, width_of, wrap
from incident.tui.views.mode import tier_and_mode

if TYPE_CHECKING:
    from incident.domain.incident import Incident

__all__ = ["sheet_title"]

WIDE = 80
"""Cells from which a row more for the title costs nothing that matters."""
MOST_ROWS = 4
"""A title has at most 200 characters."""


def sheet_title(name: str, incident: Incident, width: int, *, time: str = "") -> list[Line]:
    """One row; a title that is too long for it beside the time goes on under it, in a narrow window the time goes."""
    standing = tier_and_mode(incident.tier, incident.mode)
    first, title = line(" ", (name, ".bright"), f"  {incident.id}"), line(f" {incident.title}")
    timed = line(f"{time}  ") + standing if time else standing
    for end in (timed, standing) if width < WIDE else (timed,):
        if width_of(first + title) + 1 + width_of(end) <= width:
            return [beside(first + title, end, width)]
    end = timed if width_of(first) + 1 + width_of(timed) <= width else standing
    return [beside(first, end, width), *(line(f"   {row}") for row in wrap(str(incident.title), width - 4, MOST_ROWS))]
