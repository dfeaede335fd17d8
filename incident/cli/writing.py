"""Files that a person asked for by name: a place that cannot be written is a wrong option, not a fault.

Apart, because the same sentence is right wherever a command writes a file.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import click

from incident.application.errors import DiskFull, OwnFile
from incident.i18n import _
from incident.wording.safe import clean_line

__all__ = ["about_to_write", "write_file"]

_NO_ROOM: Final = frozenset({errno.ENOSPC, errno.EDQUOT})
_OF_LOGS: Final = (b"SQLite format 3\0", b"\x37\x7f\x06\x82", b"\x37\x7f\x06\x83", b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7")
"""How a log begins, what is written ahead of it, and what takes a change back."""
_BESIDE_LOGS: Final = ("-wal", "-shm", "-journal")
_WORKSPACE: Final = "incident.yaml"
_SETTINGS: Final = frozenset(
    {_WORKSPACE, "people.yaml", "targets.yaml", "overrides.yaml", "keys.yaml", "resources.yaml"}
)
_SHELVES: Final = frozenset({"runbooks", "templates", "drills", "scenarios"})


def write_file(path: str, content: str | bytes, option: str) -> None:
    """Write it, a text as UTF-8: the whole of it, or what stood there stays.

    Raises:
        click.BadParameter: the file cannot be written.
        DiskFull: there is no room for it.
        OwnFile: it is a log, or a file that a workspace reads.
    """
    with about_to_write(path, option):
        place = Path(path).expanduser()
        if _is_of_log(place.resolve()) or _is_read(place):
            raise OwnFile(path=path)
        if place.exists() and not place.is_file():
            _fill(place, content)  # a device or a pipe is written to, and not replaced
        else:
            _replace(place.resolve(), content)


def _is_of_log(place: Path) -> bool:
    """Whether it is a log, by whatever name, or one of the files that belong to the log beside it."""
    beside = (place.parent / place.name.removesuffix(end) for end in _BESIDE_LOGS if place.name.endswith(end))
    return any(map(_begins_as_log, (place, *beside)))


def _begins_as_log(place: Path) -> bool:
    if not place.is_file():
        return False
    with place.open("rb") as file:
        return file.read(16).startswith(_OF_LOGS)


def _is_read(place: Path) -> bool:
    """Whether a workspace reads what stands there: where the name stands, and where a link leads."""
    return place.is_file() and any(map(_is_of_workspace, (place.parent.resolve() / place.name, place.resolve())))


def _is_of_workspace(place: Path) -> bool:
    if place.name in _SETTINGS and place.with_name(_WORKSPACE).exists():
        return True
    return any(each.name in _SHELVES and each.with_name(_WORKSPACE).exists() for each in place.parents)


def _replace(place: Path, content: str | bytes) -> None:
    part = place.with_name(f".incident-{os.getpid()}.part")
    try:
        _fill(part, content)
        if place.exists():
            part.chmod(place.stat().st_mode & 0o777)
        part.replace(place)
    finally:
        part.unlink(missing_ok=True)


def _fill(place: Path, content: str | bytes) -> None:
    place.write_bytes(content.encode() if isinstance(content, str) else content)


@contextmanager
def about_to_write(path: str, option: str) -> Iterator[None]:
    """Turn what the system says about the place into a sentence about the option."""
    try:
        yield
    except RuntimeError as error:  # `~somebody`, whom this machine does not know
        raise _refusal(path, str(error), option) from error
    except OSError as error:
        if error.errno in _NO_ROOM:
            raise DiskFull(path=path) from error
        raise _refusal(path, error.strerror or str(error), option) from error


def _refusal(path: str, reason: str, option: str) -> click.BadParameter:
    said = _("'{path}' cannot be written: {reason}").format(path=clean_line(path), reason=reason)
    return click.BadParameter(said, param_hint=option)
