"""All runbooks of a library as a list has them, kept as one entry of the cache.

Apart from the library, because this entry is right for all its files together: if one of them changes it is made
again, from the entries of the single runbooks.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from incident.adapters.documents import cache
from incident.application.errors import DocumentError, Problem
from incident.domain.frozen import Frozen
from incident.domain.runbooks.outline import Outline, outline_of

if TYPE_CHECKING:
    from pathlib import Path

    from incident.adapters.documents.snapshot import Snapshot
    from incident.domain.runbooks.runbook import Bundle

__all__ = ["Entry", "list_entries"]

_NAME: Final = "outlines"


class Entry(Frozen):
    """One runbook of the list."""

    outline: Outline | None
    """None where its files say no runbook."""
    problems: tuple[Problem, ...] = ()
    """Why not."""
    stands: Mapping[str, str]
    """The folders that have it, the one that counts first, each with the status that its files state there, or ''."""

    @property
    def is_draft(self) -> bool:
        """Whether the one that counts states that it is a draft."""
        return next(iter(self.stands.values()), "") == "draft"


class _Kept(Frozen):
    """What the cache has: of a broken runbook the id alone, since what is wrong with it is said in one language."""

    entries: Mapping[str, Entry | None]


def list_entries(snapshot: Snapshot, compiled: Callable[[str], Bundle], folder: Path | None) -> Mapping[str, Entry]:
    """The runbooks by id, in the order of ids; kept in the cache's folder, if any."""
    key = cache.key_of([snapshot.digest]) if folder and snapshot.digest else None
    kept = cache.load(folder, _NAME, key, _Kept) if key else None
    if kept:
        return {name: entry or _entry(snapshot, compiled, name) for name, entry in kept.entries.items()}
    entries = {name: _entry(snapshot, compiled, name) for name in snapshot.names}
    if key:
        sound = {name: entry if entry.outline else None for name, entry in entries.items()}
        cache.store(folder, _NAME, key, _Kept(entries=sound))
    return entries


def _entry(snapshot: Snapshot, compiled: Callable[[str], Bundle], runbook_id: str) -> Entry:
    stands = snapshot.stands(runbook_id)
    try:
        return Entry(outline=outline_of(compiled(runbook_id)), stands=stands)
    except DocumentError as error:
        return Entry(outline=None, problems=error.problems, stands=stands)
