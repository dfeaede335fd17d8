"""A sign of life for a watchdog outside: it stops when messages are not leaving, and whoever waits for it is alarmed.

Apart from the dispatcher, which may be the very thing that stands still (reference/DELIVERY.md 2, fault 40).
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from incident.application.ports import Beacon, Clock, Outbox

__all__ = ["EVERY", "Heartbeat"]

EVERY: Final = timedelta(minutes=1)
"""How often a worker gives a sign of life."""


class Heartbeat:
    """Beats as long as the oldest delivery that is due is younger than the limit."""

    def __init__(self, *, outbox: Outbox, beacon: Beacon, clock: Clock, limit: timedelta) -> None:
        self._outbox = outbox
        self._beacon = beacon
        self._clock = clock
        self._limit = limit

    def beat(self) -> bool:
        """Give the sign, unless a delivery has waited for too long; whether it was given.

        Raises:
            BeaconUnanswered: nobody took it.
            StorageError: nobody knows how long deliveries have waited; no sign is given.
        """
        _, oldest = self._outbox.waiting()
        if oldest is not None and self._clock.now() - oldest >= self._limit:
            return False
        self._beacon.ping()
        return True
