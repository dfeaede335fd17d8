"""The walk on the screen: rows 1 to 3, the last done steps, the box, what comes next; on a broad screen in columns."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Final

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.getters import query_one
from textual.reactive import reactive

from incident.domain.runbooks.runbook import Verb
from incident.tui.views.below import below_lines, least_below
from incident.tui.views.beneath import beneath_lines, next_lines
from incident.tui.views.box import box_rows, grown
from incident.tui.views.head import head_rows
from incident.tui.views.passing import Row
from incident.tui.views.rail import rail_lines
from incident.tui.views.rows import completion_lines, done_lines
from incident.tui.views.side import side_lines
from incident.tui.widgets.pane import Pane
from incident.walk.moment import Walk

__all__ = ["WalkBody"]

LOW: Final = 18
"""In so few rows one done step is enough: what needs a person must keep its row."""
BOX: Final = 12
"""Rows of the box where everything stands below each other."""
BROAD_BOX: Final = 16
LEAST_BOX: Final = 8
"""Rows of the box that nothing under it takes."""
LEAST_DECIDING: Final = 11
"""The same of a decision: every answer to choose from stands whole in it."""
COLUMNS: Final = 20
"""Rows that the columns of a broad screen keep, as far as there are as many."""
LEAST_BENEATH: Final = 2
BROAD: Final = 116
"""Cells from which all panes are shown, as the screen's breakpoints have it."""


class WalkBody(Vertical):
    """Hands one view down to its panes."""

    walk_view: reactive[Walk | None] = reactive(None, init=False, always_update=True, repaint=False)
    beneath = query_one("#beneath", Pane)
    _box = 0
    """Rows of the box as it was drawn last."""

    def compose(self) -> ComposeResult:
        """One column, and what stands beside and beneath it where the screen is broad."""
        yield Pane(head_rows, id="head")
        with Horizontal(id="columns"):
            yield Pane(rail_lines, id="rail")
            yield Pane(self._middle, id="middle")
            yield Pane(side_lines, id="side")
        yield Pane(beneath_lines, id="beneath")

    @cached_property
    def panes(self) -> Sequence[Pane[Walk]]:
        """All that show the view."""
        return tuple(self.query(Pane))

    def _middle(self, walk: Walk, width: int, height: int) -> Sequence[Row]:
        """The box between what was done and what comes: one pane, so that a taller box lays nothing out anew.

        The box does not shrink while somebody looks about, so that what stands under it keeps its place. What is late,
        what needs somebody and an inject keep their rows under it: what was done goes first, then the box takes fewer.
        """
        is_broad, least = self.screen.has_class("-broad"), self._box if walk.is_looking else 0
        ended = completion_lines(walk, width)
        done = ended if is_broad else done_lines(walk, width, 1 if self.size.height <= LOW else 2)
        most, under = (BROAD_BOX, next_lines) if is_broad else (BOX, below_lines)
        least_box = LEAST_DECIDING if walk.shown and walk.shown.step.verb is Verb.ASK else LEAST_BOX
        room = max(least_box, height - (0 if is_broad else least_below(walk, width)))
        box = box_rows(walk, width, min(most, room))
        above = next((rows for rows in (done, ended) if len(rows) + len(box) <= room), ())
        box = grown(box, width, min(least, most, room - len(above)))
        self._box = len(box)
        return [*above, *box, *under(walk, width, height - len(above) - len(box))][:height]

    def on_resize(self) -> None:
        """What is tall enough for one screen is not for another."""
        self.watch_walk_view()

    def watch_walk_view(self) -> None:
        """The same view for all that are shown."""
        self.beneath.tallest = max(LEAST_BENEATH, self.size.height - 3 - COLUMNS)
        walk = self.walk_view
        is_broad = self.size.width >= BROAD  # a window that has just grown shows them a moment later, and asks no more
        for pane in self.panes:
            pane.view = walk.at(walk.now) if walk is not None and (is_broad or pane.display) else None

    def pass_time(self, walk: Walk) -> None:
        """The same a little later: only what shows it is made anew."""
        self.set_reactive(WalkBody.walk_view, walk)
        for pane in self.panes:
            if pane.view is not None and pane.view.lasts(walk.now):
                pane.pass_time(walk)
            elif pane.view is not None:
                pane.view = walk.at(walk.now)
