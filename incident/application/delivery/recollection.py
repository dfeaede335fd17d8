"""What this dispatcher knows to have gone out, whatever the database says of it.

Apart from the dispatcher: a server that failed over to a copy may have lost its last commits (reference/DELIVERY.md 5,
fault 21), and its row would be sent a second time. Only who sent it can know; another worker cannot.
"""

from __future__ import annotations

from typing import Final

from incident.application.delivery.lanes import Attempt
from incident.application.ports import AttemptClass, Delivery

__all__ = ["Recollection"]

_MOST: Final = 1_000
"""Attempts that are kept, the latest."""

_GONE_OUT: Final = (AttemptClass.DELIVERED, AttemptClass.UNKNOWN)


class Recollection:
    """The latest attempts by which something went out, or may have."""

    def __init__(self) -> None:
        self._attempts: dict[str, Attempt] = {}

    def keep(self, attempt: Attempt) -> None:
        """Remember it, if anything may have gone out by it."""
        if attempt.outcome.result in _GONE_OUT:
            self._attempts[attempt.delivery.id] = attempt
            while len(self._attempts) > _MOST:
                del self._attempts[next(iter(self._attempts))]

    def of(self, delivery: Delivery) -> Attempt | None:
        """The attempt that the database has forgotten, as one of this claim; None where it forgot nothing.

        Each claim has a greater number than all before it: one that comes again was lost.
        """
        made = self._attempts.get(delivery.id)
        if made is None or delivery.fence > made.delivery.fence:
            return None
        return made.changed(delivery=delivery)
