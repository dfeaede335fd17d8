"""Where a message goes when a target refuses it for good: a revoked address, a key that is taken back.

Apart from the retrying, which tries the same place again: what is refused for good is never tried again, and the
recipient is to hear of it all the same, at once (reference/DELIVERY.md 2 and 5, fault 7).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from incident.application.delivery.retrying import is_untried
from incident.application.messages.people import reader_of, readers_of
from incident.application.ports import AttemptClass, Delivery, DeliveryState, Directory, Recipient
from incident.domain.incident import Incident
from incident.domain.messages.called_off import is_called_off, is_put_off

__all__ = ["place_instead", "refused_for_good"]


def refused_for_good(incident: Incident, rows: Sequence[Delivery], now: datetime) -> Iterator[Delivery]:
    """The deliveries for which another place is to be found, and was not looked for yet."""
    for row in rows:
        message = incident.messages.get(row.message)
        if message is None or row.id in message.fell_back or incident.is_corrected(row.message):
            continue
        is_refused = row.state is DeliveryState.FAILED and row.last_class is AttemptClass.PERMANENT
        if is_refused and row.body and now < row.expires_at:
            yield row


def place_instead(
    incident: Incident, row: Delivery, rows: Sequence[Delivery], directory: Directory, now: datetime
) -> Recipient | None:
    """The next way to the person, or what the target's file says for a channel; None where nothing is left or wanted.

    A place that this message went to before is none. One that an escalation would try later is one: nobody waits for
    that hour because of a way that is gone, and its attempt stays what it was, for the case that nobody acknowledges.
    So is one that another's answer has stopped: whoever was told in their own right is told.
    Where somebody put the escalation off, its attempts keep the hours that this gave them.
    """
    if not _is_wanted(incident, row, directory, now):
        return None
    own = (each for each in rows if each.message == row.message)
    was_put_off = incident.messages[row.message].pause is not None
    gone = (each for each in own if not _was_stopped(each) and (was_put_off or not _is_ahead(each, now)))
    used = {(each.target_id, each.address) for each in gone}
    for way in _ways(row, directory):
        if (way.target_id, way.address) not in used:
            return way.changed(name=row.recipient, language=row.language)
    return None


def _is_wanted(incident: Incident, row: Delivery, directory: Directory, now: datetime) -> bool:
    """Whether nothing was said since it left by which it would not leave now."""
    message = incident.messages[row.message]
    whom = [person.id for person in readers_of(row, directory.people())] or [row.recipient]
    return not any(
        is_called_off(incident, message, row.id, who) or is_put_off(message, row.id, who, now) for who in whom
    )


def _was_stopped(row: Delivery) -> bool:
    return row.state is DeliveryState.CANCELLED and not row.tries


def _is_ahead(row: Delivery, now: datetime) -> bool:
    return row.state is DeliveryState.PENDING and is_untried(row) and row.due_at > now


def _ways(row: Delivery, directory: Directory) -> Iterator[Recipient]:
    person = reader_of(row, directory)
    if person is not None:
        yield from directory.ways(person.id, exercise=row.exercise)
        return
    target = directory.target(row.target_id)
    if target is None or target.fallback is None:
        return
    name, address = target.fallback
    other = directory.target(name)
    if other is not None and other.exercise is row.exercise:
        yield Recipient(name=row.recipient, target_id=name, address=address, language=row.language)
