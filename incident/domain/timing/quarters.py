"""The quarters of a year, by which both resources and exercises are counted.

Apart from either, because a year is the same for both.
"""

from __future__ import annotations

from datetime import date

__all__ = ["quarter"]


def quarter(day: date) -> int:
    """The quarter that the day is in, 1 to 4."""
    return (day.month + 2) // 3
