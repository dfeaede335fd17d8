"""Which runbooks of a library another format's files mean when they run another playbook.

A runbook is known by the ids that its exports would have, and by the id of the file that it was imported from.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from incident.adapters.documents.foreign.cacao.exporting import playbook_id
from incident.adapters.documents.reading.sources import scan
from incident.adapters.documents.runbooks.documents import read
from incident.adapters.documents.runbooks.model import RunbookFile
from incident.application.errors import DocumentError
from incident.domain.grading.tiers import Tier

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from incident.adapters.documents.reading.sources import Source

__all__ = ["known_runbooks"]


def known_runbooks(roots: Iterable[Path]) -> dict[str, str]:
    """The id of each runbook by the ids of playbooks; a folder before another decides."""
    known: dict[str, str] = {}
    for source in _sources(roots):
        if source.format != "runbook/1" or not source.id:
            continue
        for tier in Tier:
            known.setdefault(playbook_id(source.id, tier, source.language), source.id)
        if b"playbook--" in source.data:
            file = read(source).file
            if isinstance(file, RunbookFile) and file.origin is not None and file.origin.id:
                known.setdefault(file.origin.id, source.id)
    return known


def _sources(roots: Iterable[Path]) -> Iterator[Source]:
    for root in roots:
        with contextlib.suppress(DocumentError):  # a folder that may not be looked into; the library says so
            yield from scan([root])
