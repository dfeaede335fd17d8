"""Rules of the improvement plan: an action names its finding, one owner, a date and a proof, and is no wish.

*Done* is what somebody says. *Verified* needs another record, later than the deed, in which its steps went as expected.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import assert_never

from incident.domain import commands as c
from incident.domain import events as e
from incident.domain.decide.reviewing import review
from incident.domain.decide.steps import require_steps
from incident.domain.decide.words import optional_text, require_text
from incident.domain.events.improving import ActionState
from incident.domain.improving.allowing import require_say
from incident.domain.improving.plan import Action, Improving
from incident.domain.improving.vague import require_deed, require_no_blame, require_proof, require_telling
from incident.domain.incident import Incident
from incident.domain.nearest import nearest
from incident.domain.refusals import Refusal, Refused

__all__ = ["improve"]


def improve(incident: Incident, command: c.OfImproving, now: datetime) -> Sequence[e.Event]:
    """What the command makes of the plan."""
    plan = incident.improving or Improving()
    match command:
        case c.RecordFinding():
            return [_found(incident, plan, command)]
        case c.PlanAction():
            return [_planned(incident, plan, command, now)]
        case c.ChangeAction():
            return [_changed(incident, plan, command, now)]
        case c.MoveAction():
            return _moved(incident, plan, command)
        case c.VerifyAction():
            return [_verified(incident, plan, command)]
        case c.MakeRemark() | c.RateOneself() | c.MoveReview() | c.SignReview():
            return review(incident, plan, command)
    assert_never(command)


def _found(incident: Incident, plan: Improving, command: c.RecordFinding) -> e.Event:
    require_steps(incident, command.steps)
    text = require_text(command.text, "finding")
    require_telling(command.text)
    require_no_blame(command.because)
    return e.FindingRecorded(
        finding=f"F{len(plan.findings) + 1}",
        kind=command.kind,
        text=text,
        because=optional_text(command.because, "reason"),
        steps=command.steps,
    )


def _planned(incident: Incident, plan: Improving, command: c.PlanAction, now: datetime) -> e.Event:
    _require_plannable(incident, plan, command, now)
    text = require_text(command.text, "action")
    require_deed(command.text)
    proof = require_text(command.proof, "proof")
    require_proof(command.proof)
    return e.ActionPlanned(
        action=f"A{len(plan.actions) + 1}",
        findings=command.findings,
        text=text,
        proof=proof,
        element=command.element,
        priority=command.priority,
        owner=command.owner,
        due_at=command.due_at,
        steps=command.steps,
        kind=command.kind,
        approver=command.approver,
        department=optional_text(command.department, "department"),
        begins_at=command.begins_at,
        limit=optional_text(command.limit, "limit"),
        risk=optional_text(command.risk, "risk"),
        change=optional_text(command.change, "change"),
        repeats=command.repeats,
    )


def _require_plannable(incident: Incident, plan: Improving, command: c.PlanAction, now: datetime) -> None:
    if not command.findings:
        raise Refused(Refusal.TEXT_EMPTY, what="finding")
    for finding in command.findings:
        if finding not in plan.findings:
            raise Refused(Refusal.FINDING_UNKNOWN, finding=finding, near=nearest(finding, plan.findings))
    require_steps(incident, command.steps)
    _require_ahead(command.due_at, now)
    if command.begins_at is not None and command.begins_at >= command.due_at:
        raise Refused(Refusal.ACTION_BEGINS_LATE, at=command.due_at)
    _require_other_approver(command.approver, command.owner)


def _require_other_approver(approver: str, owner: str | None) -> None:
    if approver and approver == owner:
        raise Refused(Refusal.ACTION_OWN_APPROVAL, person=owner)


def _changed(incident: Incident, plan: Improving, command: c.ChangeAction, now: datetime) -> e.Event:
    action = _unsettled(plan, command.action)
    require_say(incident, action, command.by)
    if command.due_at is not None:
        _require_ahead(command.due_at, now)
    _require_other_approver(action.approver, command.owner)
    because = require_text(command.because, "reason")
    return e.ActionChanged(action=action.id, because=because, owner=command.owner, due_at=command.due_at)


def _moved(incident: Incident, plan: Improving, command: c.MoveAction) -> Sequence[e.Event]:
    action = _unsettled(plan, command.action)
    require_say(incident, action, command.by)
    if command.to is ActionState.VERIFIED:
        raise Refused(Refusal.ACTION_UNPROVEN, action=action.id)
    if command.to is action.state:
        return []
    needs_words = command.to in (ActionState.DONE, ActionState.REJECTED) or action.state is ActionState.DONE
    words = (require_text if needs_words else optional_text)(command.because, "reason")
    return [e.ActionMoved(action=action.id, to=command.to, because=words)]


def _verified(incident: Incident, plan: Improving, command: c.VerifyAction) -> e.Event:
    action = _unsettled(plan, command.action)
    if action.done_at is None or action.state is not ActionState.DONE:
        raise Refused(Refusal.ACTION_NOT_DONE, action=action.id)
    if not action.steps:
        raise Refused(Refusal.ACTION_STEPLESS, action=action.id)
    if command.rehearsed:
        raise Refused(Refusal.ACTION_REHEARSED, action=action.id, incident=command.rehearsed)
    if command.unended:
        raise Refused(Refusal.ACTION_UNENDED, action=action.id, incident=command.unended)
    began = command.began_at
    if not command.evidence or command.incident == incident.id or began is None or began <= action.done_at:
        raise Refused(Refusal.ACTION_UNPROVEN, action=action.id)
    return e.ActionVerified(action=action.id, incident=command.incident, began_at=began, evidence=command.evidence)


def _unsettled(plan: Improving, name: str) -> Action:
    action = plan.actions.get(name)
    if action is None:
        raise Refused(Refusal.ACTION_UNKNOWN, action=name, near=nearest(name, plan.actions))
    if action.is_settled:
        raise Refused(Refusal.ACTION_SETTLED, action=name)
    return action


def _require_ahead(due_at: datetime, now: datetime) -> None:
    if due_at <= now:
        raise Refused(Refusal.ACTION_DUE_PAST, at=due_at)
