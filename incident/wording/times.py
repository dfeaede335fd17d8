"""Instants, lengths of time and countdowns, as a person reads them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta, tzinfo

from incident.domain.timing.present import local_day
from incident.i18n import N_, _

__all__ = [
    "clock_time",
    "countdown",
    "date_time",
    "day_time",
    "duration",
    "elapsed",
    "in_units",
    "long_time",
    "weekday",
]

_WEEKDAYS = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))
_UNITS = (timedelta(minutes=1), timedelta(hours=1), timedelta(days=1))
_MINUTE = 60
_HOUR = 60 * _MINUTE
_DAY = 24 * _HOUR
_DAYS_FROM = 3 * _DAY
"""From here on days are easier to grasp than hours: `48 h`, but `4 d`."""


def clock_time(at: datetime, zone: tzinfo, *, seconds: bool = False) -> str:
    """The local wall-clock time: `02:40`, or `02:40:09`."""
    return f"{at.astimezone(zone):{'%H:%M:%S' if seconds else '%H:%M'}}"


def date_time(at: datetime, zone: tzinfo) -> str:
    """The local date and time: `2026-11-21 02:40`."""
    return f"{at.astimezone(zone):%Y-%m-%d %H:%M}"


def long_time(at: datetime, zone: tzinfo) -> str:
    """The local date and time with the offset, unmistakable anywhere: `2026-11-21 02:40:09 (UTC+0800)`."""
    return f"{at.astimezone(zone):%Y-%m-%d %H:%M:%S (UTC%z)}"


def day_time(at: datetime, now: datetime, zone: tzinfo) -> str:
    """The local time as it is said at `now`: `10:30` today, `tomorrow 10:30`, else `2026-11-24 10:30`."""
    days = (at.astimezone(zone).date() - local_day(now, zone)).days
    time = clock_time(at, zone)
    if days == 0:
        return time
    if days == 1:
        return _("tomorrow {time}").format(time=time)
    return _("yesterday {time}").format(time=time) if days == -1 else date_time(at, zone)


def weekday(at: datetime, zone: tzinfo) -> str:
    """The local day of the week, in three letters or two signs."""
    return _(_WEEKDAYS[at.astimezone(zone).weekday()])


def countdown(left: timedelta) -> str:
    """What a running clock shows: `19:03`; from an hour on words, `1 h 2 min`; behind its time `-02:10`.

    Minutes and seconds are never beside hours, minutes and seconds: at three in the morning they look alike.
    """
    total = int(left.total_seconds())
    minutes, seconds = divmod(abs(total), _MINUTE)
    shown = f"{minutes:02}:{seconds:02}" if abs(total) < _HOUR else duration(left)
    return f"-{shown}" if total < 0 else shown


def elapsed(length: timedelta) -> str:
    """`T+00:27:41`; hours go on past a day. `T-00:27:41` where the clock was set back, or whoever declared is ahead."""
    total = int(length.total_seconds())
    minutes, seconds = divmod(abs(total), _MINUTE)
    hours, minutes = divmod(minutes, _MINUTE)
    return f"T{'-' if total < 0 else '+'}{hours:02}:{minutes:02}:{seconds:02}"


def duration(length: timedelta) -> str:
    """A length of time in its two largest units: `20 min`, `1 h 20 min`, `4 d`; the sign is left out."""
    total = abs(int(length.total_seconds()))
    if total >= _DAYS_FROM:
        return _two(total, (_DAY, _("{count} d")), (_HOUR, _("{count} h")))
    if total >= _HOUR:
        return _two(total, (_HOUR, _("{count} h")), (_MINUTE, _("{count} min")))
    return _two(total, (_MINUTE, _("{count} min")), (1, _("{count} s")))


def in_units(length: timedelta) -> Sequence[timedelta]:
    """The length cut to whole minutes, to hours, to days, as far as it has any; the largest last."""
    return [length - length % unit for unit in _UNITS if length >= unit]


def _two(total: int, large: tuple[int, str], small: tuple[int, str]) -> str:
    count, rest = divmod(total, large[0])
    below = rest // small[0]
    words = [large[1].format(count=count)] if count else []
    if below or not count:
        words.append(small[1].format(count=below))
    return " ".join(words)
