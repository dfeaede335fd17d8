"""The first rows of a sheet about an incident: which sheet, which incident, its tier and mode; its title is never cut.

Apart from the sheets, which all begin alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from incident.i18n import _
from incident.tui.views.lines import Line, beside, line, width_of, wrap
from incident.tui.views.mode import tier_and_mode
from incident.wording.titles import title_of

if TYPE_CHECKING:
    from incident.domain.incident import Incident

__all__ = ["sheet_title"]

MOST_ROWS = 4
"""A title has at most 200 characters."""


def sheet_title(
    name: str, incident: Incident, width: int, *, time: str = "", since: str = "", also: str = ""
) -> list[Line]:
    """One row, the time always in the same cells of it; what is too long to stand beside it goes on under it.

    `since`: the time that has gone by, where there is room for it; `also`: words behind the title. Of a closed incident
    "closed" stands before the time, which gives way first.
    """
    ends, least = _ends(incident, time, since)
    first, title = line(" ", (name, ".bright"), f"  {incident.id}"), str(title_of(incident))
    for words, under in (("   ".join(filter(None, (title, also))), ""), (title, also)):
        for end in ends:
            if width_of(first) + 1 + width_of(words) + 1 + width_of(end) <= width:
                return [beside(first + line(f" {words}"), end, width), *_under(under, width)]
    end = next((each for each in (*ends, least) if width_of(first) + 1 + width_of(each) <= width), least)
    apart, joined = (
        [*_under(title, width), *_under(also, width)],
        _under(_("; ").join(filter(None, (title, also))), width),
    )
    return [beside(first, end, width), *(joined if len(joined) < len(apart) else apart)]


def _ends(incident: Incident, time: str, since: str) -> tuple[Sequence[Line], Line]:
    """What ends the first row, the longest first, and what ends it where none has room; over a close goes the clock."""
    standing = tier_and_mode(incident.tier, incident.mode)
    timed = line(f"{time}  ") + standing if time else standing
    if incident.closed_at is None:
        return [line(f"{since}   ") + timed, timed] if since else [timed], standing
    over = _("closed")
    gone = line("  ".join(filter(None, (since, over))), "   ")
    return [gone + timed, gone + standing, line(f"{over}   ") + standing], standing


def _under(words: str, width: int) -> list[Line]:
    return [line(f"   {row}") for row in wrap(words, width - 4, MOST_ROWS)] if words else []
