"""The days that a rule of recurrence names: RFC 5545, 3.3.10, in the words of a plan.

Apart from the entries of calendars, which bring their rules along as icalendar has read them.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from incident.adapters.calendars.repeats import repeats

__all__ = ["recurring_days"]


def recurring_days(rule: str, first: date, last: date) -> list[date]:
    """The first day, and every later one until `last` that the rule names.

    Raises:
        ValueError: the rule cannot be read, or names far too many days.
    """
    from icalendar import vRecur  # here: 150 ms, and few plans repeat anything

    begin, end = (datetime.combine(day, time(), UTC) for day in (first, last + timedelta(days=1)))
    try:
        read = vRecur.from_ical(rule)
        read["FREQ"]  # icalendar leaves out what it cannot read
        return [each.date() for each in repeats([read], (), begin.replace(tzinfo=None), begin, end)]
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError) as error:  # as icalendar and dateutil fail
        raise ValueError(rule) from error
