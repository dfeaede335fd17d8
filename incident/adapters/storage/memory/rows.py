"""The log in memory as `verify` wants it: the rows that a database would hold."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from incident.adapters.storage.claims import ClaimRow
from incident.adapters.storage.codec import Content
from incident.adapters.storage.database import Row
from incident.adapters.storage.digest import AttemptRow, columns
from incident.adapters.storage.entries import Entry
from incident.adapters.storage.instants import micros, micros_or_none
from incident.adapters.storage.ledger import SealedAttempt, SealedDelivery
from incident.adapters.storage.verify import RawRows
from incident.application.delivery.reasons import Reason
from incident.application.ports import (
    AttemptClass,
    AttemptRecord,
    CommandRecord,
    Delivery,
    DeliveryState,
    Summary,
    Wait,
)

__all__ = ["MemoryRows", "is_due", "wait_of", "with_its_times"]

_ATTEMPT = (*AttemptRow.__names__, "detail", "salt", "digest")


@dataclass(frozen=True, slots=True)
class MemoryRows(RawRows):
    """Looks into the dictionaries of a log; whoever builds it holds the lock."""

    entries: Mapping[str, Sequence[Entry]]
    kept: Mapping[str, tuple[str, int, Content]]
    recorded: Mapping[str, CommandRecord]
    summaries: Mapping[str, Summary]
    links: Sequence[tuple[int, str, str, str, str]]
    outbox: Mapping[str, Delivery]
    seals: Mapping[str, SealedDelivery]
    ledger: Mapping[str, Sequence[SealedAttempt]]
    orders: Mapping[str, int]
    recalled: Collection[str]
    claimed: Mapping[str, ClaimRow]
    paused: Mapping[str, int]
    leading: Sequence[Row] = ()
    led_words: Mapping[str, tuple[str, int, Content]] = field(default_factory=dict)

    def events(self, incident_id: str | None) -> Iterable[Row]:
        wanted = sorted(self.entries if incident_id is None else self.entries.keys() & {incident_id})
        entries = (entry for incident in wanted for entry in self.entries[incident])
        return [(*columns(entry.row).values(), entry.digest, place) for place, entry in enumerate(entries, 1)]

    def contents(self, incident_id: str | None) -> Iterable[Row]:
        return [
            (incident, seq, content.content_id, content.salt, content.data)
            for incident, seq, content in self.kept.values()
            if incident_id in (None, incident)
        ]

    def commands(self, incident_id: str | None) -> Iterable[Row]:
        rows = [(row.incident_id, row.first_seq, row.count, row.command_id) for row in self.recorded.values()]
        return sorted(row for row in rows if incident_id in (None, row[0]))

    def heads(self, incident_id: str | None) -> Iterable[Row]:
        rows = [(row.incident_id, row.seq, row.head) for row in self.summaries.values()]
        return [row for row in rows if incident_id in (None, row[0])]

    def chain(self) -> Iterable[Row]:
        return self.links

    def closed(self) -> Iterable[str]:
        return ()

    def readers(self) -> None:
        return None

    def attempts(self, incident_id: str | None) -> Iterable[Row]:
        return [
            (row.incident_id, row.event_seq, row.body, *(attempt[name] for name in _ATTEMPT))
            for row in self._deliveries(incident_id)
            for attempt in self.ledger.get(row.id, ())
        ]

    def deliveries(self, incident_id: str | None) -> Iterable[Row]:
        return [
            (*self._told(row), micros_or_none(row.lease_until), place, row.bundled_into, self.paused.get(row.id, 0))
            for place, row in enumerate(self._deliveries(incident_id), 1)
        ]

    def _told(self, row: Delivery) -> Row:
        is_recalled, ordered = row.id in self.recalled, self.orders.get(row.id, 0)
        return (*_row(row, self.seals[row.id]), is_recalled, *_hours(row), ordered)

    def lists(self, _incident_id: str | None, /) -> None:
        return None

    def is_file(self) -> bool:
        return True

    def _deliveries(self, incident_id: str | None) -> list[Delivery]:
        return [row for row in self.outbox.values() if incident_id in (None, row.incident_id)]

    def unsaid(self, _incident_id: str | None, /) -> Iterable[Row]:
        return ()

    def led(self, incident_id: str | None) -> Iterable[Row]:
        return sorted(row for row in self.leading if incident_id in (None, row[0]))

    def led_contents(self, incident_id: str | None) -> Iterable[Row]:
        return [
            (exercise, seq, content.content_id, content.salt, content.data)
            for exercise, seq, content in self.led_words.values()
            if incident_id in (None, exercise)
        ]

    def sees_all_leading(self) -> bool:
        return True

    def claims(self, incident_id: str | None) -> Iterable[Row]:
        rows = (tuple(getattr(row, name) for name in ClaimRow.__names__) for row in self.claimed.values())
        return [row for row in rows if incident_id in (None, row[4])]

    def strangers(self) -> Iterable[str]:
        return ()

    def tables(self) -> Iterable[str]:
        return ()

    def newer(self) -> None:
        return None

    def named(self) -> str:
        return ""

    def custody(self) -> None:
        return None

    def controls(self) -> None:
        return None

    def guards(self) -> Mapping[str, bool]:
        """Nobody reaches these rows but through the log."""
        return {}


def _row(row: Delivery, seal: SealedDelivery) -> Row:
    sealed = tuple(columns(seal.row).values())
    unchanging = (seal.row.id, seal.row.key, *sealed[4:])
    whom, words = (seal.whom_salt, row.recipient, row.address), (seal.words_salt, row.title, row.body)
    told = row.fence, row.last_class, row.assurance, row.last_detail, row.provider_id
    return (row.incident_id, row.event_seq, row.state, row.tries, *unchanging, *whom, *words, *told)


def _hours(row: Delivery) -> Row:
    """When it is due, when it is too late, and when it was too late."""
    too_late = micros(row.expires_at)
    is_reaped = row.state is DeliveryState.EXPIRED and row.last_class is not AttemptClass.NOT_SENT
    return micros(row.due_at), too_late, too_late if is_reaped else None


def is_due(row: Delivery, now: datetime, over: Sequence[Wait]) -> bool:
    """Whether it may be claimed, were it pending: by the clock, or because its wait is over."""
    may_leave = row.due_at <= now or (row.id, row.due_at) in {(each.delivery_id, each.due_at) for each in over}
    return may_leave and now < row.expires_at


def wait_of(row: Delivery, attempts: Sequence[AttemptRecord]) -> Wait:
    """Since when it is put off."""
    since = attempts[-1].ended_at if attempts else row.created_at
    return Wait(delivery_id=row.id, due_at=row.due_at, since=since)


def with_its_times(row: Delivery, attempts: Sequence[AttemptRecord]) -> Delivery:
    """The row with when it was tried first, of what was sent, when it left, and how often it was put off."""
    is_sent, tried = row.state is DeliveryState.SENT, [each.started_at for each in attempts]
    left = [each.started_at for each in attempts if is_sent and each.outcome.result is AttemptClass.DELIVERED]
    put_offs = sum(each.outcome.detail == Reason.TURN_LATER for each in attempts)
    return row.changed(tried_at=min(tried, default=None), left_at=max(left, default=None), put_offs=put_offs)
