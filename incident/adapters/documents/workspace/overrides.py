"""Writes `overrides.yaml` anew: what stood there, without what a calendar said before, and with what it says now.

Apart from the reading, because this file alone of a workspace is written by the program too.
"""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Final

from incident.adapters.documents.reading.nodes import Place
from incident.adapters.documents.reading.shapes import fit
from incident.adapters.documents.reading.strict_yaml import parse
from incident.adapters.documents.workspace.rota_model import DayOffFile, OverridesFile, StandInFile
from incident.application.errors import DocumentError
from incident.domain.duties.rota import FURTHEST_WEST

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from incident.adapters.documents.reading.sources import Source
    from incident.domain.duties.rota import CalendarSays, Override

__all__ = ["with_calendar"]

_HEAD: Final = """\
# Who stands in for whom. 'incident oncall import' writes this file anew: entries of your own stay, comments do not.
format: overrides/1
"""


def with_calendar(old: Source | None, says: CalendarSays, now: datetime) -> tuple[str, int, tuple[str, ...]]:
    """The file with what a calendar says in the place of all that it said before, of that rota or of days off.

    How many entries that was, and which other calendars stand beside it. What came from any calendar and is over is
    left out.

    Raises:
        DocumentError: the old file cannot be read.
    """
    file = _read(old)
    stand_ins = [each for each in file.overrides if not _is_over(each, now)]
    days = [each for each in file.days_off if not _is_gone(each, now)]
    beside = [each for each in stand_ins if each.rota == says.rota] if says.rota else days
    kept_ins = [each for each in stand_ins if (each.rota, each.calendar) != (says.rota, says.calendar)]
    kept_days = [each for each in days if says.rota or each.calendar != says.calendar]
    lines = [_HEAD.rstrip("\n"), "overrides:"]
    lines += [_stand_in(each.rota, each, each.until, each.calendar) for each in kept_ins]
    lines += [_stand_in(says.rota, each, each.end, says.calendar) for each in says.overrides]
    lines += ["days_off:"]
    lines += [_day(each.day, each.name, each.calendar) for each in kept_days]
    lines += [_day(day, name, says.calendar) for day, name in says.days_off]
    replaced = len(stand_ins) + len(days) - len(kept_ins) - len(kept_days)
    others = tuple(dict.fromkeys(each.calendar for each in beside if each.calendar not in ("", says.calendar)))
    return "\n".join(_without_empty(lines)) + "\n", replaced, others


def _read(old: Source | None) -> OverridesFile:
    if old is None:
        return OverridesFile(format="overrides/1")
    place = Place(old.name, parse(old.data, old.name, rule="WS001"))
    file, problems = fit(OverridesFile, place, "WS002")
    if file is None or problems:
        raise DocumentError(tuple(problems))
    return file


def _is_over(each: StandInFile, now: datetime) -> bool:
    if each.until.tzinfo is None:
        return bool(each.calendar) and each.until.replace(tzinfo=UTC) < now - FURTHEST_WEST
    return bool(each.calendar) and each.until < now


def _is_gone(each: DayOffFile, now: datetime) -> bool:
    return bool(each.calendar) and each.day < (now - FURTHEST_WEST).date()


def _stand_in(rota: str, each: StandInFile | Override, until: datetime, calendar: str) -> str:
    return _line(
        {
            "rota": rota,
            "layer": each.layer or "",
            "start": each.start.isoformat(" ", "minutes"),
            "until": until.isoformat(" ", "minutes"),
            "person": each.person,
            "why": each.why,
            "calendar": calendar,
        }
    )


def _day(day: date, name: str, calendar: str) -> str:
    return _line({"day": day.isoformat(), "name": name, "calendar": calendar})


def _line(fields: dict[str, str]) -> str:
    said = (f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in fields.items() if value)
    return f"  - {{{', '.join(said)}}}"


def _without_empty(lines: Sequence[str]) -> Iterator[str]:
    """A list without an entry is written as one."""
    for line, after in zip(lines, [*lines[1:], "-"], strict=True):
        yield f"{line} []" if line.endswith(":") and not after.startswith("  ") else line
