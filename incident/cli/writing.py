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

from incident.application.errors import DiskFull
from incident.i18n import _
from incident.wording.safe import clean_line

__all__ = ["about_to_write", "write_file"]

_NO_ROOM: Final = frozenset({errno.ENOSPC, errno.EDQUOT})


def write_file(path: str, text: str, option: str) -> None:
    """Write the text as UTF-8: the whole of it, or what stood there stays.

    Raises:
        click.BadParameter: the file cannot be written.
        DiskFull: there is no room for it.
    """
    with about_to_write(path, option):
        place = Path(path).expanduser()
        if place.exists() and not place.is_file():
            _fill(place, text)  # a device or a pipe is written to, and not replaced
        else:
            _replace(place.resolve(), text)


def _replace(place: Path, text: str) -> None:
    part = place.with_name(f".incident-{os.getpid()}.part")
    try:
        _fill(part, text)
        if place.exists():
            part.chmod(place.stat().st_mode & 0o777)
        part.replace(place)
    finally:
        part.unlink(missing_ok=True)


def _fill(place: Path, text: str) -> None:
    place.write_text(text, encoding="utf-8", newline="\n")


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
