"""The clock of an exercise: a pure function of when it was started, paused and sped up, and of now.

Apart from the clocks of an incident, of which those of its runbook and its people go as this one does: those of the
law and of customers' cases, and messages that nobody acknowledges, go by the day (ADR 44).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import pairwise

from incident.domain.frozen import Frozen

__all__ = ["FASTEST", "ExerciseClock", "Turn"]

FASTEST = 60
"""Minutes of the exercise in a minute of the day, at most."""


class Turn(Frozen):
    """From an instant on the clock goes at that pace; 0 while it stands."""

    at: datetime
    pace: int


class ExerciseClock(Frozen):
    """Every change of pace, oldest first; none while it was never started."""

    turns: tuple[Turn, ...] = ()
    rate: int = 1
    """The pace at which it goes when it goes."""

    @property
    def is_running(self) -> bool:
        """Whether it goes now."""
        return bool(self.turns) and self.turns[-1].pace > 0

    @property
    def fastest(self) -> int:
        """The most of its minutes that passed in one of the day."""
        return max((turn.pace for turn in self.turns), default=1)

    @property
    def began_at(self) -> datetime | None:
        """When it was first started."""
        return self.turns[0].at if self.turns else None

    @property
    def going_since(self) -> datetime | None:
        """When it was started or let go on last; None while it stands."""
        since = None
        for turn in self.turns:
            since = (since or turn.at) if turn.pace else None
        return since

    def read(self, now: datetime) -> timedelta:
        """What it shows at that instant; 0 before its start."""
        if not self.turns:
            return timedelta()
        whole = [*((one.at, other.at, one.pace) for one, other in pairwise(self.turns))]
        whole.append((self.turns[-1].at, max(now, self.turns[-1].at), self.turns[-1].pace))
        spans = ((min(until, now) - since, pace) for since, until, pace in whole if since < now)
        return sum((length * pace for length, pace in spans), timedelta())

    def stood(self, until: datetime) -> timedelta:
        """How much of the day's time it stood between its start and then."""
        return sum((end - begin for begin, end in self.stands(until)), timedelta())

    def stands(self, until: datetime) -> Iterator[tuple[datetime, datetime]]:
        """From when to when it stood, between its start and then."""
        ends = [*(turn.at for turn in self.turns[1:]), until]
        for turn, end in zip(self.turns, ends, strict=False):
            if not turn.pace and min(end, until) > turn.at:
                yield turn.at, min(end, until)

    def stood_at(self, at: datetime) -> bool:
        """Whether it stood then; at the very instant of a pause, and of its end, it went."""
        ends = [*(turn.at for turn in self.turns[1:]), None]
        spans = zip(self.turns, ends, strict=False)
        return any(not turn.pace and turn.at < at and (end is None or at < end) for turn, end in spans)

    def went(self, since: datetime, until: datetime) -> timedelta:
        """How much time of the exercise passed between these two; none before its start, unless it never started."""
        return self.read(until) - self.read(since) if self.turns else until - since

    def left(self, due: datetime, now: datetime) -> timedelta:
        """The time of the exercise until then; past it negative, and as late as the clock went since."""
        return (due - now) * self.rate if now < due else -self.went(due, now)

    def put_off(self, since: datetime, due: datetime, now: datetime | None) -> datetime:
        """When that falls due if time runs from `since` as this clock goes, and from its start at the earliest.

        `now` ends a pause that lasts; None leaves it out. Never a microsecond early: cut to seconds, the clock shows
        the whole limit then.
        """
        left, at = due - since, max(since, self.began_at or since)
        if left <= timedelta():
            return due
        for pace, until in self._spans(since):
            if pace and left <= (until - at) * pace:
                return at + _share(left, pace)
            left, at = left - (until - at) * pace, until
        if self.turns and not self.turns[-1].pace:
            return (at if now is None else max(now, at)) + _share(left, self.rate)
        return at + (_share(left, self.rate) if self.turns else left)

    def _spans(self, since: datetime) -> Iterator[tuple[int, datetime]]:
        """The paces from then on, each until the next began; the last has no end."""
        paces = (1, *(turn.pace for turn in self.turns))
        return ((pace, turn.at) for pace, turn in zip(paces, self.turns, strict=False) if turn.at > since)

    def until(self, moment: datetime) -> ExerciseClock:
        """As it was then."""
        turns = tuple(turn for turn in self.turns if turn.at <= moment)
        return ExerciseClock(turns=turns, rate=next((turn.pace for turn in reversed(turns) if turn.pace), 1))

    def going(self, at: datetime, rate: int | None = None) -> ExerciseClock:
        """It goes from then on, at its rate or at another."""
        pace = rate or self.rate
        return self._turned(at, pace).changed(rate=pace)

    def standing(self, at: datetime) -> ExerciseClock:
        """It stands from then on."""
        return self._turned(at, 0)

    def paced(self, at: datetime, rate: int) -> ExerciseClock:
        """Another rate, which counts from then on, or once it goes again."""
        return self.going(at, rate) if self.is_running else self.changed(rate=rate)

    def _turned(self, at: datetime, pace: int) -> ExerciseClock:
        """A turn entered late counts from the one before it: what was read stays read."""
        last = self.turns[-1].at if self.turns else at
        return self.changed(turns=(*self.turns, Turn(at=max(at, last), pace=pace)))


def _share(left: timedelta, pace: int) -> timedelta:
    """How long that takes at the pace, rounded up to a microsecond."""
    return -(-left // pace)
