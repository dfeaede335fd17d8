"""The board of resources as rows of columns, each as wide as what stands in it; what is too long goes on below itself.

Apart from the lanes of the same board, which a broad window gets.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import zip_longest
from typing import Final, NamedTuple

from incident.domain.events import AllocationState
from incident.domain.resources.allocation import Allocation, Team
from incident.domain.resources.awaiting import NOBODY_ON_IT, is_late
from incident.i18n import _
from incident.tui.views.lines import Line, columns, line, width_of, wrap
from incident.tui.views.resources import ResourceRow
from incident.walk.moment import Walk
from incident.wording.allocations import state_word
from incident.wording.resource_board import name_words, team_words, whereabouts
from incident.wording.resources import resource_kind, resource_name
from incident.wording.times import duration, in_units

__all__ = ["resource_table"]

_STYLES: Final = {
    AllocationState.REQUESTED: ".waiting",
    AllocationState.ASSIGNED: ".done",
    AllocationState.OUT: ".overridden",
}
_WIDE: Final = 72
"""As wide a window has room for the kind of each beside the rest."""
_MOST: Final = 5
"""Rows of one cell."""


class _Row(NamedTuple):
    """What stands in which column, each with its style."""

    state: tuple[str, str]
    id: tuple[str, str]
    what: tuple[str, str]
    kind: tuple[str, str]
    where: tuple[str, str]
    since: tuple[str, str]


def resource_table(rows: Sequence[ResourceRow], walk: Walk, width: int) -> tuple[Line, Sequence[tuple[int, Line]]]:
    """What stands in which column, then the lines of all rows, each with the number of the row that it belongs to."""
    is_wide = width >= _WIDE
    heads = (_("STATE"), "", _("WHAT"), _("KIND") if is_wide else "", _("WITH, WHERE"), _("SINCE"))
    titles = _Row(*((words, ".muted") for words in heads))
    cells = [_cells(row, walk, is_wide=is_wide) for row in rows]
    widths = _widths([titles, *cells], width)
    lines = [(number, each) for number, row in enumerate(cells) for each in _drawn(row, widths)]
    return next(iter(_drawn(titles, widths))), lines


def _widths(rows: Sequence[_Row], width: int) -> Sequence[int]:
    """As wide as the widest; where that is too much, what it is and where it is share the room that there is."""
    state, name, what, kind, where, since = (
        max(width_of(cell[0]) for cell in column) for column in zip(*rows, strict=True)
    )
    room = width - 1 - state - name - kind - since - len(_Row._fields)
    if what + where > room:
        what, where = (
            (what, room - what) if what <= room // 2 else (max(room // 2, room - where), min(where, room - room // 2))
        )
    return state, name, what, kind, where, since


def _drawn(row: _Row, widths: Sequence[int]) -> Sequence[Line]:
    wrapped = [wrap(words, width, _MOST) or [""] for (words, _style), width in zip(row, widths, strict=True)]
    return [
        line(" ")
        + columns(*(((words, cell[1]), width) for words, cell, width in zip(each, row, widths, strict=True) if width))
        for each in zip_longest(*wrapped, fillvalue="")
    ]


def _cells(row: ResourceRow, walk: Walk, *, is_wide: bool) -> _Row:
    if row.team is not None:
        return _of_team(row.team, walk, is_wide=is_wide)
    own = row.allocation
    assert own is not None  # noqa: S101  (a row is one of both)
    state, name = own.state_at(walk.now), name_words(own, walk.speech)
    kind = resource_name(own.type, walk.speech.types) if own.person else resource_kind(own.kind)
    if own.person and not is_wide:
        name = _(", ").join((name, kind))
    return _Row(
        state=(state_word(state).upper(), _STYLES.get(state, ".muted")),
        id=(own.id, ".key"),
        what=(name, ".bright" if own.is_live else ".muted"),
        kind=(kind if is_wide else "", ""),
        where=(whereabouts(own, walk.speech, walk.now), ".wrong" if is_late(own, walk.now) else ""),
        since=_marked(own, state, walk.now),
    )


def _of_team(team: Team, walk: Walk, *, is_wide: bool) -> _Row:
    return _Row(
        state=(state_word(AllocationState.ASSIGNED).upper(), ".done"),
        id=("", ""),
        what=(team_words(team, walk.incident.resources), ".bright"),
        kind=(_("team") if is_wide else "", ""),
        where=(_("lead {person}").format(person=walk.speech.person(team.lead)), ""),
        since=(_since(team.formed_at, walk.now), ".muted"),
    )


def _since(at: datetime, now: datetime) -> str:
    """In its largest unit alone: a row is looked at, and not read."""
    return duration([now - at, *in_units(now - at)][-1])


def _marked(own: Allocation, state: AllocationState, now: datetime) -> tuple[str, str]:
    """How long it has been so; a request that nobody is on is marked."""
    words = _since(own.since_at(now), now)
    if state is AllocationState.REQUESTED and now >= own.requested_at + NOBODY_ON_IT:
        return f"{words} !", ".wrong"
    return words, ".muted"
