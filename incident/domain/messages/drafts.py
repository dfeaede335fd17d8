"""Which texts wait for an approval, and which waited until the time that they promise was past.

Apart from the rules of approval: whoever shows what waits, hands it over or lets it go asks here, and means the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from incident.domain.messages.promising import is_lapsed

if TYPE_CHECKING:
    from datetime import datetime

    from incident.domain.events import MessageDrafted
    from incident.domain.incident import Incident
    from incident.domain.messages.message import Message

__all__ = [
    "author_of",
    "drafts",
    "lapsed_draft",
    "lapsed_drafts",
    "stands_for",
    "waiting_draft",
    "waiting_drafts",
    "written_anew",
]


def drafts(incident: Incident) -> tuple[Message, ...]:
    """What was written and neither released nor taken back, as it was written."""
    return tuple(each for each in incident.messages.values() if each.released_at is None and not each.is_withdrawn)


def waiting_drafts(incident: Incident, now: datetime) -> tuple[Message, ...]:
    """Those that can still leave."""
    return tuple(each for each in drafts(incident) if not is_lapsed(incident, each, now))


def lapsed_drafts(incident: Incident, now: datetime) -> tuple[Message, ...]:
    """Those that cannot, so that somebody has to write them anew."""
    return tuple(each for each in drafts(incident) if is_lapsed(incident, each, now))


def waiting_draft(incident: Incident, step: str, now: datetime) -> Message | None:
    """The text of the step that waits and can still leave; None where there is none."""
    return next((each for each in reversed(waiting_drafts(incident, now)) if each.step == step), None)


def lapsed_draft(incident: Incident, step: str, now: datetime) -> Message | None:
    """The text of the step that waited for its approval until its promise was past; None where there is none."""
    return next((each for each in lapsed_drafts(incident, now) if each.step == step), None)


def stands_for(later: Message | MessageDrafted, earlier: Message) -> bool:
    """Whether one is the other written anew: for the same step, or outside the steps the same text to the same people.

    A correction and another text stand beside one that waits.
    """
    if later.step is not None or earlier.step is not None:
        return later.step == earlier.step
    is_same_text = (later.audience, later.template) == (earlier.audience, earlier.template)
    return later.corrects is None and earlier.corrects is None and is_same_text


def written_anew(incident: Incident, message: Message) -> Message | None:
    """What was written in its place before it could leave; None of one that left, waits, or was taken back alone."""
    if message.released_at is not None or not message.is_withdrawn:
        return None
    later = (each for each in incident.messages.values() if each.drafted_seq > message.drafted_seq)
    return next((each for each in later if stands_for(each, message)), None)


def author_of(incident: Incident, step: str, person: str, now: datetime) -> str:
    """Who wrote the step's text that waits; where none does, whoever writes it now."""
    draft = waiting_draft(incident, step, now)
    return person if draft is None else draft.author
