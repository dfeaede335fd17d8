"""Files that are kept as evidence, read from where they lie: whole, once, and only if nothing writes to them meanwhile.

Apart from the proofs of reports, whose files stay where they are, and from the commands and dialogues that ask for
them. A link is not followed and a pipe is not read: what is kept must be what somebody pointed at.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from incident.domain.frozen import Frozen
from incident.i18n import _
from incident.wording.safe import clean_line

__all__ = ["LARGEST", "Found", "Unfit", "files_below", "found", "megabytes"]

LARGEST: Final = 64 * 1024 * 1024
"""Bytes that a log takes in of one file (`.github/adr/0033`); a larger one stays where it is, and the log names it."""
PIECE: Final = 1024 * 1024
_LONGEST_NAME: Final = 200
_OPENING: Final = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


class Unfit(Exception):
    """The file cannot be kept; the text is a sentence about it."""


class Found(Frozen):
    """A file as it was read."""

    name: str
    sha256: str
    """64 hex digits."""
    size: int
    parts: tuple[bytes, ...]
    """Empty where it is only to be named."""


def files_below(path: str) -> Iterator[Path]:
    """The file, or all that stands below the folder, in order of its names; links and pipes too, so that each is told.

    Raises:
        Unfit: the folder cannot be read.
    """
    try:
        place = Path(path).expanduser()
        if place.is_symlink() or not place.is_dir():
            yield place
            return
        for folder, folders, names in os.walk(place, onerror=_raise):
            folders.sort()
            led = [name for name in folders if Path(folder, name).is_symlink()]
            yield from (Path(folder, name) for name in sorted([*names, *led]))
    except (OSError, ValueError, RuntimeError) as error:  # a NUL in the path; a `~` of nobody
        raise Unfit(_unreadable(path, error)) from error


def _raise(error: OSError) -> None:
    raise error


def found(path: Path, *, keep: bool = True) -> Found:
    """The file of that path; without `keep` only its digest, whatever its size.

    Raises:
        Unfit: it is no plain file, cannot be read, is too large to be kept, or was written to meanwhile.
    """
    shown = clean_line(os.fsencode(path).decode(errors="replace"))
    try:
        descriptor = os.open(path, _OPENING)
        try:
            before = os.fstat(descriptor)
            _require_plain(before, shown, keep=keep)
            read = _read(descriptor, before.st_size, keep=keep)
            after = os.fstat(descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:
        raise Unfit(_link(shown) if error.errno == errno.ELOOP else _unreadable(shown, error)) from error
    except ValueError as error:
        raise Unfit(_unreadable(shown, error)) from error
    if (after.st_size, after.st_mtime_ns) != (before.st_size, before.st_mtime_ns) or read[1] != before.st_size:
        said = _("'{path}' was written to while it was read, and is not kept. Copy it first, and keep the copy.")
        raise Unfit(said.format(path=shown))
    return Found(name=_name(path), sha256=read[0], size=read[1], parts=read[2])


def _read(descriptor: int, size: int, *, keep: bool) -> tuple[str, int, tuple[bytes, ...]]:
    """Digest, length and bytes; it ends where the file ended when it was opened, however fast that grows."""
    from hashlib import sha256  # here: OpenSSL's, for a file may be large

    digest, length, parts = sha256(), 0, []
    while length <= size and (piece := os.read(descriptor, PIECE)):
        digest.update(piece)
        length += len(piece)
        if keep:
            parts.append(piece)
    return digest.hexdigest(), length, tuple(parts)


def _require_plain(status: os.stat_result, shown: str, *, keep: bool) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise Unfit(_("'{path}' is a folder. Name the files in it.").format(path=shown))
    if not stat.S_ISREG(status.st_mode):
        raise Unfit(
            _("'{path}' is no file but a pipe, a socket or a device. Copy its contents first.").format(path=shown)
        )
    if keep and status.st_size > LARGEST:
        said = _(
            "'{path}' has {size} MB, and the log keeps at most {most} MB of a file. Seal it elsewhere and say where: "
            "--kept-at."
        )
        raise Unfit(said.format(path=shown, size=megabytes(status.st_size), most=LARGEST // 1024 // 1024))


def megabytes(size: int) -> int:
    """Rounded up."""
    return -(-size // (1024 * 1024))


def _name(path: Path) -> str:
    """What the file is called, without what no terminal should see; never a way to another folder."""
    name = clean_line(os.fsencode(path.name).decode(errors="replace"))[:_LONGEST_NAME].strip()
    return "-" if name in ("", ".", "..") else name


def _link(shown: str) -> str:
    return _("'{path}' is a link. Name the file that it leads to.").format(path=shown)


def _unreadable(path: str, error: Exception) -> str:
    if isinstance(error, FileNotFoundError):
        return _("The file '{name}' is not there. Check how it is written.").format(name=clean_line(path))
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return _("'{path}' cannot be read: {reason}").format(path=clean_line(path), reason=clean_line(reason))
