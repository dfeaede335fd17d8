"""Where the workspace is, and where what was compiled for it is kept."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["cache_folder", "default_workspace", "find_workspace"]

_MARK: Final = "incident.yaml"
"""The file that makes a folder a workspace."""


def find_workspace(start: Path, environment: Mapping[str, str]) -> Path | None:
    """The folder that `INCIDENT_HOME` names, else the nearest above `start`, else the person's own; None if none is.

    A folder that was named is returned even if no workspace is in it, so that the mistake shows.
    """
    named = environment.get("INCIDENT_HOME")
    if named:
        return Path(named).expanduser().absolute()
    folder = start.absolute()
    for candidate in (folder, *folder.parents):
        if (candidate / _MARK).is_file():
            return candidate
    own = default_workspace()
    return own if (own / _MARK).is_file() else None


def default_workspace() -> Path:
    """Where the person's own workspace is, or would be."""
    import platformdirs  # here: 24 ms, and only who has no workspace at hand needs it

    return platformdirs.user_data_path("incident")


def cache_folder(workspace: Path | None) -> Path:
    """Where compiled documents are kept: in the workspace, or with the person where that cannot be written."""
    if workspace is not None and os.access(workspace, os.W_OK):
        return workspace / ".cache"
    import platformdirs  # here: 24 ms, and only a workspace that cannot be written needs it

    name = hashlib.sha256(str(workspace or "").encode(errors="surrogateescape")).hexdigest()[:16]
    return platformdirs.user_cache_path("incident") / name
