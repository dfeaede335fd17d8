"""Room that is laid by for the day on which the disk is full: a page must still find its row (DELIVERY.md 5, 24).

Apart from the transactions. The file holds nothing; it is given up once, for the log, and laid by again where there is
room: by `incident init`, `db upgrade`, `doctor` and a worker.
"""

from __future__ import annotations

import os
from contextlib import suppress
from typing import Final

__all__ = ["ROOM", "give_up", "lay_by"]

SIZE: Final = 1024 * 1024
"""Bytes: some hundred entries."""
ROOM: Final = 64 * SIZE
"""Only where so much is free is it no hardship."""


def lay_by(path: str, spare: int = ROOM) -> None:
    """Have the reserve beside the log of that path, where so many bytes are free and it may be made."""
    place = _place(path)
    with suppress(OSError):  # a log without a reserve is a log
        free = os.statvfs(os.path.dirname(place) or ".")  # noqa: PTH120  (a Path is made for nothing, every minute)
        if free.f_bavail * free.f_frsize < spare or os.path.exists(place):  # noqa: PTH110  (as above)
            return
        number = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            os.posix_fallocate(number, 0, SIZE)
        except OSError:
            os.unlink(place)  # noqa: PTH108  (as above)
            raise
        finally:
            os.close(number)


def give_up(path: str) -> bool:
    """Make its room free; whether there was any."""
    try:
        os.unlink(_place(path))  # noqa: PTH108  (as above)
    except OSError:
        return False
    return True


def _place(path: str) -> str:
    return f"{path}-reserve"
