"""`rota` of `people.yaml` and all of `overrides.yaml`, field by field, as people write them.

Apart from the rest of a workspace, because two files say it: a team writes the rotations, and overrides come from
elsewhere too.
"""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta
from typing import Annotated, Final, Literal, TypeAlias

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from incident.adapters.documents.reading.fields import Date, Id, Line, Strict

__all__ = ["DayOffFile", "LayerFile", "OverrideFile", "OverridesFile", "RotaFile", "StandInFile"]

_CLOCK: Final = r"([01]?[0-9]|2[0-3]):([0-5][0-9])"
_TURNS: Final = {"day": 1, "week": 7}
_UNITS: Final = {"d": 1, "w": 7}


def _clock(value: object) -> time:
    found = re.fullmatch(_CLOCK, str(value))
    if found is None:
        raise PydanticCustomError("clock", "no time of day")
    return time(int(found[1]), int(found[2]))


def _hours(value: object) -> tuple[time, time]:
    first, dash, last = str(value).replace(" ", "").partition("-")
    if not dash or not re.fullmatch(_CLOCK, first) or not re.fullmatch(_CLOCK, last):
        raise PydanticCustomError("hours", "no hours")
    return _clock(first), _clock(last)


def _turn(value: object) -> timedelta:
    found = re.fullmatch(r"([1-9][0-9]?)([dw])", str(value))
    days = _TURNS.get(str(value)) or (int(found[1]) * _UNITS[found[2]] if found else 0)
    if not days:
        raise PydanticCustomError("turn", "no turn")
    return timedelta(days=days)


def _moment(value: object) -> datetime:
    try:
        if re.match(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}", str(value)):
            return datetime.fromisoformat(str(value))
    except ValueError:  # no such day or hour
        pass
    raise PydanticCustomError("moment", "no moment")


Clock: TypeAlias = Annotated[time, BeforeValidator(_clock)]
Hours: TypeAlias = Annotated[tuple[time, time], BeforeValidator(_hours)]
Moment: TypeAlias = Annotated[datetime, BeforeValidator(_moment)]
"""By the clock of the rota where it says no offset."""
Days: TypeAlias = Annotated[
    list[Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun", "workdays", "days-off"]],
    BeforeValidator(lambda days: [days] if isinstance(days, str) else days),
    Field(min_length=1, max_length=7),
]
"""A list of days, or one word alone."""


class LayerFile(Strict):
    """People who take turns."""

    name: Id
    people: Annotated[list[Id], Field(min_length=1)]
    start: Date
    turn: Annotated[timedelta, BeforeValidator(_turn)] = timedelta(days=7)
    hand_over: Clock | None = None
    hours: Hours | None = None
    days: Days | None = None
    zone: Line | None = None


class OverrideFile(Strict):
    """Somebody stands in."""

    start: Moment
    until: Moment
    person: Id
    layer: Id | None = None
    why: Annotated[str, Field(max_length=200)] = ""


class RotaFile(Strict):
    """Who is on duty, layer by layer, the one that is woken first at the top."""

    name: Line | None = None
    roles: list[Id] | None = None
    zone: Line | None = None
    holidays: Line | None = None
    layers: Annotated[list[LayerFile], Field(min_length=1)]
    overrides: list[OverrideFile] = []


class StandInFile(OverrideFile):
    """An override that says of which rota, and perhaps from which calendar it came."""

    rota: Id
    calendar: Annotated[str, Field(max_length=200)] = ""


class DayOffFile(Strict):
    """A day on which nobody works, in every rota."""

    day: Date
    name: Annotated[str, Field(max_length=200)] = ""
    calendar: Annotated[str, Field(max_length=200)] = ""


class OverridesFile(Strict):
    """`overrides.yaml`."""

    format: Literal["overrides/1"]
    overrides: list[StandInFile] = []
    days_off: list[DayOffFile] = []
