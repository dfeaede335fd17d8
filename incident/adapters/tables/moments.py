"""Times as other systems write them into a cell.

Apart from the times that a person types, because a list is never asked what it means: what can be read in two ways is
not read.
"""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo
from typing import Final

__all__ = ["moment_of"]

_FORMS: Final = (
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%d %H:%M",
    "%Y-%m-%d",
    "%Y/%m/%d %H:%M:%S",
    "%Y/%m/%d %H:%M",
    "%Y/%m/%d",
    "%Y.%m.%d %H:%M",
    "%Y.%m.%d",
    "%Y年%m月%d日 %H:%M:%S",
    "%Y年%m月%d日 %H:%M",
    "%Y年%m月%d日 %H时%M分",
    "%Y年%m月%d日",
    "%Y%m%d %H:%M:%S",
    "%Y%m%d%H%M%S",
    "%Y%m%d",
)
"""How systems write a time; the day always after the month, so that none is read the other way round."""


def moment_of(typed: str, zone: tzinfo) -> datetime | None:
    """The instant of a time on the wall; None where there is no such day or hour."""
    plain = typed.replace("T", " ").strip()
    try:
        stated = datetime.fromisoformat(typed)
        return stated.astimezone(UTC) if stated.tzinfo else stated.replace(tzinfo=zone).astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    for form in _FORMS:
        try:
            return datetime.strptime(plain, form).replace(tzinfo=zone).astimezone(UTC)
        except (ValueError, OverflowError):
            continue
    return None
