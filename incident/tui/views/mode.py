"""What ends row 1 of every screen, always in the same cells: REAL or EXERCISE, before it the tier of an incident.

Apart, because Home needs nothing else of the walk.
"""

from __future__ import annotations

from collections.abc import Iterable

from incident.domain.events import IncidentMode
from incident.domain.grading.tiers import Tier
from incident.tui.views.lines import Line, Part, line
from incident.wording.tiers import mode_of_incident, tier_word

__all__ = ["mode_of_all", "mode_part", "tier_and_mode"]


def mode_part(mode: IncidentMode) -> Part:
    """REAL or EXERCISE, as it ends row 1 of every screen."""
    style = ".exercise" if mode is IncidentMode.EXERCISE else ".real"
    return (f" {mode_of_incident(mode)} ", style)


def mode_of_all(modes: Iterable[IncidentMode]) -> IncidentMode:
    """EXERCISE where nothing but exercises is open; otherwise what is done here is real."""
    return IncidentMode.EXERCISE if set(modes) == {IncidentMode.EXERCISE} else IncidentMode.REAL


def tier_and_mode(tier: Tier, mode: IncidentMode) -> Line:
    """The tier, once, and the mode: the end of row 1 wherever an incident is shown."""
    return line((tier_word(tier), ".bright"), "  ", mode_part(mode))
