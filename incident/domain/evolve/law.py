"""What an entry about the law changes: its moments, classes and reports."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from incident.domain import events as e
from incident.domain.events import Recorded
from incident.domain.incident import Incident
from incident.domain.law.asked import Filing, Law, MoreTime, deadline_of, key_of
from incident.domain.law.holding import Profile

__all__ = ["CHANGES"]


def _milestone(incident: Incident, _: Recorded, event: e.MilestoneMarked) -> dict[str, Any]:
    if event.regime:
        moments = {**incident.law.moments, f"{event.regime}:{event.milestone}": event.at}
        return {"law": incident.law.changed(moments=moments)}
    return {"milestones": {**incident.milestones, event.milestone: event.at}}


def _pinned(incident: Incident, _: Recorded, event: e.ObligationsPinned) -> Law:
    profile = Profile(
        jurisdictions=event.jurisdictions,
        sectors=event.sectors,
        facts=event.facts,
        enabled=event.enabled,
        zones=event.zones,
        targets=event.targets,
    )
    return incident.law.changed(pinned=event.register, profile=profile)


def _class(incident: Incident, _: Recorded, event: e.ClassStated) -> Law:
    classes = {**incident.law.classes, event.regime: event.statutory_class}
    moments = {**incident.law.moments, f"{event.regime}:{e.Milestone.CLASSIFIED}": event.at}
    return incident.law.changed(classes=classes, moments=moments)


def _filed(incident: Incident, entry: Recorded, event: e.ReportFiled) -> Law:
    key = key_of(event.obligation, event.recipient)
    filing = Filing(
        at=event.at,
        by=event.by,
        seq=entry.seq,
        reference=event.reference,
        file=event.file,
        file_digest=event.file_digest,
        file_size=event.file_size,
    )
    filed = {**incident.law.filed, key: (*incident.law.filed.get(key, ()), filing)}
    return incident.law.changed(filed=filed, alerts=_without(incident.law, key))


def _extended(incident: Incident, entry: Recorded, event: e.ObligationExtended) -> Law:
    key = key_of(event.obligation, event.recipient)
    more = MoreTime(
        asked_at=entry.occurred_at,
        asked_by=entry.person,
        until=event.until,
        because=event.because,
        approved_by=event.approved_by,
        seq=entry.seq,
    )
    extended = {**incident.law.extended, key: (*incident.law.extended.get(key, ()), more)}
    return incident.law.changed(extended=extended, alerts=_without(incident.law, key))


def _enabled(incident: Incident, _: Recorded, event: e.ObligationEnabled) -> Law:
    left = {name: why for name, why in incident.law.ruled_out.items() if name != event.obligation}
    own = incident.law.profile
    enabled = tuple(dict.fromkeys((*own.enabled, event.obligation)))
    return incident.law.changed(profile=own.changed(enabled=enabled), ruled_out=left)


def _not_applicable(incident: Incident, _: Recorded, event: e.ObligationRuledOut) -> Law:
    ruled_out = {**incident.law.ruled_out, event.obligation: event.because}
    named = [key for keys in incident.law.alerts.values() for key in keys if key.partition("/")[0] == event.obligation]
    return incident.law.changed(ruled_out=ruled_out, alerts=_without(incident.law, *named))


def _alerted(incident: Incident, _: Recorded, event: e.SubstituteAlerted) -> Law:
    law = incident.law
    unheard = law.unheard if event.person else (*law.unheard, *event.clocks)
    alerts = {**law.alerts, event.message: tuple(deadline_of(each) for each in event.clocks)} if event.message else {}
    return law.changed(alerted=(*law.alerted, *event.clocks), unheard=unheard, alerts=alerts or law.alerts)


def _without(law: Law, *filed: str) -> Mapping[str, tuple[str, ...]]:
    """What the alerts still ask for once these deadlines want nothing of anybody."""
    return {message: tuple(key for key in keys if key not in filed) for message, keys in law.alerts.items()}


def _whole(change: Callable[[Incident, Recorded, Any], Law]) -> Callable[[Incident, Recorded, Any], dict[str, Any]]:
    return lambda incident, entry, event: {"law": change(incident, entry, event)}


CHANGES: Mapping[type, Callable[[Incident, Recorded, Any], dict[str, Any]]] = {
    e.MilestoneMarked: _milestone,
    e.ObligationsPinned: _whole(_pinned),
    e.ClassStated: _whole(_class),
    e.ReportFiled: _whole(_filed),
    e.ObligationExtended: _whole(_extended),
    e.ObligationEnabled: _whole(_enabled),
    e.ObligationRuledOut: _whole(_not_applicable),
    e.SubstituteAlerted: _whole(_alerted),
}
