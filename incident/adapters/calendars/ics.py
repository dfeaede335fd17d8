"""Calendars as others keep them: iCalendar, RFC 5545, written and read.

Apart from the rota, because a calendar knows times and summaries and nobody's role.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import dropwhile, islice, takewhile
from typing import Any, Final, TypeAlias

from incident import __version__
from incident.domain.frozen import Frozen

__all__ = ["Entry", "Said", "Unreadable", "read_calendar", "write_calendar"]

Read: TypeAlias = Any
"""What icalendar read: its values are of thirty kinds, and what does not fit is caught where it is used."""

_END: Final = b"END:VCALENDAR"
_TOO_OFTEN: Final = frozenset({"SECONDLY", "MINUTELY"})
_TIMES: Final = frozenset({"DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID"})
"""What icalendar leaves out where it cannot read it, some of its versions at once and some when it is asked for."""
_DAY: Final = timedelta(days=1)
_MOST: Final = 1_000
"""So many repetitions of one entry are read."""


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
    """The summaries of entries that cannot be understood."""
    uids: tuple[str, ...]
    """Of all its entries, those that are cancelled or outside of the span too."""


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
    moved = {(str(event.get("UID", "")), _moment(event["RECURRENCE-ID"].dt)) for event in events if _is_moved(event)}
    found: list[Entry] = []
    wrong: list[str] = []
    for event in events:
        if str(event.get("STATUS", "")).upper() == "CANCELLED":
            continue
        try:
            found += _between(event, moved, first, last)
        except (ValueError, TypeError, KeyError, AttributeError, OverflowError):
            wrong.append(str(event.get("SUMMARY", "")))
    return Said(
        entries=tuple(sorted(found, key=lambda each: (_aware(each.start), each.uid))),
        wrong=tuple(wrong),
        uids=tuple(dict.fromkeys(str(event.get("UID", "")) for event in events)),
    )


def _between(event: Read, moved: set[tuple[str, datetime]], first: datetime, last: datetime) -> Iterator[Entry]:
    for entry in _entries(event, moved, first, last):
        if _aware(entry.start) < last and _aware(entry.end) > first:
            yield entry


def _entries(event: Read, moved: set[tuple[str, datetime]], first: datetime, last: datetime) -> Iterator[Entry]:
    if _TIMES & {str(name).upper() for name, _why in event.errors}:
        raise ValueError(event.errors)
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
    left_out = {_moment(each.dt) for dates in _listed(event.get("EXDATE")) for each in dates.dts}
    for moment in _repeats(event, start, first - length, last):
        if moment not in left_out and (uid, moment) not in moved:
            yield once.changed(start=moment, end=moment + length)


def _repeats(event: Read, start: datetime, first: datetime, last: datetime) -> Iterator[datetime]:
    from dateutil.rrule import rruleset, rrulestr  # here: icalendar brings it along, for what repeats

    every = rruleset()
    for rule in _listed(event.get("RRULE")):
        if _TOO_OFTEN & {str(each).upper() for each in rule.get("FREQ", ())}:
            raise ValueError(rule)
        every.rrule(rrulestr(rule.to_ical().decode(), dtstart=start))
    for dates in _listed(event.get("RDATE")):
        for each in dates.dts:
            every.rdate(_moment(each.dt))
    every.rdate(start)
    ahead = dropwhile(lambda moment: _aware(moment) < first, every)
    yield from islice(takewhile(lambda moment: _aware(moment) < last, ahead), _MOST)


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


def _is_moved(event: Read) -> bool:
    """Whether it stands in for one repetition of another entry."""
    return "RECURRENCE-ID" in event


def _moment(value: date | datetime) -> datetime:
    return value if isinstance(value, datetime) else datetime.combine(value, time())


def _aware(moment: datetime) -> datetime:
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
