"""A sign of life for a watchdog outside: it stops when messages are not leaving, and whoever waits for it is alarmed.

Apart from the dispatcher, which may be the very thing that stands still (reference/DELIVERY.md 2, fault 40).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Final

from incident.application.delivery.stuck import vain_since
from incident.application.ports import Beacon, Clock, Delivery, EventLog, Outbox

__all__ = ["EVERY", "Heartbeat"]

EVERY: Final = timedelta(minutes=1)
"""How often a worker gives a sign of life."""


class Heartbeat:
    """Beats as long as the oldest delivery that is due is younger than the limit, and something gets out.

    What was tried in vain is due again at every try, so that its age alone would never stop it.
    """

    def __init__(self, *, outbox: Outbox, beacon: Beacon, clock: Clock, limit: timedelta, log: EventLog) -> None:
        self._outbox, self._log = outbox, log
        self._beacon = beacon
        self._clock = clock
        self._limit = limit

    def beat(self) -> bool:
        """Give the sign, unless a delivery has waited for too long; whether it was given.

        Raises:
            BeaconUnanswered: nobody took it.
            StorageError: nobody knows how long deliveries have waited; no sign is given.
        """
        waiting, oldest = self._outbox.waiting()
        now = self._clock.now()
        since = [each for each in (oldest, self._silent_since(now) if waiting else None) if each is not None]
        if since and now - min(since) >= self._limit:
            return False
        self._beacon.ping()
        return True

    def _silent_since(self, now: datetime) -> datetime | None:
        """Since when nothing gets out of what is tried; what an exercise sends alarms nobody outside."""
        names = self._outbox.underway_in()
        rows = self._real(names)
        if vain_since(rows, now) is None:
            return None
        others = {each.incident_id for each in self._log.summaries()}.difference(names)
        return vain_since([*rows, *self._real(others)], now)  # something of theirs may have left meanwhile

    def _real(self, incident_ids: Iterable[str]) -> Sequence[Delivery]:
        return [row for name in incident_ids for row in self._outbox.deliveries(name) if not row.exercise]
