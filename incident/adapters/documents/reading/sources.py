"""The files of a library as bytes, and which runbook each belongs to, found without reading YAML.

Every start looks here to learn whether a compiled runbook is still the one that the files say. So it reads and never
parses: contents are what is compared, because times and sizes of files can lie.
"""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path
from typing import TYPE_CHECKING, Final

from incident.application.errors import DocumentError, Problem
from incident.domain.frozen import Frozen
from incident.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = [
    "BESIDE",
    "INVENTORY_BYTES",
    "REGISTER",
    "SCENARIO",
    "Source",
    "list_files",
    "open_source",
    "read_file",
    "scan",
    "source_of",
]

REGISTER: Final = frozenset({"obligations/1", "obligation-words/1", "calendar/1"})
"""Formats of the register of obligations; its files are compiled together and apart from the runbooks."""

SCENARIO: Final = "scenario/1"
"""The format of the scenarios of exercises."""
BESIDE: Final = REGISTER | {SCENARIO}
"""Formats of files that may lie among the runbooks and are no part of them."""

_ENDINGS: Final = (".yaml", ".yml")
_MOST_BYTES: Final = 256 * 1024
"""Bytes that a document may have."""
INVENTORY_BYTES: Final = 4 * 1024 * 1024
"""The same of `resources.yaml`, which programs write: 25,000 lines of an ordinary length.

It is parsed when it was changed and kept compiled; measured over 10,000 lines, 4 s and then 0.1 s.
"""
_KEY: Final = rb"""(?m)\n(?:(format):[ ]+["']?([\w/-]+)|(id|language):[ ]+["']?([\w.-]+))["']?[ ]*(?:#.*)?\r?$"""
"""Compiled when first used: a start that finds its workspace compiled reads no header."""


class Source(Frozen):
    """One file."""

    path: Path
    name: str
    """How sentences call it: relative to the working directory where it lies below that."""
    data: bytes
    format: str
    """`runbook/1`, `templates/1`, another, or '' if none is found or a key of the header stands twice."""
    id: str
    language: str


def scan(paths: Iterable[Path]) -> Iterator[Source]:
    """Every YAML file at or below the paths, in a fixed order; what cannot be read is left out."""
    for file in list_files(paths):
        try:
            yield open_source(file)
        except DocumentError:
            continue


def list_files(paths: Iterable[Path]) -> Iterator[Path]:
    """The paths that are no folders, and every YAML file below those that are, in a fixed order."""
    for path in paths:
        yield from sorted(_below(path)) if path.is_dir() else [path]


def open_source(path: Path) -> Source:
    """The file as it is.

    Raises:
        DocumentError: it cannot be read.
    """
    return source_of(path, read_file(path))


def read_file(path: Path, most: int = _MOST_BYTES) -> bytes:
    """What the file holds, or one byte more than it may, so that the reader can tell.

    Raises:
        DocumentError: it cannot be read.
    """
    try:
        with open(path, "rb", opener=_open_at_once) as stream:  # Path.open takes no opener
            if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
                raise DocumentError((_unreadable(_name(path), _("not a file")),))
            return stream.read(most + 1)
    except OSError as error:
        raise DocumentError((_unreadable(_name(path), error.strerror or str(error)),)) from None


def source_of(path: Path, data: bytes) -> Source:
    """The file with that content, and what its header says."""
    header = list(_header(data))
    found = dict(header) if len({key for key, _value in header}) == len(header) else {}
    return Source(
        path=path,
        name=_name(path),
        data=data,
        format=found.get("format", ""),
        id=found.get("id", ""),
        language=found.get("language", ""),
    )


def _header(data: bytes) -> Iterator[tuple[str, str]]:
    for parts in re.findall(_KEY, b"\n" + data):  # a line end to begin with is found ten times as fast as a beginning
        key, value = (part.decode() for part in parts if part)
        yield key, value


def _open_at_once(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))  # a named pipe would wait for a writer for ever


def _unreadable(name: str, reason: str) -> Problem:
    said = _("The file cannot be read: {reason}.").format(reason=reason)
    return Problem(path=name, line=0, column=0, rule="RB001", message=said)


def _below(folder: Path) -> Iterator[Path]:
    for place, folders, files in os.walk(folder, onerror=_refuse):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (Path(place, name) for name in files if name.endswith(_ENDINGS) and not name.startswith("."))


def _refuse(error: OSError) -> None:
    raise DocumentError((_unreadable(_name(Path(error.filename)), error.strerror or str(error)),)) from None


def _name(path: Path) -> str:
    name = str(path)
    try:
        return name.removeprefix(f"{os.getcwd()}{os.sep}")  # noqa: PTH109 - paths would cost a fifth of reading the files
    except OSError:  # the working directory is gone
        return name
