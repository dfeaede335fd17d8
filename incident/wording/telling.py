"""What was done with a message and what became of it, as one line each."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, TypeAlias, assert_never

from incident.domain import events as e
from incident.domain.content import FreeText
from incident.domain.messages.message import Message
from incident.domain.messages.night import to_be_read
from incident.i18n import _, ngettext, pgettext
from incident.wording.delivery import SHORT_ID, together_words
from incident.wording.escalating import plan_words
from incident.wording.quoting import said, with_reason
from incident.wording.safe import clean_line
from incident.wording.speech import Speech
from incident.wording.usual import reread

if TYPE_CHECKING:
    from incident.domain.incident import Incident
    from incident.domain.messages.preapproval import NightText

__all__ = ["corrected_by", "correction_words", "message_words", "night_words", "revised_words", "unread_words"]

_Ended: TypeAlias = (
    e.AudienceToldOtherwise
    | e.AudienceUnreachable
    | e.EscalationPaused
    | e.EscalationPlanned
    | e.DeliveryFellBack
    | e.MessageDelivered
    | e.MessageUndelivered
    | e.MessageAcknowledged
)
_Begun: TypeAlias = (
    e.MessageDrafted | e.MessageReleased | e.MessageRetried | e.NightPolicyUsed | e.AudienceLeftOut | e.AudienceLetIn
)


def message_words(event: _Begun | _Ended, speech: Speech) -> str:
    """What the event says, without its time and its actor."""
    match event:
        case e.AudienceLeftOut() | e.AudienceLetIn():
            return with_reason(_decided(event, speech), event.because)
        case e.MessageDrafted(corrects=str()):
            return _("wrote {message}, which corrects {wrong}, to '{audience}': {title}").format(
                message=clean_line(event.message),
                wrong=clean_line(event.corrects or ""),
                audience=speech.audience(event.audience),
                title=_title(event, speech),
            )
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
        case e.NightPolicyUsed():
            words = _("the night policy lets message {message} leave: {person} had approved its text beforehand")
            return words.format(message=clean_line(event.message), person=speech.person(event.by))
        case e.MessageRetried():
            return _("ordered another attempt at delivery {delivery}").format(delivery=clean_line(event.delivery))
        case _:
            return _ended(event, clean_line(event.message), speech)


def correction_words(message: Message) -> list[str]:
    """What it corrects and what corrects it, to stand beside it; empty where nothing does."""
    words = []
    if message.corrects is not None:
        words.append(_("corrects {message}").format(message=clean_line(message.corrects)))
    if message.corrected_by is not None:
        words.append(_("WRONG: corrected by {message}").format(message=clean_line(message.corrected_by)))
    return words


def night_words(message: Message, speech: Speech) -> list[str]:
    """That it left by night without its approver, to stand beside it; empty where it did not."""
    if message.night_until is None:
        return []
    words = _("NIGHT POLICY: left without its approver; {person} had approved the text beforehand")
    return [words.format(person=speech.person(message.approved_by or ""))]


def revised_words(text: NightText, revision: int) -> str:
    """That a text was approved beforehand in another revision, so that it waits for its approver by night too."""
    words = _(
        "The night policy does not let it leave: revision {approved} of its text was approved, and this incident goes "
        "by revision {now}."
    )
    return words.format(approved=text.revision, now=revision)


def unread_words(incident: Incident, now: datetime, speech: Speech) -> list[str]:
    """What left by night and its approver has to read by day, with what to type then."""
    said = _("{message} left under the night policy, for {person} to read: incident message ack {incident} {message}")
    nobody = _("{message} left under the night policy, for somebody to read: incident message ack {incident} {message}")
    return [
        (said if approver else nobody).format(
            message=clean_line(each.id), person=speech.person(approver), incident=incident.id
        )
        for each, approver in to_be_read(incident, now)
    ]


def corrected_by(event: e.MessageDrafted, speech: Speech) -> str:
    """That this message corrects another, said where that one stands."""
    words = _("corrected by message {message}: {title}")
    return words.format(message=clean_line(event.message), title=_title(event, speech))


def _ended(event: _Ended, message: str, speech: Speech) -> str:
    """Whom it reached."""
    match event:
        case e.AudienceUnreachable():
            words = _("nobody in '{audience}' can be reached: message {message} told nobody")
            return words.format(message=message, audience=speech.audience(event.audience))
        case e.DeliveryFellBack():
            words = _("'{refused}' refused message {message} for good; it goes by '{target}' instead")
            return words.format(
                refused=clean_line(event.refused_by), message=clean_line(event.message), target=clean_line(event.target)
            )
        case e.EscalationPlanned() | e.EscalationPaused():
            return _followed(event, message, speech)
        case e.AudienceToldOtherwise():
            return _by_hand(event, message, speech)
        case e.MessageDelivered():
            said_so = _("message {message} was accepted for a first recipient").format(message=message)
            return pgettext("aloud", ", ").join(filter(None, (said_so, together_words(event.beside))))
        case e.MessageUndelivered(unknown=0):
            words = _("message {message} reached nobody: every delivery ended without success")
            return words.format(message=message)
        case e.MessageUndelivered():
            words = _("nobody knows whether message {message} reached anybody: no delivery was accepted")
            return words.format(message=message)
        case e.MessageAcknowledged():
            return with_reason(_acknowledged(event, message, speech), event.how)
        case _:
            assert_never(event)


def _by_hand(event: e.AudienceToldOtherwise, message: str, speech: Speech) -> str:
    words = _("the audience of message {message} was told otherwise: {how}")
    if event.whom:
        words = ngettext(
            "{names} was told of message {message} by hand: {how}",
            "{names} were told of message {message} by hand: {how}",
            len(event.whom),
        )
    names = pgettext("aloud", ", ").join(map(speech.reader, event.whom))
    return words.format(message=message, names=names, how=reread(said(event.how)))


def _followed(event: e.EscalationPlanned | e.EscalationPaused, message: str, speech: Speech) -> str:
    """What comes next while nobody answers, or that it comes later."""
    if isinstance(event, e.EscalationPaused):
        words = _("the escalation of message {message} goes on at {time}, put off")
        return with_reason(words.format(message=message, time=speech.time(event.until)), event.because)
    words = _("if nobody acknowledges message {message}: {attempts}")
    return words.format(message=message, attempts=plan_words(event.rungs, speech))


def _acknowledged(event: e.MessageAcknowledged, message: str, speech: Speech) -> str:
    if event.count is None:
        words = _("{person} acknowledged message {message}")
    elif event.of is None:
        words = _("{person} acknowledged message {message}: {count} have read it")
    else:
        words = _("{person} acknowledged message {message}: {count} of {of} have read it")
    said_so = words.format(message=message, person=speech.reader(event.by), count=event.count or 0, of=event.of or 0)
    if event.at is not None:
        said_so = _("{words} at {time}").format(words=said_so, time=speech.moment(event.at))
    if not event.crossed:
        return said_so
    crossing = ngettext(
        "{words}; {count} delivery was under way and may have crossed it: {which}",
        "{words}; {count} deliveries were under way and may have crossed it: {which}",
        len(event.crossed),
    )
    which = pgettext("aloud", ", ").join(_crossing(each, event.message, speech) for each in event.crossed)
    return crossing.format(words=said_so, count=len(event.crossed), which=which)


def _crossing(delivery: str, message: str, speech: Speech) -> str:
    """To whom and on which way, as its escalation was written; else what lists of messages call it."""
    known = speech.incident.messages.get(message) if speech.incident is not None else None
    rung = next((each for each in (known.rungs if known else ()) if each.delivery == delivery), None)
    if rung is None:
        return clean_line(delivery[:SHORT_ID])
    return _("{person} by {way}").format(person=speech.reader(rung.who), way=clean_line(rung.way))


def _decided(event: e.AudienceLeftOut | e.AudienceLetIn, speech: Speech) -> str:
    is_out, audience, who = isinstance(event, e.AudienceLeftOut), speech.audience(event.audience), event.who
    if not who:
        words = _("'{audience}' is not told, on purpose") if is_out else _("'{audience}' is told again")
        return words.format(audience=audience)
    out, back = _("{who} of '{audience}' is not told, on purpose"), _("{who} of '{audience}' is told again")
    return (out if is_out else back).format(who=speech.reader(who), audience=audience)


def _title(event: e.MessageDrafted, speech: Speech) -> str:
    wording = event.wordings.get(speech.language) or next(iter(event.wordings.values()), None)
    return said(wording.title if wording else FreeText(""))
