"""A board of an incident, such as that of its cases: it follows the log, and typed words narrow its rows.

Apart from the sheets that only follow, because its rows say how long something waits, and grow old by themselves.
"""

from __future__ import annotations

from incident.tui.screens.filtered import Filtered
from incident.tui.screens.following import Following
from incident.tui.views.lines import Line
from incident.tui.views.sheet_title import sheet_title
from incident.wording.times import clock_time, elapsed

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

    def title_rows(self, name: str, width: int, *, also: str = "") -> list[Line]:
        """The first rows, with how long it has gone on where there is room; `also` stands behind the title."""
        walk, incident = self._walk, self._walk.incident
        time = clock_time(walk.now, walk.speech.zone, seconds=True)
        since = elapsed(walk.elapsed())
        return sheet_title(name, incident, width, time=time, since=since, also=also)
