"""The bands under the box: what a raise added, what is put off or asked of somebody, each with its heading.

Apart from what else stands there, because a band that has little room says less of each step before it leaves one out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from incident.domain.incident import Status, StepState
from incident.domain.walking.checklist import Item
from incident.i18n import _, ngettext
from incident.tui.views.lines import Line, beside, line, rule
from incident.tui.views.rows import step_row, waiting_row, waiting_rows
from incident.walk.keys import key_of
from incident.walk.moment import Walk
from incident.walk.standing import is_late

__all__ = ["Band", "bands", "more_row"]

LEAST_HEADED: Final = 3
"""Rows from which a band keeps its heading: a heading without a step says nothing."""
MOST_ROWS: Final = 6
"""Rows of a step whose reason is long, where there is room."""
CALM: Final = 3
"""The place in the order of what is neither late nor back."""
WAITS: Final = (StepState.DEFERRED, StepState.ASKED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """Steps under one heading; no rows where there are none."""

    walk: Walk
    title: str
    items: Sequence[Item]
    width: int

    @property
    def rows(self) -> list[Line]:
        """All of it."""
        return [*self._heading(), *(row for item in self.items for row in self._whole(item))]

    @property
    def least(self) -> int:
        """How many rows keep its gravest step in sight; 0 where there is none."""
        return len(self._short(min(self.items, key=self._order))) if self.items else 0

    @property
    def cut(self) -> int:
        """How many more rows the reasons that are cut would take."""
        return len(self._with_all(MOST_ROWS)) - len(self.rows)

    def _with_all(self, spare: int) -> list[Line]:
        """All of it; rows that are to spare go to the reasons that are cut, from the first on."""
        shown = self._heading()
        for item in self.items:
            least = self._whole(item)
            rows = self._whole(item, min(MOST_ROWS, len(least) + spare))
            spare -= len(rows) - len(least)
            shown.extend(rows)
        return shown

    def within(self, height: int) -> Sequence[Line]:
        """As much of it as has room: less of each step first, what is grave before the others, and how many are left.

        Its heading goes before its first step does.
        """
        rows = self.rows
        if height >= len(rows):
            return self._with_all(height - len(rows))
        shown = self._heading() if height >= LEAST_HEADED else []
        ordered = sorted(self.items, key=self._order)
        for count, item in enumerate(ordered):
            left = len(ordered) - count
            room = height - len(shown) - (left > 1)
            short = self._short(item)
            if len(short) > max(room, count == 0 and height - len(shown)):
                return [*shown, _more_of_these(left, self.width)][:height]
            shown.extend(short)
        return shown[: max(0, height)]

    def _heading(self) -> list[Line]:
        return [rule(self.width, self.title)] if self.items else []

    def _order(self, item: Item) -> int:
        """What is late goes first, critical before the others, then what is back."""
        if item.state not in WAITS:
            return CALM
        if is_late(self.walk, item):
            return int(not item.step.critical)
        return CALM - 1 if item.is_back else CALM

    def _whole(self, item: Item, most: int = 0) -> Sequence[Line]:
        waits = item.state in WAITS
        return waiting_rows(self.walk, item, self.width, most) if waits else [step_row(self.walk, item, self.width)]

    def _short(self, item: Item) -> Sequence[Line]:
        return waiting_row(self.walk, item, self.width) if item.state in WAITS else self._whole(item)


def bands(walk: Walk, width: int) -> tuple[Band, Band]:
    """What a raise added and its place was passed, and what is put off."""
    waiting = [*walk.checklist.in_state(*WAITS)] if walk.shown is not None else []  # else the box has them
    ahead, left = _("DEFERRED - must be settled before closing"), _("DEFERRED - never settled")
    is_over = walk.incident.status is Status.CLOSED
    return (
        Band(
            walk=walk,
            title=_("ADDED BY THE RAISE - before this phase ends"),
            items=[*_hidden(walk, walk.checklist.band)],
            width=width,
        ),
        Band(walk=walk, title=left if is_over else ahead, items=waiting, width=width),
    )


def more_row(count: int, width: int, *, title: bool = False) -> Line:
    """How many steps have no room, and the key of the list that has them; the title is whole there too."""
    said = _("{key} shows the whole list and title") if title else _("{key} shows the whole list")
    words = ngettext("{count} more step", "{count} more steps", count).format(count=count)
    return _left_row(words, said.format(key=key_of("walk.whole", "g")), width)


def _more_of_these(count: int, width: int) -> Line:
    """How many more stand in the same band: not how many steps are left besides."""
    whole = _("{key} shows the whole list").format(key=key_of("walk.whole", "g"))
    return _left_row(
        ngettext("{count} more of these", "{count} more of these", count).format(count=count), whole, width
    )


def _left_row(words: str, whole: str, width: int) -> Line:
    return beside(line((f"         {words}", ".muted")), line((whole, ".muted"), " "), width)


def _hidden(walk: Walk, band: Sequence[Item]) -> Iterator[Item]:
    """The band without the step that stands in the box."""
    shown = walk.shown
    return (item for item in band if shown is None or item.step.id != shown.step.id)
