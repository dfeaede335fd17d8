"""The words of an entry, and the messages that were written from them: who erases words erases those too.

Apart from the rules, because the state of an incident no longer knows what a fact said before.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from incident.domain.content import CaseSheet, FreeText
from incident.domain.events import Event, EvidenceAdded, MessageDrafted, Recorded, resources

__all__ = ["contents_of", "echoes", "has_words", "rest_of", "texts_of"]


def texts_of(event: Event) -> Iterator[FreeText]:
    """Every text of the event; not the runbook, without which nobody could go on."""
    if isinstance(event, MessageDrafted):
        for wording in (*event.wordings.values(), *event.to_others.values()):
            yield from (wording.title, wording.body)
        return
    names: Sequence[str] = getattr(type(event), "__names__", ())
    for name in names:
        value = getattr(event, name)
        every = value.values() if isinstance(value, Mapping) else (value,)
        yield from (each for each in every if isinstance(each, FreeText))


def rest_of(event: Event) -> tuple[str, ...]:
    """What somebody typed of a resource or a team besides: no text of its own, so that no erasure takes it out."""
    match event:
        case resources.AllocationRequested():
            return tuple(filter(None, (event.type, event.whom, event.site, *event.substitutes)))
        case resources.AllocationMoved():
            return (event.whom,) if event.whom else ()
        case resources.TeamFormed():
            return (event.team,)
        case _:
            return ()


def contents_of(event: Event) -> tuple[str, ...]:
    """The ids of all that is erased with the event: its texts, the pieces of a file, the words of customers."""
    parts = event.parts if isinstance(event, EvidenceAdded) else ()
    sheet = getattr(event, "sheet", None)
    customers = sheet.content_ids if isinstance(sheet, CaseSheet) else ()
    return (*(text.content_id for text in texts_of(event)), *(part.content_id for part in parts), *customers)


def has_words(event: Event) -> bool:
    """Whether something of it can be destroyed still."""
    texts = tuple(texts_of(event))
    return bool(contents_of(event)) and not (texts and all(text.words is None for text in texts))


def echoes(entries: Sequence[Recorded], seq: int, contents: Sequence[str]) -> tuple[tuple[int, tuple[str, ...]], ...]:
    """Entry and contents of each text of a message that carries the words of those contents."""
    own = (text for entry in entries if entry.seq == seq for text in texts_of(entry.event))
    words = {said for text in own if text.content_id in contents and (said := _said(text))}
    found = []
    for entry in entries:
        if isinstance(entry.event, MessageDrafted) and entry.seq != seq:
            texts = texts_of(entry.event)
            same = tuple(text.content_id for text in texts if any(word in _said(text) for word in words))
            found += [(entry.seq, same)] if same else []
    return tuple(found)


def _said(text: FreeText) -> str:
    """As a message says it: on one line."""
    return " ".join(str(text).split())
