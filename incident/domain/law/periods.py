"""How a period of law is counted: from which moment, over which days, to which hour.

Apart from the obligations, because the same arithmetic serves every regime, and a day
counted wrong is a deadline missed. Hours run on from the stated moment through nights
and holidays; days leave the first day out and end at 24:00 of the jurisdiction's zone
(reference/STANDARDS.md 1.7; PRC Civil Code 201-204, Regulation (EEC, Euratom) 1182/71).
"""

from __future__ import annotations

from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from incident.domain.frozen import Frozen

__all__ = ["Calendar", "End", "LastDay", "Period", "Reckoning", "Unit", "end_of", "noon_after"]

_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)


class Unit(StrEnum):
    """What a period is counted in."""

    MINUTE = "minute"
    HOUR = "hour"
    CALENDAR_DAY = "calendar_day"
    WORKING_DAY = "working_day"
    MONTH = "month"
    IMMEDIATELY = "immediately"
    """The rule names no number: at once, without undue delay, as soon as practicable."""
    AS_REGULATED = "as_regulated"
    """The rule leaves the number to another rule or to the authority."""

    @property
    def is_counted(self) -> bool:
        """Whether a number goes with it."""
        return self not in (Unit.IMMEDIATELY, Unit.AS_REGULATED)


class LastDay(StrEnum):
    """What happens when the last day is one on which nobody works."""

    STANDS = "stands"
    AFTER_HOLIDAY = "after-holiday"
    """The day after a statutory holiday; a plain weekend moves nothing."""
    NEXT_WORKING_DAY = "next-working-day"


class Period(Frozen):
    """A length as a rule states it; `n` is 0 for a unit that is not counted."""

    unit: Unit
    n: int = 0


class Calendar(Frozen):
    """Which days are worked in a place, exception by exception."""

    id: str
    weekend: frozenset[int] = frozenset({6, 7})
    """Days of the week, Monday being 1."""
    holidays: frozenset[date] = frozenset()
    """Statutory days off, with the weekend days that belong to a holiday."""
    working_days: frozenset[date] = frozenset()
    """Weekend days that are worked to make up for a holiday (调休)."""
    settled_until: date = date.min
    """The last day for which the authority has published what is said here."""

    def is_holiday(self, day: date) -> bool:
        """Whether it is a statutory day off; a plain weekend is none."""
        return day in self.holidays

    def is_working_day(self, day: date) -> bool:
        """Whether people work: a make-up day always, else neither weekend nor holiday."""
        return day in self.working_days or (day.isoweekday() not in self.weekend and day not in self.holidays)


class Reckoning(Frozen):
    """How a regime counts."""

    zone: str = "UTC"
    """IANA zone whose midnights count."""
    calendar: str = ""
    """Id of the calendar of holidays and working days; '' for a regime that needs none."""
    last_day: LastDay = LastDay.STANDS
    day_ends: time | None = None
    """Close of business, local, on the last day; None is 24:00."""
    is_european: bool = False
    """Whether Regulation 1182/71 may allow more than is planned with."""


class End(Frozen):
    """The end of a period."""

    at: datetime
    """The instant, UTC, to plan with: the earlier one where two readings are possible."""
    day: date | None = None
    """The local day with whose end the period ends; None for hours and minutes."""
    was_moved: bool = False
    """Whether the last day was moved past days off."""
    is_settled: bool = True
    """Whether the calendar that was asked is the published one for that day."""
    law_until: datetime | None = None
    """A later instant that the law's own arithmetic may allow; nobody plans with it."""


def end_of(period: Period, start: datetime, reckoning: Reckoning, calendar: Calendar | None) -> End | None:
    """Where a period that starts at an instant ends; None if the rule states no number.

    Without a calendar every weekday counts as worked, and the end is not settled.
    """
    days = calendar or Calendar(id="")
    first = start.astimezone(ZoneInfo(reckoning.zone)).date()
    match period.unit:
        case Unit.MINUTE | Unit.HOUR:
            return _clocked(period, start, reckoning)
        case Unit.CALENDAR_DAY:
            return _dated(first + period.n * _DAY, reckoning, days)
        case Unit.MONTH:
            return _dated(_months_after(first, period.n), reckoning, days)
        case Unit.WORKING_DAY:
            day = _working_days_after(first, period.n, days)
            return End(at=_end_of_day(day, reckoning), day=day, is_settled=day <= days.settled_until)
        case _:
            return None  # at once, or as another rule says


def noon_after(at: datetime, reckoning: Reckoning, calendar: Calendar) -> datetime | None:
    """Noon of the next working day, if the instant falls on a day off; None if it does not."""
    zone = ZoneInfo(reckoning.zone)
    day = at.astimezone(zone).date()
    if calendar.is_working_day(day):
        return None
    return datetime.combine(_next_working_day(day, calendar), time(12), zone).astimezone(UTC)


def _clocked(period: Period, start: datetime, reckoning: Reckoning) -> End:
    length = timedelta(hours=period.n) if period.unit is Unit.HOUR else timedelta(minutes=period.n)
    at = start.astimezone(UTC) + length
    if not reckoning.is_european or period.unit is Unit.MINUTE:
        return End(at=at)
    next_hour = start.astimezone(UTC).replace(minute=0, second=0, microsecond=0) + _HOUR
    return End(at=at, law_until=next_hour + length)  # Article 3(1): the hour of the event is not counted


def _dated(day: date, reckoning: Reckoning, calendar: Calendar) -> End:
    moved = _last_day(day, reckoning.last_day, calendar)
    at = _end_of_day(moved, reckoning)
    later = _next_working_day_or(day, calendar) if reckoning.is_european else moved
    return End(
        at=at,
        day=moved,
        was_moved=moved != day,
        is_settled=reckoning.last_day is LastDay.STANDS or moved <= calendar.settled_until,
        law_until=_end_of_day(later, reckoning) if later > moved else None,  # Article 3(4)
    )


def _last_day(day: date, rule: LastDay, calendar: Calendar) -> date:
    if rule is LastDay.NEXT_WORKING_DAY:
        return _next_working_day_or(day, calendar)
    while rule is LastDay.AFTER_HOLIDAY and calendar.is_holiday(day):
        day += _DAY
    return day


def _end_of_day(day: date, reckoning: Reckoning) -> datetime:
    zone = ZoneInfo(reckoning.zone)
    if reckoning.day_ends is not None:
        return datetime.combine(day, reckoning.day_ends, zone).astimezone(UTC)
    return datetime.combine(day + _DAY, time(), zone).astimezone(UTC)


def _months_after(day: date, count: int) -> date:
    """The day of the same number, or the last of a month that is too short."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _working_days_after(day: date, count: int, calendar: Calendar) -> date:
    for _ in range(count):
        day = _next_working_day(day, calendar)
    return day


def _next_working_day(day: date, calendar: Calendar) -> date:
    return _next_working_day_or(day + _DAY, calendar)


def _next_working_day_or(day: date, calendar: Calendar) -> date:
    """The day itself if it is worked, else the next one that is."""
    while not calendar.is_working_day(day):
        day += _DAY
    return day
