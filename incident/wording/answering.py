"""Whether whoever was told can say so, and whether they have.

Apart from what became of the delivery: 'sent' is neither read nor acknowledged, and a group's robot never answers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from incident.application.ports import DeliveryState
from incident.i18n import _
from incident.wording.acknowledging import by_hand_words

if TYPE_CHECKING:
    from incident.application.ports import Delivery
    from incident.domain.incident import Incident
    from incident.domain.messages.message import Message, Told
    from incident.wording.speech import Speech

__all__ = ["answer_of", "answer_words", "is_seen_to", "told_by_hand"]


def answer_of(row: Delivery, message: Message | None, speech: Speech) -> bool | None:
    """Whether the recipient, of a team everybody, acknowledged; None for a channel, for which nobody has."""
    readers = _readers(row, speech)
    told = {row.recipient, *readers}
    said = [each for each in message.acknowledgements if each.by in told] if message is not None else []
    if said:
        return not said[-1].is_short
    return False if readers else None


def is_seen_to(row: Delivery, incident: Incident, speech: Speech) -> bool:
    """Whether nobody has to care what became of it: its recipient knows, or it was corrected since."""
    message = incident.messages.get(row.message)
    is_known = answer_of(row, message, speech) is True or told_by_hand(row, message, speech) is not None
    return is_known or incident.is_corrected(row.message)


def told_by_hand(row: Delivery, message: Message | None, speech: Speech) -> Told | None:
    """When its recipient, who has not said a word since, was told by hand and by name."""
    if message is None or not message.tellings or answer_of(row, message, speech):
        return None
    return next(filter(None, (message.told_of(who) for who in (row.recipient, *_readers(row, speech)))), None)


def _readers(row: Delivery, speech: Speech) -> list[str]:
    """Whoever may be meant, as `application/messages/people.py` finds them."""
    named = [person for person, name in speech.names.items() if row.recipient in {person, name}]
    way = (row.target_id, row.address)
    reached = [person for person, ways in speech.ways.items() if row.address and way in ways]
    both = [person for person in named if person in reached]
    found = both if len(both) == 1 else named
    return found or (reached if len(reached) == 1 else [])


def answer_words(row: Delivery, message: Message | None, speech: Speech, *, most: int = 80) -> str:
    """The answer to a delivery that was sent, in words of at most that many cells; '' for any other.

    Of whoever was told by hand, that they were, whatever became of it.
    """
    if told := told_by_hand(row, message, speech):
        return by_hand_words(told, speech)
    if row.state is not DeliveryState.SENT:
        return ""
    match answer_of(row, message, speech):
        case None:
            return _("cannot acknowledge") if most >= len(_("cannot acknowledge")) else _("cannot ack")
        case is_known:
            return _("acknowledged") if is_known else _("not acknowledged")
