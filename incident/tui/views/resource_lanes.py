"""The board of resources as lanes, where there is room: what is asked for at the left, what is over at the right.

Apart from the rows of the same board, which a narrow window and a screen reader get (reference/UX.md B-6b).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Final

from incident.domain.events import AllocationState as State
from incident.domain.resources.allocation import Allocation
from incident.domain.resources.awaiting import NOBODY_ON_IT
from incident.i18n import _
from incident.tui.views.frames import framed
from incident.tui.views.lines import Line, beside, blank, line, shortened, width_of, wrap
from incident.tui.views.resources import ResourceRow
from incident.walk.moment import Walk
from incident.wording.allocations import state_word, whom_words
from incident.wording.resource_board import name_words, team_words, whereabouts
from incident.wording.resources import resource_kind, resource_name
from incident.wording.times import duration

__all__ = ["LANES_FROM", "lane_lines"]

LANES_FROM: Final = (116, 38)
"""As many cells and rows the lanes want; smaller, the board is a list."""
SIDES: Final = 4
MOST_EACH: Final = 2
"""Rows at most of what is said below a name."""
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
    room, inside = height - 2, width - SIDES
    said = [(list(_item(row, walk, inside, chosen=chosen)), chosen) for row, chosen in rows]
    lines = [each for item, _chosen in said for each in item]
    chosen_at = next((sum(len(i) for i, _c in said[:n]) for n, (_i, chosen) in enumerate(said) if chosen), 0)
    first = max(0, min(chosen_at - room // 2, len(lines) - room))
    shown = lines[first : first + room]
    if len(lines) > first + room:
        shown[-1] = line((_("… more below"), ".muted"))
    return framed(_title(states, rows, walk), [*shown, *[blank()] * (room - len(shown))], width)


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
    name, end = _name(row, walk)
    first = beside(line((name, ".bright")), line((end, ".muted")), width) if end else shortened(line(name), width)
    yield first.stylize(".selected") if chosen else first
    for words, style in _below(row, walk):
        yield from (line((f"  {text}", style)) for text in wrap(words, width - 2, MOST_EACH))


def _name(row: ResourceRow, walk: Walk) -> tuple[str, str]:
    if row.team is not None:
        return team_words(row.team, walk.incident.resources), ""
    own = row.allocation
    assert own is not None  # noqa: S101  (a row is one of both)
    whom = whom_words(own.whom, walk.speech) if own.whom and own.state_at(walk.now) is State.ASSIGNED else ""
    name = f"{own.id} {name_words(own, walk.speech)}"
    return name, whom if width_of(whom) < width_of(name) else ""


def _below(row: ResourceRow, walk: Walk) -> Iterator[tuple[str, str]]:
    if row.team is not None:
        yield _("lead {person}").format(person=walk.speech.person(row.team.lead)), ".muted"
    if (own := row.allocation) is None:
        return
    state = own.state_at(walk.now)
    if state in _SAID:
        yield state_word(state).upper(), ".muted"
    else:
        yield resource_name(own.type, walk.speech.types) if own.person else resource_kind(own.kind), ".muted"
    where = whereabouts(own, walk.speech, walk.now)
    if where and where != _name(row, walk)[1]:
        yield where, ".muted"
    if state is State.REQUESTED:
        yield _waited(own, walk)
    elif state is State.ASSIGNED:
        yield _("since {time}").format(time=walk.speech.when(own.since_at(walk.now), walk.now)), ".muted"


def _waited(own: Allocation, walk: Walk) -> tuple[str, str]:
    waited = walk.now - own.requested_at
    if waited < NOBODY_ON_IT:
        return duration(waited), ".muted"
    return _("{time} NOBODY ON IT").format(time=duration(waited)), ".wrong"
