"""Writes claims beside the entries that make them, in their transaction: the last unit goes to one.

Apart from the log, because few appends are about resources.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from incident.adapters.storage.claims import HOLDS, RESERVATIONS, Book, ClaimRow, followed, is_exercise
from incident.adapters.storage.database import Row, Session
from incident.application.errors import LostRace
from incident.application.ports import Batch
from incident.domain.events import Event, IncidentDeclared, IncidentMode, Recorded
from incident.domain.frozen import Frozen
from incident.domain.resources.resource import Claim

__all__ = ["Owed", "claim", "claims_owed", "claims_rebuilt", "standing_claims"]

_ADD: Final = {RESERVATIONS: "add-reservation", HOLDS: "add-hold"}
_END: Final = {RESERVATIONS: "end-reservation", HOLDS: "end-hold"}


class Owed(Frozen):
    """What the table lacks of an incident's claims."""

    missing: tuple[ClaimRow, ...]
    late: tuple[ClaimRow, ...]
    """Those that should have ended."""


def claim(session: Session, batch: Batch) -> None:
    """Write what the batch gives out and gives back.

    Raises:
        LostRace: somebody else took it since the decision.
    """
    before = _book(session, batch.incident_id)
    numbered = ((seq, new.event) for seq, new in enumerate(batch.events, batch.expected_seq + 1))
    after = followed(before, batch.incident_id, numbered, exercise=is_exercise(batch))
    fresh = [row for key, row in after.items() if key not in before]
    for key in sorted(
        {f"claims on {row.held} {row.resource_id}" for row in fresh}
    ):  # in one order: nobody waits for ever
        session.lock(key)
    _end(session, (row for key, row in after.items() if key in before and row != before[key]))
    for row in fresh:
        held = session.one("held", table=row.held, resource_id=row.resource_id, exercise=row.exercise)
        is_new = row.ended_seq is None and not row.is_rest
        if is_new and (held[0] if held else 0) + row.quantity > row.capacity:
            raise LostRace(incident_id=batch.incident_id, expected_seq=batch.expected_seq)
        session.run(_ADD[row.held], **_values(row))


def standing_claims(session: Session) -> Sequence[Claim]:
    """What all incidents hold at this moment; whose it is only where whoever asks may know of the incident."""
    return [
        Claim(resource=of, incident=incident, allocation=allocation, quantity=quantity, exercise=bool(exercise))
        for of, incident, allocation, quantity, exercise in session.all("claims")
    ]


def claims_owed(session: Session, incident_id: str, entries: Sequence[Recorded]) -> Owed:
    """The rows of an incident that are missing, or stand though they should have ended."""
    before = _book(session, incident_id)
    numbered: Iterable[tuple[int, Event]] = ((entry.seq, entry.event) for entry in entries)
    after = followed({}, incident_id, numbered, exercise=_is_exercise(entries))
    late = [row for key, row in after.items() if key in before and before[key].ended_seq is None and row.ended_seq]
    return Owed(missing=tuple(row for key, row in after.items() if key not in before), late=tuple(late))


def claims_rebuilt(session: Session, every: Sequence[Owed]) -> int:
    """Put in what is missing and end what should have ended; how many rows that were.

    The endings of all incidents come first: what one of them gave back, another may hold.
    """
    _end(session, (row for owed in every for row in owed.late))
    for row in (row for owed in every for row in owed.missing):
        session.run(_ADD[row.held], **_values(row))
    return sum(len(owed.late) + len(owed.missing) for owed in every)


def _is_exercise(entries: Sequence[Recorded]) -> bool:
    first = entries[0].event if entries else None
    return isinstance(first, IncidentDeclared) and first.mode is IncidentMode.EXERCISE


def _end(session: Session, rows: Iterable[ClaimRow]) -> None:
    for row in rows:
        session.run(_END[row.held], id=row.id, ended_seq=row.ended_seq)


def _book(session: Session, incident_id: str) -> Book:
    rows = [_row(row) for row in session.all("own-claims", incident_id=incident_id)]
    return {f"{row.held} {row.id}": row for row in rows}


def _row(row: Row) -> ClaimRow:
    held, id_, resource, exercise, incident, allocation, seq, quantity, capacity, currency, ended = row
    return ClaimRow(
        held=held,
        id=id_,
        resource_id=resource,
        exercise=bool(exercise),
        incident_id=incident,
        allocation=allocation,
        event_seq=seq,
        quantity=quantity,
        capacity=capacity,
        currency=currency,
        ended_seq=ended,
    )


def _values(row: ClaimRow) -> Mapping[str, object]:
    values = {name: getattr(row, name) for name in ClaimRow.__names__ if name != "held"}
    if row.held == RESERVATIONS:
        del values["currency"]
    return values
