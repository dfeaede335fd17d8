"""Whether whoever was told can say so, and whether they have.

Apart from what became of the delivery: 'sent' is neither read nor acknowledged, and a group's robot never answers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from incident.application.ports import DeliveryState
from incident.i18n import _

if TYPE_CHECKING:
    from incident.application.ports import Delivery
    from incident.domain.incident import Incident
    from incident.domain.messages.message import Message
    from incident.wording.speech import Speech

__all__ = ["answer_of", "answer_words", "is_seen_to"]


def answer_of(row: Delivery, message: Message | None, speech: Speech) -> bool | None:
    """Whether the recipient, of a team everybody, acknowledged; None for a channel, for which nobody has."""
    readers = _readers(row, speech)
    told = {row.recipient, *readers}
    said = [each for each in message.acknowledgements if each.by in told] if message is not None else []
    if said:
        return not said[-1].is_short
    return False if readers else None


def is_seen_to(row: Delivery, incident: Incident, speech: Speech) -> bool:
    """Whether nobody has to care what became of it: its recipient has read it, or it was corrected since."""
    return incident.is_corrected(row.message) or answer_of(row, incident.messages.get(row.message), speech) is True


def _readers(row: Delivery, speech: Speech) -> list[str]:
    """Whoever may be meant, as `application/messages/people.py` finds them."""
    named = [person for person, name in speech.names.items() if row.recipient in {person, name}]
    way = (row.target_id, row.address)
    reached = [person for person, ways in speech.ways.items() if row.address and way in ways]
    both = [person for person in named if person in reached]
    found = both if len(both) == 1 else named
    return found or (reached if len(reached) == 1 else [])


def answer_words(row: Delivery, message: Message | None, speech: Speech, *, most: int = 80) -> str:
    """The answer to a delivery that was sent, in words of at most that many cells; '' for any other."""
    if row.state is not DeliveryState.SENT:
        return ""
    match answer_of(row, message, speech):
        case None:
            return _("cannot acknowledge") if most >= len(_("cannot acknowledge")) else _("cannot ack")
        case is_known:
            return _("acknowledged") if is_known else _("not acknowledged")
