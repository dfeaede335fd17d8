"""Which sends have begun on this machine: a file for each, made before its first byte, by whoever comes first.

A sender that makes the file may send. A worker that finds a claim run out puts a folder in the same place: if it can,
nothing was sent by that claim and nothing ever will be (reference/DELIVERY.md 5, fault 14; ADR 40). Nothing is synced:
the files need not outlive the machine, whose boot is written beside them, only the processes on it.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from incident.application.ports import Delivery

__all__ = ["FileBeginnings", "begin", "beginnings_folder", "this_boot"]

_PROOF: Final = "boot"
_TRIED: Final = "tried"
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
    """Say that these are being sent; False if they must not be: it could be said later that one of them never was.

    A second attempt by the same claim finds the first one's file. Where the disk takes none, the claim is in doubt once
    the proof is gone.
    """
    for mark in map(Path, marks):
        try:
            mark.touch(mode=0o600, exist_ok=False)
        except FileExistsError:
            if mark.is_dir():
                return False
        except OSError:
            try:
                (mark.parent / _PROOF).unlink(missing_ok=True)
            except OSError:
                return False
    return True


class FileBeginnings:
    """Implements `incident.application.ports.Beginnings` in folders, one for each claimer."""

    def __init__(self, folder: Path, boot: str) -> None:
        self._folder = folder
        self._boot = boot
        self._opened: set[str] = set()

    def stands(self, owner: str) -> bool:
        own = self._folder / owner
        try:
            os.utime(own / _TRIED)  # fails where nothing more can be written, be it since a moment ago
            return own.stat().st_mtime - (own / _PROOF).stat().st_mtime < _KEPT_SECONDS
        except OSError:
            return False

    def open(self, owner: str) -> None:
        if not self._boot:
            return
        own = self._folder / owner
        try:
            own.mkdir(mode=0o700, parents=True)
            (own / _TRIED).touch(mode=0o600)
            self._clear(own)
            self._opened.add(owner)  # a file is wanted of each send as soon as the proof may stand
            (own / _PROOF).write_text(self._boot, encoding="ascii")
        except OSError:  # a claim is in doubt then, as everywhere else
            shutil.rmtree(own, ignore_errors=True)

    def close(self, owner: str) -> None:
        if owner in self._opened:
            self._opened.remove(owner)
            shutil.rmtree(self._folder / owner, ignore_errors=True)

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
        """The files of a claim and of all that leaves in one with it; none where nothing is kept of the claimer."""
        return tuple(self.mark(each) for each in (delivery, *delivery.carries) if each.owner in self._opened)

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

    def _clear(self, own: Path) -> None:
        """Take away what is of an earlier run of the machine, or untouched for a day; the proof goes first."""
        before = own.stat().st_mtime - _KEPT_SECONDS
        for each in self._folder.iterdir():
            with suppress(OSError):
                if each != own and (not self._is_kept(each.name) or each.stat().st_mtime < before):
                    (each / _PROOF).unlink(missing_ok=True)
                    shutil.rmtree(each, ignore_errors=True)
