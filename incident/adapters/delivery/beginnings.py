"""Which sends have begun on this machine: a file for each, made before its first byte, by whoever comes first.

A sender that makes the file may send. A worker that finds a claim run out puts a folder in the same place: if it can,
nothing was sent by that claim and nothing ever will be (reference/DELIVERY.md 5, fault 14; ADR 40). Nothing is synced:
the files need not outlive the machine, whose boot is written beside them, only the processes on it.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from incident.application.ports import Delivery

__all__ = ["FileBeginnings", "begin", "beginnings_folder", "this_boot"]

_PROOF: Final = "boot"
_KEPT_SECONDS: Final = 86_400
"""How long a folder is added to, and how long it stays after that; no claim runs so long."""


def beginnings_folder(environment: Mapping[str, str]) -> Path:
    """One for all logs: claimers have names that no two share."""
    root = environment.get("XDG_STATE_HOME")
    state = Path(root) if root else Path.home() / ".local" / "state"
    return state / "incident" / "begun"


def this_boot() -> str:
    """What this run of the machine is called; '' where the system does not say, and nothing is kept."""
    with suppress(OSError):
        return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    return ""


def begin(marks: Sequence[str]) -> bool:
    """Say that these are being sent; False if somebody said before that one of them never will be.

    Where the disk takes no file, or the folder has gone, nobody can say that of the others either.
    """
    for mark in map(Path, marks):
        try:
            mark.touch(mode=0o600, exist_ok=False)
        except FileExistsError:
            return False
        except OSError:
            with suppress(OSError):
                (mark.parent / _PROOF).unlink()
    return True


class FileBeginnings:
    """Implements `incident.application.ports.Beginnings` in folders, one for each claimer."""

    def __init__(self, folder: Path, boot: str) -> None:
        self._folder = folder
        self._boot = boot

    def stands(self, owner: str) -> bool:
        own = self._folder / owner
        try:
            return own.stat().st_mtime - (own / _PROOF).stat().st_mtime < _KEPT_SECONDS
        except OSError:
            return False

    def open(self, owner: str) -> None:
        if not self._boot:
            return
        own = self._folder / owner
        try:
            own.mkdir(mode=0o700, parents=True)
            (own / _PROOF).write_text(self._boot, encoding="ascii")
            self._clear(own.stat().st_mtime - _KEPT_SECONDS)
        except OSError:  # a claim is in doubt then, as everywhere else
            shutil.rmtree(own, ignore_errors=True)

    def never_begun(self, row: Delivery) -> bool:
        if not self._is_kept(row.owner):
            return False
        mark = Path(self.mark(row))
        try:
            mark.mkdir(mode=0o700)
        except FileExistsError:
            return mark.is_dir() and self._is_kept(row.owner)
        except OSError:
            return False
        return self._is_kept(row.owner)  # else it was just being cleared away, and the file with it

    def marks(self, delivery: Delivery) -> tuple[str, ...]:
        """The files of a claim and of all that leaves in one with it."""
        return tuple(map(self.mark, (delivery, *delivery.carries)))

    def mark(self, row: Delivery) -> str:
        """The file of one claim."""
        import hashlib  # here: only sending needs it

        name = hashlib.sha256(row.id.encode()).hexdigest()[:32]
        return str(self._folder / row.owner / f"{name}.{row.fence}")

    def _is_kept(self, owner: str) -> bool:
        try:
            return bool(self._boot and owner) and (self._folder / owner / _PROOF).read_text("ascii") == self._boot
        except (OSError, ValueError):
            return False

    def _clear(self, before: float) -> None:
        """Take away what is of an earlier run of the machine, or untouched since then; the proof goes first."""
        for each in self._folder.iterdir():
            with suppress(OSError):
                if not self._is_kept(each.name) or each.stat().st_mtime < before:
                    (each / _PROOF).unlink(missing_ok=True)
                    shutil.rmtree(each, ignore_errors=True)
