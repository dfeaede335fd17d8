"""Deliveries and attempts as they are kept: sealed, with their words outside the seal so that they can be erased.

A delivery is named, with its seal, by the entry that released its message; the attempts at it are chained. Apart from
the outbox, because memory and databases must seal alike, and both must agree on what becomes of a row that was
recalled while it was sent.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta

from incident.adapters.storage.codec import fresh_salt
from incident.adapters.storage.digest import (
    AttemptRow,
    DeliveryRow,
    attempt_digest,
    columns,
    delivery_digest,
    words_digest,
)
from incident.adapters.storage.instants import micros
from incident.application.errors import StorageError
from incident.application.ports import (
    AttemptClass,
    AttemptOutcome,
    AttemptRecord,
    Batch,
    Delivery,
    DeliveryState,
    NewDelivery,
    NewEvent,
)
from incident.domain.events import EscalationPaused, MessageAcknowledged, MessageReleased, MessageRetried
from incident.domain.frozen import Frozen
from incident.domain.hashing import sha256

__all__ = [
    "Postponement",
    "SealedAttempt",
    "SealedDelivery",
    "naming",
    "postponement",
    "retry_seq",
    "sealed",
    "sealed_deliveries",
    "state_if_recalled",
    "unsaid_crossing",
    "unsent",
]

_MICROSECOND = timedelta(microseconds=1)

SealedAttempt = Mapping[str, object]
"""The parameters of `add-attempt`."""


class SealedDelivery(Frozen):
    """A new delivery, the columns that its seal covers, and the salts that go with its words."""

    new: NewDelivery
    row: DeliveryRow
    whom_salt: bytes
    words_salt: bytes


def sealed_deliveries(batch: Batch, new_salt: Callable[[], bytes] = fresh_salt) -> Sequence[SealedDelivery]:
    """The batch's deliveries, each under a key of its own.

    Raises:
        StorageError: no event of the batch releases the message of one.
    """
    by_key: dict[str, NewDelivery] = {}
    for new in batch.deliveries:
        event = batch.events[new.event_index].event
        if not isinstance(event, MessageReleased) or event.message != new.message:
            raise StorageError(detail="a delivery is of a message that is released with it", delivery=new.id)
        by_key.setdefault(new.key, new)
    return [_sealed_delivery(new, batch, new_salt(), new_salt()) for new in by_key.values()]


def _sealed_delivery(new: NewDelivery, batch: Batch, whom_salt: bytes, words_salt: bytes) -> SealedDelivery:
    row = DeliveryRow(
        id=new.id,
        key=new.key,
        incident_id=batch.incident_id,
        event_seq=batch.expected_seq + 1 + new.event_index,
        message=new.message,
        target_id=new.target_id,
        exercise=int(new.exercise),
        language=new.language,
        kind=new.kind,
        on_unknown=new.on_unknown.value,
        created_at=micros(batch.recorded_at),
        lifetime=micros(new.expires_at) - micros(new.due_at),
        whom_digest=words_digest(whom_salt, new.recipient, new.address),
        words_digest=words_digest(words_salt, new.title, new.body),
    )
    return SealedDelivery(new=new, row=row, whom_salt=whom_salt, words_salt=words_salt)


def naming(batch: Batch, deliveries: Sequence[SealedDelivery]) -> Batch:
    """The batch whose releases name these deliveries, each with its seal."""
    if not deliveries:
        return batch
    seals: dict[int, dict[str, str]] = {}
    for each in deliveries:
        seals.setdefault(each.new.event_index, {})[each.row.id] = delivery_digest(each.row)
    return batch.changed(events=[_naming(new, seals.get(at)) for at, new in enumerate(batch.events)])


def _naming(new: NewEvent, seals: Mapping[str, str] | None) -> NewEvent:
    if not seals or not isinstance(new.event, MessageReleased):
        return new
    return new.changed(event=new.event.changed(deliveries=seals))


def retry_seq(batch: Batch) -> int:
    """The entry by which the batch orders its delivery to go again.

    Raises:
        StorageError: no event of the batch does.
    """
    for place, new in enumerate(batch.events, batch.expected_seq + 1):
        if isinstance(new.event, MessageRetried) and new.event.delivery == batch.retry_delivery:
            return place
    raise StorageError(detail="a delivery goes again by an entry that orders it", delivery=batch.retry_delivery)


class Postponement(Frozen):
    """The entry that puts deliveries off, and by how many microseconds."""

    seq: int
    later: int


def postponement(batch: Batch) -> Postponement:
    """What the batch puts its deliveries off by.

    Raises:
        StorageError: no event of the batch does.
    """
    for place, new in enumerate(batch.events, batch.expected_seq + 1):
        if isinstance(new.event, EscalationPaused):
            return Postponement(seq=place, later=new.event.minutes * 60_000_000)
    raise StorageError(detail="a delivery is put off by an entry that says so", delivery=batch.pause_deliveries[0])


def sealed(attempt: AttemptRecord, number: int, previous: str, *, is_erased: bool = False) -> SealedAttempt:
    """The attempt as row `number` of its delivery, after the attempt with that digest.

    What a provider said of a message that was erased meanwhile is not kept: it may repeat the address.
    """
    outcome, salt, detail = attempt.outcome, fresh_salt(), attempt.outcome.detail
    row = AttemptRow(
        outbox_id=attempt.delivery_id,
        n=number,
        fence=attempt.fence,
        started_at=micros(attempt.started_at),
        ended_at=micros(attempt.ended_at),
        result=outcome.result.value,
        assurance=outcome.assurance and outcome.assurance.value,
        status=outcome.status,
        provider_code=outcome.provider_code,
        provider_id=outcome.provider_id,
        retry_after=None if outcome.retry_after is None else outcome.retry_after // _MICROSECOND,
        detail_digest=sha256(salt + detail.encode()).hexdigest(),
    )
    words: Mapping[str, object] = {"detail": "", "salt": b""} if is_erased else {"detail": detail, "salt": salt}
    return {**columns(row), **words, "digest": attempt_digest(previous, row)}


def unsent(row: Delivery, now: datetime) -> AttemptRecord:
    """The attempt of a claim that ran out before its send began."""
    from incident.application.delivery.reasons import Reason  # here: a worker that died is rare

    outcome = AttemptOutcome(result=AttemptClass.NOT_SENT, detail=Reason.NEVER_BEGUN)
    return AttemptRecord(delivery_id=row.id, fence=row.fence, started_at=now, ended_at=now, outcome=outcome)


def unsaid_crossing(batch: Batch, said: MessageAcknowledged, delivery: str) -> bool:
    """Whether the batch calls off this delivery, which is being sent, and the acknowledgement does not name it."""
    return delivery in batch.cancel_deliveries and delivery not in said.crossed


def state_if_recalled(state: DeliveryState, result: AttemptClass) -> DeliveryState:
    """Where an attempt leaves a row that was cancelled or erased while it was being sent: never to be sent again."""
    if state not in (DeliveryState.PENDING, DeliveryState.EXPIRED):
        return state
    return DeliveryState.UNKNOWN if result is AttemptClass.UNKNOWN else DeliveryState.CANCELLED
