"""The files of a workspace as bytes: which there are, what tells one version of them from another.

Apart from opening and checking, which both begin here; nothing of YAML is read before it has to be.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from incident.adapters.documents.reading.sources import Source, read_file, source_of
from incident.application.errors import DocumentError, NotFound, Problem
from incident.domain.hashing import sha256

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from incident.adapters.workspace.config import WorkspaceConfig

__all__ = ["BESIDE", "FILES", "OVERRIDES", "SETTINGS", "compiled", "entry_name", "read_files", "sources_of", "stamps"]

FILES: Final = ("incident.yaml", "people.yaml", "targets.yaml")
"""The files that `incident init` writes and that are read here; the first has to be there."""

SETTINGS: Final = FILES[0]
OVERRIDES: Final = "overrides.yaml"
"""Read too where it is there: who stands in for whom, as `incident oncall import` writes it."""

BESIDE: Final = (*FILES[1:], OVERRIDES)
"""The files beside the settings, each of which may be missing."""


def read_files(folder: Path) -> tuple[Mapping[str, bytes], Mapping[str, Problem]]:
    """What the files hold that are there, by name; and why one that is there cannot be read.

    Raises:
        NotFound: there is no workspace.
        DocumentError: its settings cannot be read.
    """
    if not (folder / SETTINGS).exists():
        raise NotFound(kind="workspace", name=str(folder), near=[])
    contents = {SETTINGS: read_file(folder / SETTINGS)}
    shut: dict[str, Problem] = {}
    for name in BESIDE:
        try:
            if (folder / name).exists():
                contents[name] = read_file(folder / name)
        except DocumentError as error:
            shut[name] = error.problems[0]
    return contents, shut


def sources_of(folder: Path, contents: Mapping[str, bytes]) -> tuple[Source, Sequence[Source | None]]:
    """The settings, and the files beside them in their order, as the compiler takes them."""
    beside = [source_of(folder / name, contents[name]) if name in contents else None for name in BESIDE]
    return source_of(folder / SETTINGS, contents[SETTINGS]), beside


def compiled(settings: Source, beside: Sequence[Source | None]) -> tuple[WorkspaceConfig | None, list[Problem]]:
    """What the files say, None if one of them is wrong; and every problem of all of them."""
    # here: pydantic and yaml, 0.2 s, and only files that have changed need them
    from incident.adapters.documents.workspace.compiler import compile_workspace

    people, targets, overrides = beside
    config, problems = compile_workspace(settings, people, targets, overrides)
    return config, list(problems)


def entry_name(kind: str, folder: Path) -> str:
    """One for each workspace in the cache, so that two do not take the place of each other."""
    return f"{kind}-{sha256(bytes(folder.resolve())).hexdigest()[:12]}"


def stamps(folder: Path) -> Sequence[tuple[int, int] | None]:
    """What tells one version of the files of a workspace from another, without reading them; None for one not there."""
    return [_stamp(f"{folder}{os.sep}{name}") for name in (SETTINGS, *BESIDE)]


def _stamp(path: str) -> tuple[int, int] | None:
    try:
        found = os.stat(path)  # noqa: PTH116  (making a Path costs more than asking, and this is asked every second)
    except OSError:  # not there, or not to be read: whoever reads it says so
        return None
    return found.st_mtime_ns, found.st_size
