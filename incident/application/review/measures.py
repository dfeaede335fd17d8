"""The times that a review is asked for first, each against what was allowed.

From detection on they run from declaration, and stand while an exercise does. What was allowed follows the tier
that was in force when it happened (reference/DRILLS.md 3.1).
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from incident.application.review.history import allowed_until, beyond, tier_at
from incident.application.review.model import Measure, MeasureKind
from incident.application.review.noticing import notice_times
from incident.application.review.rows import UpdateRow, Updates
from incident.domain.events import Milestone, Recorded, RoleAssigned, RoleVacated, RunbookAdded, TierLowered, TierRaised
from incident.domain.incident import CUSTOMERS, Incident, Status
from incident.domain.messages.message import Message
from incident.domain.messages.promising import is_update, promise_after, promised_within
from incident.domain.timing.past import due_after, due_at

__all__ = ["measure_times", "measure_updates"]

NOTHING = timedelta(0)


def measure_times(incident: Incident, entries: Sequence[Recorded], as_of: datetime) -> tuple[Measure, ...]:
    """Noticed and answered, then from the declaration: roles, first update, containment, restoration and closing."""
    policies = incident.runbook.tiers
    stated = incident.milestones
    updates = _deliveries(incident)
    first = updates[0][1] if updates else None
    first_update = due_at({t: p.first_update for t, p in policies.items()}, incident, first or as_of)
    restored = stated.get(Milestone.RESTORED)
    restore = due_at({t: p.restore for t, p in policies.items()}, incident, restored or as_of)
    happened = (
        (MeasureKind.ROLES_FILLED, _roles_filled_at(incident, entries), None),
        (MeasureKind.FIRST_UPDATE, first, first_update),
        (MeasureKind.CONTAIN, stated.get(Milestone.CONTAINED), None),
        (MeasureKind.RESTORE, restored, restore),
        (MeasureKind.CLOSE, incident.closed_at, None),
    )
    counted = (_measure(kind, incident, at, due, as_of) for kind, at, due in happened)
    return (*notice_times(incident, entries), *counted)


def measure_updates(incident: Incident, as_of: datetime) -> Updates:
    """Every update to customers against its promise, and the longest silence towards them."""
    policies = incident.runbook.tiers
    rows: list[UpdateRow] = []
    words: list[datetime] = []
    previous: datetime | None = None
    promise: datetime | None = None
    newest = 0
    for message, at in _deliveries(incident):
        words += [] if _is_told(incident, previous) else [at]
        if not is_update(incident, incident.messages[message], previous):
            continue  # it ends a silence, and customers wait for the update all the same
        due = _update_due(incident, previous, promise, at)
        if not _is_told(incident, previous):
            rows.append(_update(incident, message, at, due))
        previous, newest, promise = at, *_promised_last(incident, incident.messages[message], newest, promise)
    told = _is_told(incident, previous)
    end = [] if told else [as_of]
    stops = [incident.declared_at, *words, *end]
    gaps = (incident.between(earlier, later) for earlier, later in itertools.pairwise(stops))
    late = sum(row.late_by > NOTHING for row in rows)
    due = _update_due(incident, previous, promise, as_of) if policies else as_of
    overdue = NOTHING if told else beyond(incident, due, as_of)
    return Updates(
        rows=tuple(rows),
        on_time=len(rows) - late,
        late=late,
        longest_gap=max(gaps, default=NOTHING),
        overdue_by=max(NOTHING, overdue),
        undelivered=() if _is_silent(incident) else tuple(_undelivered(incident)),
    )


def _update(incident: Incident, message: str, at: datetime, due: datetime) -> UpdateRow:
    difference = beyond(incident, due, at)
    return UpdateRow(message=message, at=at, due_at=due, late_by=max(NOTHING, difference), difference=difference)


def _measure(
    kind: MeasureKind, incident: Incident, happened_at: datetime | None, due: datetime | None, as_of: datetime
) -> Measure:
    until = happened_at or as_of
    difference = None if due is None else beyond(incident, due, until)
    if happened_at is None and difference is not None and difference <= NOTHING:
        difference = None  # not happened and not due: nothing can be said yet
    return Measure(
        kind=kind,
        allowed=None if due is None else allowed_until(incident, due, until),
        actual=None if happened_at is None else incident.between(incident.declared_at, happened_at),
        difference=difference,
    )


def _promised_last(
    incident: Incident, message: Message, newest: int, promise: datetime | None
) -> tuple[int, datetime | None]:
    """The entry that released the newest text and what it promises: what is older and arrives later promises nothing.

    As the clock of the walk counts, `standing_promise`.
    """
    if message.released_seq < newest:
        return newest, promise
    return message.released_seq, promise_after(incident, message, promise)


def _deliveries(incident: Incident) -> list[tuple[str, datetime]]:
    """Messages to customers, in the order in which customers were told each."""
    to_customers = (m for m in incident.messages.values() if m.audience == CUSTOMERS)
    is_silent = _is_silent(incident)
    told = (
        (m.id, m.released_at if is_silent and not m.is_withdrawn else m.delivered_at or m.told_at) for m in to_customers
    )
    return sorted(((message, at) for message, at in told if at is not None), key=lambda pair: pair[1])


def _undelivered(incident: Incident) -> Iterator[str]:
    return (m.id for m in incident.messages.values() if m.audience == CUSTOMERS and m.is_undelivered)


def _is_silent(incident: Incident) -> bool:
    """Whether the log of a closed incident says nothing at all of deliveries, as those of before did (adr/0014).

    All that it knows then is when each message was released.
    """
    reported = (m.delivered_seq or m.undelivered_seq or m.unreachable_seq for m in incident.messages.values())
    return incident.status is Status.CLOSED and not any(reported)


def _update_due(incident: Incident, previous: datetime | None, promise: datetime | None, at: datetime) -> datetime:
    """When customers were owed the next word: at the time that they were told, or earlier by the tier."""
    policies = incident.runbook.tiers
    if previous is not None:
        within = policies[tier_at(incident, at)].update_every
        if promise is not None:
            within = min(within, promised_within(incident, previous, promise))
        return due_after(incident, previous, within, at)
    return due_at({t: p.first_update for t, p in policies.items()}, incident, at) or at


def _is_told(incident: Incident, last_update: datetime | None) -> bool:
    """Whether customers were told after the service was restored; then no further update is due."""
    restored = incident.milestones.get(Milestone.RESTORED)
    return restored is not None and last_update is not None and last_update >= restored


def _roles_filled_at(incident: Incident, entries: Sequence[Recorded]) -> datetime | None:
    """When every role that the tier of that moment demands first had a person."""
    held: set[str] = set()
    for entry in entries:
        if isinstance(entry.event, RoleAssigned):
            held.add(entry.event.role)
        elif isinstance(entry.event, RoleVacated):
            held.discard(entry.event.role)
        elif not isinstance(entry.event, (TierRaised, TierLowered, RunbookAdded)):
            continue
        wanted = incident.roles_to_fill(tier_at(incident, entry.occurred_at), entry.occurred_at)
        if wanted and held.issuperset(wanted):
            return entry.occurred_at
    return None
