"""Claim, send, record: what the dispatcher promises, with the clock in hand.

The outbox is the shipped one in memory; the sender is told what to say.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise

import pytest

from incident.adapters.storage.memory import MemoryLog
from incident.application.dispatch import LEASE, SEND_LIMIT, Dispatcher
from incident.application.errors import ClockJumped, StorageBusy, StorageError, TooLateBefore
from incident.application.ports import (
    HEAD_START,
    AttemptClass,
    AttemptOutcome,
    AttemptRecord,
    Delivery,
    DeliveryState,
    OnUnknown,
    Sender,
    Span,
    Target,
)
from incident.application.reasons import Reason
from tests.deliveries import a_row, enqueue, the_only_row
from tests.fakes import START, CountingIds, FakeClock, FakeDirectory

A_MOMENT = timedelta(seconds=5)

SENT = AttemptOutcome(result=AttemptClass.DELIVERED)
NOT_SENT = AttemptOutcome(result=AttemptClass.NOT_SENT, detail="status: 503")
UNKNOWN = AttemptOutcome(result=AttemptClass.UNKNOWN, detail="read-timeout")
PERMANENT = AttemptOutcome(result=AttemptClass.PERMANENT, status=404)


@dataclass
class ToldSender(Sender):
    """Says what it was told to, row by row, else that all went well; remembers what it was given."""

    says: dict[str, list[AttemptOutcome]] = field(default_factory=dict)
    sent: list[Delivery] = field(default_factory=list)
    limits: list[timedelta] = field(default_factory=list)
    gates: dict[str, threading.Event] = field(default_factory=dict)
    """Targets that answer only once their gate is open."""
    before: Callable[[Delivery], None] = lambda _: None
    closed: threading.Event = field(default_factory=threading.Event)

    def send(self, target: Target, delivery: Delivery, limit: timedelta) -> AttemptOutcome:
        self.sent.append(delivery)
        self.limits.append(limit)
        self.before(delivery)
        gate = self.gates.get(target.id)
        if gate is not None:
            deadline = time.monotonic() + limit.total_seconds()
            while not gate.wait(0.01):
                if self.closed.is_set() or time.monotonic() > deadline:
                    return UNKNOWN
        told = self.says.get(delivery.id)
        return told.pop(0) if told else SENT

    def close(self) -> None:
        self.closed.set()


class Faulty(MemoryLog):
    """An outbox whose database is away for as many calls as it is told."""

    def __init__(self) -> None:
        super().__init__()
        self.fails = {"claim": 0, "record": 0, "waiting": 0}

    def claim(
        self,
        owner: str,
        now: datetime,
        lease: timedelta,
        limit: int,
        busy: Sequence[str] = (),
        *,
        known: Sequence[str] | None = None,
    ) -> Sequence[Delivery]:
        self._may("claim")
        return super().claim(owner, now, lease, limit, busy, known=known)

    def record(self, attempt: AttemptRecord, state: DeliveryState, due_at: datetime | None = None) -> bool:
        self._may("record")
        return super().record(attempt, state, due_at)

    def waiting(self) -> tuple[int, datetime | None]:
        self._may("waiting")
        return super().waiting()

    def _may(self, call: str) -> None:
        if self.fails[call]:
            self.fails[call] -= 1
            raise StorageBusy(detail=call)


class Forgetful(Faulty):
    """An outbox whose server fails over to a copy that lacks its last commits."""

    def copy(self) -> None:
        self._before = (dict(self._deliveries), deepcopy(self._attempts), deepcopy(self._ledger))

    def fail_over(self) -> None:
        self._deliveries, self._attempts, self._ledger = self._before


@dataclass
class World:
    """A dispatcher and all that it stands on."""

    log: Faulty = field(default_factory=Faulty)
    clock: FakeClock = field(default_factory=FakeClock)
    sender: ToldSender = field(default_factory=ToldSender)
    targets: FakeDirectory = field(
        default_factory=lambda: FakeDirectory(
            all_targets=[
                Target(id=name, exercise=name == "sandbox", kind="apprise", secret="")
                for name in ("pager", "chat", "sandbox", *(f"t{number}" for number in range(8)))
            ]
        )
    )
    ids: CountingIds = field(default_factory=CountingIds)

    def dispatcher(self, lanes: int = 32, send_limit: timedelta = SEND_LIMIT) -> Dispatcher:
        return Dispatcher(
            outbox=self.log,
            sender=self.sender,
            targets=self.targets,
            clock=self.clock,
            ids=self.ids,
            chance=lambda: 0.5,
            lanes=lanes,
            send_limit=send_limit,
        )

    def states(self) -> dict[str, DeliveryState]:
        return {row.id: row.state for row in self.log.deliveries("INC-0001")}


@pytest.fixture
def world() -> World:
    return World()


def until(condition: Callable[[], bool]) -> None:
    """Wait for something that must come; fail loudly if it does not."""
    deadline = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < deadline, "it never came"
        time.sleep(0.005)


def test_a_due_row_is_sent_and_recorded(world: World) -> None:
    enqueue(world.log, world.log, a_row())
    report = world.dispatcher().drain(A_MOMENT)
    (settled,) = report.settled
    assert (settled.delivery.id, settled.state, settled.outcome) == ("d1", DeliveryState.SENT, SENT)
    assert (report.waiting, report.next_due_at, report.obstacle) == (0, None, None)
    (attempt,) = world.log.attempts("d1")
    assert (attempt.fence, attempt.started_at, attempt.outcome) == (1, START, SENT)
    assert the_only_row(world.log).state is DeliveryState.SENT


def test_nothing_to_send_costs_nothing(world: World) -> None:
    began = time.monotonic()
    report = world.dispatcher().drain(A_MOMENT)
    assert time.monotonic() - began < 1
    assert (report.settled, report.waiting) == ((), 0)


def test_what_is_due_later_is_left_and_announced(world: World) -> None:
    later = START + timedelta(minutes=15)
    enqueue(world.log, world.log, a_row(), a_row("d2", due_at=later))
    report = world.dispatcher().drain(A_MOMENT)
    assert (report.waiting, report.next_due_at) == (1, later)
    assert [row.id for row in world.sender.sent] == ["d1"]


def test_a_failing_provider_is_asked_on_the_schedule_until_the_end(world: World) -> None:
    """Faults 4 and 8: 5, 15, 45 s, 2, 5, 10, 15 min, … and a page ends after four hours."""
    enqueue(world.log, world.log, a_row())
    world.sender.says["d1"] = [NOT_SENT] * 100
    dispatcher = world.dispatcher()
    instants = []
    while the_only_row(world.log).state is DeliveryState.PENDING:
        world.clock.set(the_only_row(world.log).due_at)
        instants.append(world.clock.now())
        dispatcher.drain(A_MOMENT)
    waits = [round((after - before).total_seconds()) for before, after in pairwise(instants)]
    assert waits[:8] == [5, 15, 45, 120, 300, 600, 900, 900]
    assert the_only_row(world.log).state is DeliveryState.EXPIRED
    assert START + timedelta(hours=3, minutes=45) < instants[-1] < START + timedelta(hours=4)
    assert len(world.log.attempts("d1")) == len(instants)


def test_a_server_that_asks_for_quiet_gets_it_from_every_row(world: World) -> None:
    """Fault 3: per target, not global."""
    enqueue(world.log, world.log, a_row(), a_row("d2", kind="status"), a_row("d3", target_id="chat"))
    world.sender.says["d1"] = [AttemptOutcome(result=AttemptClass.NOT_SENT, retry_after=timedelta(seconds=70))]
    dispatcher = world.dispatcher()
    dispatcher.drain(A_MOMENT)
    assert world.states() == {"d1": "pending", "d2": "pending", "d3": "sent"}
    world.clock.forward(seconds=69)
    dispatcher.drain(A_MOMENT)
    assert world.states()["d2"] == "pending"
    world.clock.forward(seconds=1)
    dispatcher.drain(A_MOMENT)
    assert set(world.states().values()) == {"sent"}


def test_a_clock_set_back_does_not_prolong_the_quiet(world: World) -> None:
    """Fault 26."""
    enqueue(world.log, world.log, a_row(), a_row("d2", due_at=START - timedelta(hours=2)))
    world.sender.says["d2"] = [AttemptOutcome(result=AttemptClass.NOT_SENT, retry_after=timedelta(seconds=70))]
    dispatcher = world.dispatcher()
    dispatcher.drain(A_MOMENT)
    world.clock.forward(hours=-1)
    enqueue(world.log, world.log, a_row("d3", due_at=world.clock.now()), seq=1)
    dispatcher.drain(A_MOMENT)
    assert world.states()["d3"] == "sent"


def test_a_server_that_asks_for_quiet_gets_it_from_every_target_of_the_same_secret(world: World) -> None:
    """Two robots of one key share its limit; a third with a key of its own does not wait for them."""
    keys = {"t1": "env:ONE", "t2": "env:ONE", "t3": "env:OTHER"}
    world.targets.all_targets = [
        Target(id=id_, exercise=False, kind="apprise", secret=key) for id_, key in keys.items()
    ]
    quiet = AttemptOutcome(result=AttemptClass.NOT_SENT, retry_after=timedelta(minutes=3))
    world.sender.says = {"d1": [quiet]}
    enqueue(world.log, world.log, a_row("d1", target_id="t1"))
    dispatcher = world.dispatcher()
    dispatcher.drain(A_MOMENT)
    later = [a_row("d2", target_id="t2"), a_row("d3", target_id="t3")]
    enqueue(world.log, world.log, *later, seq=1)
    dispatcher.drain(A_MOMENT)
    assert [row.id for row in world.sender.sent] == ["d1", "d3"]
    world.clock.forward(minutes=3)
    dispatcher.drain(A_MOMENT)
    assert {row.id for row in world.sender.sent[2:]} == {"d1", "d2"}


@pytest.mark.parametrize(
    ("outcome", "state"),
    [(SENT, DeliveryState.SENT), (UNKNOWN, DeliveryState.UNKNOWN), (PERMANENT, DeliveryState.SENT)],
)
def test_what_a_failed_over_database_forgot_is_written_down_again_and_not_sent_again(
    world: World, outcome: AttemptOutcome, state: DeliveryState
) -> None:
    """Fault 21: the copy that took over has the row as it was before the claim; only a refusal is tried once more."""
    world.log = log = Forgetful()
    world.sender.says = {"d1": [outcome]}
    enqueue(world.log, world.log, a_row())
    log.copy()
    dispatcher = world.dispatcher()
    dispatcher.drain(A_MOMENT)
    log.fail_over()
    assert world.states() == {"d1": DeliveryState.PENDING}
    dispatcher.drain(A_MOMENT)
    assert world.states() == {"d1": state}
    assert len(world.sender.sent) == (2 if outcome is PERMANENT else 1)


def test_a_clock_that_jumps_ahead_gives_up_on_no_message(world: World) -> None:
    """Fault 27: nothing expires by it, a person is told once, and once it is right again all goes on."""
    passed = [0.0]
    steady = lambda: passed[0]  # noqa: E731 - a clock that the test moves
    gone_ahead = Dispatcher(
        outbox=world.log,
        sender=world.sender,
        targets=world.targets,
        clock=world.clock,
        ids=world.ids,
        chance=lambda: 0.5,
        steady=steady,
    )
    world.sender.says = {"d1": [NOT_SENT]}
    enqueue(world.log, world.log, a_row())
    gone_ahead.drain(A_MOMENT)
    world.clock.forward(days=1)
    report = gone_ahead.drain(A_MOMENT)
    assert [type(each) for each in report.faults] == [ClockJumped]
    assert world.states() == {"d1": DeliveryState.PENDING}
    world.clock.forward(days=-1, seconds=30)
    assert not gone_ahead.drain(A_MOMENT).faults
    assert world.states() == {"d1": DeliveryState.SENT}


@pytest.mark.parametrize("is_right", [True, False])
def test_a_program_that_begins_hours_late_gives_up_on_nothing_before_its_clock_could_be_set_right(
    world: World, *, is_right: bool
) -> None:
    """Fault 27, at the start: whether the machine was off or its clock is wrong, nobody can say yet."""
    passed = [0.0]
    enqueue(world.log, world.log, a_row())
    world.clock.forward(hours=5)
    dispatcher = Dispatcher(
        outbox=world.log,
        sender=world.sender,
        targets=world.targets,
        clock=world.clock,
        ids=world.ids,
        steady=lambda: passed[0],
    )
    assert [repr(each) for each in dispatcher.drain(A_MOMENT).faults] == [repr(TooLateBefore(count=1))]
    assert world.states() == {"d1": DeliveryState.PENDING}
    world.clock.forward(minutes=10, hours=0 if is_right else -5)
    passed[0] += 600
    assert not dispatcher.drain(A_MOMENT).faults
    assert world.states() == {"d1": DeliveryState.EXPIRED if is_right else DeliveryState.SENT}


def test_a_command_gives_up_on_what_was_too_late_a_day_ago(world: World) -> None:
    enqueue(world.log, world.log, a_row())
    world.clock.forward(hours=26)
    assert not world.dispatcher().drain(A_MOMENT).faults
    assert world.states() == {"d1": DeliveryState.EXPIRED}


def test_a_machine_that_slept_for_a_day_gives_up_on_what_is_too_old(world: World) -> None:
    """That time really passed: the steady clock says so."""
    passed = [0.0]
    world.sender.says = {"d1": [NOT_SENT]}
    enqueue(world.log, world.log, a_row())
    dispatcher = Dispatcher(
        outbox=world.log,
        sender=world.sender,
        targets=world.targets,
        clock=world.clock,
        ids=world.ids,
        steady=lambda: passed[0],
    )
    dispatcher.drain(A_MOMENT)
    world.clock.forward(days=1)
    passed[0] += 86_400
    assert not dispatcher.drain(A_MOMENT).faults
    assert world.states() == {"d1": DeliveryState.EXPIRED}


def test_permanent_is_not_tried_again(world: World) -> None:
    """Fault 7."""
    enqueue(world.log, world.log, a_row())
    world.sender.says["d1"] = [PERMANENT]
    dispatcher = world.dispatcher()
    dispatcher.drain(A_MOMENT)
    world.clock.forward(hours=1)
    dispatcher.drain(A_MOMENT)
    assert the_only_row(world.log).state is DeliveryState.FAILED
    assert len(world.sender.sent) == 1


def test_unknown_is_held_for_a_person(world: World) -> None:
    """Fault 13."""
    enqueue(world.log, world.log, a_row())
    world.sender.says["d1"] = [UNKNOWN]
    dispatcher = world.dispatcher()
    dispatcher.drain(A_MOMENT)
    world.clock.forward(hours=1)
    dispatcher.drain(A_MOMENT)
    row = the_only_row(world.log)
    assert (row.state, row.last_detail) == (DeliveryState.UNKNOWN, "read-timeout")
    assert len(world.sender.sent) == 1


def test_a_pager_is_asked_again_and_told_that_it_may_be_a_repeat(world: World) -> None:
    """The mark stays when a later attempt did not get out either."""
    enqueue(world.log, world.log, a_row(on_unknown=OnUnknown.REPEAT))
    world.sender.says["d1"] = [NOT_SENT, UNKNOWN, NOT_SENT, SENT]
    dispatcher = world.dispatcher()
    for _ in range(4):
        dispatcher.drain(A_MOMENT)
        world.clock.forward(minutes=5)
    assert [row.last_class is AttemptClass.UNKNOWN for row in world.sender.sent] == [False, False, True, True]
    assert the_only_row(world.log).state is DeliveryState.SENT


@pytest.mark.parametrize(
    ("on_unknown", "state", "sends"), [(OnUnknown.HOLD, "unknown", 0), (OnUnknown.REPEAT, "sent", 1)]
)
def test_a_worker_that_died_over_a_row_leaves_it_unknown(
    world: World, on_unknown: OnUnknown, state: str, sends: int
) -> None:
    """Faults 14, 15 and 16: nobody can say whether it went out."""
    enqueue(world.log, world.log, a_row(on_unknown=on_unknown))
    world.log.claim("worker that died", START, LEASE, 1)
    dispatcher = world.dispatcher()
    dispatcher.drain(A_MOMENT)
    assert the_only_row(world.log).state is DeliveryState.SENDING
    world.clock.forward(seconds=31)
    report = dispatcher.drain(A_MOMENT)
    assert [row.id for row in report.reaped] == ["d1"]
    assert the_only_row(world.log).state == state
    assert [row.last_class for row in world.sender.sent] == [AttemptClass.UNKNOWN] * sends


def test_a_claim_that_left_no_attempt_makes_a_repeat(world: World) -> None:
    """Whatever the row says meanwhile: somebody held it and never told."""
    enqueue(world.log, world.log, a_row(on_unknown=OnUnknown.REPEAT))
    world.log.claim("worker that died", START, LEASE, 1)
    world.clock.forward(seconds=31)
    world.sender.says["d1"] = [NOT_SENT, SENT]
    dispatcher = world.dispatcher()
    dispatcher.drain(A_MOMENT)
    world.clock.forward(minutes=5)
    dispatcher.drain(A_MOMENT)
    assert [row.last_class for row in world.sender.sent] == [AttemptClass.UNKNOWN] * 2


def test_two_dispatchers_send_a_row_once(world: World) -> None:
    """Fault 18."""
    enqueue(world.log, world.log, *(a_row(f"d{number}", target_id=f"t{number}") for number in range(8)))
    drains = [threading.Thread(target=world.dispatcher().drain, args=(A_MOMENT,)) for _ in range(4)]
    for each in drains:
        each.start()
    for each in drains:
        each.join()
    assert sorted(row.id for row in world.sender.sent) == [f"d{number}" for number in range(8)]
    assert set(world.states().values()) == {"sent"}


def test_a_worker_that_slept_past_its_lease_sends_nothing(world: World) -> None:
    """Fault 19: it wakes between the claim and the send."""

    class Sleepy(FakeDirectory):
        def target(self, target_id: str) -> Target | None:
            world.clock.forward(minutes=2)
            return super().target(target_id)

    enqueue(world.log, world.log, a_row())
    awake = world.targets
    world.targets = Sleepy(all_targets=awake.all_targets)
    report = world.dispatcher().drain(A_MOMENT)
    assert world.sender.sent == []
    (settled,) = report.settled
    assert (settled.outcome.result, settled.outcome.detail) == (AttemptClass.NOT_SENT, Reason.TOO_LATE)
    assert the_only_row(world.log).state is DeliveryState.PENDING


def test_a_row_that_somebody_else_took_meanwhile_is_left_alone(world: World) -> None:
    """Fault 19: the fence is asked right before the send."""

    class Slow(FakeDirectory):
        def target(self, target_id: str) -> Target | None:
            world.log.reap(START + timedelta(minutes=1))
            return super().target(target_id)

    enqueue(world.log, world.log, a_row())
    world.targets = Slow(all_targets=world.targets.all_targets)
    report = world.dispatcher().drain(A_MOMENT)
    assert (world.sender.sent, report.settled) == ([], ())
    assert the_only_row(world.log).state is DeliveryState.UNKNOWN


def test_a_stale_fence_records_nothing(world: World) -> None:
    """Fault 19: it woke after the send; the attempt stays in the ledger, the row is not touched."""
    enqueue(world.log, world.log, a_row())

    def slept(_: Delivery) -> None:
        world.log.reap(START + timedelta(minutes=1))

    world.sender.before = slept
    report = world.dispatcher().drain(A_MOMENT)
    assert report.settled == ()
    assert the_only_row(world.log).state is DeliveryState.UNKNOWN
    assert [each.outcome for each in world.log.attempts("d1")] == [SENT]


def test_a_row_without_a_target_waits_with_the_reason_and_goes_when_there_is_one(world: World) -> None:
    enqueue(world.log, world.log, a_row(target_id="removed"), a_row("d2"))
    dispatcher = world.dispatcher()
    dispatcher.drain(A_MOMENT)
    world.clock.forward(seconds=HEAD_START.total_seconds())
    dispatcher.drain(A_MOMENT)
    assert world.states() == {"d1": "pending", "d2": "sent"}
    assert world.log.deliveries("INC-0001")[0].last_detail == Reason.TARGET_MISSING
    back = Target(id="removed", exercise=False, kind="apprise", secret="")
    world.targets = FakeDirectory(all_targets=[*world.targets.all_targets, back])
    world.clock.forward(seconds=10)
    world.dispatcher().drain(A_MOMENT)
    assert world.states() == {"d1": "sent", "d2": "sent"}


def test_a_row_whose_target_never_comes_back_expires(world: World) -> None:
    enqueue(world.log, world.log, a_row(target_id="removed"))
    dispatcher = world.dispatcher()
    for _ in range(200):
        dispatcher.drain(A_MOMENT)
        world.clock.forward(minutes=5)
    row = the_only_row(world.log)
    assert (row.state, row.last_detail) == (DeliveryState.EXPIRED, Reason.TARGET_MISSING)
    assert world.sender.sent == []


def test_a_sender_that_breaks_over_a_row_breaks_over_that_row_only(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Fault 30; and the break is not kept quiet."""
    broken: list[threading.ExceptHookArgs] = []
    monkeypatch.setattr(threading, "excepthook", broken.append)
    enqueue(world.log, world.log, a_row(), a_row("d2", target_id="chat"), a_row("d3"))

    def poison(delivery: Delivery) -> None:
        if delivery.id == "d1":
            raise ZeroDivisionError

    world.sender.before = poison
    world.dispatcher().drain(A_MOMENT)
    assert world.states() == {"d1": "unknown", "d2": "sent", "d3": "sent"}
    assert world.log.deliveries("INC-0001")[0].last_detail == Reason.CRASHED
    until(lambda: [each.exc_type for each in broken] == [ZeroDivisionError])


def test_the_real_goes_before_the_exercise_and_pages_before_status(world: World) -> None:
    """Faults 37 and 39: with one lane, everything else waits."""
    early = START - timedelta(minutes=1)
    enqueue(
        world.log,
        world.log,
        a_row("exercise", target_id="sandbox", exercise=True, due_at=early),
        a_row("status", target_id="chat", kind="status", due_at=early),
        a_row("page"),
    )
    world.dispatcher(lanes=1).drain(A_MOMENT)
    assert [row.id for row in world.sender.sent] == ["page", "status", "exercise"]


def test_a_slow_target_holds_up_only_its_own_rows(world: World) -> None:
    enqueue(world.log, world.log, a_row("slow-1"), a_row("slow-2"), *(a_row(f"d{n}", target_id=f"t{n}") for n in "012"))
    gate = world.sender.gates["pager"] = threading.Event()
    draining = threading.Thread(target=world.dispatcher().drain, args=(timedelta(seconds=10),))
    draining.start()
    until(lambda: [state for id_, state in world.states().items() if id_[0] == "d"] == ["sent"] * 3)
    assert world.states()["slow-1"] == "sending"
    assert world.states()["slow-2"] == "pending"
    gate.set()
    draining.join(10)
    assert set(world.states().values()) == {"sent"}


def test_a_drain_ends_when_the_time_of_its_sends_is_up(world: World) -> None:
    """What hangs is cut off and recorded as it is, so that nobody waits for a lease."""
    enqueue(world.log, world.log, a_row(), a_row("d2"))
    world.sender.gates["pager"] = threading.Event()
    began = time.monotonic()
    report = world.dispatcher(send_limit=timedelta(seconds=1.5)).drain(timedelta(seconds=1.2))
    assert time.monotonic() - began < 3
    assert world.states() == {"d1": "unknown", "d2": "pending"}
    assert (report.waiting, report.underway) == (1, ())


def test_a_send_that_was_started_has_its_whole_time(world: World) -> None:
    """A slow provider that works is not cut off because the drain starts nothing more."""
    enqueue(world.log, world.log, a_row())
    gate = world.sender.gates["pager"] = threading.Event()
    answer = threading.Timer(2.5, gate.set)
    answer.start()
    report = world.dispatcher().drain(timedelta(seconds=1.2))
    assert [each.state for each in report.settled] == ["sent"]
    assert world.sender.limits == [SEND_LIMIT]


def test_what_nobody_can_cut_off_is_said_to_be_underway(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    enqueue(world.log, world.log, a_row(), a_row("d2"))
    gate = threading.Event()

    def stuck(_: Delivery) -> None:
        gate.wait(30)

    world.sender.before = stuck
    monkeypatch.setattr("incident.application.dispatch._GRACE_SECONDS", 0.2)
    report = world.dispatcher(send_limit=timedelta(seconds=0.2)).drain(timedelta(seconds=1.2))
    gate.set()
    assert world.sender.closed.is_set()
    assert [row.id for row in report.underway] == ["d1"]
    assert (report.settled, report.waiting) == ((), 1)


@pytest.mark.parametrize("fault", [StorageBusy(), OverflowError()])
def test_a_claim_that_could_not_be_started_is_given_back(
    world: World, monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    """All of those claimed together: none may be found later as unknown."""
    enqueue(world.log, world.log, a_row(), a_row("d2", target_id="chat"))

    def away(_delivery_id: str, _fence: int) -> bool:
        raise fault

    monkeypatch.setattr(world.log, "still_claimed", away)
    report = world.dispatcher().drain(A_MOMENT)
    assert (world.sender.sent, report.waiting) == ([], 2)
    assert world.states() == {"d1": "pending", "d2": "pending"}


def test_a_row_that_nobody_can_write_down_keeps_no_other_from_it(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    enqueue(world.log, world.log, a_row(), a_row("d2", target_id="chat"))
    record = world.log.record

    def poisoned(attempt: AttemptRecord, state: DeliveryState, due_at: datetime | None = None) -> bool:
        if attempt.delivery_id == "d1":
            raise OverflowError
        return record(attempt, state, due_at)

    monkeypatch.setattr(world.log, "record", poisoned)
    report = world.dispatcher().drain(A_MOMENT)
    assert world.states() == {"d1": "sending", "d2": "sent"}
    assert [type(fault) for fault in report.faults] == [OverflowError]


def test_a_row_without_a_text_is_set_aside_for_good_and_the_others_are_sent(world: World) -> None:
    """So a log hands over a row whose text it cannot read; an erased one is never claimed."""
    enqueue(world.log, world.log, a_row(body=""), a_row("d2"), a_row("d3", target_id="chat"))
    world.dispatcher().drain(A_MOMENT)
    assert world.states() == {"d1": "failed", "d2": "sent", "d3": "sent"}


def test_a_row_that_nobody_can_read_holds_up_its_own_target_only(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    enqueue(world.log, world.log, a_row(), a_row("d2", target_id="chat"), a_row("d3", target_id="t1"))
    claim = world.log.claim

    def unreadable(
        owner: str, now: datetime, lease: timedelta, limit: int, busy: Sequence[str], *, known: Sequence[str]
    ) -> Sequence[Delivery]:
        if "pager" not in busy:
            raise ValueError("row 7")
        return claim(owner, now, lease, limit, busy, known=known)

    monkeypatch.setattr(world.log, "claim", unreadable)
    report = world.dispatcher().drain(A_MOMENT)
    assert world.states() == {"d1": "pending", "d2": "sent", "d3": "sent"}
    assert {str(fault) for fault in report.faults} == {"row 7"}


def test_a_running_dispatcher_tells_a_fault_once_and_goes_on(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def unreadable(_: datetime, _kept: Span | None) -> Sequence[Delivery]:
        raise ValueError("row 7")

    monkeypatch.setattr(world.log, "reap", unreadable)
    dispatcher, stop = world.dispatcher(), threading.Event()
    with pytest.raises(ValueError, match="row 7"):
        dispatcher.run(stop)
    enqueue(world.log, world.log, a_row("d2"))
    again = threading.Thread(target=dispatcher.run, args=(stop,))
    again.start()
    until(lambda: world.states() == {"d2": "sent"})
    stop.set()
    dispatcher.wake()
    again.join(10)
    assert not again.is_alive()


def test_no_time_is_no_send(world: World) -> None:
    enqueue(world.log, world.log, a_row())
    report = world.dispatcher().drain(timedelta(0))
    assert (world.sender.sent, report.waiting) == ([], 1)
    assert world.dispatcher().drain(timedelta(seconds=0.5)).waiting == 1
    assert world.sender.sent == []


def test_a_record_is_written_again_until_the_database_is_back(world: World) -> None:
    """Fault 20."""
    enqueue(world.log, world.log, a_row())
    world.log.fails["record"] = 3
    report = world.dispatcher().drain(A_MOMENT)
    assert the_only_row(world.log).state is DeliveryState.SENT
    assert len(world.log.attempts("d1")) == len(world.sender.sent) == 1
    assert report.obstacle is None


def test_a_busy_outbox_is_asked_again(world: World) -> None:
    """Fault 23."""
    enqueue(world.log, world.log, a_row())
    world.log.fails["claim"] = 2
    assert world.dispatcher().drain(A_MOMENT).settled


def test_an_outbox_that_stays_away_is_reported(world: World) -> None:
    enqueue(world.log, world.log, a_row())
    world.log.fails = {"claim": 10**6, "record": 0, "waiting": 1}
    report = world.dispatcher().drain(timedelta(seconds=1.2))
    assert isinstance(report.obstacle, StorageError)
    assert report.waiting is None


def test_an_outbox_that_cannot_count_is_reported(world: World) -> None:
    world.log.fails["waiting"] = 1
    report = world.dispatcher().drain(A_MOMENT)
    assert (report.waiting, report.next_due_at) == (None, None)
    assert isinstance(report.obstacle, StorageBusy)


def test_what_could_not_be_recorded_is_kept_for_the_next_drain(world: World) -> None:
    enqueue(world.log, world.log, a_row())
    dispatcher = world.dispatcher()
    world.log.fails["record"] = 10**6
    assert isinstance(dispatcher.drain(timedelta(seconds=1.2)).obstacle, StorageBusy)
    world.log.fails["record"] = 0
    (settled,) = dispatcher.drain(A_MOMENT).settled
    assert settled.state is DeliveryState.SENT
    assert len(world.sender.sent) == 1


def test_a_row_that_vanished_is_no_obstacle(world: World) -> None:
    """A restored database may not know it."""
    enqueue(world.log, world.log, a_row())

    def restored(_: Delivery) -> None:
        world.log._deliveries.clear()

    world.sender.before = restored
    report = world.dispatcher().drain(A_MOMENT)
    assert (report.settled, report.obstacle) == ((), None)


def test_chance_is_drawn_where_none_is_given(world: World) -> None:
    enqueue(world.log, world.log, a_row())
    world.sender.says["d1"] = [NOT_SENT]
    Dispatcher(outbox=world.log, sender=world.sender, targets=world.targets, clock=world.clock, ids=world.ids).drain(
        A_MOMENT
    )
    due_at = the_only_row(world.log).due_at
    assert timedelta(seconds=4) <= due_at - START <= timedelta(seconds=6)


@dataclass
class Running:
    """A dispatcher at work in a thread."""

    dispatcher: Dispatcher
    stop: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self.thread = threading.Thread(target=self.dispatcher.run, args=(self.stop,))
        self.thread.start()

    def end(self) -> None:
        self.stop.set()
        self.dispatcher.wake()
        self.thread.join(10)
        assert not self.thread.is_alive()


def test_a_worker_sends_what_comes_while_it_runs(world: World) -> None:
    running = Running(world.dispatcher())
    enqueue(world.log, world.log, a_row())
    running.dispatcher.wake()
    until(lambda: world.states() == {"d1": "sent"})
    enqueue(world.log, world.log, a_row("d2"), seq=1)
    until(lambda: world.states() == {"d1": "sent", "d2": "sent"})
    running.end()


def test_a_worker_outlives_a_database_that_was_away(world: World) -> None:
    world.log.fails["claim"] = 3
    running = Running(world.dispatcher())
    enqueue(world.log, world.log, a_row())
    until(lambda: world.states() == {"d1": "sent"})
    running.end()


def test_stopping_a_worker_lets_a_send_end(world: World) -> None:
    enqueue(world.log, world.log, a_row())
    gate = world.sender.gates["pager"] = threading.Event()
    running = Running(world.dispatcher())
    until(lambda: bool(world.sender.sent))
    running.stop.set()
    gate.set()
    running.end()
    assert world.states() == {"d1": "sent"}
    assert not world.sender.closed.is_set()


def test_stopping_a_worker_cuts_off_what_hangs_and_says_so(world: World) -> None:
    enqueue(world.log, world.log, a_row())
    world.sender.gates["pager"] = threading.Event()
    running = Running(world.dispatcher())
    until(lambda: bool(world.sender.sent))
    began = time.monotonic()
    running.end()
    assert time.monotonic() - began < 6
    assert world.states() == {"d1": "unknown"}
    assert world.sender.closed.is_set()
