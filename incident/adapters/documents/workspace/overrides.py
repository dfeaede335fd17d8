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
from incident.domain.frozen import Frozen
from incident.domain.hashing import sha256

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from incident.adapters.documents.reading.sources import Source

__all__ = ["DayOff", "StandIn", "with_calendar"]

_HEAD: Final = """\
# Who stands in for whom. 'incident oncall import' writes this file anew: entries of your own stay, comments do not.
format: overrides/1
"""


class StandIn(Frozen):
    """Somebody stands in, as a calendar says."""

    uid: str
    """Of the calendar's entry."""
    rota: str
    layer: str
    person: str
    start: datetime
    end: datetime
    why: str = ""


class DayOff(Frozen):
    """A day on which nobody works, as a calendar says."""

    uid: str
    day: date
    name: str = ""


def with_calendar(old: Source | None, new: Sequence[StandIn | DayOff], uids: Sequence[str], now: datetime) -> str:
    """The file with the new entries in the place of all that came from the calendar's entries `uids` before.

    What came from any calendar and is over is left out.

    Raises:
        DocumentError: the old file cannot be read.
    """
    file = _read(old)
    marks = {_mark(uid) for uid in uids}
    lines = [_HEAD.rstrip("\n"), "overrides:"]
    lines += [_own(each) for each in file.overrides if each.uid not in marks and not _is_over(each, now)]
    lines += [_entered(each) for each in new if isinstance(each, StandIn)]
    lines += ["days_off:"]
    lines += [_day(each.day, each.name, each.uid) for each in file.days_off if not _is_gone(each, marks, now)]
    lines += [_day(each.day, each.name, _mark(each.uid)) for each in new if isinstance(each, DayOff)]
    return "\n".join(_without_empty(lines)) + "\n"


def _read(old: Source | None) -> OverridesFile:
    if old is None:
        return OverridesFile(format="overrides/1")
    place = Place(old.name, parse(old.data, old.name, rule="WS001"))
    file, problems = fit(OverridesFile, place, "WS002")
    if file is None or problems:
        raise DocumentError(tuple(problems))
    return file


def _is_over(each: StandInFile, now: datetime) -> bool:
    return bool(each.uid) and each.until.replace(tzinfo=each.until.tzinfo or UTC) < now


def _is_gone(each: DayOffFile, marks: set[str], now: datetime) -> bool:
    return each.uid in marks or (bool(each.uid) and each.day < now.date())


def _own(each: StandInFile) -> str:
    return _line(
        {
            "rota": each.rota,
            "layer": each.layer or "",
            "start": each.start.isoformat(" ", "minutes"),
            "until": each.until.isoformat(" ", "minutes"),
            "person": each.person,
            "why": each.why,
            "uid": each.uid,
        }
    )


def _entered(each: StandIn) -> str:
    return _line(
        {
            "rota": each.rota,
            "layer": each.layer,
            "start": each.start.isoformat(" ", "minutes"),
            "until": each.end.isoformat(" ", "minutes"),
            "person": each.person,
            "why": each.why,
            "uid": _mark(each.uid),
        }
    )


def _day(day: date, name: str, uid: str) -> str:
    return _line({"day": day.isoformat(), "name": name, "uid": uid})


def _line(fields: dict[str, str]) -> str:
    said = (f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in fields.items() if value)
    return f"  - {{{', '.join(said)}}}"


def _without_empty(lines: Sequence[str]) -> Iterator[str]:
    """A list without an entry is written as one."""
    for line, after in zip(lines, [*lines[1:], "-"], strict=True):
        yield f"{line} []" if line.endswith(":") and not after.startswith("  ") else line


def _mark(uid: str) -> str:
    """Ids of calendars may be long, and may look like secrets."""
    return sha256(uid.encode()).hexdigest()[:16]
