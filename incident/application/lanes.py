"""Sends in flight: a thread for each, at most one for a target, so that a slow one holds up nobody else.

Apart from the dispatcher, which alone talks to the outbox and from one thread.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from queue import Empty, SimpleQueue
from threading import Thread

from incident.application.ports import AttemptClass, AttemptOutcome, Clock, Delivery, Sender, Target
from incident.application.reasons import Reason, detail
from incident.domain.frozen import Frozen

__all__ = ["Attempt", "Lanes"]


class Attempt(Frozen):
    """A send that ended."""

    delivery: Delivery
    started_at: datetime
    ended_at: datetime
    outcome: AttemptOutcome


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
        """Make `next_ended` return at once; may be called from any thread."""
        self._ended.put(None)

    def next_ended(self, seconds: float) -> Attempt | None:
        """The next attempt that ends; None when the time is up, or somebody woke us."""
        try:
            attempt = self._ended.get(timeout=max(0.0, seconds))
        except Empty:
            return None
        if attempt is not None:
            del self._in_flight[attempt.delivery.target_id]
        return attempt

    def _send(self, target: Target, delivery: Delivery, limit: timedelta) -> None:
        started_at = self._clock.now()
        outcome = AttemptOutcome(result=AttemptClass.UNKNOWN, detail=detail(Reason.CRASHED))
        try:
            outcome = self._sender.send(target, delivery, limit)
        finally:  # a sender that raises is a fault of ours: it is reported as one, and the row does not hang on it
            ended_at = self._clock.now()
            self._ended.put(Attempt(delivery=delivery, started_at=started_at, ended_at=ended_at, outcome=outcome))
