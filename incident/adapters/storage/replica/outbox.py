"""The outbox of a server, as far as the line to it goes.

Apart from the log: the server's rows are the server's, so that while the line is cut there is nothing to send.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta

from incident.adapters.storage.log import StoredLog
from incident.adapters.storage.replica.line import Line
from incident.adapters.storage.replica.replica import Replica
from incident.application.ports import (
    AttemptRecord,
    Backup,
    Clock,
    Delivery,
    DeliveryState,
    Outbox,
    Settlement,
    Span,
    Target,
    Unconfirmed,
    Wait,
    in_doubt,
)

__all__ = ["ReplicatedOutbox"]


class ReplicatedOutbox(Line, Outbox):
    """The rows are the server's; without it there are those that this program saw last."""

    def __init__(
        self, open_server: Callable[[], StoredLog], replica: Replica, clock: Clock, *, ask_seconds: float
    ) -> None:
        self._seen: dict[str, Sequence[Delivery]] = {}
        super().__init__(open_server, replica, clock, ask_seconds=ask_seconds)

    def claim(
        self,
        owner: str,
        now: datetime,
        lease: timedelta,
        limit: int,
        busy: Sequence[str] = (),
        *,
        known: Sequence[str] | None = None,
        rooms: Mapping[str, int] | None = None,
        over: Sequence[Wait] = (),
    ) -> Sequence[Delivery]:
        """Nothing while the line is cut: the server's rows are the server's."""
        return self._from_server(
            lambda log: log.claim(owner, now, lease, limit, busy, known=known, rooms=rooms, over=over), []
        )

    def still_claimed(self, delivery_id: str, fence: int) -> bool:
        return self._from_server(lambda log: log.still_claimed(delivery_id, fence), False)  # noqa: FBT003  (the answer)

    def record(self, attempt: AttemptRecord, state: DeliveryState, due_at: datetime | None = None) -> bool:
        return self._only_server(lambda log: log.record(attempt, state, due_at))

    def record_together(self, settled: Sequence[Settlement]) -> Sequence[bool]:
        return self._only_server(lambda log: log.record_together(settled))

    def reap(
        self, now: datetime, kept: Span | None = None, never_begun: Callable[[Delivery], bool] = in_doubt
    ) -> Sequence[Delivery]:
        return self._from_server(lambda log: log.reap(now, kept, never_begun), [])

    def too_late(self, kept: Span) -> int:
        return self._from_server(lambda log: log.too_late(kept), 0)

    def written_before(self, before: datetime) -> datetime | None:
        return self._from_server(lambda log: log.written_before(before), None)

    def waits(self, now: datetime) -> Sequence[Wait]:
        return self._from_server(lambda log: log.waits(now), [])

    def deliveries(self, incident_id: str) -> Sequence[Delivery]:
        """Those of the server; while the line is cut, as they stood when this program last looked."""
        before = self._seen.get(incident_id, ())
        rows = self._from_server(lambda log: log.deliveries(incident_id), before)
        if rows:
            self._seen[incident_id] = rows
        return rows

    def attempts(self, delivery_id: str) -> Sequence[AttemptRecord]:
        return self._from_server(lambda log: log.attempts(delivery_id), [])

    def waiting(self) -> tuple[int, datetime | None]:
        nothing: tuple[int, datetime | None] = (0, None)
        return self._from_server(lambda log: log.waiting(), nothing)

    def underway_in(self) -> Sequence[str]:
        return self._from_server(lambda log: log.underway_in(), [])

    def unconfirmed(self) -> Unconfirmed | None:
        return self._from_server(lambda log: log.unconfirmed(), None)

    def confirm(self, person: str, now: datetime) -> int:
        return self._only_server(lambda log: log.confirm(person, now))

    def last_backup(self) -> Backup | None:
        return self._from_server(lambda log: log.last_backup(), None)

    def load_targets(self, targets: Sequence[Target]) -> None:
        self._from_server(lambda log: log.load_targets(targets), None)
