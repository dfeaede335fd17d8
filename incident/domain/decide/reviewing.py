"""Rules of the report itself: it is spoken of when all is over, signed when reviewed, and closed when signed.

Apart from the improvement plan, which may go on for months after the report is closed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias, assert_never

from incident.domain import commands as c
from incident.domain import events as e
from incident.domain.decide.steps import require_steps
from incident.domain.decide.words import optional_text, require_text
from incident.domain.events.improving import FindingKind, Remark, ReviewState
from incident.domain.improving.plan import Improving
from incident.domain.incident import Incident, Status
from incident.domain.refusals import Refusal, Refused

__all__ = ["review"]

_ORDER = tuple(ReviewState)
_LEAST_STRENGTHS = 2

OfReview: TypeAlias = c.MakeRemark | c.RateOneself | c.MoveReview | c.SignReview


def review(incident: Incident, plan: Improving, command: OfReview) -> Sequence[e.Event]:
    """What the command says of the report."""
    if incident.status is not Status.CLOSED:
        raise Refused(Refusal.REVIEW_EARLY)
    match command:
        case c.MakeRemark():
            return [e.improving.RemarkMade(kind=command.kind, text=require_text(command.text, "note"))]
        case c.RateOneself():
            require_steps(incident, [command.step] if command.step else [])
            because = optional_text(command.because, "reason")
            return [e.improving.OneselfRated(rating=command.rating, step=command.step, because=because)]
        case c.MoveReview():
            return _moved(plan, command)
        case c.SignReview():
            return [_signed(plan, command)]
    assert_never(command)


def _moved(plan: Improving, command: c.MoveReview) -> Sequence[e.Event]:
    """Forward step by step or at once, back with a reason; closed only when somebody signed what was reviewed."""
    if command.to is plan.review:
        return []
    if command.to is ReviewState.CLOSED and not plan.signatures:
        raise Refused(Refusal.REVIEW_UNSIGNED)
    if command.to is ReviewState.CLOSED:
        _require_complete(plan)
    is_back = _ORDER.index(command.to) < _ORDER.index(plan.review)
    words = (require_text if is_back else optional_text)(command.because, "reason")
    return [e.improving.ReviewMoved(to=command.to, because=words)]


def _require_complete(plan: Improving) -> None:
    """What went well is in it too, and nothing that is to be improved is left to nobody (reference/UX.md B-10)."""
    kept = sum(each.kind is Remark.KEEP for each in plan.said)
    well = kept + sum(each.kind is FindingKind.STRENGTH for each in plan.findings.values())
    if well < _LEAST_STRENGTHS:
        raise Refused(Refusal.REVIEW_ONE_SIDED, number=well)
    answered = {finding for action in plan.actions.values() for finding in action.findings}
    improve = (each.id for each in plan.findings.values() if each.kind is FindingKind.IMPROVE)
    if open_ones := tuple(each for each in improve if each not in answered):
        raise Refused(Refusal.REVIEW_UNPLANNED, names=open_ones)


def _signed(plan: Improving, command: c.SignReview) -> e.Event:
    if plan.review is not ReviewState.REVIEWED:
        raise Refused(Refusal.REVIEW_UNREVIEWED)
    if any(each.by == command.by for each in plan.signatures):
        raise Refused(Refusal.REVIEW_SIGNED, person=command.by)
    return e.improving.ReviewSigned(capacity=optional_text(command.capacity, "note"))
