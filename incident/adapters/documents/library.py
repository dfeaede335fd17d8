"""The runbooks that incidents can be declared with: the workspace's own first, then the shipped ones.

Reading a runbook that was compiled before loads neither YAML nor models nor the grammar of conditions: the compiler is
imported only when the files say something that no cache entry was made from.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from incident.adapters.documents import cache
from incident.adapters.documents.sources import Source, scan
from incident.application.errors import NotFound
from incident.domain.nearest import nearest
from incident.domain.runbook import Bundle

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

__all__ = ["RUNBOOK", "TEMPLATES", "YamlLibrary"]

RUNBOOK: Final = "runbook/1"
TEMPLATES: Final = "templates/1"


class YamlLibrary:
    """Implements `incident.application.ports.Library` over folders of YAML files."""

    def __init__(self, roots: Sequence[Path], cache_folder: Path | None = None) -> None:
        """Look into the roots, the first that has an id decides it; keep compiled runbooks in the folder, if any."""
        self._roots = tuple(roots)
        self._cache = cache_folder

    def runbook_ids(self) -> Sequence[str]:
        """The ids of all runbooks, sorted."""
        return sorted({source.id for sources in self._sources() for source in sources if _is_runbook(source)})

    def bundle(self, runbook_id: str) -> Bundle:
        """The compiled runbook in all its languages.

        Raises:
            NotFound: no such runbook.
            DocumentError: it does not compile.
        """
        by_root = self._sources()
        runbooks = next(
            (own for sources in by_root if (own := [each for each in sources if _is(each, runbook_id)])), None
        )
        if runbooks is None:
            near = nearest(runbook_id, self.runbook_ids())
            raise NotFound(kind="runbook", name=runbook_id, near=near)
        templates = [source for sources in by_root for source in sources if source.format == TEMPLATES]
        return self._compiled(runbook_id, runbooks, templates)

    def _compiled(self, runbook_id: str, runbooks: list[Source], templates: list[Source]) -> Bundle:
        key = cache.key_of(source.data for source in (*runbooks, *templates))
        kept = cache.load(self._cache, runbook_id, key, Bundle)
        if kept is not None:
            return kept
        # here: pydantic, yaml and lark, 0.3 s, and only a runbook that has changed needs them
        from incident.adapters.documents.compiler import compile_sources

        bundle = compile_sources(runbooks, templates)
        cache.store(self._cache, runbook_id, key, bundle)
        return bundle

    def _sources(self) -> list[list[Source]]:
        return [list(scan([root])) if root.is_dir() else [] for root in self._roots]


def _is_runbook(source: Source) -> bool:
    return source.format == RUNBOOK and bool(source.id)


def _is(source: Source, runbook_id: str) -> bool:
    return source.format == RUNBOOK and source.id == runbook_id
