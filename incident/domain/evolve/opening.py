"""How an incident is declared, staffed, raised and closed: what those entries change."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from incident.domain import events as e
from incident.domain.events import Recorded
from incident.domain.evolve.changes import Change, Changes
from incident.domain.incident import Addition, Incident, Status, TierChange
from incident.domain.walking.watching import still_held

__all__ = ["CHANGES"]


def _declared(_: Incident, entry: Recorded, event: e.IncidentDeclared) -> Changes:
    return {
        "status": Status.OPEN,
        "mode": event.mode,
        "title": event.title,
        "titles": event.titles,
        "tier": event.tier,
        "declared_tier": event.tier,
        "declared_at": entry.occurred_at,
        "declared_by": entry.person,
        "pinned": event.bundle,
        "zone": event.zone,
        "contact": event.contact,
        "now_lines": event.now_lines,
    }


def _role(incident: Incident, entry: Recorded, event: e.RoleAssigned) -> Changes:
    return _held(incident, {**incident.roles, event.role: event.person}, entry.occurred_at)


def _vacated(incident: Incident, entry: Recorded, event: e.RoleVacated) -> Changes:
    left = {role: person for role, person in incident.roles.items() if role != event.role}
    return _held(incident, left, entry.occurred_at)


def _held(incident: Incident, roles: Mapping[str, str], at: datetime) -> Changes:
    """Those roles; whoever had one before has served since then."""
    return {"roles": roles, "serving_since": {each: incident.serving_since.get(each, at) for each in roles.values()}}


def _readers(_: Incident, __: Recorded, event: e.ReadersNamed) -> Changes:
    return {"readers": event.persons}


def _tier(incident: Incident, entry: Recorded, event: e.TierRaised | e.TierLowered) -> Changes:
    change = TierChange(
        at=entry.occurred_at,
        seq=entry.seq,
        old=incident.tier,
        new=event.to,
        place=_current_place(incident, entry.occurred_at),
    )
    return {
        "tier": event.to,
        "tier_changes": (*incident.tier_changes, change),
        "held_since": still_held(incident, incident.changed(tier=event.to), entry.occurred_at),
    }


def _current_place(incident: Incident, at: datetime) -> str | None:
    """Where the checklist grows from then on."""
    from incident.domain.grading.raising import place_of
    from incident.domain.walking.checklist import build_checklist  # here: most entries move no step

    return place_of(incident, build_checklist(incident, at).current)


def _runbook(incident: Incident, entry: Recorded, event: e.RunbookAdded) -> Changes:
    """Another runbook, once."""
    if incident.has_added(event.runbook):
        return {}
    place = _current_place(incident, entry.occurred_at)
    addition = Addition(runbook=event.runbook, at=entry.occurred_at, seq=entry.seq, place=place)
    return {"additions": (*incident.additions, addition)}


def _closed(_: Incident, entry: Recorded, __: e.IncidentClosed) -> Changes:
    return {"status": Status.CLOSED, "closed_at": entry.occurred_at}


CHANGES: Mapping[type, Change] = {
    e.IncidentDeclared: _declared,
    e.RoleAssigned: _role,
    e.RoleVacated: _vacated,
    e.ReadersNamed: _readers,
    e.TierRaised: _tier,
    e.TierLowered: _tier,
    e.RunbookAdded: _runbook,
    e.IncidentClosed: _closed,
}
