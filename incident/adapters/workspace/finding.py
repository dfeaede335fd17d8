"""Where the workspace is, and where what was compiled for it is kept.

Apart from opening it, because the entry point asks where before anything is read, and
with the standard library alone: both answers are paid for by every command.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from incident.application.errors import NotFound

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "cache_folder",
    "config_folder",
    "default_workspace",
    "find_workspace",
    "replica_file",
    "speaks_otherwise",
    "written_language",
]

_MARK: Final = "incident.yaml"
"""The file that makes a folder a workspace."""
_PEOPLE: Final = "people.yaml"


def find_workspace(asked: str | None, environment: Mapping[str, str], start: Path | None = None) -> Path:
    """The folder asked for, else the one `INCIDENT_HOME` names, else the nearest above `start`, else the person's own.

    `start` is where the program was started, if it is not said.

    Raises:
        NotFound: no workspace is there; one that was named is not looked for elsewhere, so that the mistake shows.
    """
    named = asked or environment.get("INCIDENT_HOME")
    if named:
        return _marked(_expanded(named), named)
    here = (start or Path.cwd()).absolute()
    above = next((folder for folder in (here, *here.parents) if (folder / _MARK).exists()), None)
    return above or _marked(default_workspace(), str(default_workspace()))


def _expanded(named: str) -> Path:
    try:
        return Path(named).expanduser()
    except RuntimeError as error:  # `~somebody`, whom this machine does not know
        raise NotFound(kind="workspace", name=named) from error


def _marked(folder: Path, name: str) -> Path:
    if not (folder / _MARK).exists():
        raise NotFound(kind="workspace", name=name)
    return folder


def default_workspace() -> Path:
    """Where a workspace is looked for, and made, when nothing says where: in plain sight, since people edit it."""
    return Path.home() / "incident"


def written_language(folder: Path) -> str:
    """The language that the folder's file names, '' if it names none.

    Read as a line, since it is wanted before anything else is: to say that the file is wrong, too.

    Raises:
        OSError: the file cannot be read.
    """
    for row in (folder / _MARK).read_text("utf-8", errors="replace").splitlines():
        key, _colon, value = row.partition(":")
        if key == "language":
            return value.partition("#")[0].strip().strip("'\"")
    return ""


def speaks_otherwise(folder: Path, language: str) -> bool:
    """Whether the folder's file of people names a language beside that one: mostly it does not, and is not opened."""
    try:
        rows = (folder / _PEOPLE).read_text("utf-8", errors="replace").splitlines()
    except OSError:
        return False
    named = (row.partition("#")[0].rpartition("language:")[2] for row in rows if "language:" in row.partition("#")[0])
    return any(language not in each for each in named)


def cache_folder(environment: Mapping[str, str]) -> Path:
    """Where compiled documents are kept: with the person, never in the folder that a team shares.

    It may be removed at any time.
    """
    root = environment.get("XDG_CACHE_HOME")
    return (Path(root) if root else Path.home() / ".cache") / "incident"


def config_folder(environment: Mapping[str, str]) -> Path:
    """Where a person keeps settings that hold in every workspace."""
    root = environment.get("XDG_CONFIG_HOME")
    return (Path(root) if root else Path.home() / ".config") / "incident"


def replica_file(environment: Mapping[str, str], database: str) -> Path:
    """Where the replica of that server's log is kept: with the person, since it may hold what nobody has yet merged."""
    import hashlib  # here: only a server has a replica

    root = environment.get("XDG_STATE_HOME")
    state = Path(root) if root else Path.home() / ".local" / "state"
    login, _, where = database.rpartition("@")
    where = f"{login.split(':')[1] if ':' in login else login}@{where}"  # who logs in, and not how
    return state / "incident" / f"{hashlib.sha256(where.encode()).hexdigest()[:16]}.db"
