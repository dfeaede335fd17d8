"""What an erasure destroys: which contents, and what repeats their words beside them.

Apart from the logs, so that memory and databases destroy the same, and refuse the same.
"""

from __future__ import annotations

from collections.abc import Sequence

from incident.application.errors import NotFound
from incident.application.ports import Batch
from incident.domain.events import ContentErased, FactRecorded, IncidentDeclared, MessageDrafted, Recorded
from incident.domain.frozen import Frozen

__all__ = ["Scrub", "erased_contents", "require_named", "scrub_for"]


class Scrub(Frozen):
    """What an erasure takes out beside the contents, because it repeats their words."""

    title: bool = False
    """The title in the list of incidents."""
    messages: frozenset[str] = frozenset()
    """The messages whose outbox rows lose text, recipient and address, and whose attempts lose their details."""
    all_messages: bool = False
    """Every message of the incident loses its text."""


def erased_contents(batch: Batch) -> Sequence[tuple[int, str]]:
    """Entry and id of each content that the batch destroys, as its `ContentErased` events name them.

    Raises:
        NotFound: a content is to go that no event of the batch names.
    """
    events = [new.event for new in batch.events if isinstance(new.event, ContentErased)]
    named = [(event.seq, content_id) for event in events for content_id in event.contents]
    unnamed = set(batch.erase_contents) - {content_id for _, content_id in named}
    if unnamed:
        raise NotFound(kind="content", name=min(unnamed))
    return [(seq, content_id) for seq, content_id in named if content_id in batch.erase_contents]


def require_named(content_id: str, body: str | None) -> None:
    """Refuse to destroy a content that the entry with this body does not name; None where there is no such entry.

    Raises:
        NotFound: the content belongs to another entry, or to none.
    """
    if body is None or f'"{content_id}"' not in body:
        raise NotFound(kind="content", name=content_id)


def scrub_for(erased: Sequence[str], entries: Sequence[Recorded]) -> Scrub:
    """What erasing those contents takes out beside them; `entries` are the ones that named them.

    The words of a title, a contact or a fact stand in messages: then all lose their text, and none its recipient.
    """
    events = [entry.event for entry in entries]
    drafted = frozenset(event.message for event in events if isinstance(event, MessageDrafted))
    declared = next((event for event in events if isinstance(event, IncidentDeclared)), None)
    title = declared is not None and any(
        each.content_id in erased for each in (declared.title, *declared.titles.values())
    )
    contact = declared is not None and declared.contact is not None and declared.contact.content_id in erased
    told = title or contact or any(isinstance(event, FactRecorded) for event in events)
    return Scrub(title=title, messages=frozenset() if told else drafted, all_messages=told)
