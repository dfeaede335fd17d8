"""What an entry about the improvement plan changes of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from incident.domain import events as e
from incident.domain.events import Recorded
from incident.domain.events.improving import ActionState, ReviewState
from incident.domain.evolve.changes import Change, Changes
from incident.domain.improving.plan import Action, Finding, Improving, SaidAfter, SelfRating, Signature
from incident.domain.incident import Incident

__all__ = ["CHANGES"]


def _found(plan: Improving, entry: Recorded, event: e.FindingRecorded) -> Improving:
    finding = Finding(
        id=event.finding,
        seq=entry.seq,
        kind=event.kind,
        text=event.text,
        because=event.because,
        steps=event.steps,
        by=entry.person,
        at=entry.occurred_at,
    )
    return plan.changed(findings={**plan.findings, finding.id: finding})


def _planned(plan: Improving, entry: Recorded, event: e.ActionPlanned) -> Improving:
    action = Action(
        id=event.action,
        seq=entry.seq,
        findings=event.findings,
        text=event.text,
        proof=event.proof,
        element=event.element,
        priority=event.priority,
        owner=event.owner,
        due_at=event.due_at,
        steps=event.steps,
        planned_by=entry.person,
        planned_at=entry.occurred_at,
        kind=event.kind,
        approver=event.approver,
        department=event.department,
        begins_at=event.begins_at,
        limit=event.limit,
        risk=event.risk,
        change=event.change,
        repeats=event.repeats,
    )
    return _with(plan, action)


def _changed(plan: Improving, _: Recorded, event: e.ActionChanged) -> Improving:
    action = plan.actions.get(event.action)
    if action is None:
        return plan
    return _with(plan, action.changed(owner=event.owner or action.owner, due_at=event.due_at or action.due_at))


def _moved(plan: Improving, entry: Recorded, event: e.ActionMoved) -> Improving:
    action = plan.actions.get(event.action)
    if action is None:
        return plan
    done_at = entry.occurred_at if event.to is ActionState.DONE else None
    return _with(plan, action.changed(state=event.to, because=event.because, done_at=done_at))


def _verified(plan: Improving, entry: Recorded, event: e.ActionVerified) -> Improving:
    action = plan.actions.get(event.action)
    if action is None:
        return plan
    shown = {"verified_by": event.incident, "verified_at": entry.occurred_at, "evidence": event.evidence}
    return _with(plan, action.changed(state=ActionState.VERIFIED, **shown))


def _remarked(plan: Improving, entry: Recorded, event: e.improving.RemarkMade) -> Improving:
    said = SaidAfter(seq=entry.seq, kind=event.kind, text=event.text, by=entry.person, at=entry.occurred_at)
    return plan.changed(said=(*plan.said, said))


def _rated(plan: Improving, entry: Recorded, event: e.improving.OneselfRated) -> Improving:
    given = SelfRating(
        seq=entry.seq,
        by=entry.person,
        at=entry.occurred_at,
        rating=event.rating,
        step=event.step,
        because=event.because,
    )
    others = (each for each in plan.rated if (each.by, each.step) != (given.by, given.step))
    return plan.changed(rated=(*others, given))


def _reviewed(plan: Improving, _: Recorded, event: e.improving.ReviewMoved) -> Improving:
    kept = plan.signatures if event.to is ReviewState.CLOSED else ()
    return plan.changed(review=event.to, signatures=kept)


def _signed(plan: Improving, entry: Recorded, event: e.improving.ReviewSigned) -> Improving:
    signature = Signature(seq=entry.seq, by=entry.person, at=entry.occurred_at, capacity=event.capacity)
    return plan.changed(signatures=(*plan.signatures, signature))


def _with(plan: Improving, action: Action) -> Improving:
    return plan.changed(actions={**plan.actions, action.id: action})


def _change(make: Callable[[Improving, Recorded, Any], Improving]) -> Change:
    def changes(incident: Incident, entry: Recorded, event: e.OfImproving) -> Changes:
        return {"improving": make(incident.improving or Improving(), entry, event)}

    return changes


CHANGES: Mapping[type, Change] = {
    e.FindingRecorded: _change(_found),
    e.ActionPlanned: _change(_planned),
    e.ActionChanged: _change(_changed),
    e.ActionMoved: _change(_moved),
    e.ActionVerified: _change(_verified),
    e.improving.RemarkMade: _change(_remarked),
    e.improving.OneselfRated: _change(_rated),
    e.improving.ReviewMoved: _change(_reviewed),
    e.improving.ReviewSigned: _change(_signed),
}
