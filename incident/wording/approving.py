"""That a text waits for the approval of whoever looks, in a line: under the walk, on the command line, in the dialogue.

Apart from telling, which says what became of a text that has left.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from incident.domain.walking.approving import texts_waiting_for
from incident.i18n import _
from incident.wording.safe import clean_line

if TYPE_CHECKING:
    from datetime import datetime

    from incident.application.ports import Person
    from incident.domain.incident import Incident
    from incident.domain.messages.message import Message
    from incident.domain.walking.checklist import Checklist, Item
    from incident.wording.speech import Speech

__all__ = ["approval_needs", "approval_words", "asked_for_words"]


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


def asked_for_words(draft: Message, approver: str, person: Person | None, speech: Speech, now: datetime) -> str:
    """Who has to let go what somebody else wrote, since when it waits, and how to reach them."""
    from incident.wording.people import telephone_words  # here: most moments nobody waits for an approval

    return _("{name} is to approve {message} since {time}, and was sent nothing: {way}").format(
        name=speech.person(approver),
        message=clean_line(draft.id),
        time=speech.when(draft.drafted_at, now),
        way=telephone_words(person),
    )
