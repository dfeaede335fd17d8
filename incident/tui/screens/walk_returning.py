"""Nobody goes on in silence: who holds, or was away for three minutes, reads the return card before a key acts.

Apart from the marks, because it stands before all of them.
"""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from textual.events import Key

from incident.domain.commands import ResumeStep
from incident.i18n import _
from incident.tui.keys import SMALL_KEYS
from incident.tui.messages import TimelineRead
from incident.tui.screens.walk_sheets import WalkSheets
from incident.walk.flows.asking import Ready
from incident.walk.returning import AWAY_SECONDS, held_by, return_rows

if TYPE_CHECKING:
    from incident.domain.incident import Progress
    from incident.domain.walking.checklist import Item

__all__ = ["WalkReturning"]


class WalkReturning(WalkSheets):
    """Knows how long nobody pressed a key, and which holds were answered."""

    _seen = 0
    """Up to which entry the incident was on the screen at the last key."""
    _left: tuple[int, timedelta] | None = None
    """After which entry somebody turned away, and for how long, until they have read what happened meanwhile."""
    _told_of = ""
    """The mark of the hold whose card was read."""
    _is_asked = False
    """Whether the card is on its way: a key that comes before it acts on nothing."""

    def touched(self, calm: float) -> None:
        """After three minutes the place has to be found again."""
        super().touched(calm)
        if calm >= AWAY_SECONDS and self._seen:
            self._left = (self._seen, timedelta(seconds=calm))
        self._seen = self.walk.incident.version if self.walk is not None else 0

    async def take_key(self, event: Key) -> bool:
        """The first key of who comes back shows the card; it does nothing else."""
        if self._is_asked:
            return True
        walk = self.walk
        if walk is None or not walk.is_open or not walk.can_write or event.key in SMALL_KEYS:
            return await super().take_key(event)
        held = held_by(walk)
        is_news = held is not None and held.progress is not None and held.progress.mark != self._told_of
        if self._left is None and not is_news:
            return await super().take_key(event)
        self._ask_back()
        return True

    async def action_hold(self) -> None:
        """Interrupt the walk here; or go on, which is read first."""
        if self.walk is not None and held_by(self.walk) is not None and not self.walk.is_looking:
            self._ask_back()
        else:
            await super().action_hold()

    def _ask_back(self) -> None:
        """Read what came since: since the hold, else since the last key."""
        mark = _mark_of(held_by(self.walk)) if self.walk is not None else None
        after = mark.seq if mark is not None else self._left[0] if self._left is not None else 0
        self._is_asked = True
        self.session.gateway.read_timeline(self.incident_id, self, after=after)

    async def on_timeline_read(self, message: TimelineRead) -> None:
        """Show where they were."""
        self._is_asked, walk = False, self.walk
        if walk is None:
            return
        from incident.tui.screens.returning import ReturnCard  # here: mostly nobody was away

        mark = _mark_of(held := held_by(walk))
        away = self._left[1] if self._left is not None else timedelta()
        since = mark.at if mark is not None else walk.now - away
        self._left, self._told_of = None, mark.mark if mark is not None else ""
        rows = return_rows(walk, message.entries, since)
        await self.app.push_screen(ReturnCard(rows, is_held=held is not None), partial(self._came_back, held))

    def _came_back(self, held: Item | None, goes_on: bool | None) -> None:  # noqa: FBT001  (Textual's signature)
        """Go on from the hold, if that is what they want."""
        if held is not None and goes_on and self.walk is not None:
            said = _("Going on with step {number}.").format(number=held.number)
            self.perform(Ready(commands=(ResumeStep(by=self.walk.person, step=held.step.id),), said=said))


def _mark_of(held: Item | None) -> Progress | None:
    return held.progress if held is not None else None
