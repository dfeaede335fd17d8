"""The runbooks that incidents can be declared with: the workspace's own first, then the shipped ones.

Reading a runbook that was compiled before loads neither YAML nor models nor the grammar of conditions: the compiler is
imported only when the files say something that no cache entry was made from.
"""

from __future__ import annotations

import contextlib
from functools import partial
from typing import TYPE_CHECKING

from incident.adapters.documents import cache
from incident.adapters.documents.calls import possible_calls
from incident.adapters.documents.snapshot import Snapshot
from incident.application.errors import DocumentError, NotFound
from incident.domain.nearest import nearest
from incident.domain.runbooks.runbook import Bundle

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet
    from pathlib import Path

    from incident.adapters.documents.listing import Entry
    from incident.adapters.documents.reading.sources import Source
    from incident.application.ports import Offer

__all__ = ["YamlLibrary"]


class YamlLibrary:
    """Implements `incident.application.ports.Library` over folders of YAML files."""

    def __init__(self, roots: Sequence[Path], cache_folder: Path | None = None) -> None:
        """Look into the roots, the first that has an id decides it; keep compiled runbooks in the folder, if any."""
        self._roots = tuple(roots)
        self._cache = cache_folder

    def bundle(self, runbook_id: str) -> Bundle:
        """The compiled runbook in all its languages.

        A file that cannot be read stands in the way of the ids that it mentions alone: it may be the runbook meant.

        Raises:
            NotFound: no such runbook.
            DocumentError: it does not compile, or it may be what a file says that cannot be read.
        """
        return self._bundle(Snapshot(self._roots), runbook_id)

    def every(self) -> Iterator[Offer]:
        """Every runbook in the order of ids; what is read of the files and folders is read once for all."""
        from incident.application.ports import Offer  # here, as below: whoever declares with one runbook lists none

        snapshot = Snapshot(self._roots)
        for name, entry in self._entries(snapshot).items():
            read = partial(self._bundle, snapshot, name)
            yield Offer(name, entry.outline, read, entry.problems, is_draft=entry.is_draft)

    def is_draft(self, runbook_id: str) -> bool:
        """Whether the files of the runbook that counts say that it is a draft."""
        return Snapshot(self._roots).is_draft(runbook_id)

    def entries(self) -> Mapping[str, Entry]:
        """The same as a list has it, with where each of them stands."""
        return self._entries(Snapshot(self._roots))

    def _entries(self, snapshot: Snapshot) -> Mapping[str, Entry]:
        from incident.adapters.documents.listing import list_entries  # here: a declaration lists nothing

        return list_entries(snapshot, partial(self._bundle, snapshot), self._cache)

    def _bundle(self, snapshot: Snapshot, runbook_id: str) -> Bundle:
        runbooks = _found(snapshot, runbook_id)
        if not runbooks:
            near = nearest(runbook_id, snapshot.names)
            raise NotFound(kind="runbook", name=runbook_id, near=near)
        called = _called(snapshot, runbook_id, runbooks)
        below = [source for sources in called.values() for source in sources]
        key = cache.key_of(source.data for source in (*runbooks, *below, *snapshot.templates))
        kept = cache.load(self._cache, runbook_id, key, Bundle)
        return kept or self._compiled(snapshot, runbooks, called.keys(), key)

    def in_files(self, runbooks: Sequence[Source], templates: Sequence[Source]) -> Bundle:
        """What these files say, with the messages and the other runbooks of the library where they have none.

        Raises:
            DocumentError: they say no runbook.
        """
        snapshot = Snapshot(self._roots)
        paths = {source.path.resolve() for source in templates}
        others = [source for source in snapshot.templates if source.path.resolve() not in paths]
        return _compile(snapshot, runbooks, [*templates, *others])[0]

    def _compiled(self, snapshot: Snapshot, runbooks: Sequence[Source], called: AbstractSet[str], key: str) -> Bundle:
        bundle, asked = _compile(snapshot, runbooks, snapshot.templates)
        if asked <= called:  # or the key would not change with a file that the bundle was made from
            cache.store(self._cache, bundle.runbook.id, key, bundle)
        return bundle


def _compile(
    snapshot: Snapshot, runbooks: Sequence[Source], templates: Sequence[Source]
) -> tuple[Bundle, AbstractSet[str]]:
    """The bundle, and the ids of the runbooks that it was found to need."""
    # here: pydantic, yaml and lark, 0.3 s, and only a runbook that has changed needs them
    from incident.adapters.documents.reading.collecting import uncollected
    from incident.adapters.documents.runbooks.compiler import compile_sources
    from incident.adapters.documents.runbooks.documents import read
    from incident.adapters.documents.runbooks.others import Others

    others = Others(ids=snapshot.ids, find=lambda name: [read(source) for source in _found(snapshot, name)])
    with uncollected():
        return compile_sources(runbooks, templates, others), others.asked


def _found(snapshot: Snapshot, runbook_id: str) -> list[Source]:
    """The files of the runbook in the first folder that has it.

    Raises:
        DocumentError: a file that cannot be read may be one of them.
    """
    for shelf in snapshot.shelves.values():
        problems = shelf.in_the_way_of(runbook_id)
        if problems:
            raise DocumentError(problems)
        own = list(shelf.runbooks.get(runbook_id, ()))
        if own:
            return own
    return []


def _called(snapshot: Snapshot, runbook_id: str, runbooks: Sequence[Source]) -> dict[str, list[Source]]:
    """The files of all runbooks that these may run, directly or not; what cannot be found is the compiler's to tell."""
    called: dict[str, list[Source]] = {}
    waiting = list(runbooks)
    while waiting:
        for name in possible_calls(waiting.pop().data):
            if name not in called and name != runbook_id:
                with contextlib.suppress(DocumentError):
                    called[name] = _found(snapshot, name)
                    waiting += called[name]
    return called
