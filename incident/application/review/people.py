"""Roles and hand-overs: who held what, from when on, and how long a wanted role stood empty.

Apart, because these rows are about who, the others about what.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import dropwhile, pairwise
from typing import TypeAlias

from incident.application.review.history import tier_at, tiers_until
from incident.application.review.rows import HandOver, RoleRow
from incident.domain.events import Recorded, RoleAssigned, RoleVacated
from incident.domain.incident import COMMANDER, Incident

__all__ = ["hand_overs", "role_rows"]

_Holders: TypeAlias = tuple[tuple[str | None, datetime], ...]


def role_rows(incident: Incident, entries: Sequence[Recorded], as_of: datetime) -> tuple[RoleRow, ...]:
    """Every role that was wanted or held, in the runbook's order; of an exercise without who held it before StartEx."""
    wanted = _wanted(incident)
    began = incident.along.began_at if incident.along else None
    rows = []
    for role in incident.runbook.roles:
        holders = tuple(_since(began, tuple(_holders(role, entries))))
        rows.append(_row(incident, role, wanted.get(role), holders, as_of))
    return tuple(row for row in rows if row.wanted_since is not None or row.holders)


def _row(incident: Incident, role: str, wanted: datetime | None, holders: _Holders, as_of: datetime) -> RoleRow:
    after = None
    if wanted is not None and holders:
        after = max(timedelta(), incident.between(wanted, holders[0][1]))
    empty = timedelta() if wanted is None else _empty(incident, wanted, holders, as_of)
    return RoleRow(role=role, wanted_since=wanted, holders=holders, filled_after=after, empty_for=empty)


def _empty(incident: Incident, wanted: datetime, holders: _Holders, as_of: datetime) -> timedelta:
    """How long nobody held it while it was wanted."""
    stretches = pairwise([(None, wanted), *holders, (None, as_of)])
    empty = ((max(wanted, since), until) for (person, since), (_next, until) in stretches if person is None)
    return sum((incident.between(since, until) for since, until in empty if since < until), timedelta())


def _since(began: datetime | None, holders: _Holders) -> Iterator[tuple[str | None, datetime]]:
    """Without those who had left it when play began."""
    ends = [*(at for _person, at in holders[1:]), None]
    held = (one for one, end in zip(holders, ends, strict=False) if began is None or end is None or end > began)
    return dropwhile(lambda one: began is not None and one[0] is None and one[1] <= began, held)


def hand_overs(entries: Sequence[Recorded]) -> tuple[HandOver, ...]:
    """Every time that a role went from one person to another, in order."""
    held: dict[str, str] = {}
    found = []
    for entry in entries:
        event = entry.event
        if isinstance(event, RoleVacated):
            held.pop(event.role, None)
        if not isinstance(event, RoleAssigned):
            continue
        before = held.get(event.role)
        if before is not None and before != event.person:
            found.append(
                HandOver(
                    seq=entry.seq, at=entry.occurred_at, role=event.role, from_person=before, to_person=event.person
                )
            )
        held[event.role] = event.person
    return tuple(found)


def _wanted(incident: Incident) -> dict[str, datetime]:
    """Since when each role was demanded by a tier that the incident had, or by what was added to it; command always."""
    wanted = {COMMANDER: incident.declared_at}
    moments = [*tiers_until(incident), *((each.at, tier_at(incident, each.at)) for each in incident.additions)]
    for at, tier in sorted(moments):
        for role in incident.roles_to_fill(tier, at):
            wanted.setdefault(role, at)
    return wanted


def _holders(role: str, entries: Sequence[Recorded]) -> Iterator[tuple[str | None, datetime]]:
    for entry in entries:
        match entry.event:
            case RoleAssigned(role=name, person=person) if name == role:
                yield person, entry.occurred_at
            case RoleVacated(role=name) if name == role:
                yield None, entry.occurred_at
