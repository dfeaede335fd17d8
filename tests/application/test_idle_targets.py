"""Which targets let nothing through of late."""

from __future__ import annotations

from datetime import timedelta

import pytest

from incident.application.delivery.broken import idle_targets
from incident.application.ports import Delivery, DeliveryState
from tests.deliveries import a_delivery
from tests.fakes import START


def _row(state: DeliveryState, minute: int = 0, to: str = "ana@example.org", tries: int = 1) -> Delivery:
    at = START + timedelta(minutes=minute)
    return a_delivery(target_id="mail", state=state, created_at=at, address=to, tries=tries)


SENT, FAILED = _row(DeliveryState.SENT), _row(DeliveryState.FAILED, 1)
OTHER = _row(DeliveryState.EXPIRED, 1, to="bo@example.org")


@pytest.mark.parametrize(
    ("rows", "vain"),
    [
        ((FAILED,), 1),
        ((SENT, FAILED, FAILED), 0),  # that address may be wrong
        ((SENT, FAILED, OTHER), 2),
        ((FAILED, OTHER, _row(DeliveryState.SENT, 1)), 0),
        ((FAILED, OTHER, _row(DeliveryState.UNKNOWN, 1)), 0),
        ((FAILED, OTHER, _row(DeliveryState.PENDING, 1)), 0),  # it is still at it
        ((FAILED, OTHER, _row(DeliveryState.CANCELLED, 2)), 2),
        ((_row(DeliveryState.EXPIRED, tries=0),), 0),  # nobody tried
    ],
)
def test_a_target_that_took_nothing_since_is_named_with_what_it_was_tried_for(
    rows: tuple[Delivery, ...], vain: int
) -> None:
    assert len(idle_targets(rows).get("mail", ())) == vain
