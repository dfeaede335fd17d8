"""The rule about what a runbook points to: a file that it names is there.

Apart from the other rules, because only this one looks outside the file. Addresses of the network are not asked: a
check gives the same answer with the network down.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from incident.adapters.documents.reading.findings import problem
from incident.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from incident.adapters.documents.runbooks.compile_runbook import Compiled
    from incident.application.errors import Problem

__all__ = ["LINKS"]

_IN_WORDS: Final = re.compile(r"\[[^\]]*\]\(([^()\s]+)\)")
_FILE: Final = re.compile(
    r"(?:\.{1,2}/\S+|(?:[^\s/:]+/)*[^\s/:]+\.(?:md|markdown|txt|html?|pdf|ya?ml|json|csv|docx?|xlsx?|png|jpe?g|svg|drawio))"
    r"(?:#\S*)?"
)
"""A path that leads on from the folder of the runbook; `resources/vendor-a` is the id of a resource and no file."""


def _dead(compiled: Compiled) -> Iterator[Problem]:
    folder = Path(compiled.document.file).parent
    for key, words in compiled.words.items():
        for name in _named(key, words):
            if not (folder / name.partition("#")[0]).exists():
                said = _("The file '{name}' is not there.").format(name=name)
                hint = _("Paths lead on from the folder of this file.")
                place = compiled.places.get(key, compiled.document)
                yield problem(place, "RB023", said, hint, severity="warning")


def _origin(compiled: Compiled) -> Iterator[Problem]:
    origin = compiled.file.origin
    if origin is not None and not (Path(compiled.document.file).parent / origin.file).exists():
        said = _("The file '{name}' is not there.").format(name=origin.file)
        hint = _("Keep what this runbook was made from beside it, or delete 'origin'.")
        yield problem(compiled.document / "origin" / "file", "RB023", said, hint, severity="warning")


def _named(key: str, words: str) -> Iterator[str]:
    if key.startswith("reference.") and key.endswith(".where") and _FILE.fullmatch(words):
        yield words
    yield from (name for name in _IN_WORDS.findall(words) if _FILE.fullmatch(name))


LINKS: Final = (_dead, _origin)
