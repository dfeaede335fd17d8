"""What the files of a workspace said when they were last right, for the while in which one of them is wrong.

Apart from opening, because it holds file by file: a slip in one stops nobody, and takes back nothing that others say.
`incident.yaml` is never held: it names the log, and whether the workspace is a sandbox. What was kept beside another
`incident.yaml` holds never, so that neither a moved folder nor a changed setting brings it back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path

from incident.adapters.documents import cache
from incident.adapters.documents.reading.sources import Source, source_of
from incident.domain.frozen import Frozen
from incident.domain.hashing import sha256

__all__ = ["held", "remember"]


class _Good(Frozen):
    files: Mapping[str, bytes]
    """By name; one that was not there is not among them."""


def remember(place: Path | None, folder: Path, settings: Source, others: Mapping[str, Source | None]) -> None:
    """Keep what these files say, which is right; of one that is not there, what it said before."""
    name, key = _entry(folder, settings)
    before = cache.load(place, name, key, _Good)
    now = {each: source.data for each, source in others.items() if source is not None}
    cache.store(place, name, key, _Good(files={**(before.files if before else {}), **now}))


def held(
    place: Path | None, folder: Path, settings: Source, others: Mapping[str, Source | None], wrong: AbstractSet[str]
) -> Sequence[Source | None] | None:
    """The other files, those that are wrong or gone as they were when last right; None if a wrong one never was."""
    kept = cache.load(place, *_entry(folder, settings), _Good)
    if kept is None or not wrong <= kept.files.keys():
        return None
    again = {name for name, source in others.items() if name in wrong or (source is None and name in kept.files)}
    return [source_of(folder / name, kept.files[name]) if name in again else source for name, source in others.items()]


def _entry(folder: Path, settings: Source) -> tuple[str, str]:
    """One for each folder, good for one `incident.yaml`."""
    return f"held-{sha256(bytes(folder.resolve())).hexdigest()[:12]}", cache.key_of([settings.data])
