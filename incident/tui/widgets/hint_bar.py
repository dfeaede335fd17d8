"""The footer: a few keys with a word each; a click on one is as good as its key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.events import Click
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from incident.tui.views.lines import Line, line, rule, width_of
from incident.tui.widgets.pane import drawn

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


class HintBar(Widget):
    """A rule and one row of hints; those that do not fit are left out, the last two never."""

    hints: reactive[tuple[KeyHint, ...]] = reactive(())

    class Pressed(Message):
        """A hint was clicked."""

        def __init__(self, binding: str) -> None:
            super().__init__()
            self.binding = binding

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """The rule and the row."""
        return 2

    @property
    def shown(self) -> Sequence[Line]:
        """The hints that fit."""
        return [self._row(self._fitting(self.size.width))]

    def render_line(self, y: int) -> Strip:
        """The rule, then the hints."""
        width = self.size.width
        return drawn(self, rule(width) if y == 0 else self._row(self._fitting(width)), width)

    def on_click(self, event: Click) -> None:
        """Say which hint was clicked."""
        start = 1
        for hint in self._fitting(self.size.width):
            end = start + width_of(_words(hint))
            if start <= event.x < end and event.y == 1:
                self.post_message(self.Pressed(hint.binding))
            start = end + len(GAP)

    def _fitting(self, width: int) -> Sequence[KeyHint]:
        hints = list(self.hints)
        while len(hints) > 1 and width_of(self._row(hints)) > width:
            hints.pop(-1 - min(KEPT, len(hints) - 1))
        return hints

    def _row(self, hints: Sequence[KeyHint]) -> Line:
        return line(" ") + line(GAP).join([_words(hint) for hint in hints])


def _words(hint: KeyHint) -> Line:
    return line((hint.key, ".key"), f" {hint.words}")
