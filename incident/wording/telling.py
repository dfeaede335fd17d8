"""What was done with a message and what became of it, as one line each."""

from __future__ import annotations

from typing import TypeAlias, assert_never

from incident.domain import events as e
from incident.domain.content import FreeText
from incident.i18n import _
from incident.wording.quoting import said
from incident.wording.safe import clean_line
from incident.wording.speech import Speech
from incident.wording.usual import reread

__all__ = ["message_words"]

_Ended: TypeAlias = (
    e.AudienceToldOtherwise | e.AudienceUnreachable | e.MessageDelivered | e.MessageUndelivered | e.MessageAcknowledged
)


def message_words(event: e.MessageDrafted | e.MessageReleased | e.MessageRetried | _Ended, speech: Speech) -> str:
    """What the event says, without its time and its actor."""
    match event:
        case e.MessageDrafted():
            return _("wrote message {message} to '{audience}': {title}").format(
                message=clean_line(event.message), audience=speech.audience(event.audience), title=_title(event, speech)
            )
        case e.MessageReleased(approved_by=None):
            return _("released message {message}").format(message=clean_line(event.message))
        case e.MessageReleased():
            return _("released message {message}, approved by {person}").format(
                message=clean_line(event.message), person=speech.person(event.approved_by or "")
            )
        case e.MessageRetried():
            return _("ordered another attempt at delivery {delivery}").format(delivery=clean_line(event.delivery))
        case _:
            return _ended(event, clean_line(event.message), speech)


def _ended(event: _Ended, message: str, speech: Speech) -> str:
    """Whom it reached."""
    match event:
        case e.AudienceUnreachable():
            words = _("nobody in '{audience}' can be reached: message {message} told nobody")
            return words.format(message=message, audience=speech.audience(event.audience))
        case e.AudienceToldOtherwise():
            words = _("the audience of message {message} was told otherwise: {how}")
            return words.format(message=message, how=reread(said(event.how)))
        case e.MessageDelivered():
            return _("message {message} was accepted for a first recipient").format(message=message)
        case e.MessageUndelivered(unknown=0):
            words = _("message {message} reached nobody: every delivery ended without success")
            return words.format(message=message)
        case e.MessageUndelivered():
            words = _("nobody knows whether message {message} reached anybody: no delivery was accepted")
            return words.format(message=message)
        case e.MessageAcknowledged():
            words = _("{person} acknowledged message {message}")
            return words.format(message=message, person=speech.person(event.by))
        case _:
            assert_never(event)


def _title(event: e.MessageDrafted, speech: Speech) -> str:
    wording = event.wordings.get(speech.language) or next(iter(event.wordings.values()), None)
    return said(wording.title if wording else FreeText(""))
