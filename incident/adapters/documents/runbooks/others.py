"""The other runbooks of a library, for a runbook that runs one: read and compiled when they are first asked for.

Apart from compiling, because a library of folders and a set of files to be checked find them in ways of their own.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from incident.adapters.documents.runbooks.compile_languages import Written, compile_languages

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from incident.adapters.documents.runbooks.documents import Document

__all__ = ["NO_OTHERS", "Others"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Others:
    """Finds runbooks by id."""

    ids: Collection[str]
    find: Callable[[str], Sequence[Document]]
    """The documents of an id, in all languages; none if there is no such runbook."""
    asked: set[str] = field(default_factory=set)
    """The ids that were asked for."""
    _kept: dict[str, Written] = field(default_factory=dict)

    def written(self, runbook_id: str) -> Written | None:
        """The runbook in all its languages, as its files say it; None if there is no such runbook."""
        self.asked.add(runbook_id)
        if runbook_id not in self._kept:
            documents = self.find(runbook_id)
            if not documents:
                return None
            self._kept[runbook_id] = compile_languages(documents)
        return self._kept[runbook_id]


def _none(_id: str) -> Sequence[Document]:
    return ()


NO_OTHERS: Final = Others(ids=(), find=_none)
"""For a runbook that stands alone."""
