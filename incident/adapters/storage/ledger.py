"""Attempts as they are kept: chained per delivery, with their words outside the chain so that they can be erased.

Apart from the outbox, because memory and databases must seal an attempt alike,
and both must agree on what becomes of a row that was recalled while it was sent.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from incident.adapters.storage.codec import fresh_salt
from incident.adapters.storage.digest import AttemptRow, attempt_digest
from incident.adapters.storage.instants import micros
from incident.application.ports import AttemptClass, AttemptRecord, DeliveryState
from incident.domain.hashing import sha256

__all__ = ["SealedAttempt", "sealed", "state_if_recalled"]

_MICROSECOND = timedelta(microseconds=1)

SealedAttempt = Mapping[str, object]
"""The parameters of `add-attempt`."""


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
    return {**row._asdict(), **words, "digest": attempt_digest(previous, row)}


def state_if_recalled(state: DeliveryState, result: AttemptClass) -> DeliveryState:
    """Where an attempt leaves a row that was cancelled or erased while it was being sent: never to be sent again."""
    if state not in (DeliveryState.PENDING, DeliveryState.EXPIRED):
        return state
    return DeliveryState.UNKNOWN if result is AttemptClass.UNKNOWN else DeliveryState.CANCELLED
