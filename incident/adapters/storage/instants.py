"""Instants as the databases hold them: whole microseconds since 1970, UTC.

Apart, because a digest covers these numbers: both ways must be exact.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from incident.application.errors import StorageDamaged

__all__ = ["from_micros", "micros", "micros_or_none", "moment_or_none"]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def micros(at: datetime) -> int:
    """The number that stands for an aware instant."""
    return (at - _EPOCH) // _MICROSECOND


def from_micros(number: int) -> datetime:
    """The instant, UTC, that the number stands for.

    Raises:
        StorageDamaged: no calendar has such a day.
    """
    try:
        return _EPOCH + timedelta(microseconds=number)
    except OverflowError as error:
        raise StorageDamaged(detail=f"instant {number}") from error


def micros_or_none(at: datetime | None) -> int | None:
    """As `micros`; no instant is no number."""
    return None if at is None else micros(at)


def moment_or_none(number: int | None) -> datetime | None:
    """As `from_micros`; no number is no instant."""
    return None if number is None else from_micros(number)
