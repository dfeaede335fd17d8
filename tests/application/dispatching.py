"""A dispatcher and all that it stands on: the shipped outbox in memory, and a sender that is told what to say."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from incident.adapters.storage.memory import MemoryLog
from incident.application.delivery.dispatch import SEND_LIMIT, Dispatcher
from incident.application.errors import StorageBusy
from incident.application.ports import (
    AttemptClass,
    AttemptOutcome,
    AttemptRecord,
    Delivery,
    DeliveryState,
    Sender,
    Target,
    Wait,
)
from tests.fakes import CountingIds, FakeClock, FakeDirectory

__all__ = [
    "A_MOMENT",
    "NOT_SENT",
    "PERMANENT",
    "SENT",
    "UNKNOWN",
    "Faulty",
    "Forgetful",
    "ToldSender",
    "World",
    "until",
]

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
    is_ready: threading.Event = field(default_factory=threading.Event)

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

    def get_ready(self) -> None:
        self.is_ready.set()

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
        rooms: Mapping[str, int] | None = None,
        over: Sequence[Wait] = (),
    ) -> Sequence[Delivery]:
        self._may("claim")
        return super().claim(owner, now, lease, limit, busy, known=known, rooms=rooms, over=over)

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


def until(condition: Callable[[], bool]) -> None:
    """Wait for something that must come; fail loudly if it does not."""
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline, "it never came"
        time.sleep(0.005)
