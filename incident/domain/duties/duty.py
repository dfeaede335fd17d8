"""Who is on duty at an instant, and why: the turns of a rota's layers, then its overrides.

All arithmetic is on local days, so a hand-over at nine is at nine on both sides of a change of the clocks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from incident.domain.duties.rota import Layer, Override, Rota
from incident.domain.frozen import Frozen
from incident.domain.law.periods import Calendar

__all__ = ["Shift", "on_duty", "rotas_for", "turns"]

_DAY = timedelta(days=1)
_REACH = 2
"""A turn that covers an instant begins at most so many local days before it."""


class Shift(Frozen):
    """One person on duty, and why."""

    person: str
    layer: str
    """'' for an override that fills a gap of all layers."""
    override: Override | None = None
    """What put the person there; None is the rotation."""


def on_duty(rota: Rota, at: datetime) -> tuple[Shift, ...]:
    """Whom to wake, in this order, each in the first of their places; empty where nobody is on duty."""
    held = {layer.name: _of_layer(rota, layer, at) for layer in rota.layers}
    places = {name: Shift(person=person, layer=name) for name, person in held.items() if person is not None}
    for override in rota.overrides:
        if override.start <= at < override.end:
            place = override.layer or next((name for name in ("", *held) if name in places), "")
            places[place] = Shift(person=override.person, layer=place, override=override)
    ordered = [places[name] for name in dict.fromkeys(("", *held, *places)) if name in places]
    first_places: dict[str, Shift] = {}
    for shift in ordered:
        first_places.setdefault(shift.person, shift)
    return tuple(first_places.values())


def rotas_for(rotas: Iterable[Rota], role: str) -> Iterator[Rota]:
    """The rotas whose people are offered for the role."""
    return (rota for rota in rotas if role in rota.roles)


def turns(rota: Rota, layer: Layer, start: date, end: date) -> Iterator[tuple[datetime, datetime, str]]:
    """From when until when who is on duty, for each day on which a duty begins from `start` to `end`."""
    zone = ZoneInfo(layer.zone)
    calendar = Calendar(id="", holidays=rota.days_off, working_days=rota.made_up)
    for offset in range((end - start).days + 1):
        day = start + offset * _DAY
        if day < layer.start or not _is_served(layer, calendar, day):
            continue
        begin = _instant(day, layer.begins, zone)
        finish = _instant(day if layer.ends > layer.begins else day + _DAY, layer.ends, zone)
        if begin < finish:  # a window that the clocks skipped is none
            number = (day - layer.start).days // layer.turn_days
            yield begin, finish, layer.people[number % len(layer.people)]


def _of_layer(rota: Rota, layer: Layer, at: datetime) -> str | None:
    today = at.astimezone(ZoneInfo(layer.zone)).date()
    found = [person for begin, end, person in turns(rota, layer, today - _REACH * _DAY, today) if begin <= at < end]
    return found[-1] if found else None


def _is_served(layer: Layer, calendar: Calendar, day: date) -> bool:
    fits = layer.worked is None or calendar.is_working_day(day) is layer.worked
    return fits and day.isoweekday() in layer.weekdays


def _instant(day: date, clock: time, zone: ZoneInfo) -> datetime:
    """Of an hour that comes twice the first; an hour that is skipped counts from the old time."""
    return datetime.combine(day, clock, zone).astimezone(UTC)
