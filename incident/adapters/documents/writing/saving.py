"""Several files at once: all of them, or what stood there before.

Apart from what is written, because a runbook with one language missing would be a broken one.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from incident.adapters.documents.writing.alone import alone_in
from incident.application.errors import FileThere

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

__all__ = ["save"]


def save(contents: Mapping[Path, bytes], *, replace: bool = False) -> None:
    """Write every file, its folder made if need be.

    Raises:
        FileThere: one of them is there and may not be replaced; none was written.
        OSError: one cannot be written; none was.
    """
    folders = {path.parent for path in contents}
    for folder in folders:
        folder.mkdir(parents=True, exist_ok=True)
    if replace:
        _write(contents)
        return
    with alone_in(min(folders)):
        for path in contents:
            if path.exists() or path.is_symlink():
                raise FileThere(path=str(path))
        _write(contents)


def _write(contents: Mapping[Path, bytes]) -> None:
    parts = {path: path.with_name(f".{os.getpid()}-{number}.part") for number, path in enumerate(contents)}
    try:
        for path, part in parts.items():
            part.write_bytes(contents[path])
        for path, part in parts.items():
            part.replace(path)
    finally:
        for part in parts.values():
            part.unlink(missing_ok=True)
