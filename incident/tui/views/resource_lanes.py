"""The board of resources as lanes, where there is room: what is asked for at the left, what is over at the right.

Apart from the rows of the same board, which a narrow window and a screen reader get (reference/UX.md B-6b).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Final

from incident.domain.events import AllocationState as State
from incident.domain.resources.allocation import Allocation
from incident.domain.resources.awaiting import NOBODY_ON_IT, is_late
from incident.i18n import _
from incident.tui.views.filling import more_words
from incident.tui.views.frames import framed
from incident.tui.views.lines import Line, beside, blank, line, width_of, wrap
from incident.tui.views.resources import ResourceRow
from incident.walk.keys import key_of
from incident.walk.moment import Walk
from incident.wording.allocations import state_word, whom_words
from incident.wording.resource_board import name_words, team_words, whereabouts
from incident.wording.resources import resource_kind, resource_name
from incident.wording.times import duration, in_units

__all__ = ["LANES_FROM", "lane_lines"]

LANES_FROM: Final = (116, 38)
"""As many cells and rows the lanes want; smaller, the board is a list."""
SIDES: Final = 4
MOST_EACH: Final = 3
"""Rows at most of what is said below a name."""
MOST_NAMED: Final = 4
"""Rows at most of a name."""
_LANES: Final = (
    (State.REQUESTED,),
    (State.APPROVED, State.ORDERED, State.EN_ROUTE),
    (State.ASSIGNED,),
    (State.ON_HAND,),
    (State.OUT, State.RELEASED, State.DECLINED, State.CANCELLED),
)
_SAID: Final = frozenset({State.APPROVED, State.ORDERED, State.EN_ROUTE, *_LANES[-1]})
"""States that share a lane, so that each is said."""


def lane_lines(rows: Sequence[ResourceRow], place: int, walk: Walk, width: int, height: int) -> list[Line]:
    """All lanes beside one another, exactly that high; the row at `place` is marked, and stays in sight."""
    widths = [width // len(_LANES) + (number < width % len(_LANES)) for number in range(len(_LANES))]
    lanes = [
        _lane(states, [(row, n == place) for n, row in enumerate(rows) if _state(row, walk) in states], walk, w, height)
        for states, w in zip(_LANES, widths, strict=True)
    ]
    return [line("").join(parts) for parts in zip_longest(*lanes, fillvalue=blank())]


def _state(row: ResourceRow, walk: Walk) -> State:
    return row.allocation.state_at(walk.now) if row.allocation else State.ASSIGNED


def _lane(
    states: Sequence[State], rows: Sequence[tuple[ResourceRow, bool]], walk: Walk, width: int, height: int
) -> list[Line]:
    room, inside = max(0, height - 2), width - SIDES
    items = [list(_item(row, walk, inside, chosen=chosen)) for row, chosen in rows]
    at = next((number for number, (_row, chosen) in enumerate(rows) if chosen), 0)
    first, end = _in_sight([len(each) for each in items], at, room)
    shown = [each for item in items[first:end] for each in item][:room]
    if hidden := len(items) - (end - first):
        key = key_of("resources.view", "v")
        words = next((each for each in (more_words(hidden, key), f"+{hidden}: {key}") if width_of(each) <= inside), "")
        shown = [*shown[: room - 1], line((words, ".muted"))]
    return framed(_title(states, rows, walk), [*shown, *[blank()] * (room - len(shown))], width)


def _in_sight(heights: Sequence[int], at: int, room: int) -> tuple[int, int]:
    """Which of them stand there whole, the one at `at` among them; one row is kept for how many do not."""
    if sum(heights) <= room:
        return 0, len(heights)
    first = next(n for n in range(at + 1) if n == at or sum(heights[n : at + 1]) < room)
    end = next(n for n in range(len(heights), at, -1) if n == at + 1 or sum(heights[first:n]) < room)
    return first, end


def _title(states: Sequence[State], rows: Sequence[tuple[ResourceRow, bool]], walk: Walk) -> str:
    """What stands in the lane, and how many; teams are not counted twice."""
    counts = [sum(row.allocation is not None and _state(row, walk) is each for row, _c in rows) for each in states]
    if states == _LANES[1]:
        return _("COMING {count}").format(count=sum(counts))
    if states == _LANES[3]:
        return _("AVAILABLE {count}").format(count=sum(counts))
    said = _("{state} {count}")
    over = states == _LANES[-1]
    names = [said.format(state=state_word(each).upper(), count=n) for each, n in zip(states[:2], counts, strict=False)]
    return "  ".join(names) if over else names[0]


def _item(row: ResourceRow, walk: Walk, width: int, *, chosen: bool) -> Iterator[Line]:
    name, end = _name(row, walk, width)
    rows = [line((words, ".bright")) for words in wrap(name, width, MOST_NAMED)]
    rows = [beside(rows[0], line((end, ".muted")), width)] if end else rows
    yield from (each.stylize(".selected") if chosen else each for each in rows)
    for words, style in _below(row, walk, end):
        yield from (line((f"  {text}", style)) for text in wrap(words, width - 2, MOST_EACH))


def _name(row: ResourceRow, walk: Walk, width: int) -> tuple[str, str]:
    """What it is, and for whom it works, if both have room in one row."""
    if row.team is not None:
        return team_words(row.team, walk.incident.resources), ""
    own = row.allocation
    assert own is not None  # noqa: S101  (a row is one of both)
    whom = whom_words(own.whom, walk.speech) if own.whom and own.state_at(walk.now) is State.ASSIGNED else ""
    name = f"{own.id} {name_words(own, walk.speech)}"
    return name, whom if width_of(name) + 1 + width_of(whom) <= width else ""


def _below(row: ResourceRow, walk: Walk, said: str) -> Iterator[tuple[str, str]]:
    if row.team is not None:
        yield _("lead {person}").format(person=walk.speech.person(row.team.lead)), ".muted"
    if (own := row.allocation) is None:
        return
    state = own.state_at(walk.now)
    if state in _SAID:
        yield state_word(state).upper(), ".muted"
    elif state is not State.REQUESTED:
        yield resource_name(own.type, walk.speech.types) if own.person else resource_kind(own.kind), ".muted"
    where = whereabouts(own, walk.speech, walk.now)
    if where and where != said:
        yield where, ".wrong" if is_late(own, walk.now) else ".muted"
    if state is State.REQUESTED:
        yield _waited(own, walk)
    elif state is State.ASSIGNED:
        yield _("since {time}").format(time=walk.speech.when(own.since_at(walk.now), walk.now)), ".muted"


def _waited(own: Allocation, walk: Walk) -> tuple[str, str]:
    waited = walk.now - own.requested_at
    length = duration([waited, *in_units(waited)][-1])
    if waited < NOBODY_ON_IT:
        return length, ".muted"
    return _("{time} NOBODY ON IT").format(time=length), ".wrong"
