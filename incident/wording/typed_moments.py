"""Instants from what a person typed on a local clock: none is guessed where the words can mean two, or none.

Apart from the values of facts, because what is put off and what is filed is stated in the same words.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, tzinfo

from incident.domain.refusals import Refusal, Refused
from incident.domain.timing.stated import CLOCK_SKEW
from incident.wording.times import date_time

__all__ = [
    "end_of_day",
    "is_clock_time",
    "is_now",
    "moment_of_either_day",
    "moment_on_the_wall",
    "next_moment",
    "parse_moment",
    "start_of_day",
]

_FURTHEST_BACK = timedelta(days=10 * 366)
_FURTHEST_AHEAD = timedelta(days=366)
_DAY = timedelta(days=1)
_HALF_A_DAY = timedelta(hours=12)
"""A time of day that was longer ago is nearer where it is to come."""
_MINUTE = timedelta(minutes=1)
_DATE = r"\d{4}-\d{2}-\d{2}"
_CLOCK = r"(\d{1,2})[:：](\d{2})(?:[:：](\d{2}))?"  # compiled when first used: most commands read no time


def parse_moment(words: str, now: datetime, zone: tzinfo) -> datetime | None:
    """An instant from `HH:MM` (the latest that is past), an ISO date and time, or `now`; None if unreadable.

    A watch that is `CLOCK_SKEW` fast means now, not yesterday.

    Raises:
        Refused: TIME_SKIPPED or TIME_TWICE where the clocks were changed, TIME_FAR if the year must be wrong.
    """
    trimmed = words.strip()
    if is_now(trimmed):
        return now
    try:
        local = _on_the_clock(trimmed, now, zone)
        return _latest(local, trimmed, now, zone) if local else _iso(trimmed, now, zone)
    except (ValueError, OverflowError):
        return None


def is_now(words: str) -> bool:
    """Whether somebody typed that it is now."""
    return words.strip().casefold() in {"now", "现在"}


def moment_of_either_day(words: str, now: datetime, zone: tzinfo) -> datetime | None:
    """As `parse_moment`, where what is to come may be meant as well: a deadline, or when something began.

    Raises:
        Refused: as for `parse_moment`; TIME_EITHER_DAY where today's, still to come, is nearer than yesterday's.
    """
    moment = parse_moment(words, now, zone)
    if moment is not None and is_clock_time(words) and now - moment > _HALF_A_DAY:
        earlier = moment.astimezone(zone)
        later = moment_on_the_wall(earlier.replace(tzinfo=None, fold=0) + _DAY, words, zone).astimezone(zone)
        if now < later < now + _HALF_A_DAY:
            days = date_time(earlier, zone), date_time(later, zone)
            raise Refused(Refusal.TIME_EITHER_DAY, value=words, earlier=days[0], later=days[1])
    return moment


def next_moment(words: str, now: datetime, zone: tzinfo) -> datetime | None:
    """The next `HH:MM`, the earlier one of an hour that comes twice; a written date is taken as it is.

    Raises:
        Refused: as for `parse_moment`.
    """
    trimmed = words.strip()
    try:
        local = _on_the_clock(trimmed, now, zone)
        if local is None:
            return parse_moment(trimmed, now, zone)
        meant = (each for day in (local, local + _DAY) for each in _meant(day, trimmed, zone))
        return next(each for each in meant if each > now).astimezone(now.tzinfo)
    except (ValueError, OverflowError):
        return None


def moment_on_the_wall(local: datetime, words: str, zone: tzinfo) -> datetime:
    """The one instant at which the wall showed that time; `words` are how it was written.

    Raises:
        Refused: TIME_SKIPPED or TIME_TWICE where the clocks were changed.
    """
    return _the_one(_meant(local, words, zone), words, zone)


def end_of_day(words: str) -> str:
    """A date alone is due until its end, so its last minute; anything else as it was typed."""
    day = words.strip()
    return f"{day} 23:59" if re.fullmatch(_DATE, day) else day


def start_of_day(words: str) -> str:
    """A date alone begins with its first minute; anything else as it was typed."""
    day = words.strip()
    return f"{day} 00:00" if re.fullmatch(_DATE, day) else day


def is_clock_time(words: str) -> bool:
    """Whether the words are a time of day, `03:30`, without a date."""
    return re.fullmatch(_CLOCK, words.strip()) is not None


def _on_the_clock(words: str, now: datetime, zone: tzinfo) -> datetime | None:
    """The time of day, today, as the wall shows it; None if the words are no time of day."""
    clock = re.fullmatch(_CLOCK, words)
    if clock is None:
        return None
    hour, minute, second = (int(part or 0) for part in clock.groups())
    return now.astimezone(zone).replace(tzinfo=None, hour=hour, minute=minute, second=second, microsecond=0)


def _latest(local: datetime, words: str, now: datetime, zone: tzinfo) -> datetime:
    latest = now + CLOCK_SKEW
    day = local if min(_readings(local, zone)) <= latest else local - _DAY
    if _readings(local + _DAY, zone)[0] <= latest:  # a watch that is fast is past midnight first
        day = local + _DAY
    meant = [each for each in _meant(day, words, zone) if each <= latest]
    return min(_the_one(meant, words, zone), now).astimezone(now.tzinfo)


def _iso(words: str, now: datetime, zone: tzinfo) -> datetime:
    moment = datetime.fromisoformat(words)
    if moment.tzinfo is None:
        moment = moment_on_the_wall(moment, words, zone)
    if not now - _FURTHEST_BACK <= moment <= now + _FURTHEST_AHEAD:
        raise Refused(Refusal.TIME_FAR, value=words)
    return moment.astimezone(now.tzinfo)


def _the_one(meant: list[datetime], words: str, zone: tzinfo) -> datetime:
    if len(meant) > 1:
        earlier, later = (each.astimezone(zone).isoformat(timespec="minutes") for each in meant)
        raise Refused(Refusal.TIME_TWICE, value=words, earlier=earlier, later=later)
    return meant[0]


def _meant(local: datetime, words: str, zone: tzinfo) -> list[datetime]:
    """The instants at which the wall showed it: one, or two where the clocks were put back, in order."""
    first, second = _readings(local, zone)
    if first > second:  # only where the clocks were put forward over it
        before, after = _gap(second, first, zone)
        raise Refused(Refusal.TIME_SKIPPED, value=words, before=before, after=after)
    return sorted({first, second})


def _readings(local: datetime, zone: tzinfo) -> tuple[datetime, datetime]:
    """With the offset before a change of the clocks, and with the one after it."""
    first, second = (local.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    return first, second


def _gap(start: datetime, end: datetime, zone: tzinfo) -> tuple[str, str]:
    """From where to where the clocks were put forward, between the two instants."""
    before = start.replace(second=0, microsecond=0)
    offset = before.astimezone(zone).utcoffset()
    while before < end and (before + _MINUTE).astimezone(zone).utcoffset() == offset:
        before += _MINUTE
    after = (before + _MINUTE).astimezone(zone)
    last = before.astimezone(zone).replace(tzinfo=None) + _MINUTE
    return f"{last:%H:%M}", f"{after:%H:%M}"
