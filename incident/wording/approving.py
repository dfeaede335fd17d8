"""That a text waits for the approval of whoever looks, in a line: under the walk, on the command line, in the dialogue.

Apart from telling, which says what became of a text that has left.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from incident.domain.walking.approving import texts_waiting_for
from incident.i18n import _
from incident.wording.safe import clean_line

if TYPE_CHECKING:
    from incident.domain.incident import Incident
    from incident.domain.messages.message import Message
    from incident.domain.walking.checklist import Checklist, Item
    from incident.wording.speech import Speech

__all__ = ["approval_needs", "approval_words"]


def approval_needs(incident: Incident, checklist: Checklist, person: str, speech: Speech) -> list[str]:
    """What only that person's approval keeps back."""
    return [approval_words(*each, speech) for each in texts_waiting_for(incident, checklist, person)]


def approval_words(item: Item, message: Message, speech: Speech) -> str:
    """Who asks for the approval of which text, and of which step it is."""
    return _("{author} asks you to approve message {message} to {audience}, step {number}").format(
        author=speech.person(message.author),
        message=clean_line(message.id),
        audience=speech.audience(message.audience),
        number=item.number,
    )
