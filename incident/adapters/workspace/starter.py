"""Writes a first workspace, commented, in the language of the team that will keep it.

Apart, because it runs once in the life of a workspace.
"""

from __future__ import annotations

import json
import re
from contextlib import suppress
from dataclasses import dataclass
from importlib.resources import files
from string import Template
from typing import TYPE_CHECKING, Final

from incident.application.errors import WorkspaceExists

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

__all__ = ["Starter", "WorkspaceExists", "init_workspace", "take_back"]

_FILES: Final = {
    "incident.yaml": "incident.yaml",
    "people.yaml": "people.yaml",
    "targets.yaml": "targets.yaml",
    "resources.yaml": "resources.yaml",
    "gitignore": ".gitignore",
}
"""Each file of the starter, and what it is called in a workspace."""

_FOLDERS: Final = ("runbooks", "templates")


@dataclass(frozen=True, slots=True, kw_only=True)
class Starter:
    """What a first workspace says about its team."""

    name: str
    language: str
    """`en` or `zh-CN`."""
    zone: str
    person: str
    """The name of the first person."""
    login: str
    """Their login on this machine."""


def init_workspace(folder: Path, starter: Starter) -> list[Path]:
    """Write the files into the folder, made if need be; the files that were written.

    Raises:
        WorkspaceExists: one of them is there already; none was written.
        OSError: the folder cannot be written; what was begun is taken back.
    """
    texts = {folder / name: _filled(source, starter) for source, name in _FILES.items()}
    for path in texts:
        if path.exists() or path.is_symlink():
            raise WorkspaceExists(path=str(path))
    begun: list[Path] = []
    try:
        for name in _FOLDERS:
            (folder / name).mkdir(parents=True, exist_ok=True)
        for path, text in texts.items():
            with path.open("x", encoding="utf-8", newline="\n") as stream:
                begun.append(path)
                stream.write(text)
    except OSError:
        take_back(folder, begun)
        raise
    return begun


def take_back(folder: Path, written: Iterable[Path]) -> None:
    """Remove these files and the folders that are empty, so that the same can be tried again."""
    for path in written:
        path.unlink(missing_ok=True)
    for place in (*(folder / name for name in _FOLDERS), folder):
        with suppress(OSError):  # somebody else's files are in it, or it was never made
            place.rmdir()


def _filled(source: str, starter: Starter) -> str:
    text = files("incident.adapters.workspace").joinpath("starter", starter.language, source).read_text("utf-8")
    return Template(text).substitute(
        name=_quoted(starter.name),
        zone=_quoted(starter.zone),
        person=_quoted(starter.person),
        login=_quoted(starter.login),
        person_id=_id(starter.login),
    )


def _quoted(words: str) -> str:
    """The words as a YAML text in double quotes, whatever is in them."""
    clean = "".join(character for character in words if character.isprintable()).strip()
    return json.dumps(clean or "?", ensure_ascii=False)


def _id(login: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", login.lower()).strip("-")[:40].strip("-") or "me"
