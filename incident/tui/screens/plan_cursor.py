"""Where the cursor of the facilitator's screen stands: at the inject to come, until somebody moves it.

Apart from the screen, which knows what each key does to the inject that it is about.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from textual.events import Key

from incident.application.exercises.console import Console
from incident.domain.exercises.scenario import Inject
from incident.domain.refusals import Refusal, Refused
from incident.tui.screens.aside import Aside
from incident.tui.screens.following import Following
from incident.tui.session import Session
from incident.wording.refusals import say_refusal

__all__ = ["PlanCursor"]

STILL: Final = timedelta(seconds=3)
"""How long after a key nothing moves: what a finger is on its way to stays where it is."""


class PlanCursor(Aside[None], Following):
    """A plan whose cursor goes with what comes."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, None)
        self._led: Console | None = None
        self._is_placed = False
        """Whether a person put the cursor where it is."""
        self._sent = ""
        """The inject that went by hand last, under the cursor until it is marked or another is out."""
        self._struck_at: datetime | None = None
        """When the last key was pressed."""
        self._moved_at: datetime | None = None
        """When the cursor last went on by itself; None once a key was told of it."""
        self._gone: Inject | None = None
        """The inject that it went on from."""

    def follow(self, console: Console, *, is_first: bool) -> None:
        """Go with what comes, where no person put the cursor elsewhere."""
        if console.latest is not None and self._sent in console.standing.exercise.released:
            self._sent = self._sent if console.latest.id == self._sent else ""
        if is_first:
            self._to_what_comes()
        elif self._follows():
            self._go_on(console)

    def _go_on(self, console: Console) -> None:
        """To what comes; whoever is about to press a key is told of it then."""
        gone = self._under_cursor()
        self._to_what_comes()
        if gone is not None and gone != self._under_cursor() and gone.id in console.standing.exercise.released:
            self._moved_at, self._gone = self.session.gateway.now(), gone

    def just_gone(self) -> Inject | None:
        """The inject that a key struck now may have been meant for; said once, then the key does what it says."""
        moved_at, self._moved_at = self._moved_at, None
        if moved_at is None or self.session.gateway.now() - moved_at >= STILL:
            return None
        return self._gone

    def _follows(self) -> bool:
        """Whether the cursor goes with the inject to come."""
        is_still = self._struck_at is not None and self.session.gateway.now() - self._struck_at < STILL
        return not (self._is_placed or self._sent or is_still)

    def _to_what_comes(self) -> None:
        self.listing.place = self._place_to_come()
        self.listing.call_after_refresh(self.listing.keep_in_sight)

    async def take_key(self, event: Key) -> bool:
        """Nothing moves under a key that was just pressed."""
        self._struck_at = self.session.gateway.now()
        return await super().take_key(event)

    def _place_to_come(self) -> int:
        if self._led is None:
            return 0
        coming = self._led.standing.next
        places = [n for n, (inject, _row) in enumerate(self._led.plan) if coming and inject.id == coming.id]
        return places[0] if places else len(self._led.plan) - 1

    def _under_cursor(self) -> Inject | None:
        if self._led is None or not self._led.plan:
            return None
        return self._led.plan[min(self.listing.place, len(self._led.plan) - 1)][0]

    def on_listing_moved(self) -> None:
        """Say what stands under the cursor."""
        self.drawn_again()

    def action_move(self, rows: int) -> None:
        """Look at another inject; it stays until the key that goes back to what comes."""
        self._is_placed, self._moved_at = True, None
        super().action_move(rows)

    def action_page(self, pages: int) -> None:
        """The same, a window further."""
        self._is_placed, self._moved_at = True, None
        super().action_page(pages)

    def action_end(self, end: int) -> None:
        """The same, to one end."""
        self._is_placed, self._moved_at = True, None
        super().action_end(end)

    def action_follow(self) -> None:
        """To the inject to come, and with it from now on."""
        self._is_placed, self._sent, self._moved_at = False, "", None
        self._to_what_comes()
        self.drawn_again()

    @property
    def _evaluates(self) -> bool:
        """Whether they observe and rate, and steer nothing."""
        return self._led is not None and self.session.person in self._led.standing.exercise.evaluators

    def _steers(self) -> bool:
        """Whether the keys of who leads are theirs; whoever evaluates is told who leads, before anything is asked."""
        if not self._evaluates:
            return True
        leader = self._led.standing.exercise.leaders[0] if self._led else ""
        self.answer(say_refusal(Refused(Refusal.EXERCISE_EVALUATED, person=leader), self.speech()))
        return False

    def _about(self) -> Inject | None:
        """What a mark or a hint is about: while the cursor goes with the one to come, the one that is out last."""
        inject = self._under_cursor()
        if self._led is None or inject is None or self._is_placed or inject.id in self._led.standing.exercise.released:
            return inject
        return self._led.latest or inject
