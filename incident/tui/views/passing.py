"""Rows that show time: a second makes those anew, and none of the rows around them.

Apart from the lines themselves: what is here is when a line is made, and not how it looks.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Generic, Protocol, Self, TypeAlias, TypeVar

from incident.tui.views.lines import Line

__all__ = ["Moment", "Passing", "Row", "at_once"]


class Moment(Protocol):
    """What is shown of one instant."""

    @property
    def now(self) -> Any:  # noqa: ANN401  (before a workspace is known there is none)
        """The instant."""
        ...

    def at(self, now: Any, /) -> Self:  # noqa: ANN401  (as above)
        """The same a little later, with a memory of what is asked of that moment."""
        ...

    def lasts(self, now: Any, /) -> bool:  # noqa: ANN401  (as above)
        """Whether all that was made of it would be the same at that moment."""
        ...


MomentT = TypeVar("MomentT", bound=Moment)


class Passing(Generic[MomentT]):
    """A row that may be another one every second. That it is there at all, time does not change."""

    def __init__(self, made: Callable[[MomentT], Line]) -> None:
        self._made = made

    def at(self, moment: MomentT) -> Line:
        """The row of that moment."""
        return self._made(moment)

    def within(self, frame: Callable[[Line], Line]) -> Passing[MomentT]:
        """The same row, framed."""
        return Passing(lambda moment: frame(self._made(moment)))


Row: TypeAlias = Line | Passing[Any]


def at_once(rows: Sequence[Row], moment: Moment) -> list[Line]:
    """The rows as they are at that moment, which is told nothing of what its passing rows ask."""
    apart: Moment | None = None
    lines = list[Line]()
    for row in rows:
        if isinstance(row, Passing):
            apart = apart or moment.at(moment.now)
            lines.append(row.at(apart))
        else:
            lines.append(row)
    return lines
