"""What the files of a workspace said when they were last right, for the while in which one of them is wrong.

Apart from opening, because it holds file by file: a slip in one stops nobody, and takes back nothing that others say.
`incident.yaml` is never held: it names the log, and whether the workspace is a sandbox. What was kept beside another
`incident.yaml` holds never, so that neither a moved folder nor a changed setting brings it back.
"""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from pathlib import Path

from incident.adapters.documents import cache
from incident.adapters.workspace.files import SETTINGS, entry_name
from incident.domain.frozen import Frozen

__all__ = ["all_held", "held", "remember"]


class _Good(Frozen):
    files: Mapping[str, bytes]
    """By name; one that was not there is not among them."""


def remember(place: Path | None, folder: Path, contents: Mapping[str, bytes]) -> None:
    """Keep what these files say, which is right; of one that is not there, what it said before."""
    name, key = _entry(folder, contents)
    before = cache.load(place, name, key, _Good)
    now = {each: content for each, content in contents.items() if each != SETTINGS}
    cache.store(place, name, key, _Good(files={**(before.files if before else {}), **now}))


def held(
    place: Path | None, folder: Path, contents: Mapping[str, bytes], wrong: AbstractSet[str]
) -> Mapping[str, bytes] | None:
    """The files, those that are wrong or gone as they were when last right; None if a wrong one never was."""
    kept = cache.load(place, *_entry(folder, contents), _Good)
    if kept is None or not wrong <= kept.files.keys():
        return None
    return {**contents, **{name: said for name, said in kept.files.items() if name in wrong or name not in contents}}


def all_held(place: Path | None, folder: Path, contents: Mapping[str, bytes]) -> Mapping[str, bytes] | None:
    """All of them as they were when last right; None if they never were."""
    kept = cache.load(place, *_entry(folder, contents), _Good)
    return {SETTINGS: contents[SETTINGS], **kept.files} if kept is not None else None


def _entry(folder: Path, contents: Mapping[str, bytes]) -> tuple[str, str]:
    """One for each folder, good for one `incident.yaml`."""
    return entry_name("held", folder), cache.key_of([contents[SETTINGS]])
