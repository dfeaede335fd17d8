"""Which exercises an open program leads: each holds a lock of the system on a file of its own beside the log.

Apart from the transactions: the kernel frees the lock with its holder, however that ends, and nothing is written.
Whoever only asks takes a shared lock for an instant, so that two who ask at once never take each other for a leader.
"""

from __future__ import annotations

import os
import re
from contextlib import suppress
from pathlib import Path
from typing import IO, Final

from incident.application.errors import StorageError
from incident.application.ports.leading import Presence

__all__ = ["FilePresence"]

_MOST: Final = 8
"""Programs that lead one exercise; of those beyond nobody hears, and the others are heard of."""


class FilePresence(Presence):
    """The files beside the log of that path; none is left by who lets go, one is by who was killed."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._held: dict[str, tuple[Path, IO[bytes]]] = {}

    def hold(self, exercise_id: str) -> None:
        if exercise_id in self._held:
            return
        for place in self._places(exercise_id):
            lock = self._taken(place)
            if lock is not None:
                self._held[exercise_id] = place, lock
                return

    def let_go(self, exercise_id: str) -> bool:
        if exercise_id not in self._held:
            return False
        place, lock = self._held.pop(exercise_id)
        with lock, suppress(OSError):
            place.unlink()  # while it is locked: whoever opened it meanwhile sees that it is gone
        return True

    def is_led(self, exercise_id: str) -> bool:
        return any(self._is_locked(place) for place in self._places(exercise_id))

    def close(self) -> None:
        for exercise_id in list(self._held):
            self.let_go(exercise_id)

    def _places(self, exercise_id: str) -> list[Path]:
        name = re.sub(r"[^\w-]", lambda found: f"%{ord(found[0]):x}", exercise_id)
        return [Path(f"{self._path}-led-{name}~{number}") for number in range(1, _MOST + 1)]

    def _taken(self, place: Path) -> IO[bytes] | None:
        """The lock on it; None where another program has it, or it cannot be had."""
        try:
            import fcntl  # here: not on every system

            lock = place.open("ab")
        except (ImportError, OSError):  # such as a file that another user of the machine has made
            return None
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if os.path.samestat(os.fstat(lock.fileno()), place.stat()):
                return lock
        except OSError:
            pass  # somebody has it, asks at this instant, or has just taken the file away
        lock.close()
        return None

    def _is_locked(self, place: Path) -> bool:
        """Whether a program holds it.

        Raises:
            StorageError: that cannot be told.
        """
        try:
            import fcntl  # here, as above

            with place.open("rb") as lock:
                fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except (FileNotFoundError, ImportError):
            return False
        except BlockingIOError:
            return True
        except OSError as error:
            raise StorageError(path=str(place), detail=str(error)) from error
        return False
