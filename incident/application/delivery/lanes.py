"""Sends in flight: a thread for each, at most one for a target, so that a slow one holds up nobody else.

Apart from the dispatcher, which alone talks to the outbox and from one thread.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from queue import Empty, SimpleQueue
from threading import Thread

from incident.application.delivery.reasons import Reason, detail
from incident.application.delivery.retrying import Chance, next_state
from incident.application.ports import (
    AttemptClass,
    AttemptOutcome,
    AttemptRecord,
    Clock,
    Delivery,
    Sender,
    Settlement,
    Target,
)
from incident.domain.frozen import Frozen

__all__ = ["Attempt", "Lanes", "parted", "settlement"]


class Attempt(Frozen):
    """A send that ended."""

    delivery: Delivery
    started_at: datetime
    ended_at: datetime
    outcome: AttemptOutcome


def parted(attempt: Attempt) -> Sequence[Attempt]:
    """The attempt at each delivery that left by it: what left in one ends as one."""
    head = attempt.delivery
    return [attempt.changed(delivery=each) for each in (head.changed(carries=()), *head.carries)]


def settlement(attempt: Attempt, now: datetime, chance: Chance) -> Settlement:
    """What is written down of an attempt, and where it leaves its delivery."""
    delivery, outcome = attempt.delivery, attempt.outcome
    state, due_at = next_state(delivery, outcome, tries=delivery.tries, now=now, chance=chance)
    record = AttemptRecord(
        delivery_id=delivery.id,
        fence=delivery.fence,
        started_at=attempt.started_at,
        ended_at=attempt.ended_at,
        outcome=outcome,
    )
    return Settlement(attempt=record, state=state, due_at=due_at)


class Lanes:
    """Starts sends and hands back those that ended."""

    def __init__(self, sender: Sender, clock: Clock, most: int) -> None:
        self._sender = sender
        self._clock = clock
        self._most = most
        self._in_flight: dict[str, Delivery] = {}
        self._ended: SimpleQueue[Attempt | None] = SimpleQueue()

    @property
    def busy(self) -> Sequence[str]:
        """The targets that something is on its way to."""
        return tuple(self._in_flight)

    @property
    def in_flight(self) -> Sequence[Delivery]:
        """What is on its way."""
        return tuple(self._in_flight.values())

    @property
    def free(self) -> int:
        """How many more sends may start."""
        return self._most - len(self._in_flight)

    def start(self, target: Target, delivery: Delivery, limit: timedelta) -> None:
        """Send in a thread of its own, which does not keep the program from ending."""
        thread = Thread(target=self._send, args=(target, delivery, limit), daemon=True, name=f"send {delivery.id}")
        thread.start()  # where there is no room for a thread, nothing is in flight
        self._in_flight[delivery.target_id] = delivery

    def wake(self) -> None:
        """Make `ended` return at once; may be called from any thread."""
        self._ended.put(None)

    def ended(self, seconds: float) -> Sequence[Attempt]:
        """The attempts that ended, as soon as there is one; none when the time is up, or somebody woke us."""
        found: list[Attempt | None] = []
        with suppress(Empty):
            found.append(self._ended.get(timeout=max(0.0, seconds)))
            while True:
                found.append(self._ended.get_nowait())
        attempts = [each for each in found if each is not None]
        for each in attempts:
            del self._in_flight[each.delivery.target_id]
        return attempts

    def _send(self, target: Target, delivery: Delivery, limit: timedelta) -> None:
        started_at = self._clock.now()
        outcome = AttemptOutcome(result=AttemptClass.UNKNOWN, detail=detail(Reason.CRASHED))
        try:
            outcome = self._sender.send(target, delivery, limit)
        finally:  # a sender that raises is a fault of ours: it is reported as one, and the row does not hang on it
            ended_at = self._clock.now()
            self._ended.put(Attempt(delivery=delivery, started_at=started_at, ended_at=ended_at, outcome=outcome))
