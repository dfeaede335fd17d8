"""One person at several terminals: each program writes drafts of its own, and takes over those of one that has ended.

Apart from the drafts, because who may write a file is told by a lock of the system, which ends with its holder
however that ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import IO, Final

__all__ = ["Seat"]

_MOST: Final = 64
"""Programs of one person in one workspace; those beyond share the first one's files."""


class Seat:
    """The lowest number that no other running program of the person holds; taken when first asked for."""

    def __init__(self, folder: Path, person: str) -> None:
        self._folder = folder
        self._stem = re.sub(r"[^\w-]", lambda found: f"%{ord(found[0]):x}", person)
        self._taken_over: set[str] = set()
        self._lock: IO[bytes] | None = None
        self._prefix = ""
        self._deciding = Lock()

    @property
    def prefix(self) -> str:
        """What the names of this program's drafts begin with."""
        with self._deciding:
            if not self._prefix:
                try:
                    self._prefix = next(each for each in self._all() if self._take(each))
                except (ImportError, OSError, StopIteration):  # a folder that nobody can write, a system without locks
                    self._prefix = self._stem
            return self._prefix

    def path(self, key: str) -> Path:
        """Where this program's draft of that name stands."""
        return self._folder / f"{self.prefix}.{key}.json"

    def inherit(self, pattern: str) -> None:
        """Make drafts of ended programs this one's own, where it has none of the same name."""
        own = self.prefix
        for path in sorted(self._folder.glob(f"{self._stem}*.{pattern}.json")):
            theirs, _, key = path.name.partition(".")
            if theirs == own or not self._is_stem(theirs) or (self._folder / f"{own}.{key}").exists():
                continue
            with suppress(ImportError, OSError):
                self._take_over(path, theirs, self._folder / f"{own}.{key}")

    def was_taken_over(self, key: str) -> bool:
        """Whether the draft of that name was another program's, which has ended; true once, for then it is known."""
        was_theirs = f"{key}.json" in self._taken_over
        self._taken_over.discard(f"{key}.json")
        return was_theirs

    def is_elsewhere(self, key: str) -> bool:
        """Whether another program of the same person has a draft of that name."""
        own, names = self.prefix, (path.name for path in self._folder.glob(f"{self._stem}*.{key}.json"))
        stems = (name.partition(".")[0] for name in names)
        return any(stem != own and self._is_stem(stem) for stem in stems)

    def everywhere(self, begins: str) -> Iterator[tuple[str, str, Path]]:
        """The drafts of the person whose names begin so: of which program, its name, its file."""
        for path in sorted(self._folder.glob(f"{self._stem}*.{begins}*.json")):
            stem, _, key = path.name.removesuffix(".json").partition(".")
            if self._is_stem(stem):
                yield stem, key, path

    def leave(self) -> None:
        """Let another program have the number."""
        if self._lock is not None:
            self._lock.close()

    def _all(self) -> Iterator[str]:
        yield self._stem
        yield from (f"{self._stem}~{number}" for number in range(2, _MOST + 1))

    def _take(self, prefix: str) -> bool:
        self._lock = self._locked(prefix)
        return self._lock is not None

    def _take_over(self, path: Path, holder: str, own: Path) -> None:
        lock = self._locked(holder)
        if lock is not None:
            with lock:
                path.rename(own)
                self._taken_over.add(own.name.partition(".")[2])

    def _is_stem(self, prefix: str) -> bool:
        stem, _, number = prefix.partition("~")
        return stem == self._stem and (number.isdigit() or not number)

    def _locked(self, prefix: str) -> IO[bytes] | None:
        """The lock, or None while another program has it.

        Raises:
            OSError: the folder cannot be written, or its file system knows no locks.
            ImportError: the system knows none.
        """
        import fcntl  # here: not on every system

        lock = (self._folder / f"{prefix}.seat").open("ab")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.close()
            return None
        except OSError:
            lock.close()
            raise
        return lock
