"""What entries about resources make of `reservations` and `budget_holds`: the same for every log.

Apart from the databases, so that an append, a rebuild and a log in memory follow one rule; `verify` has its own.
A row is made by an approval and ended by the end of its allocation; nothing else changes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, TypeAlias

from incident.application.ports import Batch
from incident.domain.events import AllocationApproved, AllocationEnded, AllocationState, Event, IncidentMode
from incident.domain.frozen import Frozen
from incident.domain.resources.resource import Claim

__all__ = ["HOLDS", "RESERVATIONS", "Book", "ClaimRow", "claim_of", "claiming", "followed", "is_exercise", "overdrawn"]

RESERVATIONS: Final = "reservations"
HOLDS: Final = "budget_holds"


class ClaimRow(Frozen):
    """One row: so many of a resource, or so much of a budget, for one allocation of one incident."""

    held: str
    """The table: `reservations` or `budget_holds`."""
    id: str
    resource_id: str
    """Of the resource, or of the budget."""
    exercise: bool
    incident_id: str
    allocation: str
    event_seq: int
    quantity: int
    capacity: int
    currency: str = ""
    ended_seq: int | None = None

    @property
    def is_rest(self) -> bool:
        """Whether it is the part of a hold that was spent: it takes nothing that was not held before."""
        return self.id != f"{self.incident_id}/{self.allocation}"


Book: TypeAlias = Mapping[str, ClaimRow]
"""Table and id, joined, to the row."""


def claiming(batch: Batch) -> bool:
    """Whether the batch gives something out, or gives something back."""
    return any(isinstance(new.event, AllocationApproved | AllocationEnded) for new in batch.events)


def followed(
    standing: Book, incident_id: str, entries: Iterable[tuple[int, Event]], *, exercise: bool
) -> Mapping[str, ClaimRow]:
    """The rows of an incident after these entries."""
    book = dict(standing)
    for seq, event in entries:
        if isinstance(event, AllocationApproved):
            book |= {f"{row.held} {row.id}": row for row in _made(incident_id, seq, event, exercise=exercise)}
        elif isinstance(event, AllocationEnded):
            _end(book, incident_id, seq, event)
    return book


def _made(incident_id: str, seq: int, event: AllocationApproved, *, exercise: bool) -> Iterable[ClaimRow]:
    thing = ClaimRow(
        held=RESERVATIONS,
        id=f"{incident_id}/{event.allocation}",
        resource_id=event.resource,
        exercise=exercise,
        incident_id=incident_id,
        allocation=event.allocation,
        event_seq=seq,
        quantity=event.quantity,
        capacity=event.capacity,
    )
    if event.resource != event.budget:
        yield thing
    if event.budget and event.amount:
        money = {"resource_id": event.budget, "quantity": event.amount, "capacity": event.budget_capacity}
        yield thing.changed(held=HOLDS, currency=event.currency, **money)


def _end(book: dict[str, ClaimRow], incident_id: str, seq: int, event: AllocationEnded) -> None:
    """What is given back is free; money that was spent is not, and what was promised beyond it is."""
    name = f"{incident_id}/{event.allocation}"
    reservation, hold = book.get(f"{RESERVATIONS} {name}"), book.get(f"{HOLDS} {name}")
    if reservation is not None and reservation.ended_seq is None:
        book[f"{RESERVATIONS} {name}"] = reservation.changed(ended_seq=seq)
    is_spent = event.how is AllocationState.RELEASED and event.spent is None
    if hold is None or hold.ended_seq is not None or is_spent:
        return
    book[f"{HOLDS} {name}"] = hold.changed(ended_seq=seq)
    if event.spent:
        spent = hold.changed(id=f"{name}/spent", event_seq=seq, quantity=event.spent)
        book[f"{HOLDS} {spent.id}"] = spent


def overdrawn(row: ClaimRow, others: Sequence[ClaimRow]) -> bool:
    """Whether there is not as much as the row claims, beside what those others hold."""
    if row.is_rest:
        return False
    held = sum(
        each.quantity for each in others if each.ended_seq is None and _what(each) == _what(row) and each.id != row.id
    )
    return held + row.quantity > row.capacity


def _what(row: ClaimRow) -> tuple[str, str, bool]:
    return row.held, row.resource_id, row.exercise


def claim_of(row: ClaimRow) -> Claim:
    """As the rules see it."""
    return Claim(
        resource=row.resource_id,
        incident=row.incident_id,
        allocation=row.allocation,
        quantity=row.quantity,
        exercise=row.exercise,
    )


def is_exercise(batch: Batch) -> bool:
    """Whether the batch is of an exercise, which takes nothing away from real incidents."""
    return batch.summary.mode is IncidentMode.EXERCISE
