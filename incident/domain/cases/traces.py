"""When and by which channel the erased cases came in: all that is left to know them by.

Apart from the register, because only whoever takes in a list asks it. What one list says with an hour another says by
the day alone, or not at all: no such pair is told apart.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final, TypeAlias

from incident.domain.events.cases import CaseChannel

if TYPE_CHECKING:
    from datetime import datetime

    from incident.domain.cases.register import Register
    from incident.domain.commands import NewCase

__all__ = ["Traces"]

_DAY: Final = 24 * 60 * 60
_LAST: Final = 1 << 62

_Came: TypeAlias = Sequence[tuple[int, int]]
"""When each came in, in seconds since 1970, and its number; sorted."""


class Traces:
    """Those of the erased cases of a register."""

    def __init__(self, register: Register) -> None:
        self._came = _by_channel(register, register.erased)
        self._undated = _by_channel(register, (each for each in register.erased if register.was_undated(each)))
        self._found: dict[tuple[datetime | None, datetime | None, CaseChannel], tuple[int, ...]] = {}
        """By what a row says: a list has thousands that say the same."""

    def like(self, case: NewCase) -> tuple[int, ...]:
        """The erased cases that this row may be, by number."""
        if not self._came:
            return ()
        key = (case.received_at, case.day, case.channel)
        if key not in self._found:
            self._found[key] = self._like(case)
        return self._found[key]

    def _like(self, case: NewCase) -> tuple[int, ...]:
        channels = list(CaseChannel) if case.channel is CaseChannel.OTHER else [case.channel, CaseChannel.OTHER]
        return tuple(sorted({number for channel in channels for number in self._of(case, channel)}))

    def _of(self, case: NewCase, channel: CaseChannel) -> Iterator[int]:
        came = self._came.get(channel, ())
        if case.received_at is None:
            yield from _between(came, 0, _LAST)
            return
        at = int(case.received_at.timestamp())
        yield from _between(came, at, at + (_DAY - 1 if case.is_day else 0))
        if case.day is not None:
            day = int(case.day.timestamp())
            yield from _between(came, day, day)
        yield from _between(self._undated.get(channel, ()), at, _LAST)


def _by_channel(register: Register, numbers: Iterable[int]) -> Mapping[CaseChannel, _Came]:
    found: dict[CaseChannel, list[tuple[int, int]]] = {}
    for case in map(register.case, numbers):
        found.setdefault(case.channel, []).append((int(case.received_at.timestamp()), case.number))
    return {channel: sorted(came) for channel, came in found.items()}


def _between(came: _Came, first: int, last: int) -> Iterator[int]:
    places = slice(bisect_left(came, (first, 0)), bisect_right(came, (last, _LAST)))
    return (number for _at, number in came[places])
