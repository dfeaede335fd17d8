"""Who may have a wrong text, and whom it has surely not reached: read from the ledger of deliveries.

Apart from the rules, which see the log only, and from the telling, which makes the rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from incident.application.messages.told import Reached
from incident.application.ports import AttemptClass, Delivery, DeliveryState, Directory, Outbox, Recipient
from incident.domain.frozen import Frozen
from incident.domain.incident import Incident

__all__ = ["Place", "places_of_correction", "who_has"]

_LEFT = frozenset({DeliveryState.SENDING, DeliveryState.SENT, DeliveryState.UNKNOWN})
_MAY_HAVE_ARRIVED = frozenset({AttemptClass.DELIVERED, AttemptClass.UNKNOWN})


class Place(Frozen):
    """Somebody who is told, and which text."""

    recipient: Recipient
    has_text: bool = True
    """Whether they read the message as it is; of a correction: whether they may have had the wrong text before."""


def places_of_correction(
    audience: Sequence[Recipient], reached: Reached, directory: Directory
) -> tuple[tuple[Place, ...], tuple[str, ...]]:
    """Where a correction goes, and the names of those who may have the wrong text and to whom no way leads any more.

    Who may have it is told by the way on which it came, or by the new one if that is gone; the rest of the audience
    reads what is right, and nothing of what was wrong.
    """
    had = [_way_of(row) for row in reached.had]
    kept = [each for each in had if directory.target(each.target_id) is not None]
    lost = {each.name for each in had} - {each.name for each in kept}
    places = {each.place for each in kept}
    names = {each.name for each in kept if _is_one(each.name, directory)}
    fresh = [r for r in audience if r.place not in places and r.name not in names]
    found = [Place(recipient=each) for each in kept]
    found += [Place(recipient=each, has_text=each.name in lost) for each in fresh]
    return tuple(found), tuple(sorted(lost - {each.name for each in fresh}))


def _way_of(row: Delivery) -> Recipient:
    return Recipient(name=row.recipient, target_id=row.target_id, address=row.address, language=row.language)


def _is_one(name: str, directory: Directory) -> bool:
    """Whether nobody shares that name: of two namesakes the one does not know what the other was told."""
    return [person.name for person in directory.people()].count(name) <= 1


def who_has(incident: Incident, message_id: str, outbox: Outbox) -> Reached:
    """Who may have the message, or one that it corrected and that its correction never reached."""
    wrongs = tuple(_wrongs(incident, message_id))
    rows = [row for row in outbox.deliveries(incident.id) if row.message in wrongs]
    had: dict[tuple[str, str, str], Delivery] = {}
    for row in sorted(rows, key=lambda row: wrongs.index(row.message)):
        if _may_have_arrived(row, outbox) and row.recipient:  # an erased row names nobody any more
            had.setdefault((row.target_id, row.address, row.language), row)
    waiting = (row for row in rows if row.message == message_id and row.state is DeliveryState.PENDING)
    stopped = tuple(row for row in waiting if not _may_have_arrived(row, outbox))
    return Reached(had=tuple(had.values()), stopped=stopped)


def _wrongs(incident: Incident, message_id: str) -> Iterator[str]:
    """The message, then what it was to correct, the latest first."""
    message = incident.messages.get(message_id)
    while message is not None:
        yield message.id
        message = incident.messages.get(message.corrects or "")


def _may_have_arrived(row: Delivery, outbox: Outbox) -> bool:
    """Whether it is out, or was handed over at any time and nobody knows what became of that."""
    if row.state in _LEFT:
        return True
    if not row.fence:
        return False
    attempts = outbox.attempts(row.id)
    is_unsure = any(each.outcome.result in _MAY_HAVE_ARRIVED for each in attempts)
    return is_unsure or len(attempts) < row.fence  # a claim that left no attempt behind: its owner died over it
