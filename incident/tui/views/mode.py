"""REAL or EXERCISE: apart, because it ends row 1 of every screen, and Home needs nothing else of the walk."""

from __future__ import annotations

from incident.domain.events import IncidentMode
from incident.tui.views.lines import Part
from incident.wording.tiers import mode_of_incident

__all__ = ["mode_part"]


def mode_part(mode: IncidentMode) -> Part:
    """REAL or EXERCISE, as it ends row 1 of every screen."""
    style = ".exercise" if mode is IncidentMode.EXERCISE else ".real"
    return (f" {mode_of_incident(mode)} ", style)
