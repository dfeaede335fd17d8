"""Compiles calendars: what a file says of a year is all that counts there, other years come from the base.

Apart from the regimes, because several of them count their days by one calendar.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from incident.adapters.documents.reading.findings import did_you_mean
from incident.domain.law.periods import Calendar
from incident.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from incident.adapters.calendars.source import DaysOff, HolidaySource
    from incident.adapters.documents.obligations.draft import Draft
    from incident.adapters.documents.obligations.model import CalendarFile, DaysFile
    from incident.adapters.documents.obligations.reading import Read
    from incident.adapters.documents.reading.nodes import Place

__all__ = ["compile_calendar"]

YEARS: Final = range(2020, 2041)
"""The years that a base is asked for; a fixed span, so that one source compiles to one calendar."""
_LONGEST: Final = 31


def compile_calendar(draft: Draft, read: Read[CalendarFile], source: HolidaySource) -> Calendar:
    """The calendar that a file says; its problems go into the draft."""
    file, place = read.file, read.place
    draft.say(f"calendar.{file.id}", file.name, place / "name")
    holidays = {
        day for index, days in enumerate(file.holidays) for day in _days(draft, days, place / "holidays" / index)
    }
    working = frozenset(file.working_days)
    _contradictions(draft, file, holidays, place)
    own = {day.year for day in (*holidays, *working)}
    base = _base(draft, file, source, place / "base")
    last = file.settled_until or (date(YEARS[-1], 12, 31) if base else max(holidays | working, default=date.min))
    return Calendar(
        id=file.id,
        weekend=frozenset(file.weekend),
        holidays=frozenset(holidays | {day for day in base.holidays if day.year not in own} if base else holidays),
        working_days=working | {day for day in base.working_days if day.year not in own} if base else working,
        settled_until=last,
    )


def _base(draft: Draft, file: CalendarFile, source: HolidaySource, place: Place) -> DaysOff | None:
    if file.base is None:
        return None
    found = source.days_off(file.base, YEARS)
    if found is None:
        said = _("Nobody knows the days off of '{place}'.").format(place=file.base)
        draft.wrong(place, "OB004", said, did_you_mean(file.base, source.places()))
    return found


def _days(draft: Draft, file: DaysFile, place: Place) -> Iterator[date]:
    last = file.last or file.first
    if not file.first <= last < file.first + timedelta(days=_LONGEST):
        draft.wrong(place, "OB013", _("The days go from the first to the last, at most a month."))
        return
    for offset in range((last - file.first).days + 1):
        yield file.first + timedelta(days=offset)


def _contradictions(draft: Draft, file: CalendarFile, holidays: set[date], place: Place) -> None:
    for index, day in enumerate(file.working_days):
        here = place / "working_days" / index
        if day in holidays:
            draft.wrong(here, "OB013", _("{date} is a holiday and a working day.").format(date=day.isoformat()))
        elif day.isoweekday() not in file.weekend:
            said = _("{date} is worked anyway: it is no weekend day.").format(date=day.isoformat())
            draft.wrong(here, "OB013", said)
