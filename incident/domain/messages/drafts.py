"""Which texts wait for an approval, and which waited until the time that they promise was past.

Apart from the rules of approval: whoever shows what waits, hands it over or lets it go asks here, and means the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from incident.domain.messages.promising import is_lapsed

if TYPE_CHECKING:
    from datetime import datetime

    from incident.domain.incident import Incident
    from incident.domain.messages.message import Message

__all__ = ["author_of", "drafts", "lapsed_draft", "lapsed_drafts", "waiting_draft", "waiting_drafts"]


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


def author_of(incident: Incident, step: str, person: str, now: datetime) -> str:
    """Who wrote the step's text that waits; where none does, whoever writes it now."""
    draft = waiting_draft(incident, step, now)
    return person if draft is None else draft.author
