"""The folders of a library at one moment: each file is read once, however much is asked of it.

Apart from the library, because a list of runbooks that were all compiled before needs the digest of what the files
hold, and only a runbook that somebody looks into needs to know which of them are its own.
"""

from __future__ import annotations

import os
import re
from functools import cached_property
from typing import TYPE_CHECKING, Final

from incident.adapters.documents.shelf import TEMPLATES, Contents, Shelf, read_contents, shelf_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from incident.adapters.documents.reading.sources import Source

__all__ = ["Snapshot"]

_STATUS: Final = re.compile(rb"""^status:[ ]+["']?(draft|active|retired)["']?[ ]*(?:#.*)?\r?$""", re.MULTILINE)


class Snapshot:
    """What the folders hold; those that are not there are left out."""

    def __init__(self, roots: Iterable[Path]) -> None:
        self._contents: Mapping[Path, Contents] = {root: read_contents(root) for root in roots if root.is_dir()}

    @cached_property
    def shelves(self) -> Mapping[Path, Shelf]:
        """By folder, in their order, which of the files belong to which runbook."""
        return {root: shelf_of(contents) for root, contents in self._contents.items()}

    @cached_property
    def digest(self) -> bytes | None:
        """Of every file's place and content; None where one cannot be read, and may say anything."""
        # here: OpenSSL takes 2 ms to load and a fifth of the time over many files, and only a list looks at them all
        from hashlib import sha256

        found = sha256()
        for root, contents in self._contents.items():
            if contents.unreadable:
                return None
            found.update(b"%s\n" % os.fsencode(root))
            for path, data in contents.files.items():
                found.update(b"%s %d\n" % (os.fsencode(path), len(data)))
                found.update(data)
        return found.digest()

    @cached_property
    def templates(self) -> Sequence[Source]:
        """The files with messages, of all folders."""
        return [source for shelf in self.shelves.values() for source in shelf.sources if source.format == TEMPLATES]

    @property
    def ids(self) -> set[str]:
        """Of all runbooks whose files say what they are."""
        return {name for shelf in self.shelves.values() for name in shelf.runbooks}

    @property
    def names(self) -> Sequence[str]:
        """The ids of all runbooks, sorted; a file that does not say what it is counts under its own name."""
        return sorted(self.ids | {path.stem for shelf in self.shelves.values() for path in shelf.unreadable})

    def stands(self, runbook_id: str) -> dict[str, str]:
        """The folders that have the runbook, in their order, each with the status that its files state there."""
        return {
            str(root): _status_of(shelf.runbooks[runbook_id][0].data)
            for root, shelf in self.shelves.items()
            if runbook_id in shelf.runbooks
        }

    def is_draft(self, runbook_id: str) -> bool:
        """Whether the one that counts states that it is a draft."""
        return next(iter(self.stands(runbook_id).values()), "") == "draft"


def _status_of(data: bytes) -> str:
    """The status that a runbook's text states, '' if none."""
    found = _STATUS.search(data)
    return found[1].decode() if found else ""
