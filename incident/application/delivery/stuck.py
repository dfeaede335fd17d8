"""What was tried in vain, and is tried again: while nothing else gets out either, people have to be told by voice.

Apart from the retrying, which goes on by itself until a message is too old (reference/DELIVERY.md 5, fault 40).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Final

from incident.application.delivery.reasons import Reason, reason_of
from incident.application.delivery.retrying import lacks_target, was_put_off
from incident.application.ports import AttemptClass, Delivery, DeliveryState, EventLog, Outbox

__all__ = ["SLOW", "gets_nothing_out", "rows_elsewhere", "stuck_rows", "vain_since"]

SLOW: Final = timedelta(minutes=1)
"""After so long a message that has not left needs somebody."""

_SEVERAL: Final = 2


def stuck_rows(rows: Iterable[Delivery], now: datetime) -> tuple[Delivery, ...]:
    """Those that are tried again, and did not get out within a minute; not those that wait for their target."""
    waiting = (row for row in rows if row.state is DeliveryState.PENDING and row.last_class is AttemptClass.NOT_SENT)
    tried = (row for row in waiting if not lacks_target(row) and not was_put_off(row))
    return tuple(row for row in tried if now >= _tried_since(row) + SLOW)


def gets_nothing_out(rows: Sequence[Delivery], now: datetime) -> bool:
    """Whether such are there, and nothing was sent since the first of them was tried.

    Nor in the minute before by a way that still works: what leaves with them may leave a moment earlier.
    """
    every = stuck_rows(rows, now)
    real = [row for row in every if not row.exercise]
    stuck = real or every
    if _is_one_put_off(stuck):
        return False
    since = min(map(_tried_since, stuck))
    # What an exercise sends to its own targets says nothing of the real ones.
    alike = [row for row in rows if not (real and row.exercise)]
    before = [row for row in alike if row.left_at is not None and since - SLOW <= row.left_at <= now]
    return not any((row.left_at or since) >= since or _still_works(row, stuck) for row in before)


def vain_since(rows: Sequence[Delivery], now: datetime) -> datetime | None:
    """Since when something is tried in vain and nothing has got out, by whatever way; None where nothing is."""
    stuck = stuck_rows(rows, now)
    if _is_one_put_off(stuck):
        return None
    return max([min(map(_tried_since, stuck)), *(row.left_at for row in rows if row.left_at and row.left_at <= now)])


def rows_elsewhere(log: EventLog, outbox: Outbox, incident_id: str, rows: Iterable[Delivery]) -> Sequence[Delivery]:
    """What the other open incidents send; read only where something of this one was tried in vain."""
    if not any(row.state is DeliveryState.PENDING and row.last_class is AttemptClass.NOT_SENT for row in rows):
        return ()
    others = (each.incident_id for each in log.summaries() if each.incident_id != incident_id)
    return [row for name in others for row in outbox.deliveries(name)]


def _is_one_put_off(stuck: Sequence[Delivery]) -> bool:
    """Whether nobody, or one recipient only, whom a mail server puts off, is all that is known not to get anything."""
    return len({row.address for row in stuck}) < _SEVERAL and all(map(_is_put_off, stuck))


def _is_put_off(row: Delivery) -> bool:
    return reason_of(row.last_detail)[0] is Reason.RECIPIENT_LATER


def _still_works(left: Delivery, stuck: Iterable[Delivery]) -> bool:
    """Whether nothing says that the way it took is closed by now: its target answers, and refuses others only."""
    same_target = [row for row in stuck if row.target_id == left.target_id]
    return all(_is_put_off(row) and row.address != left.address for row in same_target)


def _tried_since(row: Delivery) -> datetime:
    """When it was tried first: an attempt of an escalation is written long before its hour."""
    return row.tried_at or row.created_at
