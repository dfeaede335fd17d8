"""Finds words in what was written of incidents: titles, notes, reasons, messages, and the steps of their runbooks.

Apart from the log, which keeps no index: a reading of a bounded number of incidents, the latest first, so that what
was erased, and what the reader may not know of, is not found because it is not there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Final
from unicodedata import normalize

from incident.application.messages.echoes import texts_of
from incident.application.ports import Summary
from incident.domain.events import (
    ContentErased,
    EntryCorrected,
    ErasureProposed,
    Event,
    IncidentDeclared,
    MessageDrafted,
    NoteAdded,
    Recorded,
)
from incident.domain.events.cases import AboutCases
from incident.domain.frozen import Frozen

if TYPE_CHECKING:
    from incident.application.ports import EventLog

__all__ = ["Found", "Place", "found_in", "latest_first", "search"]

MOST_INCIDENTS: Final = 500
"""So many of the latest incidents are looked through."""
_PLACES: Final = re.compile(r"\$\{\w+\}")
"""Names of values, which nobody reads."""
MOST_EACH: Final = 5
"""More hits of one incident would hide those of others."""


class Place(StrEnum):
    """Where the words stand."""

    TITLE = "title"
    NOTE = "note"
    MESSAGE = "message"
    ENTRY = "entry"
    """A reason, an observed value or another text of the record."""
    STEP = "step"


class Found(Frozen):
    """One text that has all the words."""

    place: Place
    words: str
    seq: int
    at: datetime
    step: str = ""
    """The id of the step, where it is one's text."""
    key: str = ""
    """Which of the runbook's texts it is then, and"""
    language: str = ""
    """in which language."""
    corrected_at: datetime | None = None
    """When its entry was corrected last; None where it stands as it was written."""


def latest_first(log: EventLog) -> Sequence[Summary]:
    """The incidents that are looked through, those that changed last first."""
    rows = sorted(log.summaries(open_only=False), key=lambda row: row.updated_at, reverse=True)
    return rows[:MOST_INCIDENTS]


def search(log: EventLog, typed: str) -> Iterator[tuple[Summary, Sequence[Found]]]:
    """The incidents in which the words stand, with the texts that have them."""
    for row in latest_first(log):
        found = found_in(log.read(row.incident_id), typed)
        if found:
            yield row, found


def found_in(entries: Sequence[Recorded], typed: str) -> Sequence[Found]:
    """The texts of one incident that have all the words: the title, then what people wrote, then the steps."""
    words = _folded(typed).split()
    if not words:
        return ()
    hits = sorted(_hits(entries, words), key=lambda hit: list(Place).index(hit.place))
    corrected = {each.event.seq: each.occurred_at for each in entries if isinstance(each.event, EntryCorrected)}
    return tuple(
        hit.changed(corrected_at=corrected[hit.seq]) if hit.place is Place.NOTE and hit.seq in corrected else hit
        for hit in hits[:MOST_EACH]
    )


def _hits(entries: Sequence[Recorded], words: Sequence[str]) -> Iterator[Found]:
    for entry in entries:
        for text in dict.fromkeys(_texts(entry)):
            if text and _has(text, words):
                yield Found(place=_place(entry.event, text), words=text, seq=entry.seq, at=entry.occurred_at)
        yield from _steps(entry, words)


def _texts(entry: Recorded) -> Iterator[str]:
    """What people wrote of it, and the reason of an erasure, which is no text of its own that could be erased."""
    yield from map(str, texts_of(_shown(entry.event)))
    if isinstance(entry.event, ErasureProposed | ContentErased):
        yield entry.event.because


def _shown(event: Event) -> Event:
    if not isinstance(event, AboutCases):
        return event
    from incident.domain.cases.masking import masked_entry  # here: few entries are about cases

    return masked_entry(event)


def _steps(entry: Recorded, words: Sequence[str]) -> Iterator[Found]:
    """Each step once, by the first of its texts, in any language, that has the words; no text twice.

    A way out says the same in the step that it belongs to and in the step that it is.
    """
    event = entry.event
    pinned = event.bundle.bundle if isinstance(event, IncidentDeclared) else None
    if pinned is None:
        return
    seen = set[str]()
    for language, texts in pinned.words.items():
        for key, text in texts.items():
            part, _dot, rest = key.partition(".")
            step = rest.partition(".")[0]
            if part == "step" and seen.isdisjoint((step, text)) and _has(_PLACES.sub(" ", text), words):
                seen |= {step, text}
                found = Found(place=Place.STEP, words=text, seq=entry.seq, at=entry.occurred_at, step=step)
                yield found.changed(key=key, language=language)


def _place(event: Event, text: str) -> Place:
    match event:
        case IncidentDeclared() if text in map(str, (event.title, *event.titles.values())):
            return Place.TITLE
        case NoteAdded() | EntryCorrected():
            return Place.NOTE
        case MessageDrafted():
            return Place.MESSAGE
        case _:
            return Place.ENTRY


def _has(text: str, words: Sequence[str]) -> bool:
    folded = _folded(text)
    return all(word in folded for word in words)


def _folded(text: str) -> str:
    """Full-width letters and capitals are the plain ones."""
    return normalize("NFKC", text).casefold()
