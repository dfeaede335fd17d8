"""The present instant, which notes until when what was asked of it stays as it was.

Apart from the rules, which take it for any other instant: whatever they compare with it, the result holds until the
first of those instants comes, and need not be worked out again before. What is asked otherwise - a length of time, a
time of the day - holds for this very instant only.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any, Final, Self

__all__ = ["Present", "days_since", "local_day"]

NEVER: Final = datetime.max.replace(tzinfo=UTC)
DAY: Final = timedelta(days=1)
STEP: Final = timedelta(microseconds=1)
"""The least by which two instants differ."""


class Present(datetime):
    """An instant like any other that remembers what it was compared with."""

    at: datetime
    """The same without a memory."""
    until: datetime
    """From here on something may be otherwise."""

    @classmethod
    def of(cls, now: datetime) -> Self:
        """The instant, with nothing asked of it yet."""
        at = now.at if isinstance(now, Present) else now
        made = cls(at.year, at.month, at.day, at.hour, at.minute, at.second, at.microsecond, at.tzinfo)
        made.at = at
        made.until = NEVER
        return made

    def lasts(self, now: datetime) -> bool:
        """Whether everything that was asked has the same answer at that moment."""
        return self.at <= now < self.until

    def local_day(self, zone: tzinfo) -> date:
        """The local date; another one from the next midnight on."""
        today = self.at.astimezone(zone).date()
        if today < date.max:
            tomorrow = datetime.combine(today + timedelta(days=1), time(), zone)
            self.until = min(self.until, tomorrow.astimezone(UTC))
        return today

    def days_since(self, then: datetime) -> int:
        """The whole days since then; one more when the next is full."""
        days = (self.at - then) // DAY
        self.until = min(self.until, then + (days + 1) * DAY)
        return days

    def __lt__(self, other: datetime) -> bool:  # type: ignore[override]  # a day is no instant
        return self._before(other)

    def __ge__(self, other: datetime) -> bool:  # type: ignore[override]  # a day is no instant
        return not self._before(other)

    def __le__(self, other: datetime) -> bool:  # type: ignore[override]  # a day is no instant
        return self._until(other)

    def __gt__(self, other: datetime) -> bool:  # type: ignore[override]  # a day is no instant
        return not self._until(other)

    def __eq__(self, other: object) -> bool:
        return self._at_once() == other

    def __ne__(self, other: object) -> bool:
        return self._at_once() != other

    def __hash__(self) -> int:
        return hash(self._at_once())

    def __add__(self, other: timedelta) -> datetime:  # type: ignore[override]  # the sum is an instant like any other
        return self._at_once() + other

    __radd__ = __add__  # type: ignore[assignment]  # as above

    def __sub__(self, other: Any) -> Any:  # noqa: ANN401  (an instant or a length)
        return self._at_once() - other

    def __rsub__(self, other: datetime) -> timedelta:
        return other - self._at_once()

    def __reduce_ex__(self, protocol: Any) -> Any:  # noqa: ANN401  (pickle's own types)
        return self._at_once().__reduce_ex__(protocol)

    def __repr__(self) -> str:
        return repr(self._at_once())

    def __str__(self) -> str:
        return str(self._at_once())

    def __format__(self, spec: str) -> str:
        return format(self._at_once(), spec)

    def _before(self, other: datetime) -> bool:
        """Whether it is before the other; turns when that comes."""
        is_before = self.at < other
        if is_before:
            self.until = min(self.until, other)
        return is_before

    def _until(self, other: datetime) -> bool:
        """Whether it is not past the other; turns an instant after that."""
        is_until = self.at <= other
        if is_until:
            self.until = min(self.until, other + STEP)
        return is_until

    def _at_once(self) -> datetime:
        """For what differs at every other moment."""
        self.until = self.at
        return self.at


def _asked(name: str) -> Callable[..., Any]:
    def ask(self: Present, *given: Any, **named: Any) -> Any:  # noqa: ANN401  (datetime's own types)
        return getattr(self._at_once(), name)(*given, **named)

    return ask


def _told(name: str) -> property:
    def tell(self: Present) -> int:
        return int(getattr(self._at_once(), name))

    return property(tell)


_METHODS: Final = (
    *("astimezone", "ctime", "date", "dst", "isocalendar", "isoformat", "isoweekday", "replace", "strftime"),
    *("time", "timestamp", "timetuple", "timetz", "toordinal", "tzname", "utcoffset", "utctimetuple", "weekday"),
)
_NUMBERS: Final = ("year", "month", "day", "hour", "minute", "second", "microsecond", "fold")

for _name in _METHODS:
    setattr(Present, _name, _asked(_name))
for _name in _NUMBERS:
    setattr(Present, _name, _told(_name))


def local_day(now: datetime, zone: tzinfo) -> date:
    """The date there at that moment."""
    return now.local_day(zone) if isinstance(now, Present) else now.astimezone(zone).date()


def days_since(now: datetime, then: datetime) -> int:
    """The whole days from then to that moment."""
    return now.days_since(then) if isinstance(now, Present) else (now - then) // DAY
