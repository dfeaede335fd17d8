"""What an entry about evidence changes: what is kept, who holds it, what must not go, what shall."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from incident.domain import events as e
from incident.domain.cases.chain import CaseChain
from incident.domain.events import Recorded
from incident.domain.evidence import Erasure, Evidence, Exhibit, LegalHold, Transfer
from incident.domain.evolve.changes import Change, Changes
from incident.domain.incident import Incident

__all__ = ["CHANGES"]


def _added(kept: Evidence, entry: Recorded, event: e.EvidenceAdded) -> Evidence:
    exhibit = Exhibit(
        id=event.evidence,
        seq=entry.seq,
        name=event.name,
        where=event.where,
        sha256=event.sha256,
        size=event.size,
        found_at=event.found_at,
        found_by=event.found_by,
        added_by=entry.person,
        added_at=entry.occurred_at,
        parts=event.parts,
        kept_at=event.kept_at,
        step=event.step,
        added_entered_by=_entered_by(entry),
    )
    return _with(kept, exhibit)


def _offered(kept: Evidence, entry: Recorded, event: e.CustodyOffered) -> Evidence:
    exhibit = kept.exhibits.get(event.evidence)
    if exhibit is None:
        return kept
    offer = Transfer(
        giver=entry.person,
        to=event.to,
        because=event.because,
        offered_at=entry.occurred_at,
        seq=entry.seq,
        offer_entered_by=_entered_by(entry),
    )
    return _with(kept, exhibit.changed(transfers=(*exhibit.transfers, offer)))


def _taken(kept: Evidence, entry: Recorded, event: e.CustodyTaken) -> Evidence:
    return _answered(kept, event.evidence, taken_at=entry.occurred_at, taken_entered_by=_entered_by(entry))


def _declined(kept: Evidence, entry: Recorded, event: e.CustodyDeclined) -> Evidence:
    said = {"declined_at": entry.occurred_at, "declined_by": entry.person, "declined_because": event.because}
    return _answered(kept, event.evidence, **said, declined_entered_by=_entered_by(entry))


def _answered(kept: Evidence, evidence: str, **said: object) -> Evidence:
    exhibit = kept.exhibits.get(evidence)
    if exhibit is None:
        return kept
    transfers = tuple(each.changed(**said) if each.is_open else each for each in exhibit.transfers)
    return _with(kept, exhibit.changed(transfers=transfers))


def _held(kept: Evidence, entry: Recorded, event: e.LegalHoldSet) -> Evidence:
    hold = LegalHold(
        id=event.hold,
        because=event.because,
        set_by=entry.person,
        set_at=entry.occurred_at,
        approved_by=event.approved_by,
        set_entered_by=_entered_by(entry),
    )
    return kept.changed(holds={**kept.holds, hold.id: hold})


def _lifted(kept: Evidence, entry: Recorded, event: e.LegalHoldLifted) -> Evidence:
    hold = kept.holds.get(event.hold)
    if hold is None:
        return kept
    lifted = hold.changed(
        lifted_at=entry.occurred_at,
        lifted_by=entry.person,
        lifted_because=event.because,
        lift_approved_by=event.approved_by,
        lifted_entered_by=_entered_by(entry),
    )
    return kept.changed(holds={**kept.holds, hold.id: lifted})


def _proposed(kept: Evidence, entry: Recorded, event: e.ErasureProposed) -> Evidence:
    erasure = Erasure(
        id=event.erasure,
        entries=event.entries,
        because=event.because,
        cases=event.cases,
        proposed_by=entry.person,
        proposed_at=entry.occurred_at,
        proposed_entered_by=_entered_by(entry),
    )
    return kept.changed(erasures={**kept.erasures, erasure.id: erasure})


def _settled(kept: Evidence, entry: Recorded, event: e.ErasureConfirmed | e.ErasureDeclined) -> Evidence:
    erasure = kept.erasures.get(event.erasure)
    if erasure is None:
        return kept
    settled = erasure.changed(
        settled_at=entry.occurred_at,
        settled_by=entry.person,
        settled_entered_by=_entered_by(entry),
        is_confirmed=isinstance(event, e.ErasureConfirmed),
        declined_because=event.because if isinstance(event, e.ErasureDeclined) else None,
    )
    return kept.changed(erasures={**kept.erasures, erasure.id: settled})


def _erased(kept: Evidence, entry: Recorded, event: e.ContentErased) -> Evidence:
    exhibit = kept.at(event.seq)
    if exhibit is None:
        return kept
    gone = {"erased_at": entry.occurred_at, "erased_by": entry.person, "erased_because": event.because}
    return _with(kept, exhibit.changed(**gone, erased_entered_by=_entered_by(entry)))


def _words_gone(incident: Incident, entry: Recorded, event: e.ContentErased) -> Changes:
    """Of evidence, and of customers: whose words are gone is owed nothing any more."""
    changes = _of(_erased)(incident, entry, event)
    if incident.cases is None:
        return changes
    return changes | {"cases": CaseChain(entry, incident.cases, 0)}


def _entered_by(entry: Recorded) -> str:
    """Who acted for the person whose act it is; '' where nobody did."""
    return "" if entry.actor == entry.person else entry.actor


def _with(kept: Evidence, exhibit: Exhibit) -> Evidence:
    return kept.changed(exhibits={**kept.exhibits, exhibit.id: exhibit})


def _of(change: Callable[[Evidence, Recorded, Any], Evidence]) -> Change:
    def changed(incident: Incident, entry: Recorded, event: Any) -> Changes:  # noqa: ANN401  (the change's own)
        return {"evidence": change(incident.evidence, entry, event)}

    return changed


CHANGES: Mapping[type, Change] = {
    e.EvidenceAdded: _of(_added),
    e.CustodyOffered: _of(_offered),
    e.CustodyTaken: _of(_taken),
    e.CustodyDeclined: _of(_declined),
    e.LegalHoldSet: _of(_held),
    e.LegalHoldLifted: _of(_lifted),
    e.ErasureProposed: _of(_proposed),
    e.ErasureConfirmed: _of(_settled),
    e.ErasureDeclined: _of(_settled),
    e.ContentErased: _words_gone,
}
