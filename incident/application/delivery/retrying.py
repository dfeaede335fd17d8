"""When a delivery is tried again, and where an attempt leaves it.

The schedule is that of reference/DELIVERY.md 2: quick while a fault may be a
blip, slow while it may be an outage, until the message is too old to matter.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final, assert_never

from incident.application.delivery.reasons import Reason
from incident.application.ports import AttemptClass, AttemptOutcome, Delivery, DeliveryState, OnUnknown

__all__ = [
    "LONGEST_WAIT",
    "TROUBLED",
    "is_untried",
    "lacks_target",
    "next_state",
    "times_tried",
    "wait_after",
    "was_put_off",
]

WAITS: Final = tuple(timedelta(seconds=seconds) for seconds in (5, 15, 45, 120, 300, 600))
"""Waits after the first, second, … attempt that did not get out; the first attempt itself waits for nothing."""

LONGEST_WAIT: Final = timedelta(minutes=15)
"""The wait after all later attempts, and the longest that a provider may ask for; a turn may be farther away."""

TROUBLED: Final = frozenset({DeliveryState.FAILED, DeliveryState.UNKNOWN, DeliveryState.EXPIRED})
"""Where an attempt leaves a row that needs a person: nothing goes on by itself."""

_JITTER: Final = 0.2

Chance = Callable[[], float]
"""A number from 0 up to but not including 1, at random."""


def next_state(
    delivery: Delivery, outcome: AttemptOutcome, *, tries: int, now: datetime, chance: Chance
) -> tuple[DeliveryState, datetime | None]:
    """Where the attempt leaves the row, and when it is due again if it is.

    `tries` counts this attempt. A row that could only be tried again after its end is `expired` at once, so that
    nobody waits for it.
    """
    match outcome.result:
        case AttemptClass.DELIVERED:
            return DeliveryState.SENT, None
        case AttemptClass.PERMANENT:
            return DeliveryState.FAILED, None
        case AttemptClass.UNKNOWN if delivery.on_unknown is OnUnknown.HOLD:
            return DeliveryState.UNKNOWN, None
        case AttemptClass.UNKNOWN | AttemptClass.NOT_SENT:
            due_at = now + (_until_turn(delivery, outcome, now) or wait_after(tries, outcome.retry_after, chance))
            if due_at < delivery.expires_at:
                return DeliveryState.PENDING, due_at
            late = DeliveryState.EXPIRED if outcome.result is AttemptClass.NOT_SENT else DeliveryState.UNKNOWN
            return late, None
        case never:
            assert_never(never)


def _until_turn(delivery: Delivery, outcome: AttemptOutcome, now: datetime) -> timedelta | None:
    """How long its turn is away, be that as long as it may; None where it did not wait for one, or none comes in time.

    What has no turn in time is looked at again meanwhile: what is before it may be called off.
    """
    wait = outcome.retry_after if outcome.detail == Reason.TURN_LATER else None
    return wait if wait is not None and now + wait < delivery.expires_at else None


def lacks_target(delivery: Delivery) -> bool:
    """Whether the row waits for a target that was not configured when it was last tried."""
    return delivery.state is DeliveryState.PENDING and delivery.last_detail == Reason.TARGET_MISSING


def was_put_off(delivery: Delivery) -> bool:
    """Whether all that was ever done with it is that it was left for later, as its turn had not come."""
    return delivery.last_detail == Reason.TURN_LATER


def times_tried(delivery: Delivery) -> int:
    """How often somebody tried to send it, without the times that it was left for later."""
    return delivery.tries - delivery.put_offs


def is_untried(delivery: Delivery) -> bool:
    """Whether nobody has tried to send it so far."""
    return not delivery.tries or was_put_off(delivery)


def wait_after(tries: int, asked: timedelta | None, chance: Chance) -> timedelta:
    """The wait after that many attempts: what the provider asked for, else the schedule's, give or take a fifth.

    Without the fifth, everything that one outage stopped would come back at the same instant.
    """
    if asked is not None:
        return min(max(asked, timedelta(0)), LONGEST_WAIT)
    wait = WAITS[tries - 1] if tries <= len(WAITS) else LONGEST_WAIT
    return wait * (1 - _JITTER + 2 * _JITTER * chance())
