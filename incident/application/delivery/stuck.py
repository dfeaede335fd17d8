"""What was tried in vain, and is tried again: while nothing else gets out either, people have to be told by voice.

Apart from the retrying, which goes on by itself until a message is too old (reference/DELIVERY.md 5, fault 40).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Final

from incident.application.delivery.retrying import lacks_target
from incident.application.ports import AttemptClass, Delivery, DeliveryState

__all__ = ["SLOW", "gets_nothing_out", "stuck_rows"]

SLOW: Final = timedelta(minutes=1)
"""After so long a message that has not left needs somebody."""


def stuck_rows(rows: Iterable[Delivery], now: datetime) -> tuple[Delivery, ...]:
    """Those that are tried again, and did not get out within a minute; not those that wait for their target."""
    waiting = (row for row in rows if row.state is DeliveryState.PENDING and row.last_class is AttemptClass.NOT_SENT)
    return tuple(row for row in waiting if not lacks_target(row) and now >= _tried_since(row) + SLOW)


def gets_nothing_out(rows: Sequence[Delivery], now: datetime) -> bool:
    """Whether such are there, and nothing was sent since the first of them was tried.

    Nor by another target in the minute before: what leaves with them may leave a moment earlier.
    """
    stuck = stuck_rows(rows, now)
    since = min(map(_tried_since, stuck), default=None)
    if since is None:
        return False
    targets = {row.target_id for row in stuck}
    left = [(row.left_at, row.target_id) for row in rows if row.left_at is not None and row.left_at <= now]
    return not any(at >= (since if target in targets else since - SLOW) for at, target in left)


def _tried_since(row: Delivery) -> datetime:
    """When it was tried first: an attempt of an escalation is written long before its hour."""
    return row.tried_at or row.created_at
