"""A path that is half typed, completed by what stands in the folder.

Apart from reading files, because this looks at names alone and must answer while somebody types.
"""

from __future__ import annotations

import os
from pathlib import Path

__all__ = ["completed"]


def completed(typed: str) -> str:
    """The path as far as only one way leads on; a folder with a slash, and as typed where nothing fits."""
    folder, _slash, begun = typed.rpartition("/")
    lead = typed[: len(typed) - len(begun)]
    try:
        place = Path(f"{folder}/" if lead else ".").expanduser()
        names = [each for each in os.listdir(place) if each.startswith(begun) and each.isprintable()]  # noqa: PTH208  (names are wanted)
        if not begun:
            names = [each for each in names if not each.startswith(".")]
        first, last = min(names, default=""), max(names, default="")
        alike = (n for n, pair in enumerate(zip(first, last, strict=False)) if pair[0] != pair[1])
        common = first[: next(alike, min(len(first), len(last)))]
        ends = "/" if names == [common] and (place / common).is_dir() else ""
    except (OSError, ValueError, RuntimeError):  # no such folder; a NUL in the path; a `~` of nobody
        return typed
    return f"{lead}{common}{ends}" if common else typed
