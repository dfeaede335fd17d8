"""The outbox in memory: deliveries, their attempts, the targets they may go to.

Apart from the log, which only creates, cancels and repeats its rows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from threading import RLock

from incident.adapters.storage.digest import START
from incident.adapters.storage.erasing import Scrub
from incident.adapters.storage.ledger import (
    SealedAttempt,
    SealedDelivery,
    postponement,
    retry_seq,
    sealed,
    state_if_recalled,
    unsaid_crossing,
    unsent,
)
from incident.adapters.storage.memory.rows import is_due, wait_of, with_its_times
from incident.application.delivery.bundling import fitting, may_lead, size_of
from incident.application.errors import LostRace, NotFound, StorageError
from incident.application.ports import (
    BUNDLE_WINDOW,
    HEAD_START,
    AttemptClass,
    AttemptOutcome,
    AttemptRecord,
    Backup,
    Batch,
    Delivery,
    DeliveryState,
    NewDelivery,
    OnUnknown,
    Outbox,
    Settlement,
    Span,
    Target,
    Unconfirmed,
    Wait,
    in_doubt,
)
from incident.domain.events import MessageAcknowledged

__all__ = ["MemoryOutbox"]

_UNSETTLED = (DeliveryState.PENDING, DeliveryState.SENDING)


class MemoryOutbox(Outbox):
    """Keeps the ledger in dictionaries, under one lock."""

    def __init__(self) -> None:
        self._lock = RLock()
        self._mark = 0
        self._targets: dict[tuple[str, bool], bool] = {}
        """Target and whether it is still in the file."""
        self._deliveries: dict[str, Delivery] = {}
        self._keys: set[str] = set()
        self._attempts: dict[str, list[AttemptRecord]] = {}
        self._ledger: dict[str, list[SealedAttempt]] = {}
        """The same as a database keeps them, for whoever verifies."""
        self._seals: dict[str, SealedDelivery] = {}
        """As above."""
        self._lifetimes: dict[str, timedelta] = {}
        self._orders: dict[str, int] = {}
        """Deliveries that were ordered to go again, and the entry that did so last."""
        self._paused: dict[str, int] = {}
        """Deliveries that were put off, and the entry that did so last."""
        self._recalled: set[str] = set()
        """Deliveries cancelled or erased, maybe while they were being sent."""

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
        with self._lock:
            due = [row for row in self._due(now, over) if known is None or _is_for_us(row, now, known)]
            first: dict[str, Delivery] = {}
            for row in sorted(due, key=_urgency):
                if row.target_id not in busy:
                    first.setdefault(row.target_id, row)
            taken = [self._take(row, owner, now + lease) for row in list(first.values())[:limit]]
            return [self._with_companions(row, now, (rooms or {}).get(row.target_id, 0)) for row in taken]

    def _take(self, row: Delivery, owner: str, until: datetime, head: str = "") -> Delivery:
        claim = replace(row, state=DeliveryState.SENDING, owner=owner, lease_until=until, bundled_into=head)
        return self._put(replace(claim, fence=row.fence + 1, tries=row.tries + 1))

    def _with_companions(self, head: Delivery, now: datetime, room: int) -> Delivery:
        if not room or not may_lead(head) or head.id in self._orders:
            return head
        own = [row for row in self._due(now) if self._is_like(row, head)]
        found = sorted(own, key=lambda row: row.due_at)
        count = fitting(size_of(head.title, head.body), (size_of(row.title, row.body) for row in found), room)
        until = head.lease_until or now
        return replace(head, carries=tuple(self._take(row, head.owner, until, head.id) for row in found[:count]))

    def _is_like(self, row: Delivery, head: Delivery) -> bool:
        """Whether it is news to the same recipient of the same incident, that nobody ordered again."""
        is_due = row.due_at <= head.due_at + BUNDLE_WINDOW and may_lead(row) and row.id not in self._orders
        return is_due and _place(row) == _place(head)

    def still_claimed(self, delivery_id: str, fence: int) -> bool:
        with self._lock:
            row = self._deliveries.get(delivery_id)
            return self._is_held(row, fence) and delivery_id not in self._recalled

    def record(self, attempt: AttemptRecord, state: DeliveryState, due_at: datetime | None = None) -> bool:
        with self._lock:
            row = self._deliveries.get(attempt.delivery_id)
            if row is None:
                raise NotFound(kind="delivery", name=attempt.delivery_id)
            outcome = self._keep(attempt, is_erased=not row.body)
            if not self._is_held(row, attempt.fence):
                return False
            if row.id in self._recalled:
                state = state_if_recalled(state, outcome.result)
            self._put(
                replace(
                    row,
                    state=state,
                    assurance=outcome.assurance,
                    due_at=due_at or row.due_at,
                    owner="",
                    lease_until=None,
                    provider_id=outcome.provider_id or row.provider_id,
                    last_class=outcome.result,
                    last_detail=outcome.detail,
                )
            )
            return True

    def record_together(self, settled: Sequence[Settlement]) -> Sequence[bool]:
        with self._lock:
            return [self.record(each.attempt, each.state, each.due_at) for each in settled]

    def reap(
        self, now: datetime, kept: Span | None = None, never_begun: Callable[[Delivery], bool] = in_doubt
    ) -> Sequence[Delivery]:
        with self._lock:
            spared = self._kept(kept)
            late = [row for row in self._in_state(DeliveryState.PENDING) if row.expires_at <= now and row not in spared]
            lost = [row for row in self._in_state(DeliveryState.SENDING) if row.lease_until and row.lease_until <= now]
            expired = [self._put(replace(row, state=DeliveryState.EXPIRED)) for row in late]
            again = [row for row in lost if never_begun(row)]
            for row in again:
                self.record(unsent(row, now), DeliveryState.PENDING, now)
            gone = [row for row in lost if row not in again]
            settled = [self._put(_settled(row, now, is_recalled=row.id in self._recalled)) for row in gone]
            return [*expired, *(self._deliveries[row.id] for row in again), *settled]

    def too_late(self, kept: Span) -> int:
        with self._lock:
            return len(self._kept(kept))

    def _kept(self, kept: Span | None) -> list[Delivery]:
        waiting = self._in_state(DeliveryState.PENDING)
        return [row for row in waiting if kept and kept[0] < row.expires_at <= kept[1]]

    def waits(self, now: datetime) -> Sequence[Wait]:
        with self._lock:
            waiting = self._in_state(DeliveryState.PENDING)
            return [wait_of(row, self._attempts.get(row.id, ())) for row in waiting if row.due_at > now]

    def deliveries(self, incident_id: str) -> Sequence[Delivery]:
        with self._lock:
            rows = [row for row in self._deliveries.values() if row.incident_id == incident_id]
            return [with_its_times(row, self._attempts.get(row.id, ())) for row in rows]

    def attempts(self, delivery_id: str) -> Sequence[AttemptRecord]:
        with self._lock:
            return list(self._attempts.get(delivery_id, ()))

    def waiting(self) -> tuple[int, datetime | None]:
        with self._lock:
            rows = self._in_state(*_UNSETTLED)
            return len(rows), min((row.lease_until or row.due_at for row in rows), default=None)

    def underway_in(self) -> Sequence[str]:
        with self._lock:
            return list(dict.fromkeys(row.incident_id for row in self._in_state(*_UNSETTLED)))

    def unconfirmed(self) -> Unconfirmed | None:
        return None  # memory is nobody's copy

    def confirm(self, _person: str, _now: datetime) -> int:
        return 0

    def last_backup(self) -> Backup | None:
        return None

    def load_targets(self, targets: Sequence[Target]) -> None:
        with self._lock:
            needed = {(row.target_id, row.exercise) for row in self._deliveries.values()}
            kept = {key: False for key in self._targets if key in needed}
            self._targets = kept | {(target.id, target.exercise): True for target in targets}
            self._mark += 1

    def _is_held(self, row: Delivery | None, fence: int) -> bool:
        return row is not None and row.state is DeliveryState.SENDING and row.fence == fence

    def _keep(self, attempt: AttemptRecord, *, is_erased: bool) -> AttemptOutcome:
        """Enter the attempt in the ledger; its outcome as it may be kept."""
        own = self._ledger[attempt.delivery_id]
        previous = str(own[-1]["digest"]) if own else START
        own.append(sealed(attempt, len(own) + 1, previous, is_erased=is_erased))
        outcome = replace(attempt.outcome, detail="") if is_erased else attempt.outcome
        self._attempts.setdefault(attempt.delivery_id, []).append(replace(attempt, outcome=outcome))
        return outcome

    def _in_state(self, *states: DeliveryState) -> list[Delivery]:
        return [row for row in self._deliveries.values() if row.state in states]

    def _due(self, now: datetime, over: Sequence[Wait] = ()) -> list[Delivery]:
        return [row for row in self._in_state(DeliveryState.PENDING) if is_due(row, now, over)]

    def _put(self, row: Delivery) -> Delivery:
        self._deliveries[row.id] = row
        self._mark += 1
        return row

    def _check(self, batch: Batch) -> None:
        """Refuse what the databases' constraints refuse, before anything is written."""
        for new in batch.deliveries:
            if not self._targets.get((new.target_id, new.exercise)):
                raise StorageError(detail="target", target=new.target_id, exercise=new.exercise)
            if new.id in self._deliveries and new.key not in self._keys:
                raise StorageError(detail="delivery id", delivery=new.id)
        put_off = (self._deliveries.get(each) for each in batch.pause_deliveries)
        if any(row is None or row.state is not DeliveryState.PENDING or row.tries for row in put_off):
            raise LostRace(incident_id=batch.incident_id, expected_seq=batch.expected_seq)
        stopped = (self._deliveries.get(each) for each in batch.stop_deliveries)
        if any(row is None or row.state is not DeliveryState.PENDING for row in stopped):
            raise LostRace(incident_id=batch.incident_id, expected_seq=batch.expected_seq)
        for said in (new.event for new in batch.events if isinstance(new.event, MessageAcknowledged)):
            sending = (row for row in self._in_state(DeliveryState.SENDING) if row.message == said.message)
            own = (row for row in sending if row.incident_id == batch.incident_id)
            if any(unsaid_crossing(batch, said, row.id) for row in own):
                raise LostRace(incident_id=batch.incident_id, expected_seq=batch.expected_seq)
        is_ordered = batch.retry_delivery is not None and retry_seq(batch)
        if is_ordered and not self._may_retry(batch.incident_id, str(batch.retry_delivery)):
            raise NotFound(kind="delivery", name=str(batch.retry_delivery))

    def _may_retry(self, incident_id: str, delivery_id: str) -> bool:
        row = self._deliveries.get(delivery_id)
        stopped = (DeliveryState.FAILED, DeliveryState.UNKNOWN)
        return row is not None and row.incident_id == incident_id and row.state in stopped and bool(row.body)

    def _change(self, batch: Batch, deliveries: Sequence[SealedDelivery]) -> None:
        """What the batch does to the outbox, apart from erasing."""
        for row in map(self._deliveries.__getitem__, batch.stop_deliveries):
            self._put(self._recall(row))
        for row in self.deliveries(batch.incident_id):
            is_meant = row.message in batch.cancel_messages or row.id in batch.cancel_deliveries
            if is_meant and row.state in _UNSETTLED:
                self._put(self._recall(row))
        if batch.retry_delivery is not None:
            row, now = self._deliveries[batch.retry_delivery], batch.recorded_at
            self._recalled.discard(row.id)
            self._orders[row.id] = retry_seq(batch)
            self._put(replace(row, state=DeliveryState.PENDING, due_at=now, expires_at=now + self._lifetimes[row.id]))
        for row in map(self._deliveries.__getitem__, batch.pause_deliveries):
            put_off = postponement(batch)
            later = timedelta(microseconds=put_off.later)
            self._paused[row.id] = put_off.seq
            self._put(replace(row, due_at=row.due_at + later, expires_at=row.expires_at + later))
        for each in deliveries:
            if (new := each.new).key not in self._keys:
                self._seals[new.id] = each
                self._keys.add(new.key)
                self._ledger[new.id] = []
                self._lifetimes[new.id] = new.expires_at - new.due_at
                self._put(_created(new, batch))

    def _recall(self, row: Delivery) -> Delivery:
        self._recalled.add(row.id)
        return replace(row, state=DeliveryState.CANCELLED) if row.state is DeliveryState.PENDING else row

    def _scrub(self, incident_id: str, scrub: Scrub) -> None:
        for row in self.deliveries(incident_id):
            if row.message in scrub.messages:
                self._put(replace(self._recall(row), title="", body="", recipient="", address="", last_detail=""))
                self._seals[row.id] = self._seals[row.id].changed(whom_salt=b"", words_salt=b"")
                self._ledger[row.id] = [{**attempt, "detail": "", "salt": b""} for attempt in self._ledger[row.id]]
                self._attempts[row.id] = [_without_detail(attempt) for attempt in self._attempts.get(row.id, ())]
            elif scrub.all_messages:
                self._seals[row.id] = self._seals[row.id].changed(words_salt=b"")
                self._put(replace(self._recall(row), title="", body=""))


def _place(row: Delivery) -> tuple[str, str, bool, str, str, str]:
    return row.incident_id, row.target_id, row.exercise, row.recipient, row.address, row.language


def _is_for_us(row: Delivery, now: datetime, known: Sequence[str]) -> bool:
    return row.target_id in known or row.due_at <= now - HEAD_START


def _urgency(row: Delivery) -> tuple[bool, bool, datetime]:
    """The real before the exercise, pages before status, then the earliest due."""
    return row.exercise, row.kind != "page", row.due_at


def _without_detail(attempt: AttemptRecord) -> AttemptRecord:
    return replace(attempt, outcome=replace(attempt.outcome, detail=""))


def _settled(row: Delivery, now: datetime, *, is_recalled: bool) -> Delivery:
    """A row whose sender went silent."""
    again = row.on_unknown is OnUnknown.REPEAT and row.expires_at > now and not is_recalled
    state = DeliveryState.PENDING if again else DeliveryState.UNKNOWN
    return replace(
        row,
        state=state,
        due_at=now if again else row.due_at,
        owner="",
        lease_until=None,
        last_class=AttemptClass.UNKNOWN,
        last_detail="",
    )


def _created(new: NewDelivery, batch: Batch) -> Delivery:
    return Delivery(
        id=new.id,
        incident_id=batch.incident_id,
        event_seq=batch.expected_seq + 1 + new.event_index,
        message=new.message,
        target_id=new.target_id,
        exercise=new.exercise,
        recipient=new.recipient,
        address=new.address,
        language=new.language,
        kind=new.kind,
        title=new.title,
        body=new.body,
        state=DeliveryState.PENDING,
        assurance=None,
        on_unknown=new.on_unknown,
        created_at=batch.recorded_at,
        due_at=new.due_at,
        expires_at=new.expires_at,
        tries=0,
        fence=0,
        owner="",
        lease_until=None,
        provider_id="",
        last_class=None,
        last_detail="",
    )
