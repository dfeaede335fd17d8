"""Compiled documents on disk, so that an ordinary start parses nothing.

An entry's name is the digest of everything that it was made from, and its first line is the digest of what follows:
an entry is right, or it is not there. Missing, damaged and read-only caches cost time and nothing else.
"""

from __future__ import annotations

import contextlib
import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import msgspec

from incident import __version__
from incident.adapters.documents.reading.collecting import uncollected
from incident.domain.hashing import sha256
from incident.shipped import library_root

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["key_of", "load", "store"]

T = TypeVar("T")


def load(folder: Path | None, name: str, key: str, kind: type[T]) -> T | None:
    """What was stored for that name and key, None if nothing sound was."""
    if folder is None:
        return None
    try:
        digest, _, body = _entry(folder, name, key).read_bytes().partition(b"\n")
        if sha256(body).hexdigest().encode() != digest:
            return None
        with uncollected():
            return msgspec.json.decode(body, type=kind)
    except (OSError, msgspec.MsgspecError, ValueError):
        return None


def store(folder: Path | None, name: str, key: str, value: object) -> None:
    """Keep `value`, replacing what was stored for that name; a cache that cannot be written stays as it is."""
    if folder is None:
        return
    body = msgspec.json.encode(value)
    entry = _entry(folder, name, key)
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        _replace(entry, sha256(body).hexdigest().encode() + b"\n" + body)
        for old in folder.glob(f"{name}@*"):
            if old != entry:
                old.unlink(missing_ok=True)


def key_of(parts: Iterable[bytes]) -> str:
    """The digest of all parts, in order, and of the compiler."""
    digest = sha256(compiler_mark().encode())
    for part in parts:
        digest.update(sha256(part).digest())
    return digest.hexdigest()[:40]


@cache
def compiler_mark() -> str:
    """Changes whenever the compiler may compile otherwise: with its version, and in a checkout with its files.

    Of an installed program one file stands for all: nothing changes them but an installation, which writes each anew.
    """
    package = Path(__file__).parents[2]
    if library_root().parent == package:
        own = Path(__file__).stat()
        return f"{__version__} {own.st_ino} {own.st_size} {own.st_mtime_ns}"
    documents = package / "adapters" / "documents"
    places = [
        documents,
        *filter(Path.is_dir, documents.iterdir()),
        package / "domain",
        package / "adapters" / "workspace",
    ]
    files = [entry for place in places for entry in os.scandir(place) if entry.name.endswith(".py")]
    stats = sorted((entry.name, entry.stat().st_size, entry.stat().st_mtime_ns) for entry in files)
    return f"{__version__} {stats}"


def _entry(folder: Path, name: str, key: str) -> Path:
    return folder / f"{name}@{key}.json"


def _replace(entry: Path, content: bytes) -> None:
    import tempfile  # here: an ordinary start writes nothing

    handle, temporary = tempfile.mkstemp(dir=entry.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        Path(temporary).replace(entry)
    except OSError:
        Path(temporary).unlink(missing_ok=True)
        raise
