"""What a card's own key must be before it counts: pressed after a rest, alone, and not part of what was pasted.

Apart from the dialogue, which asks: this is the guard before what undo does not reach.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from textual.reactive import reactive
from textual.timer import Timer

from incident.i18n import _
from incident.tui.screens.page import Asks
from incident.tui.sudden import nothing_pasted
from incident.tui.views.asking import Asking, answers_of, does_nothing
from incident.walk.flows.asking import Card, Part, Ready, has_to_rest, is_guarded
from incident.walk.flows.conversation import Conversation
from incident.walk.keys import CALM

__all__ = ["ALONE_SECONDS", "CALM", "Guarding"]

ALONE_SECONDS: Final = 0.15
"""A card's own key counts when nothing follows it for so long: a paste, or an input method, hands over all at once."""


class Guarding(Asks[None]):
    """A question or a card, and the keys that answer it."""

    asking: reactive[Asking | None] = reactive(None, repaint=False)
    _talk: Conversation
    _finish: Callable[[Ready], None]
    _last_key = 0.0
    """When the last key was pressed, in the seconds of Textual's events."""
    _calm = 0.0
    """How many seconds had gone by without a key before the one that is dealt with now."""
    _rested_on = ""
    """The card of which a key was taken that had to wait for the hands to rest."""
    _held: Timer | None = None
    """Until it is known that a card's own key came alone."""

    def _answer(self, words: str) -> None:
        raise NotImplementedError

    def _complain(self, words: str) -> None:
        raise NotImplementedError

    def own_keys(self) -> Mapping[str, str]:
        """A card's own keys; Enter does nothing on a card, and Esc goes back without any of it."""
        part = self.asking.part if self.asking is not None else None
        if not isinstance(part, Card):
            return {}
        return {**{key.key: key.words for key in part.keys}, "escape": _("back, nothing happens"), "enter": ""}

    def _take(self, part: Part, pressed: str, answer: str) -> None:
        """Take the answer; that of a card's own key once it has come alone, after a rest and with nothing behind it."""
        card = getattr(part, "id", "")
        rests = has_to_rest(part, pressed) and self._rested_on != card
        if not (is_guarded(part) or rests):
            self._answer(answer)
        elif self._has_rested(pressed):
            self._held = self.set_timer(ALONE_SECONDS, partial(self._came_alone, card, answer))

    def _has_rested(self, pressed: str) -> bool:
        """Whether the key came after a rest; says so if not."""
        if self._calm < CALM:
            said = _("{key} came too soon after the key before. Wait a second, then press {key} again.")
            self._complain(said.format(key=pressed))
        return self._calm >= CALM

    def _came_alone(self, card: str, answer: str) -> None:
        self._held = None
        if getattr(self._talk.part, "id", "") == card:
            self._rested_on = card
            self._answer(answer)

    def let_go(self) -> bool:
        """Whether a card's own key was waiting to have come alone, which it has not: it was part of a paste."""
        held, self._held = self._held, None
        if held is None or self.asking is None:
            return False
        held.stop()
        if is_guarded(self.asking.part):
            self._talk.close()
            self._strike_away(nothing_pasted())
        else:
            self._complain(nothing_pasted())
        return True

    def _strike_away(self, said: str) -> None:
        self._finish(Ready(said=said))
        self.was_struck_away = True
        self.dismiss(None)

    def _refuse_key(self, asking: Asking, pressed: str) -> None:
        """Say that the key does nothing; a guarded confirmation ends with it, but not with a capital's small letter."""
        if is_guarded(asking.part) and not answers_of(asking, pressed.swapcase()):
            self._strike_away(self._talk.close())
            return
        self._complain(does_nothing(asking, pressed))
