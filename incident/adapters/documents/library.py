"""The runbooks that incidents can be declared with: the workspace's own first, then the shipped ones.

Reading a runbook that was compiled before loads neither YAML nor models nor the grammar of conditions: the compiler is
imported only when the files say something that no cache entry was made from.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from incident.adapters.documents import cache
from incident.adapters.documents.calls import possible_calls
from incident.adapters.documents.shelf import TEMPLATES, Shelf, read_shelf
from incident.application.errors import DocumentError, NotFound, Problem
from incident.domain.nearest import nearest
from incident.domain.runbook import Bundle

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from collections.abc import Set as AbstractSet
    from pathlib import Path

    from incident.adapters.documents.reading.sources import Source

__all__ = ["YamlLibrary"]


class YamlLibrary:
    """Implements `incident.application.ports.Library` over folders of YAML files."""

    def __init__(self, roots: Sequence[Path], cache_folder: Path | None = None) -> None:
        """Look into the roots, the first that has an id decides it; keep compiled runbooks in the folder, if any."""
        self._roots = tuple(roots)
        self._cache = cache_folder
        self._read: list[Shelf] | None = None

    def as_it_is_now(self) -> YamlLibrary:
        """The library as its files are at this moment, each read once however much is asked of it."""
        now = YamlLibrary(self._roots, self._cache)
        now._read = self._shelves()
        return now

    def runbook_ids(self) -> Sequence[str]:
        """The ids of all runbooks, sorted; a file that does not say what it is counts under its own name."""
        return _names(self._shelves())

    def bundle(self, runbook_id: str) -> Bundle:
        """The compiled runbook in all its languages.

        A folder with a file that cannot be read hides the folders after it: the file may be the runbook that is meant.

        Raises:
            NotFound: no such runbook.
            DocumentError: it does not compile, or it may be what a file says that cannot be read.
        """
        return self._bundle(self._shelves(), runbook_id)

    def every(self) -> Iterator[tuple[str, Bundle | tuple[Problem, ...]]]:
        """Every id with its runbook, or with what is wrong with it; the folders are read once for all."""
        shelves = self._shelves()
        for runbook_id in _names(shelves):
            try:
                yield runbook_id, self._bundle(shelves, runbook_id)
            except DocumentError as error:
                yield runbook_id, error.problems
            except NotFound:  # a file that does not say what it is, called by its own name
                yield runbook_id, ()

    def _bundle(self, shelves: Sequence[Shelf], runbook_id: str) -> Bundle:
        runbooks = _found(shelves, runbook_id)
        if not runbooks:
            near = nearest(runbook_id, _names(shelves))
            raise NotFound(kind="runbook", name=runbook_id, near=near)
        templates = [source for shelf in shelves for source in shelf.sources if source.format == TEMPLATES]
        called = _called(shelves, runbook_id, runbooks)
        below = [source for sources in called.values() for source in sources]
        key = cache.key_of(source.data for source in (*runbooks, *below, *templates))
        kept = cache.load(self._cache, runbook_id, key, Bundle)
        return kept or self._compiled(shelves, runbooks, templates, called.keys(), key)

    def in_files(self, runbooks: Sequence[Source], templates: Sequence[Source]) -> Bundle:
        """What these files say, with the messages and the other runbooks of the library where they have none.

        Raises:
            DocumentError: they say no runbook.
        """
        shelves = self._shelves()
        known = [source for shelf in shelves for source in shelf.sources if source.format == TEMPLATES]
        paths = {source.path.resolve() for source in templates}
        others = [source for source in known if source.path.resolve() not in paths]
        return _compile(shelves, runbooks, [*templates, *others])[0]

    def _compiled(
        self,
        shelves: Sequence[Shelf],
        runbooks: Sequence[Source],
        templates: Sequence[Source],
        called: Collection[str],
        key: str,
    ) -> Bundle:
        bundle, asked = _compile(shelves, runbooks, templates)
        if asked <= set(called):  # or the key would not change with a file that the bundle was made from
            cache.store(self._cache, bundle.runbook.id, key, bundle)
        return bundle

    def _shelves(self) -> list[Shelf]:
        if self._read is not None:
            return self._read
        return [read_shelf(root) for root in self._roots if root.is_dir()]


def _compile(
    shelves: Sequence[Shelf], runbooks: Sequence[Source], templates: Sequence[Source]
) -> tuple[Bundle, AbstractSet[str]]:
    """The bundle, and the ids of the runbooks that it was found to need."""
    # here: pydantic, yaml and lark, 0.3 s, and only a runbook that has changed needs them
    from incident.adapters.documents.reading.collecting import uncollected
    from incident.adapters.documents.runbooks.compiler import compile_sources
    from incident.adapters.documents.runbooks.documents import read
    from incident.adapters.documents.runbooks.others import Others

    others = Others(ids=_ids(shelves), find=lambda name: [read(source) for source in _found(shelves, name)])
    with uncollected():
        return compile_sources(runbooks, templates, others), others.asked


def _found(shelves: Sequence[Shelf], runbook_id: str) -> list[Source]:
    """The files of the runbook in the first folder that has it.

    Raises:
        DocumentError: a file that cannot be read may be one of them.
    """
    for shelf in shelves:
        own = list(shelf.runbooks.get(runbook_id, ()))
        meant = [path for path in shelf.unreadable if not own or path.name.startswith(f"{runbook_id}.")]
        if meant:
            raise DocumentError(tuple(found for path in meant for found in shelf.unreadable[path]))
        if own:
            return own
    return []


def _called(shelves: Sequence[Shelf], runbook_id: str, runbooks: Sequence[Source]) -> dict[str, list[Source]]:
    """The files of all runbooks that these may run, directly or not; what cannot be found is the compiler's to tell."""
    called: dict[str, list[Source]] = {}
    waiting = list(runbooks)
    while waiting:
        for name in possible_calls(waiting.pop().data):
            if name not in called and name != runbook_id:
                with contextlib.suppress(DocumentError):
                    called[name] = _found(shelves, name)
                    waiting += called[name]
    return called


def _names(shelves: Sequence[Shelf]) -> Sequence[str]:
    return sorted(_ids(shelves) | {path.stem for shelf in shelves for path in shelf.unreadable})


def _ids(shelves: Sequence[Shelf]) -> set[str]:
    return {name for shelf in shelves for name in shelf.runbooks}
