"""What an entry about resources changes: states, holders, teams, periods."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from incident.domain import events as e
from incident.domain.content import FreeText
from incident.domain.events import Recorded
from incident.domain.evolve.changes import Change
from incident.domain.incident import COMMANDER, Incident
from incident.domain.resources.allocation import ENDED, WORKING, Allocation, Period, Resources, Team
from incident.domain.resources.allocation import Change as StateChange
from incident.domain.resources.giver import giver_of
from incident.domain.resources.resource import MONEY

__all__ = ["CHANGES"]


def _requested(incident: Incident, entry: Recorded, event: e.AllocationRequested) -> Resources:
    said = StateChange(state=e.AllocationState.REQUESTED, at=entry.occurred_at, by=entry.person, because=event.because)
    said = said.changed(whom=event.whom)
    asked = Allocation(
        id=event.allocation,
        kind=event.kind,
        type=event.type,
        quantity=event.quantity,
        unit=event.unit,
        state=said.state,
        since=said.at,
        requested_by=said.by,
        requested_at=said.at,
        need=event.need,
        needed_by=event.needed_by,
        whom=event.whom,
        site=event.site,
        substitutes=event.substitutes,
        step=event.step,
        because=event.because,
        changes=(said,),
    )
    return incident.resources.changed(allocations={**incident.resources.allocations, asked.id: asked})


def _approved(allocation: Allocation, entry: Recorded, event: e.AllocationApproved) -> Allocation:
    giver, because = giver_of(event)
    return _in(allocation, e.AllocationState.APPROVED, entry, because).changed(
        resource=event.resource,
        giver=giver,
        quantity=event.quantity,
        unit=event.currency if allocation.kind == MONEY else allocation.unit,
        person=event.person,
        source_site=event.site,
        approved_by=event.by,
        amount=event.amount,
        currency=event.currency,
        budget=event.budget,
    )


def _moved(allocation: Allocation, entry: Recorded, event: e.AllocationMoved) -> Allocation:
    due_at = None if event.to in WORKING else event.due_at or allocation.due_at
    whom = event.whom or allocation.whom
    moved = _in(allocation, event.to, entry, event.because, whom=whom, due_at=due_at)
    since = allocation.since if event.to is allocation.state else moved.since
    return moved.changed(
        since=since,
        due_at=due_at,
        back_at=event.back_at or allocation.back_at,
        whom=whom,
        out_reason=None,
        out_until=None,
    )


def _out(allocation: Allocation, entry: Recorded, event: e.AllocationOut) -> Allocation:
    out = _in(allocation, e.AllocationState.OUT, entry, event.because)
    *before, last = out.changes
    changes = (*before, last.changed(reason=event.reason, until=event.until))
    return out.changed(out_reason=event.reason, out_until=event.until, changes=changes)


def _rest_taken_back(allocation: Allocation, entry: Recorded, event: e.RestTakenBack) -> Allocation:
    """In the state before the rest; if it was over by then, over still, and rested."""
    rest = next((each for each in reversed(allocation.course) if each.reason is e.OutReason.REST), None)
    if rest is None:
        return allocation
    changes = tuple(each.changed(undone=True) if each is rest else each for each in allocation.changes)
    course = [each for each in changes if not each.undone]
    last, here = course[-1], next(each for each in reversed(course) if each.state not in ENDED)
    said = last.changed(at=entry.occurred_at, by=entry.person, because=event.because, undone=True)
    return allocation.changed(
        state=last.state,
        since=last.at,
        working_since=_working_since(course),
        out_reason=here.reason,
        out_until=here.until,
        changes=(*changes, said),
    )


def _working_since(course: Sequence[StateChange]) -> datetime | None:
    since: datetime | None = None
    for each in course:
        since = (since or each.at) if each.state in WORKING else None
    return since


def _ended(allocation: Allocation, entry: Recorded, event: e.AllocationEnded) -> Allocation:
    ended = _in(allocation, event.how, entry, event.words)
    return ended if event.spent is None else ended.changed(amount=event.spent)


def _in(
    allocation: Allocation,
    state: e.AllocationState,
    entry: Recorded,
    because: FreeText | None,
    *,
    whom: str = "",
    due_at: datetime | None = None,
) -> Allocation:
    at = entry.occurred_at
    change = StateChange(state=state, at=at, by=entry.person, because=because, whom=whom, due_at=due_at)
    since = (allocation.working_since or at) if state in WORKING else None
    return allocation.changed(state=state, since=at, working_since=since, changes=(*allocation.changes, change))


def _of_one(change: Callable[[Allocation, Recorded, Any], Allocation]) -> Change:
    """The change of an allocation; of one that nobody asked for, nothing."""

    def changed(incident: Incident, entry: Recorded, event: Any) -> dict[str, Any]:  # noqa: ANN401  (any of those below)
        own = incident.resources
        standing = own.allocations.get(event.allocation)
        if standing is None:
            return {}
        allocations = {**own.allocations, standing.id: change(standing, entry, event)}
        return {"resources": own.changed(allocations=allocations)}

    return changed


def _formed(incident: Incident, entry: Recorded, event: e.TeamFormed) -> Resources:
    team = Team(id=event.team, lead=event.lead, formed_at=entry.occurred_at)
    return incident.resources.changed(teams={**incident.resources.teams, team.id: team})


def _dissolved(incident: Incident, _: Recorded, event: e.TeamDissolved) -> Resources:
    """Whatever is not over is the commander's, in the state that it is in: it moves nowhere by that."""
    own = incident.resources
    left = {name: team for name, team in own.teams.items() if name != event.team}
    allocations = {
        name: each.changed(whom=COMMANDER) if each.is_live and each.whom == event.team else each
        for name, each in own.allocations.items()
    }
    return own.changed(teams=left, allocations=allocations)


def _period(incident: Incident, entry: Recorded, event: e.PeriodBegun) -> Resources:
    period = Period(number=event.number, began_at=entry.occurred_at, ends_at=event.ends_at)
    return incident.resources.changed(period=period)


def _whole(change: Callable[[Incident, Recorded, Any], Resources]) -> Change:
    return lambda incident, entry, event: {"resources": change(incident, entry, event)}


CHANGES: Mapping[type, Change] = {
    e.AllocationRequested: _whole(_requested),
    e.AllocationApproved: _of_one(_approved),
    e.AllocationMoved: _of_one(_moved),
    e.AllocationOut: _of_one(_out),
    e.RestTakenBack: _of_one(_rest_taken_back),
    e.AllocationEnded: _of_one(_ended),
    e.TeamFormed: _whole(_formed),
    e.TeamDissolved: _whole(_dissolved),
    e.PeriodBegun: _whole(_period),
}
