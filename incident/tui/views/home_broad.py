"""Home on a broad screen: under the incidents, in frames, how to begin, who is on call, what ended, what would hurt.

Apart from Home as it stands at 80 cells, which has room for two panels and none for the runbooks
(reference/UX.md B-1b). No function is here that is not there.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import zip_longest
from typing import TYPE_CHECKING, Final

from incident.i18n import _
from incident.tui.views.frames import SIDES, framed
from incident.tui.views.home_panels import Panel
from incident.tui.views.lines import Line, beside, blank, columns, line, wrap
from incident.walk.keys import key_of
from incident.wording.outlines import family_word, listed_title
from incident.wording.roles import usual_role

if TYPE_CHECKING:  # the first frame waits for none of it
    from incident.domain.runbooks.outline import Outline

__all__ = ["BROAD", "broad_boxes"]

BROAD: Final = 116
"""Cells from which frames stand beside each other."""
FRAME: Final = 2
LEAST: Final = 5
"""Rows under which a pair of frames is left out."""
MOST: Final = 8
KEY_CELLS: Final = 6
FAMILY_CELLS: Final = 16
STEPS_CELLS: Final = 13
CHECKED_CELLS: Final = 22
OWNER_CELLS: Final = 18
AROUND: Final = FAMILY_CELLS + STEPS_CELLS + CHECKED_CELLS + OWNER_CELLS + 5

Entry = tuple[str, str]
"""A key, and what it does."""


def broad_boxes(
    start: Sequence[Entry],
    panels: tuple[Panel, Panel, Panel],
    runbooks: Sequence[Outline],
    today: date | None,
    size: tuple[int, int],
) -> list[Line]:
    """The frames from START down, in at most as many rows as `size` says; the last ones are left out first.

    `panels`: who is on call, what ended lately, what would hurt.
    """
    width, room = size
    left, right = _halves(width)
    on_call, ended, hurting = panels
    alone = width if not on_call[1] else left
    beginning = (_("START"), [row for entry in start for row in _entry(entry, alone - SIDES)])
    rows = _pair(beginning, _panel(on_call, right), width, max(room, len(start) + FRAME))
    second = _pair(_panel(ended, left), _panel(hurting, right), width, min(room - len(rows), MOST + FRAME))
    rows += second
    return rows + _runbooks(runbooks, today, width, room - len(rows))


def _halves(width: int) -> tuple[int, int]:
    right = max(48, width * 2 // 5)
    return width - right, right


def _entry(entry: Entry, width: int) -> Sequence[Line]:
    key, words = entry
    first, *others = wrap(words, width - KEY_CELLS, 2)
    return [
        columns(((key, ".key"), KEY_CELLS - 1), (first, width - KEY_CELLS)),
        *(line(" " * KEY_CELLS, each) for each in others),
    ]


def _panel(panel: Panel, width: int) -> tuple[str, Sequence[Line]]:
    """Its rows, each in the cells of a frame."""
    title, rows = panel
    return title, [beside(*row, width - SIDES) for row in rows]


def _pair(one: tuple[str, Sequence[Line]], other: tuple[str, Sequence[Line]], width: int, room: int) -> list[Line]:
    """Both beside each other and equally tall; one alone where the other has nothing to say."""
    shown = [each for each in (one, other) if each[1]]
    if room < LEAST or not shown:
        return []
    height = min(room - FRAME, max(len(rows) for _title, rows in shown))
    widths = _halves(width) if len(shown) > 1 else (width,)
    boxes = [
        framed(title, [*rows, *[blank()] * height][:height], cells)
        for (title, rows), cells in zip(shown, widths, strict=True)
    ]
    return [line("").join(parts) for parts in zip_longest(*boxes, fillvalue=blank())]


def _runbooks(every: Sequence[Outline], today: date | None, width: int, room: int) -> list[Line]:
    """As many as there is room for."""
    if today is None or not every or room < LEAST:
        return []
    rows = [_heads(width - SIDES), *(_runbook(each, today, width - SIDES) for each in every)]
    end = _("{key} for all {count}").format(key=key_of("home.library", "o"), count=len(every))
    return framed(_("RUNBOOKS, THE MOST USED FIRST"), rows[: room - FRAME], width, end)


def _heads(width: int) -> Line:
    heads = (_("RUNBOOK"), _("KIND"), _("STEPS 1/2/3"), _("CHECKED"), _("OWNER"))
    return _row([(head, ".muted") for head in heads], width)


def _runbook(outline: Outline, today: date, width: int) -> Line:
    checked = (outline.reviewed_on, ".muted")
    if outline.is_overdue(today):
        checked = (_("STALE {date}").format(date=outline.reviewed_on), ".wrong")
    name, family = (listed_title(outline), ""), (family_word(outline.family), ".muted")
    return _row(
        [name, family, ("/".join(map(str, outline.steps_at)), ""), checked, (usual_role(outline.owner), ".muted")],
        width,
    )


def _row(cells: Sequence[tuple[str, str]], width: int) -> Line:
    widths = (width - AROUND, FAMILY_CELLS, STEPS_CELLS, CHECKED_CELLS, OWNER_CELLS)
    return columns(*zip(cells, widths, strict=True))
