"""What a calendar may be based on: days off as somebody else keeps them.

A port of its own, so that the compiler of documents does not depend on one package, and a test or a workspace can
bring other days.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Protocol

from incident.domain.frozen import Frozen

__all__ = ["DaysOff", "HolidaySource"]


class DaysOff(Frozen):
    """The exceptions from the week."""

    holidays: frozenset[date]
    working_days: frozenset[date]
    """Weekend days that are worked to make up."""


class HolidaySource(Protocol):
    """Knows the days off of places."""

    @property
    def version(self) -> str:
        """Changes when what it knows may have changed."""
        ...

    def places(self) -> Sequence[str]:
        """Every place that it knows: `CN`, `GB-ENG`, `market:ECB`."""
        ...

    def days_off(self, place: str, years: Iterable[int]) -> DaysOff | None:
        """The exceptions in a place in those years; None for a place that it does not know."""
        ...
