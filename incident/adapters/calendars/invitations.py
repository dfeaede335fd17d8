"""Calendars that this program writes for people to be somewhere: entries with invitations and alarms.

Apart from duties, which make nobody busy and ask nobody to come. RFC 5545; what asks for an answer is RFC 5546.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from incident import __version__
from incident.domain.frozen import Frozen

__all__ = ["Invited", "Meeting", "write_meetings"]

_DAY: Final = timedelta(days=1)


class Invited(Frozen):
    """Somebody who is to come."""

    name: str
    mail: str


class Meeting(Frozen):
    """One entry."""

    uid: str
    """The same for ever: by it a calendar knows that this is the entry it has."""
    sequence: int
    """Larger where the entry has changed since it was last written."""
    start: datetime | date
    """An instant, or the first of whole days."""
    end: datetime | date
    """An instant, or the last of them."""
    summary: str
    description: str
    alarms: tuple[timedelta, ...] = ()
    """How long before the start each reminder comes."""
    organiser: Invited | None = None
    invited: tuple[Invited, ...] = ()


def write_meetings(name: str, meetings: Sequence[Meeting], now: datetime, *, asks: bool = False) -> str:
    """The entries as a file; with `asks` an invitation that mail programs offer to accept, of one entry alone."""
    from icalendar import Calendar  # here: 150 ms, and only a calendar that leaves needs it

    calendar = Calendar()
    calendar.add("PRODID", f"-//incident//{__version__}//EN")
    calendar.add("VERSION", "2.0")
    if asks:
        calendar.add("METHOD", "REQUEST")
    else:
        calendar.add("X-WR-CALNAME", name)
    for meeting in meetings:
        calendar.add_component(_event(meeting, now, asks=asks))
    written: bytes = calendar.to_ical()
    return written.decode()


def _event(meeting: Meeting, now: datetime, *, asks: bool) -> Any:  # noqa: ANN401  (icalendar's own)
    from icalendar import Event  # here, as below: as above

    event = Event()
    event.add("UID", meeting.uid)
    event.add("DTSTAMP", now)
    event.add("SEQUENCE", meeting.sequence)
    is_timed = isinstance(meeting.start, datetime)
    event.add("DTSTART", meeting.start.astimezone(UTC) if isinstance(meeting.start, datetime) else meeting.start)
    event.add("DTEND", meeting.end.astimezone(UTC) if isinstance(meeting.end, datetime) else meeting.end + _DAY)
    event.add("SUMMARY", meeting.summary)
    event.add("DESCRIPTION", meeting.description)
    event.add("STATUS", "CONFIRMED" if is_timed else "TENTATIVE")
    event.add("TRANSP", "OPAQUE" if is_timed else "TRANSPARENT")  # days to choose from make nobody busy
    if asks and meeting.organiser is not None:
        _add_people(event, meeting.organiser, meeting.invited)
    for before in meeting.alarms:
        event.add_component(_alarm(meeting.summary, before))
    return event


def _add_people(event: Any, organiser: Invited, invited: Sequence[Invited]) -> None:  # noqa: ANN401  (icalendar's)
    event.add("ORGANIZER", f"mailto:{organiser.mail}", parameters={"CN": organiser.name})
    for each in invited:
        asked = {"CN": each.name, "ROLE": "REQ-PARTICIPANT", "PARTSTAT": "NEEDS-ACTION", "RSVP": "TRUE"}
        event.add("ATTENDEE", f"mailto:{each.mail}", parameters=asked)


def _alarm(summary: str, before: timedelta) -> Any:  # noqa: ANN401  (icalendar's own)
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("ACTION", "DISPLAY")
    alarm.add("DESCRIPTION", summary)
    alarm.add("TRIGGER", -before)
    return alarm
