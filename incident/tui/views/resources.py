"""The rows of the board of resources: each request and allocation by its state, and the teams among those at work."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from incident.domain.events import AllocationState
from incident.domain.resources.allocation import Allocation, Team
from incident.domain.resources.awaiting import NOBODY_ON_IT
from incident.domain.resources.resource import Stock
from incident.i18n import _
from incident.tui.views.lines import Line, columns, line, width_of, wrap
from incident.tui.views.matching import fits
from incident.walk.keys import key_of
from incident.walk.moment import Walk
from incident.wording.allocations import state_word, whom_words
from incident.wording.resource_board import (
    awake_words,
    gap_words,
    late_words,
    name_words,
    report_words,
    rest_words,
    span_words,
    split_words,
    team_words,
    whereabouts,
)
from incident.wording.resources import resource_kind, resource_name
from incident.wording.safe import clean_line
from incident.wording.times import duration, in_units

__all__ = ["ORDER", "ResourceRow", "foot_lines", "resource_heads", "resource_line", "resource_rows"]

ORDER: Final = (
    AllocationState.REQUESTED,
    AllocationState.APPROVED,
    AllocationState.ORDERED,
    AllocationState.EN_ROUTE,
    AllocationState.ASSIGNED,
    AllocationState.ON_HAND,
    AllocationState.OUT,
    AllocationState.RELEASED,
    AllocationState.DECLINED,
    AllocationState.CANCELLED,
)
"""What needs somebody first, what is over last."""
_STYLES: Final = {
    AllocationState.REQUESTED: ".waiting",
    AllocationState.ASSIGNED: ".done",
    AllocationState.OUT: ".overridden",
}
_STATE, _ID, _SINCE, _GAPS = 10, 4, 10, 6
MOST_SHOWN: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceRow:
    """One row: an allocation, or a team."""

    allocation: Allocation | None = None
    team: Team | None = None


def resource_rows(walk: Walk, typed: str = "") -> Sequence[ResourceRow]:
    """Everything that was asked for, by state; typed words narrow it to the rows that they fit."""
    own = walk.incident.resources
    rows: list[ResourceRow] = []
    for state in ORDER:
        rows += [ResourceRow(allocation=each) for each in own.allocations.values() if each.state_at(walk.now) is state]
        if state is AllocationState.ASSIGNED:
            rows += [ResourceRow(team=each) for each in own.teams.values()]
    return [row for row in rows if not typed or fits(typed, list(_names(row, walk))) is not None]


def _names(row: ResourceRow, walk: Walk) -> Iterator[str]:
    if row.team is not None:
        yield from (row.team.id, walk.speech.person(row.team.lead))
    if (own := row.allocation) is not None:
        yield from (
            own.id,
            name_words(own, walk.speech),
            resource_name(own.type, walk.speech.types),
            resource_kind(own.kind),
        )
        yield from (own.resource, whom_words(own.whom, walk.speech) if own.whom else "")
        yield state_word(own.state_at(walk.now))


def _widths(width: int) -> tuple[int, int, int]:
    """The cells of what, of its kind, and of where it is."""
    left = max(30, width - _STATE - _ID - _SINCE - _GAPS)
    kind = max(9, left // 5)
    where = max(10, left * 2 // 5)
    return left - kind - where, kind, where


def resource_heads(width: int) -> Line:
    """What stands in which column."""
    what, kind, where = _widths(width)
    return columns(
        (" " + _("STATE"), _STATE + 1),
        ("", _ID),
        (_("WHAT"), what),
        (_("KIND"), kind),
        (_("WITH, WHERE"), where),
        (_("SINCE"), _SINCE),
    ).stylize(".muted")


def resource_line(row: ResourceRow, walk: Walk, width: int) -> Line:
    """The row in cells."""
    what, kind, where = _widths(width)
    if row.team is not None:
        lead = _("lead {person}").format(person=walk.speech.person(row.team.lead))
        return columns(
            ((f" {_state(AllocationState.ASSIGNED)}", ".done"), _STATE + 1),
            ("", _ID),
            ((team_words(row.team, walk.incident.resources), ".bright"), what),
            (_("team"), kind),
            (lead, where),
            ((_since(row.team.formed_at, walk.now), ".muted"), _SINCE),
        )
    own = row.allocation
    if own is None:
        return line("")
    state = own.state_at(walk.now)
    return columns(
        ((f" {_state(state)}", _STYLES.get(state, ".muted")), _STATE + 1),
        ((own.id, ".key"), _ID),
        ((name_words(own, walk.speech), ".bright" if own.is_live else ".muted"), what),
        (resource_name(own.type, walk.speech.types) if own.person else resource_kind(own.kind), kind),
        (whereabouts(own, walk.speech, walk.now), where),
        (_marked(own, state, walk.now), _SINCE),
    )


def _state(state: AllocationState) -> str:
    return state_word(state).upper()


def _since(at: datetime, now: datetime) -> str:
    """In its largest unit alone: a row is looked at, and not read."""
    return duration([now - at, *in_units(now - at)][-1])


def _marked(own: Allocation, state: AllocationState, now: datetime) -> Line:
    """How long it has been so; a request that nobody is on is marked."""
    words = _since(own.since_at(now), now)
    if state is AllocationState.REQUESTED and now >= own.requested_at + NOBODY_ON_IT:
        return line((f"{words} !", ".wrong"))
    return line((words, ".muted"))


def _missing(words: str, width: int) -> Iterator[Line]:
    """What the tier wants and is not to be had, in as many rows as it needs up to three: no other place lists it."""
    lead = " " + _("MISSING") + "  "
    first, *others = wrap(words, width - width_of(lead), 3)
    yield line((lead, ".muted"), (first, ".bright"))
    yield from (line(" " * width_of(lead), (row, ".bright")) for row in others)


def foot_lines(walk: Walk, stock: Stock, width: int) -> Iterator[Line]:
    """What nobody is on, what is missing, who reports to the commander or is to be split, who is awake longest."""
    own, speech = walk.incident.resources, walk.speech
    if late := late_words(own, walk.now):
        hint = _("{key} approves or declines.").format(key=key_of("resources.advance", _("Enter")))
        yield line((f" ! {late} {hint}", ".wrong"))
    if missing := gap_words(walk.incident, stock, walk.now):
        yield from _missing(missing, width)
    if split := split_words(own, key_of("resources.team", "t")):
        yield line((f" ! {split}", ".wrong"))
    elif reports := report_words(walk.incident, speech):
        names = "   ".join([*map(clean_line, reports[:MOST_SHOWN]), *(["…"] if reports[MOST_SHOWN:] else [])])
        yield line((" " + _("REPORTS TO IC") + "  ", ".muted"), f"{span_words(walk.incident)}   {names}")
    awake = list(awake_words(own, speech, walk.now))[:MOST_SHOWN]
    if awake:
        due = next(rest_words(walk.incident, stock.inventory, speech, walk.now))
        longest = line((" " + _("LONGEST AWAKE") + "  ", ".muted"), "   ".join(awake))
        yield longest + line(("   " + _("rest due: {people}").format(people=due), ".muted"))
