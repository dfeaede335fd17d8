"""The runbooks of a workspace and of the program, each with where it stands: for those who write and compare them.

Apart from the library, which answers with the one runbook that counts; here the others can be asked for too, and one
that is broken hides none of its neighbours.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from incident.adapters.documents.library import YamlLibrary
from incident.adapters.documents.reading.sources import open_source, scan
from incident.adapters.documents.shelf import TEMPLATES
from incident.adapters.documents.snapshot import Snapshot
from incident.application.errors import NotFound, Problem
from incident.domain.frozen import Frozen
from incident.domain.runbooks.outline import Outline

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from incident.domain.runbooks.runbook import Bundle

__all__ = ["Collection", "Shelved"]

_ENDINGS = ("*.yaml", "*.yml")


class Shelved(Frozen):
    """One runbook that incidents can be declared with, or that stands in the way of one."""

    id: str
    outline: Outline | None
    """None where its files say no runbook."""
    problems: tuple[Problem, ...] = ()
    """Why not."""
    status: str = ""
    """`draft`, `active` or `retired`; '' where the file does not say."""
    is_own: bool = False
    """Whether it lies in the workspace; else it came with the program."""
    hides_shipped: bool = False
    """Whether the program brought one of the same id, which the workspace's own replaces."""


class Collection:
    """Reads the workspace's own folders, then the shipped one."""

    def __init__(self, workspace: Path | None, shipped: Path, cache: Path | None = None) -> None:
        """`workspace` is None where there is none: the shipped runbooks can be read without."""
        self._workspace = workspace
        self._shipped = shipped
        self._cache = cache

    @property
    def folder(self) -> Path:
        """Where the workspace's own runbooks are written.

        Raises:
            NotFound: there is no workspace.
        """
        if self._workspace is None:
            raise NotFound(kind="workspace", name="")
        return self._workspace / "runbooks"

    def shelved(self) -> Iterator[Shelved]:
        """Every runbook, in the order of ids; of two with one id the workspace's own."""
        shipped = str(self._shipped)
        for runbook_id, entry in self._library().entries().items():
            own = [folder for folder in entry.stands if folder != shipped]
            yield Shelved(
                id=runbook_id,
                outline=entry.outline,
                problems=entry.problems,
                status=next(iter(entry.stands.values()), ""),
                is_own=bool(own) or shipped not in entry.stands,
                hides_shipped=bool(own) and shipped in entry.stands,
            )

    def bundle(self, runbook_id: str) -> Bundle:
        """The runbook that an incident would be declared with.

        Raises:
            NotFound: there is none of that id.
            DocumentError: it does not compile.
        """
        return self._library().bundle(runbook_id)

    def shipped(self, runbook_id: str) -> Bundle:
        """The one that came with the program, whatever the workspace has; raises as `bundle` does."""
        return YamlLibrary((self._shipped,)).bundle(runbook_id)

    def is_own(self, runbook_id: str) -> bool:
        """Whether the workspace has a runbook of that id."""
        return runbook_id in Snapshot(self._own_roots()).ids

    def is_shipped(self, runbook_id: str) -> bool:
        """Whether the program brought one."""
        return runbook_id in Snapshot([self._shipped]).ids

    def in_files(self, paths: Sequence[Path]) -> Bundle:
        """What files say, one for each language, with the messages that lie beside them or in the library.

        Raises:
            DocumentError: they say no runbook, or more than one.
        """
        folders = dict.fromkeys(path.parent for path in paths)
        near = [each for folder in folders for ending in _ENDINGS for each in folder.glob(ending) if each.is_file()]
        beside = [source for source in scan(near) if source.format == TEMPLATES]
        return self._library().in_files([open_source(path) for path in paths], beside)

    def known_elsewhere(self) -> Mapping[str, str]:
        """The runbooks by the ids under which files of other formats may run them."""
        # here: pydantic and yaml, and only an import asks
        from incident.adapters.documents.foreign.known import known_runbooks

        return known_runbooks((*self._own_roots(), self._shipped))

    def _own_roots(self) -> list[Path]:
        names = ("runbooks", "templates")
        roots = [self._workspace / name for name in names] if self._workspace else []
        return [root for root in roots if root.is_dir()]

    def _library(self) -> YamlLibrary:
        return YamlLibrary((*self._own_roots(), self._shipped), self._cache)
