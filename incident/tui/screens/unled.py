"""Asks whoever leads an exercise what the time counts as in which nobody did, and again before an act decides it.

Apart from the screen, which knows its keys: of these only whether each has to wait for that answer.
"""

from __future__ import annotations

from incident.domain.exercises.lapse import Lapse
from incident.tui.screens.dialogue import Dialogue
from incident.tui.screens.plan_cursor import PlanCursor
from incident.tui.session import Session
from incident.walk.flows.asking import Ready
from incident.walk.flows.exercises.lapsing import LapseFlow

__all__ = ["Unled"]


class Unled(PlanCursor):
    """A plan that waits with what leads it until that is answered."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._was_asked = False
        """Whether it was asked, and no answer stands."""

    async def ask_what_counts(self) -> None:
        """Ask it, while it is open."""
        if (lapse := self._open_lapse()) is not None:
            self._was_asked = True
            flow = LapseFlow(walk=self._walk.at(self.session.gateway.now()), lapse=lapse)
            await self.app.push_screen(Dialogue(flow, drafts=None, incident=self._in, finish=self._counted))

    def asks_first(self) -> bool:
        """Whether the card that was left comes back in place of an act.

        That would count the time as played, or is dated by the clock on which the answer decides.
        """
        is_open = self._was_asked and self._open_lapse() is not None
        if is_open:
            self.call_next(self.ask_what_counts)
        return is_open

    def _open_lapse(self) -> Lapse | None:
        """That time, while it may still count as a pause and whoever sits here may say so."""
        lapse = None if self._led is None or self._evaluates else self._led.standing.lapse
        return lapse if lapse is not None and lapse.is_calm else None

    def _counted(self, ready: Ready) -> None:
        """As played it stands; a pause may be refused still."""
        self._was_asked = ready.leads is not None
        self.finished(ready)

    def _steers(self) -> bool:
        """As the plan has it, and once that is answered."""
        return super()._steers() and not self.asks_first()
