"""Takes due deliveries from the outbox, has them sent, and records what came of it.

The order is the promise (DESIGN.md 8): the claim is committed, then the message is
sent, then the outcome is recorded under the claim's fence. Whoever loses the claim
in between may record nothing, and what nobody recorded becomes `unknown`.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache, partial
from threading import Event
from typing import Final, Protocol

from incident.application.delivery.bundling import Rooms
from incident.application.delivery.counting import Counted
from incident.application.delivery.dispatch_report import DispatchReport, Settled
from incident.application.delivery.jumps import Jumps
from incident.application.delivery.lanes import Attempt, Lanes, parted, settlement
from incident.application.delivery.reasons import Reason, detail
from incident.application.delivery.recollection import Recollection
from incident.application.delivery.resting import Resting
from incident.application.delivery.retrying import Chance
from incident.application.delivery.turns import until_its_turn
from incident.application.errors import NotFound, StorageError, TooLateBefore
from incident.application.ports import (
    AttemptClass,
    AttemptOutcome,
    Beginnings,
    Clock,
    Delivery,
    DeliveryState,
    Ids,
    Outbox,
    Sender,
    Target,
    in_doubt,
)

__all__ = ["LEASE", "SEND_LIMIT", "Dispatcher", "Targets"]

SEND_LIMIT: Final = timedelta(seconds=10)
"""The longest that one send may take."""

LEASE: Final = timedelta(seconds=30)
"""How long a claim holds; longer than a send and its recording."""

_FOR_GOOD: Final = (Reason.UNREADABLE,)
_LANES: Final = 32
_SHORTEST_SECONDS: Final = 1.0
"""With less time than this left, no send is started."""

_GRACE_SECONDS: Final = 2.0
_IDLE_SECONDS: Final = 1.0
_TROUBLED_SECONDS: Final = 0.2


class Targets(Protocol):
    """Where a delivery's target is looked up; a `Directory` is one."""

    def target(self, target_id: str) -> Target | None:
        """The target of that id, or None."""
        ...

    def targets(self) -> Sequence[Target]:
        """All of them."""
        ...


class Dispatcher:
    """Sends what is due. One thread calls `drain` or `run`; `wake` may be called from any."""

    def __init__(
        self,
        *,
        outbox: Outbox,
        sender: Sender,
        targets: Targets,
        clock: Clock,
        ids: Ids,
        chance: Chance | None = None,
        lanes: int = _LANES,
        send_limit: timedelta = SEND_LIMIT,
        report: Callable[[str], object] = lambda _incident_id: None,
        steady: Callable[[], float] | None = None,
        beginnings: Beginnings | None = None,
        enclose: Callable[[Delivery], Delivery] = lambda delivery: delivery,
    ) -> None:
        """`report` hears of each incident some of whose deliveries changed; what `steady` is, `Jumps` says.

        Without `beginnings`, every claim that runs out is in doubt; `enclose` adds the files that a delivery brings.
        """
        self._outbox, self._beginnings = outbox, beginnings
        self._sender, self._enclose = sender, enclose
        self._targets, self._clock = targets, clock
        self._chance = chance or _by_chance
        self._ids, self._owner = ids, ids.new()
        self._lanes = Lanes(sender, clock, lanes)
        self._unrecorded: list[Attempt] = []
        self._resting = Resting()
        self._obstacle: StorageError | None = None
        self._send_limit, self._tell_log = send_limit, report
        self._unreported: dict[str, None] = {}
        self._jumps, self._made, self._rooms = Jumps(clock, steady), Recollection(), Rooms()
        self._counted = Counted(outbox, clock, steady)
        self._begin_report()

    def drain(self, for_at_most: timedelta) -> DispatchReport:
        """Start what is due for at most that long; what was started may take its whole time, the rest is left."""
        self._begin_report()
        self._is_brief = True
        end = time.monotonic() + for_at_most.total_seconds()
        while (left := end - time.monotonic()) > 0 and self._turn(starts=left >= _SHORTEST_SECONDS):
            self._wait(min(left, _TROUBLED_SECONDS if self._obstacle else left))
        self._see_out(self._send_limit.total_seconds() + _GRACE_SECONDS)
        return self._report()

    def run(self, stop: Event) -> None:
        """Send what becomes due until `stop` is set, then end what is in flight and record it as it is.

        Raises:
            Exception: something unexpected, each once; call again, and all else goes on.
        """
        self._is_brief = False
        if self._targets.targets():
            self._sender.get_ready()
        while not stop.is_set():
            self._begin_report()
            self._turn(starts=True)
            self._tell_new_fault()
            self._wait(_TROUBLED_SECONDS if self._obstacle else _IDLE_SECONDS)
        self._see_out(_GRACE_SECONDS)

    def wake(self) -> None:
        """Look at the outbox now: something was put into it, or it is time to stop."""
        self._lanes.wake()

    @property
    def unwritten(self) -> int:
        """How many were accepted by their providers and are not written down so far."""
        return sum(len(parted(each)) for each in self._unrecorded if each.outcome.result is AttemptClass.DELIVERED)

    _told: Sequence[str] = ()
    """The faults that were told."""
    _is_brief = False

    def _begin_report(self) -> None:
        self._settled: list[Settled] = []
        self._reaped: list[Delivery] = []
        self._faults: list[Exception] = []

    def _turn(self, *, starts: bool) -> bool:
        """Record, reap, claim and start; whether anything is under way."""
        self._obstacle = None
        try:
            self._record()
            self._guarded(self._reap)
            if starts:
                self._guarded(self._claim)
        except StorageError as error:
            self._obstacle = error
        return bool(self._lanes.busy or self._unrecorded or self._obstacle)

    def _guarded(self, work: Callable[[], object]) -> None:
        """One thing that nobody can read or write must not stop all the others."""
        try:
            work()
        except StorageError:
            raise
        except Exception as fault:  # noqa: BLE001 - it is told, by `run` or in the report
            self._note(fault)

    def _note(self, fault: Exception) -> None:
        if repr(fault) not in map(repr, self._faults):
            self._faults.append(fault)

    def _tell_new_fault(self) -> None:
        for fault in self._faults:
            if repr(fault) not in self._told:
                self._told = [*self._told, repr(fault)]
                raise fault

    def _wait(self, seconds: float) -> None:
        self._unrecorded += self._lanes.ended(seconds)

    def _see_out(self, seconds: float) -> None:
        """Give what is in flight that long, cut off the rest, start nothing, and record all that ended."""
        self._finish(seconds, lambda: bool(self._lanes.busy))
        if self._lanes.busy:
            self._sender.close()
        self._finish(_GRACE_SECONDS, lambda: bool(self._lanes.busy or self._unrecorded or self._unreported))
        if self._beginnings is not None and not (self._lanes.busy or self._unrecorded):
            self._beginnings.close(self._owner)

    def _finish(self, seconds: float, is_left: Callable[[], bool]) -> None:
        end = time.monotonic() + seconds
        while is_left() and (left := end - time.monotonic()) > 0:
            try:
                self._record()
                self._obstacle = None
            except StorageError as error:
                self._obstacle = error
            if is_left():
                self._wait(min(left, _TROUBLED_SECONDS))

    def _reap(self) -> None:
        """Settle what ran out.

        Raises:
            ClockJumped: the clock was set ahead.
            ClockSetBack: it was set back.
            TooLateBefore: what ran out before the program began may only seem to have.
        """
        now = self._clock.now()
        self._jumps.refuse(now)
        kept = self._jumps.doubted(self._outbox.written_before, is_brief=self._is_brief)
        reaped = self._outbox.reap(now, kept, self._beginnings.never_begun if self._beginnings else in_doubt)
        self._reaped += reaped
        self._unreported |= dict.fromkeys(row.incident_id for row in reaped)
        if kept and (count := self._outbox.too_late(kept)):
            raise TooLateBefore(count=count)
        self._jumps.heed(now)

    def _claim(self) -> None:
        avoided = self._avoided(self._clock.now())
        try:
            self._claim_but(avoided)
        except StorageError:
            raise
        except Exception as fault:  # noqa: BLE001 - a row that cannot be read holds up its own target only
            self._note(fault)
            ids = {target.id for target in self._targets.targets()}
            for each in sorted(ids.difference(avoided)):
                self._guarded(partial(self._claim_but, [*ids.difference({each}), *avoided]))
        self._record()

    def _claim_but(self, avoided: Sequence[str]) -> None:
        self._keep_beginnings()
        known = [target.id for target in self._targets.targets()]
        over, free, rooms = self._counted.over(), self._lanes.free, self._rooms.of(self._targets.targets())
        now = self._clock.now()
        for delivery in self._outbox.claim(self._owner, now, LEASE, free, avoided, known=known, rooms=rooms, over=over):
            self._guarded(partial(self._start_or_give_up, delivery))

    def _keep_beginnings(self) -> None:
        """Before the first claim; under another name after a day, or where somebody cleared away what was kept."""
        if self._beginnings is not None and not self._beginnings.stands(self._owner):
            self._owner = self._ids.new()
            self._beginnings.open(self._owner)

    def _start_or_give_up(self, delivery: Delivery) -> None:
        """Whatever keeps it from being started, the row goes back: a claim left behind would make it unknown."""
        reason: Reason | None = Reason.CRASHED
        try:
            reason = self._start(delivery, self._send_limit)
        except StorageError as error:
            self._obstacle, reason = error, Reason.TOO_LATE
        finally:
            if reason is not None:
                self._give_up(delivery, reason)

    def _start(self, delivery: Delivery, limit: timedelta) -> Reason | None:
        """Send it, if it is still ours and may be; else why it was not sent."""
        target = self._targets.target(delivery.target_id)
        if target is None:
            return Reason.TARGET_MISSING
        if not delivery.body:
            return Reason.UNREADABLE
        if (made := self._made.of(delivery)) is not None:
            self._unrecorded.append(made)
            self._give_back(delivery.carries)
            return None
        if (turn := until_its_turn(delivery, self._outbox, self._clock.now())) is not None:
            self._give_up(delivery, Reason.TURN_LATER, turn)
            return None
        marked = self._marked_if_repeat(delivery)
        lease_until = delivery.lease_until or delivery.due_at
        if self._clock.now() + limit >= lease_until or not self._outbox.still_claimed(delivery.id, delivery.fence):
            return Reason.TOO_LATE  # a laptop slept here; somebody else may have sent it meanwhile
        self._lanes.start(target, self._enclose(self._with_what_stands(marked)), limit)
        return None

    def _with_what_stands(self, delivery: Delivery) -> Delivery:
        """With all that it carries but what was called off since the claim, or was known to have gone out."""
        standing = [
            each
            for each in delivery.carries
            if self._made.of(each) is None and self._outbox.still_claimed(each.id, each.fence)
        ]
        self._give_back([each for each in delivery.carries if each not in standing])
        return delivery.changed(carries=tuple(standing))

    def _give_back(self, carried: Sequence[Delivery]) -> None:
        """What will not leave with another after all, as it is: gone before, or not sent."""
        for each in carried:
            if (made := self._made.of(each)) is not None:
                self._unrecorded.append(made)
            else:
                self._give_up(each, Reason.TOO_LATE)

    def _give_up(self, delivery: Delivery, reason: Reason, until: timedelta | None = None) -> None:
        now = self._clock.now()
        result = AttemptClass.PERMANENT if reason in _FOR_GOOD else AttemptClass.NOT_SENT
        outcome = AttemptOutcome(result=result, retry_after=until, detail=detail(reason))
        self._unrecorded.append(Attempt(delivery=delivery, started_at=now, ended_at=now, outcome=outcome))

    def _marked_if_repeat(self, delivery: Delivery) -> Delivery:
        """The row as one whose last attempt is unknown, if any earlier one is: it may have arrived.

        A claim that left no attempt behind is one whose owner died over it.
        """
        attempts = self._outbox.attempts(delivery.id) if delivery.fence > 1 else ()
        is_unknown = any(each.outcome.result is AttemptClass.UNKNOWN for each in attempts)
        if is_unknown or len({each.fence for each in attempts}) < delivery.fence - 1:
            return replace(delivery, last_class=AttemptClass.UNKNOWN)
        return delivery

    def _record(self) -> None:
        """Write down every attempt that ended.

        Raises:
            StorageError: the outbox is away; what is not written down is kept for the next time.
        """
        while self._unrecorded:
            self._guarded(partial(self._settle, self._unrecorded[0]))
            del self._unrecorded[0]  # also what can never be written down: it is reaped as unknown
        while self._unreported:
            incident_id = next(iter(self._unreported))
            self._guarded(partial(self._tell_log, incident_id))
            del self._unreported[incident_id]  # also what failed: the next tick tells the log again

    def _settle(self, attempt: Attempt) -> None:
        delivery, outcome, now = attempt.delivery, attempt.outcome, self._clock.now()
        is_turn_later = outcome.detail == Reason.TURN_LATER
        if not is_turn_later:  # that says nothing of the target
            targets = self._targets.targets()
            self._resting.heed(outcome, delivery.target_id, targets, now, is_brief=self._is_brief)
        if outcome.detail == Reason.BUNDLE_TOO_LONG:
            self._rooms.too_much(delivery)
        each_attempt = parted(attempt)
        chance = cache(self._chance)  # one for all: what left in one is due again in one
        settlements = [settlement(each, now, chance) for each in each_attempt]
        for each in each_attempt:
            self._made.keep(each)
        try:
            are_ours = self._outbox.record_together(settlements)
        except NotFound:
            return
        for each, settled, is_ours in zip(each_attempt, settlements, are_ours, strict=True):
            if is_ours and not is_turn_later:
                self._unreported[each.delivery.incident_id] = None
                self._settled.append(Settled(delivery=each.delivery, state=settled.state, outcome=outcome))

    def _avoided(self, now: datetime) -> Sequence[str]:
        """Targets that have a send in flight, or are left alone."""
        return (*self._lanes.busy, *self._resting.those(now))

    def _report(self) -> DispatchReport:
        waiting: tuple[int | None, datetime | None] = (None, None)
        is_held = False
        try:
            waiting = self._outbox.waiting()
            is_held = self._outbox.unconfirmed() is not None
        except StorageError as error:
            self._obstacle = self._obstacle or error
        is_ahead = waiting[1] is not None and waiting[1] > self._clock.now() + LEASE  # else a worker may be sending it
        tried_in_vain = any(each.state is DeliveryState.PENDING for each in self._settled)
        unwritten = self.unwritten
        underway = [each for row in self._lanes.in_flight for each in (row, *row.carries)]
        return DispatchReport(
            settled=tuple(self._settled),
            reaped=tuple(self._reaped),
            waiting=None if waiting[0] is None else max(0, waiting[0] - len(underway) - unwritten),
            next_due_at=waiting[1],
            are_later=is_ahead and not tried_in_vain,
            obstacle=self._obstacle,
            underway=tuple(underway),
            faults=tuple(self._faults),
            unwritten=unwritten,
            is_held=is_held,
        )


def _by_chance() -> float:
    import random  # here: 5 ms, and only a send that failed needs it

    return random.random()  # noqa: S311 - it spreads retries, it guards nothing
