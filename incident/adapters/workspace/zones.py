"""Which time zone this machine keeps, as an IANA name.

Apart, because the answer differs by system and is asked for once.
"""

from __future__ import annotations

import os
from pathlib import Path
from zoneinfo import available_timezones

__all__ = ["local_zone"]

_LINK = Path("/etc/localtime")
_NAME = Path("/etc/timezone")


def local_zone() -> str:
    """The zone by TZ, `/etc/timezone` or `/etc/localtime`, in this order; UTC if none of them tells."""
    known = available_timezones()
    told = (os.environ.get("TZ", "").lstrip(":"), _written(_NAME), _linked(_LINK))
    return next((name for name in told if name in known), "UTC")


def _written(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return ""


def _linked(path: Path) -> str:
    try:
        target = str(path.resolve(strict=True))
    except OSError:
        return ""
    return target.partition("zoneinfo/")[2]
