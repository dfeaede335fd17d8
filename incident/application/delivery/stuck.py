"""What was tried in vain, and is tried again: while nothing else gets out either, people have to be told by voice.

Apart from the retrying, which goes on by itself until a message is too old (reference/DELIVERY.md 5, fault 40).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Final

from incident.application.delivery.reasons import Reason, reason_of
from incident.application.delivery.retrying import lacks_target
from incident.application.ports import AttemptClass, Delivery, DeliveryState

__all__ = ["SLOW", "gets_nothing_out", "stuck_rows"]

SLOW: Final = timedelta(minutes=1)
"""After so long a message that has not left needs somebody."""

_ANSWERED: Final = frozenset({Reason.PROVIDER_BUSY, Reason.PROVIDER_REFUSED, Reason.STATUS})
"""Why a message did not leave though its target is up: it may refuse one recipient, as a mail server does."""


def stuck_rows(rows: Iterable[Delivery], now: datetime) -> tuple[Delivery, ...]:
    """Those that are tried again, and did not get out within a minute; not those that wait for their target."""
    waiting = (row for row in rows if row.state is DeliveryState.PENDING and row.last_class is AttemptClass.NOT_SENT)
    return tuple(row for row in waiting if not lacks_target(row) and now >= _tried_since(row) + SLOW)


def gets_nothing_out(rows: Sequence[Delivery], now: datetime) -> bool:
    """Whether such are there, and nothing was sent since the first of them was tried.

    Nor in the minute before by a way that still works: what leaves with them may leave a moment earlier.
    """
    stuck = stuck_rows(rows, now)
    since = min(map(_tried_since, stuck), default=None)
    if since is None:
        return False
    before = [row for row in rows if row.left_at is not None and since - SLOW <= row.left_at <= now]
    return not any((row.left_at or since) >= since or _still_works(row, stuck) for row in before)


def _still_works(left: Delivery, stuck: Iterable[Delivery]) -> bool:
    """Whether nothing says that the way it took is closed by now: its target answers, and refuses others only."""
    same_target = [row for row in stuck if row.target_id == left.target_id]
    refused = {(row.recipient, row.address) for row in same_target}
    answers = all(reason_of(row.last_detail)[0] in _ANSWERED for row in same_target)
    return answers and (left.recipient, left.address) not in refused


def _tried_since(row: Delivery) -> datetime:
    """When it was tried first: an attempt of an escalation is written long before its hour."""
    return row.tried_at or row.created_at
