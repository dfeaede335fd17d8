"""Who may approve a resource at a tier, and up to which amount (REQUIREMENTS D4)."""

from __future__ import annotations

from incident.domain.frozen import Frozen
from incident.domain.incident import COMMANDER, Incident
from incident.domain.refusals import Refusal, Refused
from incident.domain.resources.resource import Approval, Approver

__all__ = ["Cost", "approvers_of", "may_approve", "require_approver"]


class Cost(Frozen):
    """What it costs, in the smallest unit of the currency; 0: nothing."""

    amount: int = 0
    currency: str = ""


def approvers_of(policy: Approval | None) -> tuple[Approver, ...]:
    """Everybody who may; the commander where the team has not said who."""
    return policy.approvers if policy else (Approver(role=COMMANDER),)


def require_approver(incident: Incident, person: str, cost: Cost, policy: Approval | None) -> str:
    """The person, who may approve that much beside all that they have approved here before.

    Raises:
        Refused: APPROVER_MAY_NOT or SPENDING_LIMIT, naming who may.
    """
    every = approvers_of(policy)
    own = [each for each in every if _is(each, person, incident)]
    if not own:
        may = [each for each in every if not cost.amount or _covers(each, incident, cost)]
        raise Refused(Refusal.APPROVER_MAY_NOT, approver=person, approvers=_names(may, incident))
    if cost.amount and not any(_covers(each, incident, cost, person) for each in own):
        may = [each for each in every if _covers(each, incident, cost)]
        limit = next((each.limit for each in own if each.currency == cost.currency), 0)
        raise Refused(
            Refusal.SPENDING_LIMIT, approver=person, money=(limit or 0, cost.currency), approvers=_names(may, incident)
        )
    return person


def may_approve(incident: Incident, person: str, cost: Cost, policy: Approval | None) -> bool:
    """Whether they may approve that much."""
    try:
        require_approver(incident, person, cost, policy)
    except Refused:
        return False
    return True


def _is(approver: Approver, person: str, incident: Incident) -> bool:
    return person == (approver.person or incident.person_of(approver.role))


def _covers(approver: Approver, incident: Incident, cost: Cost, person: str = "") -> bool:
    """Whether the limit holds what they have approved so far and this too."""
    if approver.limit is None:
        return True
    who = person or approver.person or incident.person_of(approver.role) or ""
    before = sum(
        each.amount
        for each in incident.resources.allocations.values()
        if each.approved_by == who and each.currency == cost.currency
    )
    return approver.currency == cost.currency and before + cost.amount <= approver.limit


def _names(approvers: tuple[Approver, ...] | list[Approver], incident: Incident) -> tuple[str, ...]:
    """Persons by id; roles that nobody holds by the role, marked as one."""
    return tuple(
        dict.fromkeys(each.person or incident.person_of(each.role) or f"role:{each.role}" for each in approvers)
    )
