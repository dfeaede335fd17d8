"""A rota over a span of time: stretches in which the same people are on duty, and the gaps among them.

Apart from who is on duty at one instant: everything here asks that one function, so a table, an export and a call for
help cannot disagree.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from incident.domain.duties.duty import Shift, on_duty, turns
from incident.domain.duties.rota import Rota
from incident.domain.frozen import Frozen

__all__ = [
    "LOOKED_AHEAD",
    "Gap",
    "OnDuty",
    "Stretch",
    "duty_until",
    "everybody_on_duty",
    "gaps",
    "gaps_to_their_end",
    "now_on_duty",
    "stretches",
    "whole_stretches",
]

LOOKED_AHEAD = timedelta(days=35)
"""How far the end of a duty is looked for; an end beyond is no news to anybody who is woken now."""
_WEEK = timedelta(days=7)
_DAY = timedelta(days=1)


class Stretch(Frozen):
    """A time in which nothing changes."""

    start: datetime
    end: datetime
    shifts: tuple[Shift, ...]
    """Whom to wake, in this order; empty in a gap."""


class Gap(Frozen):
    """A time in which nobody would hear."""

    start: datetime
    end: datetime | None
    """None where no end is in sight."""
    people: tuple[str, ...] = ()
    """Those on duty, whom no way reaches; empty where nobody is on duty."""


class OnDuty(Frozen):
    """Somebody who is on duty at an instant, and until when."""

    rota: Rota
    shift: Shift
    until: datetime | None
    """None where that is further than `LOOKED_AHEAD`, or never."""


def now_on_duty(rota: Rota, at: datetime) -> tuple[OnDuty, ...]:
    """Whom to wake, in this order, each with the end of the duty."""
    return tuple(OnDuty(rota=rota, shift=shift, until=duty_until(rota, at, shift)) for shift in on_duty(rota, at))


def everybody_on_duty(rotas: Iterable[Rota], at: datetime) -> tuple[OnDuty, ...]:
    """The same of every rota, in their order."""
    return tuple(each for rota in rotas for each in now_on_duty(rota, at))


def shift_ends(on_duty: Iterable[OnDuty], role: str) -> datetime | None:
    """When the present shift hands over: of that role where a rota has it, else the first of all; None: never."""
    ends = [each for each in on_duty if each.until is not None]
    return next((each.until for each in sorted(ends, key=lambda each: role not in each.rota.roles)), None)


def stretches(rota: Rota, start: datetime, end: datetime) -> tuple[Stretch, ...]:
    """The span from `start` to `end`, all of it and each instant once."""
    found: list[Stretch] = []
    for first, last in pairwise(sorted({start, *_edges(rota, start, end), end}) if start < end else ()):
        shifts = on_duty(rota, first)
        if found and found[-1].shifts == shifts:
            found[-1] = found[-1].changed(end=last)
        else:
            found.append(Stretch(start=first, end=last, shifts=shifts))
    return tuple(found)


def whole_stretches(rota: Rota, start: datetime, end: datetime) -> tuple[Stretch, ...]:
    """The stretches that the span touches, from their own beginning to their own end, as far as one is in sight."""
    every = stretches(rota, start - LOOKED_AHEAD, end + LOOKED_AHEAD)
    return tuple(each for each in every if each.start < end and each.end > start)


def gaps(rota: Rota, start: datetime, end: datetime, mute: Collection[str] = ()) -> tuple[Stretch, ...]:
    """The times in the span in which nobody is on duty but people whom no way reaches: `mute`."""
    found = stretches(rota, start, end)
    return tuple(each for each in found if all(shift.person in mute for shift in each.shifts))


def gaps_to_their_end(rota: Rota, start: datetime, end: datetime, mute: Collection[str] = ()) -> tuple[Gap, ...]:
    """Each gap that begins before `end`; one where the same people stay, in whatever place."""
    last, found = end + LOOKED_AHEAD, list[Gap]()
    for each in gaps(rota, start, last, mute):
        people = tuple(shift.person for shift in each.shifts)
        if found and (found[-1].end, found[-1].people) == (each.start, people):
            found[-1] = found[-1].changed(end=each.end)
        elif each.start < end:
            found.append(Gap(start=each.start, end=each.end, people=people))
    return tuple(gap.changed(end=None) if gap.end == last else gap for gap in found)


def duty_until(rota: Rota, at: datetime, shift: Shift) -> datetime | None:
    """When the person leaves that place; None if that is further than `LOOKED_AHEAD`, or never."""
    start = at
    while start < at + LOOKED_AHEAD:
        for stretch in stretches(rota, start, start + _WEEK):
            if not any((each.person, each.layer) == (shift.person, shift.layer) for each in stretch.shifts):
                return stretch.start
        start += _WEEK
    return None


def _edges(rota: Rota, start: datetime, end: datetime) -> Iterator[datetime]:
    """Every instant inside the span at which somebody may come or go."""
    for layer in rota.layers:
        zone = ZoneInfo(layer.zone)
        days = start.astimezone(zone).date() - 2 * _DAY, end.astimezone(zone).date()
        for begin, finish, _person in turns(rota, layer, *days):
            yield from (edge for edge in (begin, finish) if start < edge < end)
    for override in rota.overrides:
        yield from (edge for edge in (override.start, override.end) if start < edge < end)
