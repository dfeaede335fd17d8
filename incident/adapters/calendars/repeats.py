"""The times at which an entry of a calendar repeats, within bounds: RFC 5545, 3.3.10.

Apart from the reading of entries, because a rule may name more times than anybody is on duty, or none until the year
9999, and neither may keep a person waiting.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["MOST", "TooOften", "aware", "repeats"]

Rule: TypeAlias = Any
"""What icalendar read, each part of it a list of values of its own kinds; or a set of them, which has no types."""

MOST: Final = 1_000
"""So many repetitions of one entry are read."""
_MOST_TRIES: Final = 50_000
"""So many are counted from the first of them on: 130 years of days."""
_TOO_OFTEN: Final = frozenset({"SECONDLY", "MINUTELY", "HOURLY"})
_LONGEST: Final = {2: 29, 4: 30, 6: 30, 9: 30, 11: 30}


class TooOften(ValueError):
    """It repeats by the hour or more often, or more than `MOST` times."""


def repeats(
    rules: Iterable[Rule], more: Iterable[datetime], start: datetime, first: datetime, last: datetime
) -> list[datetime]:
    """Every time from `first` to `last`, in order: those that the rules name, those beside them, and the start.

    Raises:
        TooOften: there are too many.
        ValueError: a rule cannot be read.
    """
    found: list[datetime] = []
    for tries, moment in enumerate(_every(rules, more, start)):
        if aware(moment) >= last:
            break
        if aware(moment) >= first:
            found.append(moment)
        if tries == _MOST_TRIES or len(found) > MOST:
            raise TooOften(start)
    return found


def aware(moment: datetime) -> datetime:
    """By the clock of UTC where it says no other: close enough to tell what lies in a span of months."""
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)


def _every(rules: Iterable[Rule], more: Iterable[datetime], start: datetime) -> Rule:
    from dateutil.rrule import rruleset, rrulestr  # here: icalendar brings it along, for what repeats

    every: Rule = rruleset()
    for rule in rules:
        if _TOO_OFTEN & {str(each).upper() for each in rule.get("FREQ", ())}:
            raise TooOften(rule)
        if not _is_never(rule):
            every.rrule(_counted(rrulestr(rule.to_ical().decode(), dtstart=start), rule, start))
    for moment in (*more, start):
        every.rdate(moment)
    return every


def _counted(named: Rule, rule: Rule, start: datetime) -> Rule:
    """The start is the first of COUNT also where the rule does not name it, which dateutil leaves out."""
    count = next(iter(rule.get("COUNT", ())), None)
    if count is None or next(iter(named), None) == start:
        return named
    return named.replace(count=int(count) - 1)


def _is_never(rule: Rule) -> bool:
    """Whether it asks for the 30th of February alone: whoever looks for one looks until the year 9999."""
    months, days = ([int(each) for each in rule.get(part, ())] for part in ("BYMONTH", "BYMONTHDAY"))
    longest = max((_LONGEST.get(month, 31) for month in months), default=31)
    return bool(days) and all(abs(day) > longest for day in days)
