"""What waits for somebody: requests that nobody has answered, and people who have been at work the longest.

Apart from the states of resources, because each of these is a length of time and not an entry.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from incident.domain.events import AllocationState, OutReason
from incident.domain.frozen import Frozen
from incident.domain.grading.tiers import Tier
from incident.domain.incident import Incident, Status
from incident.domain.resources.allocation import WORKING, Allocation, Resources
from incident.domain.resources.resource import MONEY, STAFF, Inventory
from incident.domain.resources.supply import count_of
from incident.domain.runbooks.runbook import Want

__all__ = [
    "NOBODY_ON_IT",
    "AtWork",
    "answer_within",
    "at_work_longest",
    "due_of",
    "is_late",
    "unanswered",
    "unasked",
    "unattended",
]


class AtWork(Frozen):
    """A person, or some of a pool, at work here without a rest."""

    since: datetime
    person: str = ""
    """'' for a pool, which has its allocation."""
    allocation: Allocation | None = None


NOBODY_ON_IT: Final = timedelta(minutes=5)
"""After so long a request that nobody has answered is marked on the board."""
_USUAL: Final[Mapping[Tier, timedelta]] = {
    Tier.MAJOR: timedelta(hours=2),
    Tier.SERIOUS: timedelta(hours=1),
    Tier.GENERAL: timedelta(minutes=30),
}
"""How long an approval may take where the team has not said: the graver, the farther resources come from."""


def answer_within(tier: Tier, inventory: Inventory | None) -> timedelta:
    """How long a request may wait for its approval at that tier."""
    policy = inventory.approvals.get(tier) if inventory else None
    return policy.within if policy else _USUAL[tier]


def due_of(allocation: Allocation, now: datetime) -> datetime | None:
    """When it is needed, or should arrive; None where nobody has said, or it is there or over."""
    match allocation.state_at(now):
        case AllocationState.REQUESTED:
            return allocation.needed_by
        case AllocationState.APPROVED | AllocationState.ORDERED | AllocationState.EN_ROUTE:
            return allocation.due_at or allocation.needed_by
        case _:
            return None


def is_late(allocation: Allocation, now: datetime) -> bool:
    """Whether that hour has passed without it."""
    due = due_of(allocation, now)
    return due is not None and due <= now


def unattended(resources: Resources, now: datetime) -> tuple[Allocation, ...]:
    """The requests that nobody has been on for a while."""
    return _asked_before(resources, NOBODY_ON_IT, now)


def unanswered(incident: Incident, inventory: Inventory | None, now: datetime) -> tuple[Allocation, ...]:
    """The requests that have waited longer than the tier allows."""
    return _asked_before(incident.resources, answer_within(incident.tier, inventory), now)


def unasked(incident: Incident, inventory: Inventory | None) -> Sequence[tuple[Want, int]]:
    """What a raise wants besides all that was ever asked for, after a step had asked for the list of the tier before.

    With how many more; 0 where nobody knows. A step that is done asks nothing again.
    """
    every = incident.resources.allocations.values()
    listed_at = max((each.requested_at for each in every if each.step), default=None)
    raised_at = max((each.at for each in incident.tier_changes if each.is_raise), default=None)
    if listed_at is None or raised_at is None or raised_at < listed_at:
        return ()
    found = []
    for want in incident.runbook.wants.get(incident.tier, ()):
        asked = [each.quantity for each in every if each.type == want.type]
        count = None if want.kind == MONEY else count_of(want, inventory)
        more = max(0, (count or 0) - sum(asked))
        if more or not asked:
            found.append((want, more))
    return tuple(found)


def at_work_longest(incident: Incident, now: datetime) -> tuple[AtWork, ...]:
    """Who is at work here without a rest, whoever has been longest first: by a role that they hold, or as a resource.

    Who holds a role stands before the others who came in the same moment.
    """
    found = {each: AtWork(since=since, person=each) for each, since in _serving(incident, now).items()}
    pools = []
    for own in incident.resources.live:
        if own.kind != STAFF or own.state_at(now) not in WORKING:
            continue
        since = own.working_since or own.since_at(now)
        if not own.person:
            pools.append(AtWork(since=since, allocation=own))
        elif own.person not in found or since < found[own.person].since:
            found[own.person] = AtWork(since=since, person=own.person, allocation=own)
    return tuple(sorted((*found.values(), *pools), key=lambda each: each.since))


def _serving(incident: Incident, now: datetime) -> Mapping[str, datetime]:
    """Since when those who hold a role have been at work: a rest that they were sent to ends it, and it begins anew."""
    if incident.status is not Status.OPEN:
        return {}
    serving = dict(incident.serving_since)
    for own in incident.resources.allocations.values():
        if own.person not in serving:
            continue
        if own.rests_at(now):
            del serving[own.person]
            continue
        rested = [each.until for each in own.course if each.reason is OutReason.REST and each.until]
        serving[own.person] = max(serving[own.person], *rested) if rested else serving[own.person]
    return serving


def _asked_before(resources: Resources, length: timedelta, now: datetime) -> tuple[Allocation, ...]:
    asked = (each for each in resources.live if each.state is AllocationState.REQUESTED)
    return tuple(each for each in asked if now >= each.requested_at + length)
