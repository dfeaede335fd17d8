"""Calendars as others keep them: iCalendar, RFC 5545, written and read.

Apart from the rota, because a calendar knows times and summaries and nobody's role.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final, TypeAlias

from incident import __version__
from incident.adapters.calendars.repeats import TooOften, aware, repeats
from incident.domain.duties.rota import FURTHEST_WEST
from incident.domain.frozen import Frozen

__all__ = ["Entry", "Said", "Unreadable", "read_calendar", "write_calendar"]

Read: TypeAlias = Any
"""What icalendar read: its values are of thirty kinds, and what does not fit is caught where it is used."""

_END: Final = b"END:VCALENDAR"
_TIMES: Final = frozenset({"DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID"})
"""What icalendar leaves out where it cannot read it, some of its versions at once and some when it is asked for."""
_DATES: Final = ("EXDATE", "RDATE")
_DAY: Final = timedelta(days=1)
_NAMES: Final = ("X-WR-CALNAME", "NAME")
"""What a calendar is called: as everybody writes it, and as RFC 7986 does."""
_WRONG: Final = (ValueError, TypeError, KeyError, AttributeError, OverflowError)
"""What comes of values that icalendar hands on and nobody can read."""


class Unreadable(ValueError):
    """The file is no calendar."""


class Entry(Frozen):
    """One entry of a calendar; a repeated one is several, all of one `uid`."""

    uid: str
    start: datetime
    """Aware, or by the clock of whoever reads it."""
    end: datetime
    summary: str
    is_whole_days: bool = False
    mails: tuple[str, ...] = ()
    """Addresses of those who are invited."""


class Said(Frozen):
    """What a calendar says of a span of time."""

    entries: tuple[Entry, ...]
    """In order."""
    wrong: tuple[str, ...]
    """The summaries of entries whose times cannot be understood."""
    too_often: tuple[str, ...]
    """The summaries of entries that repeat more often than anybody's duty does."""
    name: str
    """What the calendar calls itself; '' where it does not."""


def write_calendar(name: str, entries: Sequence[Entry], now: datetime) -> str:
    """The entries as a file; `now` is when they were put together."""
    from icalendar import Calendar, Event  # here: 150 ms, and only a calendar that leaves needs it

    calendar = Calendar()
    calendar.add("PRODID", f"-//incident//{__version__}//EN")
    calendar.add("VERSION", "2.0")
    calendar.add("X-WR-CALNAME", name)
    for entry in entries:
        event = Event()
        event.add("UID", entry.uid)
        event.add("DTSTAMP", now)
        event.add("DTSTART", entry.start.astimezone(UTC))
        event.add("DTEND", entry.end.astimezone(UTC))
        event.add("SUMMARY", entry.summary)
        event.add("TRANSP", "TRANSPARENT")  # being on duty does not make anybody busy
        calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written.decode()


def read_calendar(data: bytes, first: datetime, last: datetime) -> Said:
    """Every entry between the instants.

    Raises:
        Unreadable: it is no calendar.
    """
    from icalendar import Calendar  # here: as above

    if not data.rstrip().upper().endswith(_END):  # cut off on its way, it would be a calendar with nothing in it
        raise Unreadable(data[:80])
    try:
        calendars = Calendar.from_ical(data, multiple=True)
        events: list[Read] = [event for each in calendars for event in each.walk("VEVENT")]
    except (ValueError, IndexError, KeyError) as error:
        raise Unreadable(str(error)) from error
    moved = {place for event in events for place in _moved(event)}
    found: list[Entry] = []
    wrong: list[str] = []
    too_often: list[str] = []
    for event in events:
        if str(event.get("STATUS", "")).upper() == "CANCELLED":
            continue
        try:
            found += _between(event, moved, first, last)
        except TooOften:
            too_often.append(str(event.get("SUMMARY", "")))
        except _WRONG:
            wrong.append(str(event.get("SUMMARY", "")))
    return Said(
        entries=tuple(sorted(found, key=lambda each: (aware(each.start), each.uid))),
        wrong=tuple(wrong),
        too_often=tuple(too_often),
        name=next((name for each in calendars for name in _names(each)), ""),
    )


def _names(calendar: Read) -> Iterator[str]:
    for key in _NAMES:
        for each in _listed(calendar.get(key)):
            yield from filter(None, [" ".join(str(each).split())])


def _between(event: Read, moved: set[tuple[str, datetime]], first: datetime, last: datetime) -> Iterator[Entry]:
    for entry in _entries(event, moved, first - FURTHEST_WEST, last):
        ahead = first if entry.end.tzinfo else first - FURTHEST_WEST
        if aware(entry.start) < last and aware(entry.end) > ahead:
            yield entry


def _entries(event: Read, moved: set[tuple[str, datetime]], first: datetime, last: datetime) -> Iterator[Entry]:
    if _TIMES & {str(name).upper() for name, _why in event.errors}:
        raise ValueError(event.errors)
    if len(_listed(event.get("RECURRENCE-ID"))) > 1:
        raise ValueError(event["RECURRENCE-ID"])
    uid, begin = str(event.get("UID", "")), event["DTSTART"].dt
    start = _moment(begin)
    length = _length(event, start, is_whole_days=not isinstance(begin, datetime))
    once = Entry(
        uid=uid,
        start=start,
        end=start + length,
        summary=" ".join(str(event.get("SUMMARY", "")).split()),
        is_whole_days=not isinstance(begin, datetime),
        mails=tuple(_mails(event)),
    )
    if "RRULE" not in event and "RDATE" not in event:
        yield once
        return
    left_out, more = ([_moment(each.dt) for dates in _listed(event.get(key)) for each in dates.dts] for key in _DATES)
    for moment in repeats(_listed(event.get("RRULE")), more, start, first - length, last):
        if moment not in left_out and (uid, moment) not in moved:
            yield once.changed(start=moment, end=moment + length)


def _length(event: Read, start: datetime, *, is_whole_days: bool) -> timedelta:
    if "DTEND" in event:
        length = _moment(event["DTEND"].dt) - start
    elif "DURATION" in event:
        length = event["DURATION"].dt
    else:
        length = _DAY if is_whole_days else timedelta()
    if length <= timedelta():
        raise ValueError(length)
    return timedelta(seconds=length.total_seconds())


def _mails(event: Read) -> Iterator[str]:
    for each in _listed(event.get("ATTENDEE")):
        kind, _colon, address = str(each).partition(":")
        if kind.lower() == "mailto":
            yield address.lower()


def _listed(value: Read) -> list[Read]:
    return [] if value is None else value if isinstance(value, list) else [value]


def _moved(event: Read) -> Iterator[tuple[str, datetime]]:
    """Which repetition of another entry it stands in for, if it does."""
    try:
        if "RECURRENCE-ID" in event:
            yield str(event.get("UID", "")), _moment(event["RECURRENCE-ID"].dt)
    except _WRONG:  # two of them, or none that can be read: the entry is told as wrong when its turn comes
        return


def _moment(value: date | datetime) -> datetime:
    return value if isinstance(value, datetime) else datetime.combine(value, time())
