"""What the board of resources shows: each request and allocation by its state, the teams, and what is said below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from incident.domain.events import AllocationState
from incident.domain.resources.allocation import Allocation, Resources, Team
from incident.domain.resources.awaiting import due_of
from incident.domain.resources.resource import Stock
from incident.i18n import _
from incident.tui.views.filling import filled
from incident.tui.views.lines import Line, line, shortened, width_of, wrap
from incident.tui.views.matching import fits
from incident.walk.keys import key_of
from incident.walk.moment import Walk
from incident.wording.allocations import source_words, state_word, whom_words
from incident.wording.resource_board import (
    awake_words,
    counts_words,
    late_words,
    missing_words,
    name_words,
    report_words,
    rest_words,
    span_words,
    split_words,
    whereabouts,
)
from incident.wording.resources import resource_kind, resource_name

__all__ = ["ORDER", "ResourceRow", "counts_row", "foot_lines", "resource_rows"]

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
_LOW: Final = 24
"""Rows of a window from which more stands below the table than what is wrong."""


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
        found = [each for each in own.allocations.values() if each.state_at(walk.now) is state]
        rows += [ResourceRow(allocation=each) for each in sorted(found, key=lambda each: _soonest(each, walk.now))]
        if state is AllocationState.ASSIGNED:
            rows += [ResourceRow(team=each) for each in own.teams.values()]
    return [row for row in rows if not typed or fits(typed, list(_names(row, walk)), _words(row, walk)) is not None]


def _soonest(own: Allocation, now: datetime) -> tuple[bool, datetime]:
    """What has an hour first, by its hour; the rest as it was asked for."""
    due = due_of(own, now)
    return due is None, due or own.requested_at


def _names(row: ResourceRow, walk: Walk) -> Iterator[str]:
    """Whatever it is called by; letter by letter is enough."""
    if row.team is not None:
        yield from (row.team.id, walk.speech.person(row.team.lead), _("team"), state_word(AllocationState.ASSIGNED))
    if (own := row.allocation) is not None:
        yield from (
            own.id,
            name_words(own, walk.speech),
            resource_name(own.type, walk.speech.types),
            resource_kind(own.kind),
        )
        yield from (source_words(own.resource, own.giver), whom_words(own.whom, walk.speech) if own.whom else "")
        yield state_word(own.state_at(walk.now))


def _words(row: ResourceRow, walk: Walk) -> str:
    """With whom it is, where and until when, as its cell has it."""
    if row.team is not None:
        return _("lead {person}").format(person=walk.speech.person(row.team.lead))
    return whereabouts(row.allocation, walk.speech, walk.now) if row.allocation is not None else ""


def counts_row(resources: Resources, now: datetime, width: int) -> str:
    """How many stand how; in a narrow window without those that are none."""
    counts = counts_words(resources, now)
    if width_of(whole := "   ".join(counts)) >= width:
        return "   ".join(each for each in counts if not each.endswith(" 0"))
    return whole


def foot_lines(walk: Walk, stock: Stock, width: int, height: int) -> Iterator[Line]:
    """What nobody is on, what is missing, who reports to the commander or is to be split, who is awake longest.

    A low window has rows for what is wrong alone; the key that lists the rest is named.
    """
    own, key, is_low = walk.incident.resources, key_of("resources.whole", "g"), height < _LOW
    if late := late_words(own, walk.now):
        hint = _("{key} approves or declines.").format(key=key_of("resources.advance", _("Enter")))
        yield from _warned(f"{late} {hint}", width)
    if missing := missing_words(walk.incident, stock, walk.now):
        yield from _led(_("MISSING"), missing, width, 1 if is_low else 2, key)
    if split := split_words(own, key_of("resources.team", "t")):
        yield from _warned(split, width)
    elif not is_low and (reports := report_words(walk.incident, walk.speech)):
        label = "  ".join((_("REPORTS TO IC"), span_words(walk.incident)))
        yield from _led(label, reports, width, 1, key)
    awake = [] if is_low else list(awake_words(walk.incident, walk.speech, walk.now))
    if awake:
        due = next(rest_words(walk.incident, stock.inventory, walk.speech, walk.now))
        rest = "   " + _("rest due: {people}").format(people=due)
        (short,) = _led(_("LONGEST AT WORK"), awake, width - width_of(rest), 1, key)
        if awake[0] in short.plain:
            yield short + line((rest, ".muted"))
        else:
            yield from _led(_("LONGEST AT WORK"), awake, width, 1, key)
            yield shortened(line((rest[2:], ".muted")), width)


def _warned(words: str, width: int) -> Iterator[Line]:
    first, *others = wrap(words, width - 4, 3)
    yield line((f" ! {first}", ".wrong"))
    yield from (line((f"   {row}", ".wrong")) for row in others)


def _led(label: str, names: Sequence[str], width: int, most: int, key: str) -> Iterator[Line]:
    """The names behind their label, on so many rows at most."""
    lead = f" {label}  "
    first, *others = filled(names, width - width_of(lead), most, key)
    yield line((lead, ".muted"), first)
    yield from (line(" " * width_of(lead), row) for row in others)
