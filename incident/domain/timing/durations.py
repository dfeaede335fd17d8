"""Lengths of time as people write them: `90s`, `30m`, `4h`, `2d`."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Final

__all__ = ["WRITTEN", "parse_duration", "write_duration"]

WRITTEN: Final = r"([1-9][0-9]{0,5})([smhd])"
"""A number and its unit, as a regular expression."""
_UNITS: Final = {"d": timedelta(days=1), "h": timedelta(hours=1), "m": timedelta(minutes=1), "s": timedelta(seconds=1)}


def parse_duration(text: str) -> timedelta | None:
    """The length that `text` means, or None if it is no length of time."""
    found = re.fullmatch(WRITTEN, text)
    return int(found[1]) * _UNITS[found[2]] if found else None


def write_duration(length: timedelta) -> str:
    """The shortest way to write a whole number of seconds."""
    unit = next((unit for unit, size in _UNITS.items() if not length % size), "s")
    return f"{length // _UNITS[unit]}{unit}"
