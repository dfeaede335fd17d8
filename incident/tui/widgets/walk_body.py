"""The walk on the screen: rows 1 to 3, the last done steps, the box, what comes next; on a broad screen in columns."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Final

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.getters import query_one
from textual.reactive import reactive

from incident.tui.shown import Run
from incident.tui.views.below import below_lines
from incident.tui.views.beneath import beneath_lines, next_lines
from incident.tui.views.box import box_rows
from incident.tui.views.head import head_rows
from incident.tui.views.passing import Row
from incident.tui.views.rail import rail_lines
from incident.tui.views.rows import done_lines
from incident.tui.views.side import side_lines
from incident.tui.widgets.pane import Pane
from incident.walk.moment import Walk

__all__ = ["WalkBody"]

LOW: Final = 18
"""In so few rows one done step is enough: what needs a person must keep its row."""
BOX: Final = 12
"""Rows of the box where everything stands below each other."""
BROAD_BOX: Final = 16
COLUMNS: Final = 20
"""Rows that the columns of a broad screen keep, as far as there are as many."""
LEAST_BENEATH: Final = 2


class WalkBody(Vertical):
    """Hands one view down to its panes."""

    walk_view: reactive[Walk | None] = reactive(None, init=False, always_update=True, repaint=False)
    done = query_one("#done", Pane)
    box = query_one("#box", Pane)
    _least = 0
    """Rows that the box has at least."""
    beneath = query_one("#beneath", Pane)

    def compose(self) -> ComposeResult:
        """One column, and what stands beside and beneath it where the screen is broad."""
        yield Pane(head_rows, id="head")
        with Horizontal(id="columns"):
            yield Pane(rail_lines, id="rail")
            with Vertical(id="middle"):
                yield Pane(done_lines, id="done", tallest=2)
                yield Pane(self._box_rows, id="box", tallest=BOX)
                yield Pane(below_lines, id="below")
                yield Pane(next_lines, id="next")
            yield Pane(side_lines, id="side")
        yield Pane(beneath_lines, id="beneath")

    @cached_property
    def panes(self) -> Sequence[Pane[Walk]]:
        """All that show the view."""
        return tuple(self.query(Pane))

    def _box_rows(self, walk: Walk, width: int, height: int) -> Sequence[Row]:
        """The box; it does not shrink while somebody looks about, so that what stands under it keeps its place."""
        return box_rows(walk, width, height, self._least)

    def on_resize(self) -> None:
        """What is tall enough for one screen is not for another."""
        self.watch_walk_view()

    def watch_walk_view(self) -> None:
        """The same view for all that are shown."""
        height = self.size.height
        self.done.tallest = 1 if height <= LOW else 2
        self.box.tallest = BROAD_BOX if self.screen.has_class("-broad") else BOX
        self.beneath.tallest = max(LEAST_BENEATH, height - 3 - COLUMNS)
        walk = self.walk_view
        self._least = self.box.rows if walk is not None and walk.is_looking else 0
        for pane in self.panes:
            pane.view = walk.at(walk.now) if walk is not None and pane.display else None

    def pass_time(self, walk: Walk) -> Sequence[Run]:
        """The same a little later: only what shows it is made anew; the cells to send for it."""
        self.set_reactive(WalkBody.walk_view, walk)
        return [run for pane in self.panes if pane.view is not None for run in self._passed(pane, pane.view, walk)]

    def _passed(self, pane: Pane[Walk], before: Walk, walk: Walk) -> Sequence[Run]:
        if before.lasts(walk.now):
            return pane.pass_time(walk)
        pane.view = walk.at(walk.now)
        return ()
