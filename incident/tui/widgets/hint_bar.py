"""The footer: a few keys with a word each; a click on one is as good as its key."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from textual.events import Click
from textual.message import Message

from incident.tui.views.lines import Line, line, rule, width_of
from incident.tui.widgets.pane import Pane

__all__ = ["HintBar", "KeyHint"]

GAP = "  "
KEPT = 2
"""Hints at the end that no width leaves out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyHint:
    """A key, what it does, and the binding behind it."""

    key: str
    words: str
    binding: str


class HintBar(Pane[tuple[KeyHint, ...]]):
    """A rule and one row of hints; those that do not fit are left out, the last two never."""

    class Pressed(Message):
        """A hint was clicked."""

        def __init__(self, binding: str) -> None:
            super().__init__()
            self.binding = binding

    def __init__(self, *, id: str) -> None:  # noqa: A002 (Textual's name)
        super().__init__(self._rows, id=id)
        self.named: Callable[[int], str] = _nothing
        """What the rule says in so many cells; it is asked whenever the view is set."""

    def _rows(self, hints: tuple[KeyHint, ...], width: int, _height: int) -> Sequence[Line]:
        return [rule(width, self.named(width)), _row(_fitting(hints, width))]

    def on_click(self, event: Click) -> None:
        """Say which hint was clicked."""
        start = 1
        for hint in _fitting(self.view or (), self.size.width):
            end = start + width_of(_words(hint))
            if start <= event.x < end and event.y == 1:
                self.post_message(self.Pressed(hint.binding))
            start = end + len(GAP)


def _nothing(_width: int) -> str:
    return ""


def _fitting(hints: Sequence[KeyHint], width: int) -> Sequence[KeyHint]:
    left, widths = list(hints), [width_of(f"{hint.key} {hint.words}") for hint in hints]
    while len(left) > 1 and 1 + sum(widths) + len(GAP) * (len(left) - 1) > width:
        place = -1 - min(KEPT, len(left) - 1)
        del left[place], widths[place]
    return left


def _row(hints: Sequence[KeyHint]) -> Line:
    return line(" ") + line(GAP).join([_words(hint) for hint in hints])


def _words(hint: KeyHint) -> Line:
    return line((hint.key, ".key"), f" {hint.words}")
