"""Where a message goes when a target refuses it for good: a revoked address, a key that is taken back.

Apart from the retrying, which tries the same place again: what is refused for good is never tried again, and the
recipient is to hear of it all the same, at once (reference/DELIVERY.md 2 and 5, fault 7).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from incident.application.people import reader_of
from incident.application.ports import AttemptClass, Delivery, DeliveryState, Directory, Recipient
from incident.domain.incident import Incident

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


def place_instead(row: Delivery, rows: Sequence[Delivery], directory: Directory) -> Recipient | None:
    """The next way to the person, or what the target's file says for a channel; None where nothing is left.

    A place that this message went to before is none.
    """
    used = {(each.target_id, each.address) for each in rows if each.message == row.message}
    for way in _ways(row, directory):
        if (way.target_id, way.address) not in used:
            return way.changed(name=row.recipient, language=row.language)
    return None


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
