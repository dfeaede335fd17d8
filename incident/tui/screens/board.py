"""A board of an incident, such as that of its cases: it follows the log, and typed words narrow its rows.

Apart from the sheets that only follow, because its rows say how long something waits, and grow old by themselves.
"""

from __future__ import annotations

from incident.tui.screens.filtered import Filtered
from incident.tui.screens.following import Following
from incident.tui.views.head import elapsed
from incident.tui.views.lines import Line, beside, line, width_of
from incident.tui.views.mode import tier_and_mode
from incident.wording.times import clock_time

__all__ = ["Board"]


class Board(Following, Filtered[None]):
    """One row for each thing of one kind; read anew whenever the log changes."""

    def tick(self) -> None:
        """Let the time go; the rows say minutes, and are made anew with each."""
        before, now = self._walk.now, self.session.gateway.now()
        self._walk = self._walk.at(now)
        if now.replace(second=0, microsecond=0) > before.replace(second=0, microsecond=0):
            self.stands()
        self.top.view = True

    def on_resize(self) -> None:
        """Make the rows anew."""
        self.narrow()

    def title_row(self, name: str, words: str, width: int) -> Line:
        """Row 1: which board of which incident, tier and mode; the times where they cut no word, T+ first given up."""
        walk, incident = self._walk, self._walk.incident
        left = line(" ", (name, ".bright"), f"  {incident.id} {words}")
        standing = tier_and_mode(incident.tier, incident.mode)
        timed = line(f"{clock_time(walk.now, walk.speech.zone, seconds=True)}  ") + standing
        ends = (line(f"{elapsed(walk.now - incident.declared_at)}   ") + timed, timed)
        end = next((each for each in ends if width_of(left) + 1 + width_of(each) <= width), standing)
        return beside(left, end, width)
