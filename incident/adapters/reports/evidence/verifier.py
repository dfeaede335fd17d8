"""Verify exported evidence: is every file there, is every byte as it was kept, is nothing added?

This file needs Python and nothing else: an export carries a copy of it as verify.py. Run it in the folder, or name the
folder or zip. With the SHA-256 that was printed when the evidence was exported, the manifest itself is held to it.

    python3 verify.py [FOLDER-OR-ZIP] [SHA-256 OF manifest.json]
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any

__all__ = ["MANIFEST", "SUM", "manifest_digest", "verify"]

MANIFEST = "manifest.json"
SUM = "manifest.sha256"
_PIECE = 1024 * 1024
_SAID = {
    "altered": "ALTERED 已改动",
    "altered-before": "ALTERED BEFORE THE EXPORT 导出前已改动",
    "missing": "MISSING 缺失",
    "added": "ADDED 多出",
    "unreadable": "UNREADABLE 无法读取",
}

Opened = dict[str, "Callable[[], IO[bytes]] | None"]
"""By path in the export: how it is opened, None for what is no plain file."""


def verify(place: str, expected: str = "") -> Iterator[tuple[str, str]]:
    """What is not as it was kept or exported, and the path.

    `altered`, `altered-before` the export, `missing`, `added` or `unreadable`.
    """
    try:
        standing = _zipped(Path(place)) if Path(place).is_file() else dict(_below(Path(place)))
        manifest = _manifest(standing)
    except (OSError, ValueError, zipfile.BadZipFile, RecursionError):
        manifest, standing = None, {}
    if manifest is None:
        yield "unreadable", MANIFEST
        return
    digest = _digest(standing, MANIFEST)
    if SUM not in standing:
        yield "missing", SUM
    elif digest != _summed(standing) or (expected and digest != expected.strip().lower()):
        yield "altered", MANIFEST
    for path, (kept, exported) in sorted(manifest.items()):
        found = _digest(standing, path) if path in standing else ""
        if path not in standing:
            yield "missing", path
        elif found != (exported or kept):
            yield "altered", path
        elif exported:
            yield "altered-before", path
    for path in sorted(standing.keys() - manifest.keys() - {MANIFEST, SUM}):
        yield "added", path


def manifest_digest(place: str) -> str:
    """The SHA-256 of the manifest; '' where there is none."""
    try:
        return _digest(_zipped(Path(place)) if Path(place).is_file() else dict(_below(Path(place))), MANIFEST)
    except (OSError, ValueError, zipfile.BadZipFile):
        return ""


def _manifest(standing: Opened) -> dict[str, tuple[str, str]] | None:
    """By path the SHA-256 of what was kept, and of what was exported if that was another; None: it cannot be read."""
    opener = standing.get(MANIFEST)
    if opener is None:
        return None
    with opener() as file:
        said: Any = json.loads(file.read().decode("utf-8"))
    files = said.get("files") if isinstance(said, dict) else None
    if not isinstance(files, list):
        return None
    before = "altered_before_export"
    return {str(f["path"]): (str(f["sha256"]), str(f.get(before, ""))) for f in files if isinstance(f, dict)}


def _summed(standing: Opened) -> str:
    """What the file beside the manifest says of it."""
    opener = standing.get(SUM)
    if opener is None:
        return ""
    with opener() as file:
        return file.read(64).decode("ascii", errors="replace")


def _digest(standing: Opened, path: str) -> str:
    opener = standing.get(path)
    if opener is None:
        return ""
    digest = hashlib.sha256()
    try:
        with opener() as file:
            while piece := file.read(_PIECE):
                digest.update(piece)
    except (OSError, zipfile.BadZipFile, RuntimeError):
        return ""
    return digest.hexdigest()


def _below(place: Path) -> Iterator[tuple[str, Callable[[], IO[bytes]] | None]]:
    for folder, folders, names in os.walk(place, onerror=_raise):
        for name in [*names, *(each for each in folders if Path(folder, each).is_symlink())]:
            found = Path(folder, name)
            path = found.relative_to(place).as_posix()
            yield path, None if found.is_symlink() or not found.is_file() else _opening(found)


def _raise(error: OSError) -> None:
    raise error


def _opening(found: Path) -> Callable[[], IO[bytes]]:
    return lambda: found.open("rb")


def _zipped(place: Path) -> Opened:
    standing: Opened = {}
    with zipfile.ZipFile(place) as archive:
        names = [each.filename for each in archive.infolist() if not each.is_dir()]
    for name in names:
        standing[name if name not in standing else f"{name} (2)"] = _unzipping(place, name)
    return standing


def _unzipping(place: Path, name: str) -> Callable[[], IO[bytes]]:
    return lambda: zipfile.ZipFile(place).open(name)


def _main(words: list[str]) -> int:
    place = words[0] if words else str(Path(__file__).parent)
    faults = list(verify(place, words[1] if len(words) > 1 else ""))
    for code, path in faults:
        print(f"{_SAID[code]}  {path.encode('unicode_escape').decode() if not path.isprintable() else path}")
    if not faults:
        print("Every file is as it was exported.  全部文件与导出时一致。")
    print(f"SHA-256 {MANIFEST}: {manifest_digest(place)}")
    return 6 if faults else 0


if __name__ == "__main__":
    sys.exit(_main(sys.argv[1:]))
