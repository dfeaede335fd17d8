"""One folder of a library: the files that say what they are, and those that do not, each with the reason.

Apart from the library, because a file whose header nobody can read may be a runbook, and must not be passed over.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Final

from incident.adapters.documents.reading.sources import BESIDE, Source, list_files, read_file, source_of
from incident.application.errors import DocumentError, Problem
from incident.domain.frozen import Frozen
from incident.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

__all__ = ["RUNBOOK", "TEMPLATES", "Contents", "Shelf", "read_contents", "shelf_of"]

RUNBOOK: Final = "runbook/1"
TEMPLATES: Final = "templates/1"
_KNOWN: Final = BESIDE | {TEMPLATES}


class Contents(Frozen):
    """The bytes of every YAML file below a folder."""

    files: Mapping[Path, bytes]
    unreadable: Mapping[Path, tuple[Problem, ...]]
    """Why each of the others cannot be read; the folder among them where it may not be looked into."""


class Shelf(Frozen):
    """A folder as it is."""

    sources: tuple[Source, ...]
    runbooks: Mapping[str, Sequence[Source]]
    """Of those the runbooks, by id."""
    unreadable: Mapping[Path, tuple[Problem, ...]]
    """What is wrong with each file that does not say what it is."""
    texts: Mapping[Path, bytes]
    """What those of them hold that can be opened."""

    def in_the_way_of(self, runbook_id: str) -> tuple[Problem, ...]:
        """What is wrong with the files that may be this runbook though nobody can tell; none if it can be trusted.

        A file may be it if its name has the id or, where the folder has no other file of it, its content has. So one
        stray file stops no runbook that it does not mention. A folder that may not be looked into may hold any.
        """
        is_missing = runbook_id not in self.runbooks
        meant = re.compile(rb"(?<![a-z0-9])%s(?![a-z0-9])" % re.escape(runbook_id.lower().encode()))

        def may_be(path: Path) -> bool:
            if meant.search(os.fsencode(path.name.lower())):
                return True
            text = self.texts.get(path, b"").replace(b"\0", b"").lower()  # two bytes a letter are one of ASCII and a 0
            return is_missing and (path.is_dir() or bool(meant.search(text)))

        return tuple(found for path, problems in self.unreadable.items() if may_be(path) for found in problems)


def read_contents(root: Path) -> Contents:
    """Every YAML file below the folder."""
    files: dict[Path, bytes] = {}
    unreadable: dict[Path, tuple[Problem, ...]] = {}
    for path in _files(root, unreadable):
        try:
            files[path] = read_file(path)
        except DocumentError as error:
            unreadable[path] = error.problems
    return Contents(files=files, unreadable=unreadable)


def shelf_of(contents: Contents) -> Shelf:
    """Which of the files belong to which runbook."""
    sources: list[Source] = []
    unreadable = dict(contents.unreadable)
    for path, data in contents.files.items():
        source = source_of(path, data)
        if _says_what_it_is(source):
            sources.append(source)
        else:
            unreadable[path] = _problems(source)
    runbooks: dict[str, list[Source]] = {}
    for source in sources:
        if source.format == RUNBOOK:
            runbooks.setdefault(source.id, []).append(source)
    texts = {path: contents.files[path] for path in unreadable.keys() & contents.files.keys()}
    return Shelf(sources=tuple(sources), runbooks=runbooks, unreadable=dict(sorted(unreadable.items())), texts=texts)


def _files(root: Path, unreadable: dict[Path, tuple[Problem, ...]]) -> Iterable[Path]:
    try:
        return list(list_files([root]))
    except DocumentError as error:  # a folder that may not be looked into
        unreadable[root] = error.problems
        return []


def _says_what_it_is(source: Source) -> bool:
    return source.format in _KNOWN or (source.format == RUNBOOK and bool(source.id))


def _problems(source: Source) -> tuple[Problem, ...]:
    from incident.adapters.documents.runbooks.documents import read  # here: pydantic and yaml, for a broken file only

    said = _("The file does not say what it is: 'format' and 'id' must stand at the beginning of lines.")
    return read(source).problems or (Problem(path=source.name, line=1, column=1, rule="RB002", message=said),)
