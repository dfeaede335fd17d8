"""The steps beside the box on a broad screen: all of them where they fit, else those around the place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from incident.domain.incident import StepState
from incident.domain.walking.checklist import Item
from incident.i18n import _
from incident.tui.views.frames import SIDES, framed
from incident.tui.views.lines import Line, beside, line, width_of, wrap
from incident.tui.views.rows import STATE_STYLES, glyph_of
from incident.walk.moment import Walk

__all__ = ["rail_lines"]

MOST_ROWS: Final = 4


def rail_lines(walk: Walk, width: int, height: int) -> Sequence[Line]:
    """The frame of steps, exactly that high; what is worked on is in sight."""
    room = max(1, height - 2)
    every = [item for item in walk.checklist.items if item.number]
    near = _near(walk, every, room)
    rows, place = _rows(walk, width - SIDES, near)
    if len(rows) > room and len(near) == len(every):
        here = walk.shown.phase if walk.shown else 0
        rows, place = _rows(walk, width - SIDES, [item for item in every if item.phase >= here])
    first = max(0, min(place - room // 3, len(rows) - room))
    rows = [*rows[first : first + room], *([line("")] * (room - len(rows)))]
    return framed(_("STEPS"), rows, width, _("! critical"))[:height]


def _near(walk: Walk, every: Sequence[Item], room: int) -> Sequence[Item]:
    """The steps that could be in sight: of a long runbook nothing else is wrapped once a second."""
    place = next((n for n, item in enumerate(every) if walk.shown is not None and item.index == walk.shown.index), 0)
    return every[max(0, place - room) : place + room]


def _rows(walk: Walk, width: int, spoken: Sequence[Item]) -> tuple[list[Line], int]:
    """The rows, and the place of the step shown among them; a phase whose steps are left out is a heading."""
    rows, place = list[Line](), 0
    for number, view in enumerate(walk.checklist.phases):
        rows.extend(_heading(walk, number, width) if view.is_there else ())
        for item in spoken:
            if item.phase == number:
                place = len(rows) if walk.shown is not None and item.index == walk.shown.index else place
                rows.extend(_step(walk, item, width))
    return rows, place


def _heading(walk: Walk, number: int, width: int) -> Sequence[Line]:
    view = walk.checklist.phases[number]
    words = f"{number + 1} {walk.speech.phase(view.phase.id)}"
    count = _("done") if view.is_complete else f"{view.done}/{view.total}"
    count = count if view.total else _("n/a")
    first, *others = wrap(words, width - width_of(count) - 1, MOST_ROWS)
    return [
        beside(line((first, ".bright")), line((count, ".muted")), width),
        *(line((f"  {row}", ".bright")) for row in others),
    ]


def _step(walk: Walk, item: Item, width: int) -> Iterator[Line]:
    style = STATE_STYLES.get(item.state, "")
    is_shown = walk.shown is not None and item.index == walk.shown.index
    words = ".bright" if is_shown else ".muted" if item.state is StepState.NOT_APPLICABLE else ""
    mark = " !" if item.step.critical and not item.is_complete else ""
    number = f" {item.number:>3} "
    glyph = glyph_of(walk, item)
    lead = width_of(glyph) + width_of(number)
    first, *others = wrap(walk.speech.step(item.step.id) + mark, width - lead, MOST_ROWS)
    yield line((glyph, style), number, (first, words))
    yield from (line(" " * lead, (row, words)) for row in others)
