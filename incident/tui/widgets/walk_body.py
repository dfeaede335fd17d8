"""The walk on the screen: rows 1 to 3, the last done steps, the box, what comes next."""

from __future__ import annotations

from typing import Final

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.getters import query_one
from textual.reactive import reactive

from incident.tui.views.below import below_lines
from incident.tui.views.box import box_lines
from incident.tui.views.head import head_lines
from incident.tui.views.rows import done_lines
from incident.tui.widgets.pane import Pane
from incident.walk.moment import Walk

__all__ = ["WalkBody"]

LOW: Final = 18
"""In so few rows one done step is enough: what needs a person must keep its row."""


class WalkBody(Vertical):
    """Hands one view down to its panes."""

    walk_view: reactive[Walk | None] = reactive(None, init=False, always_update=True, repaint=False)
    head = query_one("#head", Pane)
    done = query_one("#done", Pane)
    box = query_one("#box", Pane)
    below = query_one("#below", Pane)

    def compose(self) -> ComposeResult:
        """Four panes, one above the other."""
        yield Pane(head_lines, id="head")
        yield Pane(done_lines, id="done")
        yield Pane(box_lines, id="box", tallest=12)
        yield Pane(below_lines, id="below")

    def watch_walk_view(self) -> None:
        """The same view for all four."""
        self.done.tallest = 1 if self.size.height <= LOW else 2
        for pane in (self.head, self.done, self.box, self.below):
            pane.view = self.walk_view
